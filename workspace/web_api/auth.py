"""`auth.test`."""

from workspace.errors import Json
from workspace.state.store import BOT_ID, BOT_USER_ID, TEAM_ID, TEAM_NAME
from workspace.web_api.registry import Call, method


@method("auth.test", tier=4)
def test(call: Call) -> Json:
    """Say who the token belongs to."""
    return {
        "url": f"{call.hub.base_url}/",
        "team": TEAM_NAME,
        "user": call.hub.store.users[BOT_USER_ID].name,
        "team_id": TEAM_ID,
        "user_id": BOT_USER_ID,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }
