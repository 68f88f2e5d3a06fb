"""The fields that interaction payloads share."""

import time

from workspace.delivery.envelope import Delivery, NotAcknowledgedError
from workspace.errors import Json
from workspace.hub import Hub
from workspace.state.store import APP_ID, TEAM_DOMAIN, TEAM_ID

WHAT_PEOPLE_READ = {
    "dispatch_failed": "l’application n’est pas joignable (dispatch_failed)",
    "operation_timeout": "l’application n’a pas répondu à temps (operation_timeout)",
    "http_error": "l’application a répondu par une erreur (dispatch_failed)",
    "not_interactive": "l’application n’a pas activé l’interactivité",
}


def interaction(hub: Hub, user_id: str, kind: str, **fields: object) -> Json:
    """Give the payload of an interaction."""
    user = hub.store.users[user_id]
    return {
        "type": kind,
        "team": {"id": TEAM_ID, "domain": TEAM_DOMAIN},
        "user": {
            "id": user.id,
            "username": user.name,
            "name": user.name,
            "team_id": TEAM_ID,
        },
        "api_app_id": APP_ID,
        "token": "verification-token",
        "enterprise": None,
        "is_enterprise_install": False,
        "action_ts": f"{time.time():.6f}",
        **fields,
    }


async def ask_app(hub: Hub, payload: Json, *, accepts_answer: bool = False) -> Json | None:
    """Deliver an interaction; raises `NotAcknowledgedError`."""
    if not hub.manifest.interactivity:
        raise NotAcknowledgedError("not_interactive")
    return await hub.courier.ask(Delivery("interactive", payload, accepts_answer))


def failure_notice(failure: NotAcknowledgedError) -> str:
    """Say to a person why nothing happened, with Slack's own word for it."""
    return WHAT_PEOPLE_READ[failure.reason]
