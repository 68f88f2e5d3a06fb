"""How long Slack waits for things. A test shortens what it would not wait for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Timing:
    """Slack's own delays, in seconds."""

    ack_limit: float = 3.0
    trigger_life: float = 3.0
    redelivery_delays: tuple[float, ...] = (0.0, 60.0, 300.0)
    response_url_life: float = 30 * 60.0
    response_url_uses: int = 5
    socket_ticket_life: float = 30.0
