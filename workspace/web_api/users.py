"""`users.*`: who works here."""

from workspace.errors import Json, SlackError
from workspace.state.model import User
from workspace.state.store import TEAM_ID
from workspace.web_api.pagination import page_of
from workspace.web_api.registry import Call, method


@method("users.info", "users:read", tier=4)
def info(call: Call) -> Json:
    """Tell about one person."""
    return {"user": _described(call, call.hub.store.user(call.arguments.required("user")))}


@method("users.list", "users:read", tier=2)
def list_users(call: Call) -> Json:
    """Tell about everyone, page by page."""
    users, cursor = page_of(list(call.hub.store.users.values()), call.arguments)
    return {"members": [_described(call, user) for user in users], **cursor}


@method("users.lookupByEmail", "users:read.email", tier=3)
def lookup_by_email(call: Call) -> Json:
    """Find someone by their address."""
    email = call.arguments.required("email").lower()
    for user in call.hub.store.users.values():
        if user.email == email:
            return {"user": _described(call, user)}
    raise SlackError("users_not_found")


def _described(call: Call, user: User) -> Json:
    with_email = "users:read.email" in call.hub.manifest.scopes
    return user.as_slack(TEAM_ID, with_email=with_email)
