"""Putting a workspace together from what it is asked to be."""

from dataclasses import dataclass
from pathlib import Path

from workspace.delivery.courier import Courier
from workspace.delivery.faults import Faults
from workspace.delivery.response_urls import ResponseUrls
from workspace.delivery.socket_mode import SocketMode
from workspace.delivery.triggers import Triggers
from workspace.feed import Feed
from workspace.hub import Credentials, Hub
from workspace.manifest import Manifest
from workspace.people import People
from workspace.state.persistence import read_state, restored
from workspace.state.store import Store
from workspace.timing import Timing
from workspace.web_api.rate_limits import RateLimits


@dataclass(frozen=True)
class Wishes:
    """What a workspace is asked to be."""

    manifest: Manifest
    people: People
    timing: Timing
    rate_limits: bool
    state_file: Path | None


def assemble(base_url: str, wishes: Wishes) -> Hub:
    """Put a workspace together; raises `ValueError` when its state file is wrong."""
    kept = read_state(wishes.state_file) if wishes.state_file else None
    manifest, timing = wishes.manifest, wishes.timing
    faults = Faults()
    sockets = SocketMode(timing.ack_limit, timing.socket_ticket_life)
    return Hub(
        base_url=base_url,
        manifest=manifest,
        timing=timing,
        credentials=Credentials(**kept["credentials"]) if kept else Credentials.new(),
        store=restored(kept)
        if kept
        else Store.furnished(wishes.people, manifest.bot_name, manifest.app_name),
        feed=Feed(),
        faults=faults,
        rate_limits=RateLimits(enforced=wishes.rate_limits),
        sockets=sockets,
        courier=Courier(sockets, faults, timing.redelivery_delays),
        triggers=Triggers(timing.trigger_life),
        response_urls=ResponseUrls(base_url, timing.response_url_life, timing.response_url_uses),
    )
