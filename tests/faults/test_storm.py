"""A short form of `make faults`."""

import random
from pathlib import Path

from tests.faults.storm import run


def test_people_receive_what_they_are_owed_whatever_is_killed(
    database_url: str, tmp_path: Path
) -> None:
    workers = 1 if database_url.startswith("sqlite") else 2
    seed = random.SystemRandom().randrange(10**9)
    report = run(database_url, workers, kills=10, seed=seed, folder=tmp_path)
    assert report.faithful, f"seed {seed}{report.table()}"
