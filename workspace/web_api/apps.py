"""`apps.connections.open`."""

from workspace.errors import Json
from workspace.state.store import APP_ID
from workspace.web_api.registry import Call, method


@method("apps.connections.open", tier=2, bearer="app")
def open_connection(call: Call) -> Json:
    """Give an address at which one socket can be opened, soon."""
    ticket = call.hub.sockets.new_ticket()
    address = call.hub.base_url.replace("http", "ws", 1)
    return {"url": f"{address}/link/?ticket={ticket}&app_id={APP_ID}"}
