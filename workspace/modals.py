"""Modals, stacked three deep at most, and the Home tab: how they appear, change and close."""

from typing import Any

from workspace.block_kit.state import initial_values, kept_values, stateful_elements
from workspace.block_kit.surfaces import checked_view
from workspace.errors import Json, SlackError, invalid_arguments
from workspace.hub import Hub
from workspace.state.ids import new_id, new_secret
from workspace.state.model import View
from workspace.state.store import APP_ID, BOT_ID, TEAM_ID

DEEPEST_STACK = 3


def described(view: View) -> Json:
    """Give a view as Slack describes it."""
    return view.as_slack(TEAM_ID, APP_ID, BOT_ID)


def open_modal(hub: Hub, user_id: str, content: Any) -> View:
    """Open a modal in front of a person, in place of those they had."""
    checked = _checked_modal(hub, content)
    for view in hub.store.modals_of(user_id):
        del hub.store.views[view.id]
    return _show(hub, _new_modal(user_id, checked, below=None), "opened")


def push_modal(hub: Hub, user_id: str, content: Any) -> View:
    """Put a modal on top of those a person has open; raises `push_limit_reached`."""
    checked = _checked_modal(hub, content)
    stack = hub.store.modals_of(user_id)
    if not stack:
        raise SlackError("not_found")
    if len(stack) >= DEEPEST_STACK:
        raise SlackError("push_limit_reached")
    return _show(hub, _new_modal(user_id, checked, below=stack[-1]), "opened")


def replace_content(hub: Hub, view: View, content: Any, expected_hash: str = "") -> View:
    """Change a view that is shown; raises `hash_conflict` if it has changed meanwhile."""
    checked = _checked_view(hub, content)
    if checked["type"] != view.kind:
        raise invalid_arguments(f"must be of type {view.kind} [json-pointer:/view/type]")
    if expected_hash and expected_hash != view.hash:
        raise SlackError("hash_conflict")
    _check_external_id(hub, checked, view)
    view.content = checked
    view.hash = _new_hash()
    view.values = kept_values(checked["blocks"], view.values)
    return _show(hub, view, "updated")


def publish_home(hub: Hub, user_id: str, content: Any, expected_hash: str = "") -> View:
    """Show a Home tab to a person."""
    hub.store.user(user_id)
    if not hub.manifest.home_tab:
        raise SlackError("not_enabled")
    known = hub.store.home_of(user_id)
    if known is not None:
        return replace_content(hub, known, content, expected_hash)
    checked = _checked_view(hub, content)
    if checked["type"] != "home":
        raise invalid_arguments("must be of type home [json-pointer:/view/type]")
    view_id = new_id("V")
    view = View(view_id, user_id, "home", checked, _new_hash(), root_id=view_id)
    view.values = initial_values(checked["blocks"])
    return _show(hub, view, "opened")


def find_view(hub: Hub, view_id: str, external_id: str = "") -> View:
    """Find a view by its id or by the app's own id; raises `not_found`."""
    for view in hub.store.views.values():
        is_named = external_id and view.content.get("external_id") == external_id
        if view.id == view_id or is_named:
            return view
    raise SlackError("not_found")


def close_modals(hub: Hub, views: list[View]) -> None:
    """Take modals away from before the person who has them open."""
    for view in views:
        hub.store.views.pop(view.id, None)
    for view in views[-1:]:
        _publish(hub, view, "closed")


def _checked_view(hub: Hub, content: Any) -> Json:
    """A view that the app may show: `file_input` asks for a scope. Slack does not document how
    it refuses; this workspace says `missing_scope`.
    """
    checked = checked_view(content)
    kinds = {element["type"] for _, element in stateful_elements(checked["blocks"])}
    if "file_input" in kinds and "files:read" not in hub.manifest.scopes:
        raise SlackError("missing_scope", needed="files:read")
    return checked


def _checked_modal(hub: Hub, content: Any) -> Json:
    checked = _checked_view(hub, content)
    if checked["type"] != "modal":
        raise invalid_arguments("must be of type modal [json-pointer:/view/type]")
    _check_external_id(hub, checked, None)
    return checked


def _check_external_id(hub: Hub, content: Json, own: View | None) -> None:
    external_id = content.get("external_id")
    for view in hub.store.views.values():
        if external_id and view is not own and view.content.get("external_id") == external_id:
            raise SlackError("duplicate_external_id")


def _new_modal(user_id: str, content: Json, below: View | None) -> View:
    view_id = new_id("V")
    return View(
        view_id,
        user_id,
        "modal",
        content,
        _new_hash(),
        root_id=below.root_id if below else view_id,
        previous_id=below.id if below else None,
        values=initial_values(content["blocks"]),
    )


def _new_hash() -> str:
    return new_secret("1.")[:16]


def _show(hub: Hub, view: View, change: str) -> View:
    hub.store.views[view.id] = view
    _publish(hub, view, change)
    return view


def _publish(hub: Hub, view: View, change: str) -> None:
    if view.kind == "home":
        hub.feed.publish("home", {view.user}, {"view": described(view)}, by_app=True)
        return
    stack = [described(open_view) for open_view in hub.store.modals_of(view.user)]
    body = {"change": change, "view": described(view), "stack": stack}
    hub.feed.publish("view", {view.user}, body, by_app=change != "closed")
