"""Slack's rate limits: tiers per minute, and about one message a second in a channel."""

import math
import time
from dataclasses import dataclass, field

TIERS_PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100}
POSTING_BURST = 10


@dataclass
class _Bucket:
    tokens: float
    at: float


@dataclass
class RateLimits:
    """Token buckets, one for each method, and one for each channel posted in."""

    enforced: bool
    _buckets: dict[tuple[str, str], _Bucket] = field(default_factory=dict)

    def seconds_to_wait(self, method: str, tier: int | None, channel: str) -> int:
        """Count a call; give 0, or the seconds of `Retry-After` when it is one too many.

        Methods without a tier are those that post.
        """
        if not self.enforced:
            return 0
        if tier is None:
            return self._take((method, channel), POSTING_BURST, 1.0)
        per_minute = TIERS_PER_MINUTE[tier]
        return self._take((method, ""), per_minute, per_minute / 60)

    def _take(self, key: tuple[str, str], burst: int, per_second: float) -> int:
        now = time.monotonic()
        bucket = self._buckets.setdefault(key, _Bucket(burst, now))
        bucket.tokens = min(burst, bucket.tokens + (now - bucket.at) * per_second)
        bucket.at = now
        if bucket.tokens < 1:
            return max(1, math.ceil((1 - bucket.tokens) / per_second))
        bucket.tokens -= 1
        return 0
