"""A small local workspace that speaks Slack's own protocols to any unmodified Bolt app.

Alone, for an app to be pointed at it: `python -m workspace --json`. In a test:

    with Workspace.start(manifest) as workspace:
        start_my_app(workspace.api_url, workspace.bot_token, workspace.app_token)
        workspace.wait_for_bot()
        alice = workspace.person("alice")
        alice.command("/bonjour", channel=workspace.channel)
        assert "Alice" in alice.wait_for()["text"]
"""

from workspace.delivery.faults import ApiFault
from workspace.feed import Entry
from workspace.manifest import Manifest
from workspace.people import People, Profile
from workspace.person import Person
from workspace.running import RequestUrlRefusedError, Workspace
from workspace.timing import Timing

__all__ = [
    "ApiFault",
    "Entry",
    "Manifest",
    "People",
    "Person",
    "Profile",
    "RequestUrlRefusedError",
    "Timing",
    "Workspace",
]
