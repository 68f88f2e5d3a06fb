"""A small local workspace that speaks Slack's own protocols to any unmodified Bolt app."""

from workspace.delivery.faults import ApiFault
from workspace.feed import Entry
from workspace.manifest import Manifest
from workspace.people import People, Profile
from workspace.person import Person
from workspace.running import Workspace
from workspace.timing import Timing

__all__ = [
    "ApiFault",
    "Entry",
    "Manifest",
    "People",
    "Person",
    "Profile",
    "Timing",
    "Workspace",
]
