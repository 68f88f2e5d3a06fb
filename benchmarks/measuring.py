"""Time of two things measured in turn, so that a busy machine slows both alike."""

import statistics
import time
from collections.abc import Callable
from typing import Any

Work = Callable[[], object]


def alternate(baseline: Work, measured: Work, *, rounds: int, calls: int) -> tuple[float, float]:
    """The median time of one call of each, in µs, over rounds of `calls` calls."""
    times: dict[Work, list[float]] = {baseline: [], measured: []}
    for work in (baseline, measured):
        work()
    for _ in range(rounds):
        for work, kept in times.items():
            start = time.perf_counter()
            for _ in range(calls):
                work()
            kept.append((time.perf_counter() - start) / calls * 1e6)
    return statistics.median(times[baseline]), statistics.median(times[measured])


def result(name: str, ratio: float | None, goal: float | None, **detail: float) -> dict[str, Any]:
    """One line of the report."""
    rounded = None if ratio is None else round(ratio, 2)
    return {"name": name, "ratio": rounded, "goal": goal, "detail": detail}
