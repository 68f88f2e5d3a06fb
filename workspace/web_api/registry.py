"""The methods of the Web API, each with its scopes and its rate limit tier."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from workspace.errors import Json
from workspace.hub import Hub
from workspace.web_api.arguments import Arguments

TokenKind = Literal["bot", "app"]


@dataclass(frozen=True)
class Call:
    """One call of a method."""

    hub: Hub
    arguments: Arguments


Handler = Callable[[Call], Json]


@dataclass(frozen=True)
class Method:
    """A method: any one of `scopes` opens it; no `tier` means that it posts messages."""

    name: str
    handler: Handler
    scopes: tuple[str, ...]
    tier: int | None
    bearer: TokenKind


METHODS: dict[str, Method] = {}


def method(
    name: str, *scopes: str, tier: int | None = 3, bearer: TokenKind = "bot"
) -> Callable[[Handler], Handler]:
    """Register a function as a method of the Web API."""

    def register(handler: Handler) -> Handler:
        METHODS[name] = Method(name, handler, scopes, tier, bearer)
        return handler

    return register
