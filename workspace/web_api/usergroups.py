"""`usergroups.*`: the groups one may mention, such as the review committee."""

from workspace.errors import Json, SlackError
from workspace.state.store import TEAM_ID
from workspace.web_api.registry import Call, method


@method("usergroups.list", "usergroups:read", tier=2)
def list_groups(call: Call) -> Json:
    """List the groups."""
    with_users = call.arguments.flag("include_users")
    groups = []
    for group in call.hub.store.usergroups.values():
        described: Json = {
            "id": group.id,
            "team_id": TEAM_ID,
            "is_usergroup": True,
            "name": group.name,
            "handle": group.handle,
            "user_count": len(group.users),
            "date_delete": 0,
        }
        groups.append({**described, "users": list(group.users)} if with_users else described)
    return {"usergroups": groups}


@method("usergroups.users.list", "usergroups:read", tier=2)
def list_users(call: Call) -> Json:
    """List the members of a group."""
    group = call.hub.store.usergroups.get(call.arguments.required("usergroup"))
    if group is None:
        raise SlackError("no_such_subteam")
    return {"users": list(group.users)}
