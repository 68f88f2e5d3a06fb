"""The Web API, called by Slack's own SDK: who may call, and what is answered."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.workspace.payloads import actions, button, field, home, modal, section, text_input
from tests.workspace.sample_app import MANIFEST
from workspace import ApiFault, Timing, Workspace
from workspace.web_api.registry import METHODS

ALICE, PAUL = "U0ALICE01", "U0PAUL001"


@pytest.fixture
def everything() -> Iterator[Workspace]:
    """A workspace that grants every scope, whose triggers are short-lived."""
    with Workspace.start() as workspace:
        yield workspace


def client(workspace: Workspace, token: str | None = None) -> WebClient:
    return WebClient(token or workspace.bot_token, base_url=workspace.api_url, timeout=5)


def refusal(call: Callable[[], Any]) -> Any:
    with pytest.raises(SlackApiError) as error:
        call()
    return error.value.response


def test_the_sdk_says_who_it_is(alone: Workspace) -> None:
    identity = client(alone).auth_test()
    assert identity["user"] == "exemple"
    assert identity["user_id"].startswith("U")
    assert identity["bot_id"].startswith("B")


def test_a_token_that_does_not_exist_is_refused_everywhere(everything: Workspace) -> None:
    stranger = client(everything, "xoxb-personne")
    errors = {name: refusal(partial(stranger.api_call, name))["error"] for name in METHODS}
    assert errors == dict.fromkeys(METHODS, "invalid_auth")


def test_every_method_that_needs_a_scope_is_refused_without_it() -> None:
    with Workspace.start({}) as bare:
        slack = client(bare)
        for method in METHODS.values():
            if method.scopes:
                answer = refusal(partial(slack.api_call, method.name))
                assert (answer["error"], answer["needed"]) == (
                    "missing_scope",
                    ",".join(method.scopes),
                )


def test_no_token_is_refused(alone: Workspace) -> None:
    answer = httpx.post(f"{alone.api_url}auth.test")
    assert answer.json() == {"ok": False, "error": "not_authed"}


def test_each_token_has_its_methods(alone: Workspace) -> None:
    opened = refusal(lambda: client(alone).api_call("apps.connections.open"))
    assert opened["error"] == "not_allowed_token_type"
    said = refusal(lambda: client(alone, alone.app_token).auth_test())
    assert said["error"] == "not_allowed_token_type"


def test_a_scope_that_the_manifest_lacks_is_named(alone: Workspace) -> None:
    message = alone.person("alice").say(alone.channel, "Bonjour")
    answer = refusal(
        lambda: client(alone).reactions_add(
            channel=alone.channel, timestamp=message["ts"], name="eyes"
        )
    )
    assert answer["error"] == "missing_scope"
    assert answer["needed"] == "reactions:write"
    assert "chat:write" in answer["provided"]


def test_unknown_methods_and_bodies(alone: Workspace) -> None:
    assert refusal(lambda: client(alone).api_call("chat.sing"))["error"] == "unknown_method"
    headers = {"Authorization": f"Bearer {alone.bot_token}", "Content-Type": "application/json"}
    address = f"{alone.api_url}auth.test"
    assert httpx.post(address, headers=headers, content="{").json()["error"] == "invalid_json"
    assert httpx.post(address, headers=headers, content="[]").json()["error"] == "json_not_object"


CALLS: list[tuple[str, dict[str, Any], str]] = [
    ("chat.postMessage", {"text": "Mot"}, "invalid_arguments"),
    ("chat.postMessage", {"channel": "C0NOWHERE", "text": "Mot"}, "channel_not_found"),
    ("chat.postMessage", {"channel": "general"}, "no_text"),
    ("chat.postMessage", {"channel": "general", "text": "   "}, "no_text"),
    ("chat.postMessage", {"channel": "general", "blocks": "nope"}, "invalid_blocks_format"),
    ("chat.postMessage", {"channel": "general", "blocks": [{"type": "x"}]}, "invalid_blocks"),
    (
        "chat.postMessage",
        {"channel": "general", "text": "Mot", "thread_ts": "1.000001"},
        "thread_not_found",
    ),
    (
        "chat.postMessage",
        {"channel": "general", "text": "Mot", "metadata": {"event_type": "x"}},
        "invalid_metadata_format",
    ),
    (
        "chat.postEphemeral",
        {"channel": "C0COMITE1", "user": PAUL, "text": "Mot"},
        "user_not_in_channel",
    ),
    ("chat.update", {"channel": "C0GENERAL", "ts": "1.0", "text": "Mot"}, "message_not_found"),
    ("chat.delete", {"channel": "C0GENERAL", "ts": "1.0"}, "message_not_found"),
    ("conversations.info", {"channel": "C0NOWHERE"}, "channel_not_found"),
    ("conversations.list", {"types": "public_channel,secret"}, "invalid_types"),
    ("conversations.list", {"limit": 5000}, "invalid_limit"),
    ("conversations.list", {"cursor": "n'importe quoi"}, "invalid_cursor"),
    ("conversations.list", {"limit": "beaucoup"}, "invalid_arguments"),
    ("conversations.open", {}, "users_list_not_supplied"),
    ("conversations.open", {"users": "U0NOBODY1"}, "user_not_found"),
    ("conversations.replies", {"channel": "C0GENERAL", "ts": "1.0"}, "thread_not_found"),
    ("conversations.invite", {"channel": "C0GENERAL", "users": ALICE}, "already_in_channel"),
    ("conversations.setTopic", {"channel": "C0GENERAL", "topic": "x" * 251}, "too_long"),
    ("users.info", {"user": "U0NOBODY1"}, "user_not_found"),
    ("users.lookupByEmail", {"email": "personne@exemple.fr"}, "users_not_found"),
    ("usergroups.users.list", {"usergroup": "S0NOTHING"}, "no_such_subteam"),
    ("reactions.add", {"channel": "C0GENERAL", "timestamp": "1.0", "name": "!"}, "invalid_name"),
    ("pins.remove", {"channel": "C0GENERAL", "timestamp": "1.0"}, "no_pin"),
    ("files.info", {"file": "F0NOTHING"}, "file_not_found"),
    ("files.completeUploadExternal", {"files": [{"id": "F0NOTHING"}]}, "file_not_found"),
    ("views.open", {"trigger_id": "1.2", "view": modal(section())}, "invalid_trigger_id"),
    ("views.update", {"view_id": "V0NOTHING", "view": modal(section())}, "not_found"),
    ("views.publish", {"user_id": ALICE, "view": modal(section())}, "invalid_arguments"),
    ("views.publish", {"user_id": "U0NOBODY1", "view": home()}, "user_not_found"),
]


@pytest.mark.parametrize(
    ("method", "arguments", "error"), CALLS, ids=[f"{c[0]}-{c[2]}-{i}" for i, c in enumerate(CALLS)]
)
def test_errors_have_slack_s_codes(
    everything: Workspace, method: str, arguments: dict[str, Any], error: str
) -> None:
    answer = refusal(lambda: client(everything).api_call(method, json=arguments))
    assert answer["error"] == error
    assert everything.record == []


def test_refused_blocks_are_explained(alone: Workspace) -> None:
    answer = refusal(
        lambda: client(alone).chat_postMessage(
            channel="general", text="Mot", blocks=[{"type": "section"}]
        )
    )
    fault = "must define `text` or `fields` [json-pointer:/blocks/0]"
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {fault}"]
    assert answer["errors"] == [fault]


def test_private_channels_are_hidden_from_those_outside(everything: Workspace) -> None:
    committee = everything.channel_named("comite-de-revue")
    paul, helene = everything.person("paul"), everything.person("helene")
    client(everything).chat_postMessage(channel=committee, text="Estimation : 45 000 €")
    assert helene.wait_for()["channel"] == committee
    assert all(paul.id not in entry.audience for entry in everything.record)


def test_a_channel_is_joined_before_it_is_written_in() -> None:
    scopes = ["chat:write", "channels:join", "channels:history"]
    manifest = {
        "oauth_config": {"scopes": {"bot": scopes}},
        "settings": {"event_subscriptions": {"bot_events": ["message.channels"]}},
    }
    with Workspace.start(manifest) as workspace:
        elsewhere = workspace.add_channel("cafe", with_bot=False)
        slack, alice = client(workspace), workspace.person("alice")
        alice.say(elsewhere, "Entre nous")
        with pytest.raises(LookupError):
            _ = workspace.last_delivery
        outside = refusal(lambda: slack.chat_postMessage(channel=elsewhere, text="Mot"))
        read = refusal(lambda: slack.conversations_history(channel=elsewhere))
        assert (outside["error"], read["error"]) == ("not_in_channel", "not_in_channel")
        slack.conversations_join(channel=elsewhere)
        slack.chat_postMessage(channel=elsewhere, text="Me voici")
        assert alice.wait_for()["text"] == "Me voici"


def test_the_app_only_changes_its_own_messages(alone: Workspace) -> None:
    said = alone.person("alice").say(alone.channel, "Bonjour")
    place = {"channel": alone.channel, "ts": said["ts"]}
    changed = refusal(lambda: client(alone).chat_update(**place, text="Autre"))
    assert changed["error"] == "cant_update_message"
    assert refusal(lambda: client(alone).chat_delete(**place))["error"] == "cant_delete_message"


def test_text_alone_takes_the_blocks_away(alone: Workspace) -> None:
    posted = client(alone).chat_postMessage(
        channel=alone.channel, text="Choisir", blocks=[actions(button())]
    )
    client(alone).chat_update(channel=alone.channel, ts=posted["ts"], text="Choisi")
    shown = alone.messages(alone.channel)[-1]
    assert shown["text"] == "Choisi"
    assert "blocks" not in shown
    assert [entry.kind for entry in alone.record] == ["message", "update"]


def test_pages_follow_their_cursor(everything: Workspace) -> None:
    alice = everything.person("alice")
    said = [alice.say(everything.channel, str(number))["text"] for number in range(7)]
    pages = client(everything).conversations_history(channel=everything.channel, limit=3)
    read = [[message["text"] for message in page["messages"]] for page in pages]
    assert [len(page) for page in read] == [3, 3, 1]
    assert [text for page in read for text in page] == said[::-1]


def test_history_shows_metadata_only_when_asked(alone: Workspace) -> None:
    metadata = {"event_type": "envoi", "event_payload": {"id": 7}}
    client(alone).chat_postMessage(channel=alone.channel, text="Mot", metadata=metadata)
    without = client(alone).conversations_history(channel=alone.channel)["messages"][0]
    given = client(alone).conversations_history(
        channel=alone.channel, include_all_metadata=True, limit=1
    )
    assert "metadata" not in without
    assert given["messages"][0]["metadata"] == metadata


def test_a_thread_is_read_parent_first(alone: Workspace) -> None:
    alice = alone.person("alice")
    parent = alice.say(alone.channel, "Parent")
    reply = client(alone).chat_postMessage(
        channel=alone.channel, text="Réponse", thread_ts=parent["ts"]
    )
    thread = client(alone).conversations_replies(channel=alone.channel, ts=parent["ts"])
    assert [message["text"] for message in thread["messages"]] == ["Parent", "Réponse"]
    assert thread["messages"][0]["reply_count"] == 1
    history = client(alone).conversations_history(channel=alone.channel)["messages"]
    assert [message["ts"] for message in history] == [parent["ts"]]
    assert reply["message"]["thread_ts"] == parent["ts"]


def test_a_file_goes_up_and_comes_down(alone: Workspace) -> None:
    client(alone).files_upload_v2(
        channel=alone.channel, filename="fiche.pdf", content="%PDF", initial_comment="La fiche"
    )
    message = alone.person("alice").wait_for(lambda m: bool(m.get("files")))
    shared = message["files"][0]
    assert (shared["name"], shared["mimetype"]) == ("fiche.pdf", "application/pdf")
    bearer = {"Authorization": f"Bearer {alone.bot_token}"}
    assert httpx.get(shared["url_private"], headers=bearer).text == "%PDF"
    assert httpx.get(shared["url_private"]).status_code == 401


def test_an_image_keeps_the_words_that_replace_it(alone: Workspace) -> None:
    def upload(alt_txt: str) -> object:
        return client(alone).files_upload_v2(
            channel=alone.channel, filename="part.png", content=b"PNG", alt_txt=alt_txt
        )

    upload("La part : 30 %")
    message = alone.person("alice").wait_for(lambda m: bool(m.get("files")))
    assert message["files"][0]["alt_txt"] == "La part : 30 %"
    too_long = refusal(lambda: upload("x" * 1_001))
    assert too_long["error"] == "alt_txt_too_large"


def test_reactions_and_pins(everything: Workspace) -> None:
    slack, alice = client(everything), everything.person("alice")
    said = alice.say(everything.channel, "Bonjour")
    place = {"channel": everything.channel, "timestamp": said["ts"]}
    slack.reactions_add(**place, name="eyes")
    alice.react(said, "eyes")
    assert slack.reactions_get(**place)["message"]["reactions"][0]["count"] == 2
    assert refusal(lambda: slack.reactions_add(**place, name="eyes"))["error"] == "already_reacted"
    slack.reactions_remove(**place, name="eyes")
    slack.pins_add(**place)
    pinned = slack.pins_list(channel=everything.channel)["items"]
    assert [item["message"]["text"] for item in pinned] == ["Bonjour"]


def test_people_and_groups_are_listed(everything: Workspace) -> None:
    slack = client(everything)
    names = {member["name"] for member in slack.users_list()["members"]}
    assert {"alice", "paul", "helene", "karim", "claire"} <= names
    assert slack.users_lookupByEmail(email="alice@exemple.fr")["user"]["id"] == ALICE
    groups = slack.usergroups_list(include_users=True)["usergroups"]
    assert PAUL not in groups[0]["users"]
    assert slack.usergroups_users_list(usergroup=groups[0]["id"])["users"] == groups[0]["users"]


def test_channels_are_joined_described_and_linked(everything: Workspace) -> None:
    slack = client(everything)
    slack.conversations_setTopic(channel=everything.channel, topic="Séance du 12")
    channel = slack.conversations_info(channel=everything.channel)["channel"]
    assert channel["topic"]["value"] == "Séance du 12"
    committee = everything.channel_named("comite-de-revue")
    slack.conversations_invite(channel=committee, users=PAUL)
    assert PAUL in slack.conversations_members(channel=committee)["members"]
    posted = slack.chat_postMessage(channel=everything.channel, text="Mot")
    link = slack.chat_getPermalink(channel=everything.channel, message_ts=posted["ts"])
    assert httpx.get(link["permalink"], follow_redirects=True).status_code == 200


def test_rate_limits_say_how_long_to_wait() -> None:
    with Workspace.start(rate_limits=True) as workspace:
        headers = {"Authorization": f"Bearer {workspace.bot_token}"}
        form = {"channel": workspace.channel, "text": "Mot"}
        address = f"{workspace.api_url}chat.postMessage"
        answers = [httpx.post(address, headers=headers, data=form) for _ in range(30)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert all(int(answer.headers["Retry-After"]) >= 1 for answer in refused)
    assert len(workspace.record) == len(answers) - len(refused)


@pytest.mark.parametrize(
    ("fault", "is_done"),
    [
        (ApiFault.RATE_LIMITED, False),
        (ApiFault.SERVER_ERROR, False),
        (ApiFault.NO_ANSWER, False),
        (ApiFault.DROPPED, False),
        (ApiFault.ANSWER_LOST, True),
    ],
)
def test_a_call_fails_on_demand_then_works_again(
    alone: Workspace, fault: ApiFault, is_done: bool
) -> None:
    alone.fail_calls("chat.postMessage", fault)
    slack = WebClient(alone.bot_token, base_url=alone.api_url, timeout=1, retry_handlers=[])
    with pytest.raises(Exception, match=re.compile(".")):
        slack.chat_postMessage(channel=alone.channel, text="Un")
    assert len(alone.record) == int(is_done)
    slack.chat_postMessage(channel=alone.channel, text="Deux")
    assert len(alone.record) == int(is_done) + 1


def test_an_input_keeps_its_value_when_the_view_changes(everything: Workspace) -> None:
    slack, alice = client(everything), everything.person("alice")
    first = home(field(text_input(initial_value="au départ"), block_id="b"))
    slack.views_publish(user_id=ALICE, view=first)
    shown = alice.wait_for_home()
    assert shown["state"]["values"]["b"]["t"]["value"] == "au départ"
    stale = refusal(lambda: slack.views_publish(user_id=ALICE, view=first, hash="1.autre"))
    assert stale["error"] == "hash_conflict"


def test_an_expired_trigger_opens_nothing() -> None:
    with Workspace.start(MANIFEST, timing=Timing(ack_limit=0.01, trigger_life=0.0)) as workspace:
        workspace.person("alice").command("/exemple", channel=workspace.channel)
        trigger = workspace.last_delivery["trigger_id"]
        slack = client(workspace)
        answer = refusal(lambda: slack.views_open(trigger_id=trigger, view=modal(section())))
        assert answer["error"] == "expired_trigger_id"
