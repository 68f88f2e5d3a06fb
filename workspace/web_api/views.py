"""`views.*`: modals and the Home tab."""

from collections.abc import Callable
from typing import Any

from workspace.errors import Json
from workspace.hub import Hub
from workspace.modals import (
    described,
    find_view,
    open_modal,
    publish_home,
    push_modal,
    replace_content,
)
from workspace.state.model import View
from workspace.web_api.registry import Call, method


@method("views.open", tier=4)
def open_view(call: Call) -> Json:
    """Open a modal for the person whose action gave the trigger."""
    return _show(call, open_modal)


@method("views.push", tier=4)
def push_view(call: Call) -> Json:
    """Put a modal on top of the one whose action gave the trigger."""
    return _show(call, push_modal)


@method("views.update", tier=4)
def update_view(call: Call) -> Json:
    """Change a view that is shown."""
    view = find_view(call.hub, call.arguments.text("view_id"), call.arguments.text("external_id"))
    changed = replace_content(call.hub, view, _content(call), call.arguments.text("hash"))
    return {"view": described(changed)}


@method("views.publish", tier=4)
def publish_view(call: Call) -> Json:
    """Publish a person's Home tab."""
    user_id = call.arguments.required("user_id")
    published = publish_home(call.hub, user_id, _content(call), call.arguments.text("hash"))
    return {"view": described(published)}


def _show(call: Call, show: Callable[[Hub, str, Any], View]) -> Json:
    trigger_id = call.arguments.required("trigger_id")
    user_id = call.hub.triggers.person_of(trigger_id)
    view = show(call.hub, user_id, _content(call))
    call.hub.triggers.spend(trigger_id)
    return {"view": described(view)}


def _content(call: Call) -> Any:
    return call.arguments.structure("view", "invalid_arguments")
