"""`views.*`: modals and the Home tab."""

from typing import Any

from workspace.errors import Json
from workspace.modals import (
    described,
    find_view,
    open_modal,
    publish_home,
    push_modal,
    replace_content,
)
from workspace.web_api.registry import Call, method


@method("views.open", tier=4)
def open_view(call: Call) -> Json:
    """Open a modal for the person whose action gave the trigger."""
    user_id = call.hub.triggers.use(call.arguments.required("trigger_id"))
    return {"view": described(open_modal(call.hub, user_id, _content(call)))}


@method("views.push", tier=4)
def push_view(call: Call) -> Json:
    """Put a modal on top of the one whose action gave the trigger."""
    user_id = call.hub.triggers.use(call.arguments.required("trigger_id"))
    return {"view": described(push_modal(call.hub, user_id, _content(call)))}


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


def _content(call: Call) -> Any:
    return call.arguments.structure("view", "invalid_arguments")
