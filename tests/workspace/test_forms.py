"""Modals, menus and buttons: what people enter, what the app receives and answers."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.workspace.payloads import (
    actions,
    button,
    field,
    home,
    modal,
    option,
    plain,
    section,
    select,
    text_input,
)
from tests.workspace.raw_apps import Received, raw_http
from workspace import Person, Timing, Workspace
from workspace.errors import SlackError

Json = dict[str, Any]
React = Callable[[Json], Json]


@contextmanager
def app(react: React) -> Iterator[tuple[Workspace, WebClient, list[Json]]]:
    """An app that answers interactions with `react`, and what it has received."""
    heard: list[Json] = []

    def answer(request: Received) -> tuple[int, Json]:
        if request.headers["content-type"] == "application/json":
            return 200, {"challenge": request.json().get("challenge", "")}
        payload: Json = json.loads(parse_qs(request.body.decode())["payload"][0])
        heard.append(payload)
        return 200, react(payload)

    with Workspace.start() as workspace, raw_http(answer) as (url, _):
        workspace.set_request_url(url)
        yield workspace, WebClient(workspace.bot_token, base_url=workspace.api_url), heard


def nothing(payload: Json) -> Json:
    return {}


def post(workspace: Workspace, slack: WebClient, *blocks: Json) -> Json:
    posted = slack.chat_postMessage(channel=workspace.channel, text="Mot", blocks=list(blocks))
    message: Json = posted["message"]
    return {**message, "channel": workspace.channel}


def trigger(workspace: Workspace, slack: WebClient, person: Person) -> str:
    person.click(post(workspace, slack, actions(button())), action_id="b")
    trigger_id: str = workspace.last_delivery["trigger_id"]
    return trigger_id


def open_modal(workspace: Workspace, slack: WebClient, person: Person, view: Json) -> Json:
    slack.views_open(trigger_id=trigger(workspace, slack, person), view=view)
    return person.wait_for_view()


def test_a_click_says_who_where_and_what() -> None:
    with app(nothing) as (workspace, slack, heard):
        alice = workspace.person("alice")
        message = post(workspace, slack, actions(button(value="7"), block_id="bloc"))
        alice.click(message, action_id="b")
        payload = heard[-1]
        assert payload["type"] == "block_actions"
        assert payload["user"]["id"] == alice.id
        assert payload["channel"]["name"] == "general"
        assert payload["message"]["ts"] == message["ts"]
        assert payload["container"]["is_ephemeral"] is False
        action = payload["actions"][0]
        assert (action["block_id"], action["value"]) == ("bloc", "7")


def test_a_choice_is_in_the_action_and_in_the_state() -> None:
    with app(nothing) as (workspace, slack, heard):
        message = post(workspace, slack, actions(select(), block_id="bloc"))
        workspace.person("alice").click(message, action_id="s", value="1")
        chosen = option("1", "Un")
        assert heard[-1]["actions"][0]["selected_option"] == chosen
        assert heard[-1]["state"]["values"]["bloc"]["s"]["selected_option"] == chosen


@pytest.mark.parametrize(
    ("element", "value", "key", "received"),
    [
        ({"type": "datepicker"}, "2027-03-15", "selected_date", "2027-03-15"),
        ({"type": "timepicker"}, "09:30", "selected_time", "09:30"),
        ({"type": "datetimepicker"}, 1_800_000_000, "selected_date_time", 1_800_000_000),
        ({"type": "users_select"}, "U0PAUL001", "selected_user", "U0PAUL001"),
        ({"type": "channels_select"}, "C0GENERAL", "selected_channel", "C0GENERAL"),
        ({"type": "conversations_select"}, "C0GENERAL", "selected_conversation", "C0GENERAL"),
        ({"type": "checkboxes", "options": [option()]}, ["1"], "selected_options", [option()]),
        ({"type": "radio_buttons", "options": [option()]}, "1", "selected_option", option()),
        ({"type": "overflow", "options": [option()]}, "1", "selected_option", option()),
        (
            {"type": "multi_static_select", "options": [option()]},
            ["1"],
            "selected_options",
            [option()],
        ),
        ({"type": "multi_users_select"}, ["U0PAUL001"], "selected_users", ["U0PAUL001"]),
    ],
)
def test_each_element_gives_its_own_field(
    element: Json, value: Any, key: str, received: Any
) -> None:
    with app(nothing) as (workspace, slack, heard):
        message = post(workspace, slack, actions({**element, "action_id": "a"}))
        workspace.person("alice").click(message, action_id="a", value=value)
        assert heard[-1]["actions"][0][key] == received


def test_initial_values_are_in_the_state_before_anything_is_touched() -> None:
    view = modal(
        field(text_input(initial_value="au départ"), block_id="t"),
        field({"type": "datepicker", "action_id": "d", "initial_date": "2027-03-15"}, block_id="d"),
        field(select(initial_option=option("2", "Un")), block_id="s", optional=True),
        field({"type": "multi_users_select", "action_id": "u"}, block_id="u", optional=True),
    )
    with app(nothing) as (workspace, slack, heard):
        alice = workspace.person("alice")
        assert alice.submit(open_modal(workspace, slack, alice, view)) == {}
        values = heard[-1]["view"]["state"]["values"]
        assert values["t"]["t"]["value"] == "au départ"
        assert values["d"]["d"]["selected_date"] == "2027-03-15"
        assert values["s"]["s"]["selected_option"]["value"] == "2"
        assert values["u"]["u"]["selected_users"] == []


CHECKED_BY_SLACK: list[tuple[Json, Any, str]] = [
    (text_input(), "", "Veuillez remplir ce champ."),
    (text_input(min_length=5), "abc", "Veuillez saisir au moins 5 caractères."),
    (text_input(max_length=2), "abc", "Veuillez saisir au plus 2 caractères."),
    (
        {"type": "number_input", "is_decimal_allowed": False, "action_id": "t"},
        "douze",
        "Veuillez saisir un nombre.",
    ),
    (
        {"type": "number_input", "is_decimal_allowed": False, "action_id": "t"},
        "1.5",
        "Veuillez saisir un nombre entier.",
    ),
    (
        {"type": "number_input", "is_decimal_allowed": True, "min_value": "2", "action_id": "t"},
        "1.5",
        "Veuillez saisir un nombre supérieur ou égal à 2.",
    ),
    (
        {"type": "number_input", "is_decimal_allowed": True, "max_value": "2", "action_id": "t"},
        "2.5",
        "Veuillez saisir un nombre inférieur ou égal à 2.",
    ),
    (
        {"type": "email_text_input", "action_id": "t"},
        "alice",
        "Veuillez saisir une adresse de courriel.",
    ),
    ({"type": "url_text_input", "action_id": "t"}, "ici", "Veuillez saisir une adresse web."),
    (
        {"type": "multi_users_select", "max_selected_items": 1, "action_id": "t"},
        ["U0ALICE01", "U0PAUL001"],
        "Veuillez choisir au plus 1 élément.",
    ),
]


@pytest.mark.parametrize(
    ("element", "value", "error"), CHECKED_BY_SLACK, ids=[case[2] for case in CHECKED_BY_SLACK]
)
def test_slack_checks_before_the_app_hears(element: Json, value: Any, error: str) -> None:
    with app(nothing) as (workspace, slack, heard):
        alice = workspace.person("alice")
        view = open_modal(workspace, slack, alice, modal(field(element, block_id="b")))
        assert alice.submit(view, {"t": value}) == {"b": error}
        assert all(payload["type"] != "view_submission" for payload in heard)


def test_values_are_given_by_block_or_by_action() -> None:
    view = modal(field(text_input(), block_id="un"), field(text_input(), block_id="deux"))
    with app(nothing) as (workspace, slack, heard):
        alice = workspace.person("alice")
        shown = open_modal(workspace, slack, alice, view)
        with pytest.raises(KeyError, match="trois"):
            alice.submit(shown, {"trois": "3"})
        alice.submit(shown, {"un": "1", "deux": "2"})
        values = heard[-1]["view"]["state"]["values"]
        assert [values[block]["t"]["value"] for block in ("un", "deux")] == ["1", "2"]


def test_the_app_s_errors_keep_the_modal_open() -> None:
    def react(payload: Json) -> Json:
        if payload["type"] != "view_submission":
            return {}
        return {"response_action": "errors", "errors": {"b": "Trop cher."}}

    with app(react) as (workspace, slack, _):
        alice = workspace.person("alice")
        view = open_modal(workspace, slack, alice, modal(field(text_input(), block_id="b")))
        assert alice.submit(view, {"t": "45 000"}) == {"b": "Trop cher."}
        assert [shown["id"] for shown in alice.modals()] == [view["id"]]


NONSENSE: list[Json] = [
    {"response_action": "errors", "errors": {"autre": "Inconnu"}},
    {"response_action": "errors", "errors": {}},
    {"response_action": "danser"},
    {"response_action": "update", "view": {"type": "modal"}},
    {"response_action": "push", "view": home()},
]


@pytest.mark.parametrize("answer", NONSENSE)
def test_nonsense_leaves_the_modal_open_with_a_notice(answer: Json) -> None:
    def react(payload: Json) -> Json:
        return answer if payload["type"] == "view_submission" else {}

    with app(react) as (workspace, slack, _):
        alice = workspace.person("alice")
        view = open_modal(workspace, slack, alice, modal(field(text_input(), block_id="b")))
        assert alice.submit(view, {"t": "Mot"}) == {}
        assert len(alice.modals()) == 1
        assert alice.notices()[0].startswith("Une erreur est survenue")


def test_modals_are_stacked_three_deep_then_cleared() -> None:
    def react(payload: Json) -> Json:
        if payload["type"] != "view_submission":
            return {}
        depth = int(payload["view"]["private_metadata"])
        if depth == 3:
            return {"response_action": "clear"}
        return {"response_action": "push", "view": step(depth + 1)}

    def step(depth: int) -> Json:
        return modal(section(), private_metadata=str(depth), title=plain(f"Étape {depth}"))

    with app(react) as (workspace, slack, _):
        alice = workspace.person("alice")
        first = open_modal(workspace, slack, alice, step(1))
        alice.submit(first)
        second = alice.wait_for_view()
        alice.submit(second)
        third = alice.wait_for_view()
        assert third["root_view_id"] == first["id"]
        assert third["previous_view_id"] == second["id"]
        with pytest.raises(SlackApiError, match="push_limit_reached"):
            slack.views_push(trigger_id=trigger(workspace, slack, alice), view=step(4))
        alice.submit(third)
        assert alice.modals() == []


def test_closing_returns_to_the_modal_below_and_tells_who_asked_to_know() -> None:
    with app(nothing) as (workspace, slack, heard):
        alice = workspace.person("alice")
        below = open_modal(workspace, slack, alice, modal(section()))
        told = modal(section(), notify_on_close=True, callback_id="dessus")
        slack.views_push(trigger_id=trigger(workspace, slack, alice), view=told)
        alice.close(alice.wait_for_view())
        assert [shown["id"] for shown in alice.modals()] == [below["id"]]
        assert (heard[-1]["type"], heard[-1]["view"]["callback_id"]) == ("view_closed", "dessus")
        assert heard[-1]["is_cleared"] is False


def test_a_view_that_changes_keeps_what_was_entered() -> None:
    view = modal(field(text_input(), block_id="b", dispatch_action=True))
    with app(nothing) as (workspace, slack, _):
        alice = workspace.person("alice")
        shown = open_modal(workspace, slack, alice, view)
        alice.click(shown, action_id="t", value="45 000")
        slack.views_update(view_id=shown["id"], view=view, hash=shown["hash"])
        changed = alice.wait_for_view()
        assert changed["state"]["values"]["b"]["t"]["value"] == "45 000"
        with pytest.raises(SlackApiError, match="hash_conflict"):
            slack.views_update(view_id=shown["id"], view=view, hash=shown["hash"])


def test_a_trigger_serves_once() -> None:
    with app(nothing) as (workspace, slack, _):
        once = trigger(workspace, slack, workspace.person("alice"))
        with pytest.raises(SlackApiError, match="invalid_arguments"):
            slack.views_open(trigger_id=once, view=modal())
        slack.views_open(trigger_id=once, view=modal(section()))
        with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
            slack.views_open(trigger_id=once, view=modal(section()))


def test_external_menus_ask_the_app() -> None:
    def react(payload: Json) -> Json:
        if payload["type"] != "block_suggestion":
            return {}
        return {"options": [option("1", payload["value"])]}

    with app(react) as (workspace, slack, heard):
        alice = workspace.person("alice")
        message = post(workspace, slack, actions({"type": "external_select", "action_id": "e"}))
        offered = alice.suggest(message, action_id="e", query="Lor")
        assert offered == {"options": [option("1", "Lor")]}
        alice.click(message, action_id="e", value=offered["options"][0])
        assert heard[-1]["actions"][0]["selected_option"]["text"]["text"] == "Lor"


def test_a_modal_belongs_to_one_person() -> None:
    with app(nothing) as (workspace, slack, _):
        alice, paul = workspace.person("alice"), workspace.person("paul")
        view = open_modal(workspace, slack, alice, modal(section()))
        assert paul.modals() == []
        with pytest.raises(SlackError, match="not_found"):
            paul.submit(view)


def test_nobody_clicks_what_they_do_not_see() -> None:
    with app(nothing) as (workspace, slack, _):
        committee = workspace.channel_named("comite-de-revue")
        posted = slack.chat_postMessage(channel=committee, text="Mot", blocks=[actions(button())])
        message = {**posted["message"], "channel": committee}
        with pytest.raises(SlackError, match="channel_not_found"):
            workspace.person("paul").click(message, action_id="b")
        ephemeral = slack.chat_postEphemeral(
            channel=workspace.channel, user="U0ALICE01", text="Mot", blocks=[actions(button())]
        )
        hidden = {**message, "channel": workspace.channel, "ts": ephemeral["message_ts"]}
        with pytest.raises(SlackError, match="message_not_found"):
            workspace.person("paul").click(hidden, action_id="b")
        workspace.person("alice").click(hidden, action_id="b")
        assert workspace.last_delivery["container"]["is_ephemeral"] is True
        assert "message" not in workspace.last_delivery


def test_a_silent_app_leaves_the_modal_open() -> None:
    with Workspace.start(timing=Timing(ack_limit=0.1)) as workspace:
        alice = workspace.person("alice")
        slack = WebClient(workspace.bot_token, base_url=workspace.api_url)
        view = open_modal(workspace, slack, alice, modal(section()))
        alice.submit(view)
        assert len(alice.modals()) == 1
        assert "dispatch_failed" in alice.notices()[-1]


PROOF = field(
    {"type": "file_input", "action_id": "f", "max_files": 1}, block_id="proof", optional=True
)
FILES = modal(PROOF)
NO_FILES = {
    "features": {"app_home": {"home_tab_enabled": True}},
    "oauth_config": {"scopes": {"bot": ["chat:write"]}},
}


def test_a_file_given_in_a_modal_reaches_the_app_as_slack_describes_it() -> None:
    with app(nothing) as (workspace, slack, heard):
        alice = workspace.person("alice")
        view = open_modal(workspace, slack, alice, FILES)
        given = alice.upload("Délibération 3.pdf", b"%PDF")
        assert alice.submit(view, {"proof": [{"id": given["id"]}]}) == {}
        [file] = heard[-1]["view"]["state"]["values"]["proof"]["f"]["files"]
        assert (file["name"], file["user"]) == ("Délibération 3.pdf", alice.id)
        assert file["permalink"].endswith("D%C3%A9lib%C3%A9ration%203.pdf")


def test_a_file_of_a_modal_is_ones_own_not_too_large_and_not_one_too_many() -> None:
    with app(nothing) as (workspace, slack, heard):
        alice = workspace.person("alice")
        view = open_modal(workspace, slack, alice, FILES)
        before = len(heard)
        theirs = workspace.person("paul").upload("a.pdf", b"%PDF")
        for wrong in (theirs, {"id": "F0NOTHING"}):
            with pytest.raises(SlackError, match="file_not_found"):
                alice.submit(view, {"proof": [wrong]})
        with pytest.raises(SlackError, match="invalid_value"):
            alice.submit(view, {"proof": ["a.pdf"]})
        large = alice.upload("b.pdf", b"x" * 10_000_001)
        assert "10 Mo" in alice.submit(view, {"proof": [large]})["proof"]
        two = [alice.upload(name, b"%PDF") for name in ("c.pdf", "d.pdf")]
        assert "au plus 1 élément" in alice.submit(view, {"proof": two})["proof"]
        assert len(heard) == before


def test_a_window_takes_files_only_with_the_scope_that_slack_asks_for() -> None:
    with Workspace.start(manifest=NO_FILES) as workspace:
        slack = WebClient(workspace.bot_token, base_url=workspace.api_url)
        with pytest.raises(SlackApiError, match="missing_scope") as refused:
            slack.views_publish(user_id="U0ALICE01", view=home(PROOF))
        assert refused.value.response["needed"] == "files:read"
