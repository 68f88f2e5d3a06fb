"""A browser, and where its screenshots are kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import launched
from workspace import Workspace


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with launched() as running:
        yield running


@pytest.fixture(scope="session")
def screenshots() -> Path:
    """`var/screenshots`, kept after the run."""
    folder = Path("var/screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def seen_by(
    name: str,
    browser: Browser,
    workspace: Workspace,
    *,
    channel: str | None = None,
    width: int = 1200,
    height: int = 1000,
) -> Iterator[Page]:
    """The page of someone, in their direct message with the bot or in a channel.

    Afterwards, no script of the page may have failed.
    """
    person = workspace.person(name)
    page = browser.new_page(viewport={"width": width, "height": height}, locale="fr-FR")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_default_timeout(10_000)
    page.goto(f"{workspace.url}?as={person.id}&canal={channel or person.direct_message()}")
    yield page
    page.close()
    assert errors == []
