"""What the parts of a running workspace share."""

from dataclasses import dataclass

from workspace.delivery.courier import Courier
from workspace.delivery.faults import Faults
from workspace.delivery.response_urls import ResponseUrls
from workspace.delivery.socket_mode import SocketMode
from workspace.delivery.triggers import Triggers
from workspace.feed import Feed
from workspace.manifest import Manifest
from workspace.state.ids import new_secret
from workspace.state.store import BOT_USER_ID, Store
from workspace.timing import Timing
from workspace.web_api.rate_limits import RateLimits


@dataclass(frozen=True)
class Credentials:
    """The secrets that the app is configured with."""

    bot_token: str
    app_token: str
    signing_secret: str

    @classmethod
    def new(cls) -> "Credentials":
        """Give secrets nobody else has, in Slack's forms."""
        return cls(new_secret("xoxb-"), new_secret("xapp-1-"), new_secret())


@dataclass
class Hub:
    """A running workspace: its state, its feed, and its ways to the app."""

    base_url: str
    manifest: Manifest
    timing: Timing
    credentials: Credentials
    store: Store
    feed: Feed
    faults: Faults
    rate_limits: RateLimits
    sockets: SocketMode
    courier: Courier
    triggers: Triggers
    response_urls: ResponseUrls

    def audience(self, channel_id: str) -> set[str]:
        """Give the people who see what is posted in a conversation."""
        return set(self.store.conversations[channel_id].members) - {BOT_USER_ID}

    def notice(self, user_id: str, channel_id: str | None, text: str, **more: str) -> None:
        """Tell one person what Slack itself says, such as a command that failed."""
        self.feed.publish("notice", {user_id}, {"text": text, "channel": channel_id, **more})
