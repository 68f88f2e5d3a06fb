"""The workspace's page, in Chromium: what people see, type, click and hear."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from slack_sdk import WebClient

from tests.browser.showcase_app import MANIFEST, SUMMARY, showcase
from tests.workspace.conftest import over_http
from workspace import Workspace

expect.set_options(timeout=10_000)


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with Workspace.start(MANIFEST) as started:
        app = showcase(started.api_url, started.bot_token, started.signing_secret)
        with over_http(app, started):
            yield started


@pytest.fixture
def slack(workspace: Workspace) -> WebClient:
    return WebClient(workspace.bot_token, base_url=workspace.api_url)


@pytest.fixture
def faults() -> list[str]:
    """What the pages report to the console."""
    return []


@pytest.fixture
def page(browser: Browser, workspace: Workspace, faults: list[str]) -> Iterator[Page]:
    """Alice's page, in the general channel; no test may leave a fault in its console."""
    context = browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 860})
    opened = context.new_page()
    opened.set_default_timeout(8000)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on(
        "console", lambda message: faults.append(message.text) if message.type == "error" else None
    )
    opened.goto(f"{workspace.url}?as=U0ALICE01")
    expect(opened.get_by_role("heading", name="general")).to_be_visible()
    yield opened
    context.close()
    assert faults == []


def say(page: Page, text: str) -> None:
    field = page.get_by_label("Écrire à", exact=False).last
    field.fill(text)
    field.press("Enter")


def test_what_is_typed_is_read_by_others_at_once(
    browser: Browser, page: Page, workspace: Workspace
) -> None:
    other = browser.new_page()
    other.goto(f"{workspace.url}?as=U0PAUL001")
    expect(other.get_by_text("Paul Le Goff")).to_be_visible()
    say(page, "Bonjour *Paul*, voir @paul")
    message = other.get_by_role("article", name=re.compile("Alice Martin"))
    expect(message.locator("strong", has_text="Paul").last).to_be_visible()
    expect(message.get_by_text("@Paul Le Goff")).to_be_visible()
    other.close()


def test_a_person_is_chosen_and_kept(page: Page) -> None:
    page.get_by_role("button", name="Vous êtes Alice Martin").click()
    page.get_by_role("menuitemradio", name="Hélène Carré").click()
    expect(page.get_by_role("button", name="Vous êtes Hélène Carré")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Vous êtes Hélène Carré")).to_be_visible()


def test_private_channels_are_not_even_named_to_those_outside(
    page: Page, workspace: Workspace
) -> None:
    expect(page.get_by_role("link", name="comite-de-revue")).to_be_visible()
    page.goto(f"{workspace.url}?as=U0PAUL001")
    expect(page.get_by_role("link", name="general")).to_be_visible()
    expect(page.get_by_role("link", name="comite-de-revue")).to_have_count(0)


def test_a_command_is_completed_and_answered_privately(
    browser: Browser, page: Page, workspace: Workspace, screenshots: Path
) -> None:
    field = page.get_by_label("Écrire à #general")
    field.press_sequentially("/sp")
    expect(page.get_by_role("option", name="/spaser")).to_be_visible()
    field.press("Tab")
    expect(field).to_have_value("/spaser ")
    field.press_sequentially("heures 2025")
    field.press("Enter")
    answer = page.get_by_role("article", name=re.compile("visible par vous seul·e"))
    expect(answer.get_by_role("heading", name="Heures d’insertion 2025")).to_be_visible()
    expect(answer.get_by_text("Visible par vous seul·e")).to_be_visible()
    page.screenshot(path=screenshots / "espace-conversation.png")
    other = browser.new_page()
    other.goto(f"{workspace.url}?as=U0PAUL001")
    expect(other.get_by_role("heading", name="general")).to_be_visible()
    expect(other.get_by_text("Heures d’insertion 2025")).to_have_count(0)
    other.close()


def test_buttons_menus_and_confirmations(page: Page) -> None:
    say(page, "/spaser heures 2025")
    page.get_by_role("combobox", name="Année").click()
    page.get_by_role("option", name="2024").click()
    expect(page.get_by_text("Année 2024")).to_be_visible()
    page.get_by_role("button", name="Autres choix").click()
    page.get_by_role("menuitem", name="Comprendre").click()
    expect(page.get_by_text("Choix : aide")).to_be_visible()
    page.get_by_role("button", name="Partager").click()
    expect(page.get_by_text("Heures d’insertion : partagées")).to_be_visible()
    page.get_by_role("button", name="Retirer").click()
    page.get_by_role("dialog", name="Retirer la fiche ?").get_by_text("Garder").click()
    expect(page.get_by_role("heading", name="Heures d’insertion 2025")).to_be_visible()
    page.get_by_role("button", name="Retirer").click()
    page.get_by_role("dialog").get_by_role("button", name="Retirer").click()
    expect(page.get_by_role("heading", name="Heures d’insertion 2025")).to_have_count(0)


def test_a_modal_with_an_error_then_another_on_top(page: Page, screenshots: Path) -> None:
    say(page, "/spaser heures 2025")
    page.get_by_role("button", name="Saisir").click()
    form = page.get_by_role("dialog", name="Saisir une valeur")
    hours = form.get_by_role("textbox", name="Nombre d’heures")
    expect(hours).to_be_focused()
    form.get_by_role("button", name="Enregistrer").click()
    expect(form.get_by_text("Veuillez remplir ce champ.")).to_be_visible()
    expect(hours).to_have_attribute("aria-invalid", "true")
    hours.fill("2 000 000")
    form.get_by_role("combobox", name="Pilotes").fill("hel")
    form.get_by_role("option", name="Hélène Carré").click()
    form.get_by_role("button", name="Enregistrer").click()
    expect(form.get_by_text("C’est plus que tout le département.")).to_be_visible()
    expect(hours).to_be_focused()
    expect(form.get_by_text("Hélène Carré")).to_be_visible()
    page.screenshot(path=screenshots / "espace-modale-erreur.png")
    hours.fill("15 278")
    form.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("dialog", name="Vérifier").get_by_role("button", name="Confirmer").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("link", name=re.compile("Spaser 1 message non lu"))).to_be_visible()


def test_the_home_tab(page: Page, screenshots: Path) -> None:
    page.get_by_role("link", name="Accueil de Spaser").click()
    expect(page.get_by_role("heading", name="Vos échéances")).to_be_visible()
    page.screenshot(path=screenshots / "espace-accueil.png")
    page.get_by_role("button", name="Fait").click()
    expect(page.get_by_role("heading", name="Plus rien à faire")).to_be_visible()


def test_a_conversation_in_direct_messages(page: Page) -> None:
    page.get_by_role("button", name="Spaser", exact=True).click()
    expect(page.get_by_role("heading", name="Spaser")).to_be_visible()
    say(page, "heures d’insertion")
    expect(page.get_by_text("Reçu : heures d’insertion")).to_be_visible()


def test_a_thread_beside_its_conversation(page: Page, slack: WebClient) -> None:
    say(page, "Une question")
    page.get_by_text("Une question").hover()
    page.get_by_role("button", name="Répondre en fil à « Une question »").click()
    reply = page.get_by_label("Répondre dans le fil")
    expect(reply).to_be_focused()
    reply.fill("Une réponse")
    reply.press("Enter")
    thread = page.get_by_role("complementary", name="Fil de discussion")
    expect(thread.get_by_text("Une réponse")).to_be_visible()
    expect(page.get_by_role("button", name="1 réponse")).to_be_visible()


def test_shortcuts_of_the_menu_and_of_a_message(page: Page) -> None:
    page.get_by_role("button", name="Joindre un fichier ou lancer un raccourci").click()
    page.get_by_role("menuitem", name="Nouvelle fiche").click()
    page.get_by_role("dialog", name="Saisir une valeur").get_by_text("Annuler").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    say(page, "À joindre")
    page.get_by_text("À joindre").hover()
    page.get_by_role("button", name="Autres actions sur « À joindre »").click()
    page.get_by_role("menuitem", name="Joindre à une fiche").click()
    expect(page.get_by_role("dialog", name="Saisir une valeur")).to_be_visible()


def test_files_are_shared_shown_and_given_back(page: Page) -> None:
    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
        "0000000c49444154789c63f8cfc000000301010018dd8db00000000049454e44ae426082"
    )
    page.locator("input[type=file]").first.set_input_files(
        {"name": "carte.png", "mimeType": "image/png", "buffer": png}
    )
    expect(page.get_by_role("button", name="Retirer carte.png")).to_be_visible()
    say(page, "La carte")
    expect(page.get_by_role("img", name="Aperçu de carte.png")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger carte.png").click()
    assert Path(download.value.path()).read_bytes() == png


def test_reactions_are_counted(page: Page, workspace: Workspace) -> None:
    said = workspace.person("paul").say(workspace.channel, "Séance confirmée")
    workspace.person("helene").react(said, "+1")
    page.get_by_role("button", name="+1 : Hélène Carré").click()
    expect(page.get_by_role("button", name="+1 : Hélène Carré, Alice Martin")).to_be_visible()


def test_unread_messages_are_counted_until_read(page: Page, workspace: Workspace) -> None:
    elsewhere = workspace.channel_named("achats-responsables")
    workspace.person("paul").say(elsewhere, "Un")
    workspace.person("paul").say(elsewhere, "Deux")
    link = page.get_by_role("link", name=re.compile("achats-responsables"))
    expect(link).to_have_accessible_name(re.compile("2 messages non lus"))
    expect(page).to_have_title(re.compile(r"^\(2\)"))
    link.click()
    expect(page.get_by_text("Deux")).to_be_visible()
    expect(link).not_to_have_accessible_name(re.compile("non lu"))


@pytest.mark.parametrize(
    "text",
    [
        "<script>window.hurt = 1</script>",
        "<img src=x onerror='window.hurt = 1'>",
        "<a href='javascript:window.hurt=1'>ici</a>",
        "<javascript:window.hurt=1|ici>",
        "```<script>window.hurt = 1</script>```",
        "*<b onmouseover='window.hurt = 1'>gras</b>*",
    ],
)
def test_text_is_never_html(page: Page, slack: WebClient, workspace: Workspace, text: str) -> None:
    workspace.person("paul").say(workspace.channel, text)
    slack.chat_postMessage(
        channel=workspace.channel,
        text=text,
        blocks=[
            {"type": "section", "text": {"type": "mrkdwn", "text": text}},
            {"type": "markdown", "text": text},
            {"type": "section", "text": {"type": "plain_text", "text": text}},
        ],
    )
    expect(page.get_by_role("article", name=re.compile("Spaser"))).to_be_visible()
    assert page.evaluate("window.hurt") is None
    forbidden = "script, img, b, a[href^=javascript]"
    assert page.locator("[role=log]").locator(forbidden).count() == 0


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    page.get_by_label("Écrire à #general").focus()
    page.keyboard.type("/spaser heures")
    page.keyboard.press("Enter")
    button = page.get_by_role("button", name="Saisir")
    expect(button).to_be_visible()
    for _ in range(20):
        page.keyboard.press("Shift+Tab")
        if button.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.press("Enter")
    form = page.get_by_role("dialog", name="Saisir une valeur")
    expect(form).to_be_visible()
    page.keyboard.type("15278")
    for _ in range(10):
        page.keyboard.press("Tab")
        if form.get_by_label("Pilotes").evaluate("e => e === document.activeElement"):
            break
    page.keyboard.press("ArrowDown")
    expect(form.get_by_role("option", name="Alice Martin")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(form.get_by_role("button", name="Retirer Paul Le Goff")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(button).to_be_focused()


def test_screen_readers_get_names_and_live_regions(page: Page) -> None:
    say(page, "/spaser heures")
    expect(page.get_by_role("button", name="Saisir")).to_be_visible()
    expect(page.get_by_role("log", name="Messages de general")).to_have_attribute(
        "aria-live", "polite"
    )
    expect(page.get_by_role("navigation", name="Conversations")).to_be_visible()
    expect(page.get_by_role("main")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "fr"
    nameless = page.locator("button, a, input, textarea").evaluate_all(
        """elements => elements.filter((e) => e.checkVisibility() && !(e.innerText.trim() ||
        e.ariaLabel || e.getAttribute("aria-labelledby") || e.labels?.length))
        .map((e) => e.outerHTML)"""
    )
    assert nameless == []


def test_what_slack_says_when_the_app_does_not_answer(page: Page) -> None:
    say(page, "/silence")
    notice = page.get_by_role("article").filter(has_text="/silence a échoué")
    expect(notice.get_by_text("Visible par vous seul·e")).to_be_visible()


def test_what_a_modal_says_when_the_app_has_gone(browser: Browser) -> None:
    with Workspace.start(MANIFEST) as alone:
        alice = alone.person("alice")
        opened = browser.new_page()
        opened.goto(f"{alone.url}?as={alice.id}")
        alice.shortcut("fiche")
        WebClient(alone.bot_token, base_url=alone.api_url).views_open(
            trigger_id=alone.last_delivery["trigger_id"], view=SUMMARY
        )
        dialog = opened.get_by_role("dialog", name="Vérifier")
        dialog.get_by_role("button", name="Confirmer").click()
        expect(dialog.get_by_role("alert")).to_contain_text("n’est pas joignable")
        opened.close()


def test_a_phone_s_width(page: Page, screenshots: Path) -> None:
    say(page, "/spaser heures 2025")
    expect(page.get_by_role("button", name="Saisir")).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    expect(page.get_by_role("navigation", name="Conversations")).not_to_be_visible()
    page.screenshot(path=screenshots / "espace-telephone.png")
    page.get_by_role("button", name="Conversations").click()
    page.get_by_role("link", name="achats-responsables").click()
    expect(page.get_by_role("heading", name="achats-responsables")).to_be_visible()
    expect(page.get_by_role("navigation", name="Conversations")).not_to_be_visible()


def test_a_page_catches_up_after_a_restart(browser: Browser, tmp_path: Path) -> None:
    kept = tmp_path / "etat.json"
    with Workspace.start(MANIFEST, state_file=kept) as before:
        before.person("paul").say(before.channel, "Avant")
        port = int(before.url.rsplit(":", 1)[1].rstrip("/"))
        opened = browser.new_page()
        opened.goto(f"{before.url}?as=U0ALICE01")
        expect(opened.get_by_text("Avant")).to_be_visible()
    expect(opened.get_by_text("Connexion perdue")).to_be_visible()
    with Workspace.start(MANIFEST, port=port, state_file=kept) as after:
        after.person("paul").say(after.channel, "Après")
        expect(opened.get_by_text("Après")).to_be_visible()
        expect(opened.get_by_text("Connexion perdue")).to_have_count(0)
        opened.close()


def test_a_page_of_another_origin_reads_and_drives_nothing(
    browser: Browser, workspace: Workspace
) -> None:
    with Workspace.start() as elsewhere:
        stranger = browser.new_page()
        stranger.goto(f"{elsewhere.url}static/icon.svg")
        outcome = stranger.evaluate(
            """async (url) => {
              const body = JSON.stringify({as: "U0ALICE01", channel: "C0GENERAL", text: "Intrus"});
              const send = (headers) => fetch(url + "page/act/say", {method: "POST", body, headers,
                mode: headers ? "cors" : "no-cors"}).then((r) => r.status, () => "refused");
              return [await send({"Content-Type": "application/json"}), await send(undefined),
                await fetch(url + "page/start").then((r) => r.status, () => "refused")];
            }""",
            workspace.url,
        )
        stranger.close()
    assert outcome == ["refused", 0, "refused"]
    assert workspace.messages(workspace.channel) == []
