"""Every payload that the workspace accepts is drawn by the page, without a fault."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from slack_sdk import WebClient

from tests.workspace.accepted_payloads import ACCEPTED
from workspace import Workspace


def _kind(payload: Any) -> str:
    return str(payload["type"]) if isinstance(payload, dict) else "message"


MESSAGES = [(name, payload) for name, payload in ACCEPTED if isinstance(payload, list)]
MODALS = [payload for _, payload in ACCEPTED if _kind(payload) == "modal"]
HOMES = [payload for _, payload in ACCEPTED if _kind(payload) == "home"]
PIXEL = "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>"


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with Workspace.start() as started:
        yield started


@pytest.fixture
def slack(workspace: Workspace) -> WebClient:
    return WebClient(workspace.bot_token, base_url=workspace.api_url)


@pytest.fixture
def page(browser: Browser, workspace: Workspace) -> Iterator[Page]:
    faults: list[str] = []
    opened = browser.new_page()
    opened.route(
        "https://example.org/**",
        lambda route: route.fulfill(content_type="image/svg+xml", body=PIXEL),
    )
    opened.route("**/page/files/F1*", lambda route: route.fulfill(body=""))
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.goto(f"{workspace.url}?as=U0ALICE01")
    expect(opened.get_by_role("heading", name="general")).to_be_visible()
    yield opened
    opened.close()
    assert faults == []


def test_messages(page: Page, slack: WebClient, workspace: Workspace) -> None:
    for name, blocks in MESSAGES:
        slack.chat_postMessage(channel=workspace.channel, text=name, blocks=blocks)
    expect(page.get_by_role("article")).to_have_count(len(MESSAGES))
    drawn = page.locator(".blocks").evaluate_all("all => all.map((one) => one.children.length)")
    assert drawn == [len(blocks) for _, blocks in MESSAGES]


def test_modals(page: Page, slack: WebClient, workspace: Workspace) -> None:
    alice = workspace.person("alice")
    for view in MODALS:
        alice.command("/ouvrir", channel=workspace.channel)
        slack.views_open(trigger_id=workspace.last_delivery["trigger_id"], view=view)
        dialog = page.get_by_role("dialog")
        expect(dialog.locator(".modal-body > .blocks > *")).to_have_count(len(view["blocks"]))
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)


def test_homes(page: Page, slack: WebClient, workspace: Workspace) -> None:
    page.get_by_role("link", name="Accueil de Application").click()
    for view in HOMES:
        slack.views_publish(user_id="U0ALICE01", view=view)
        expect(page.locator(".home > .blocks > *")).to_have_count(len(view["blocks"]))
