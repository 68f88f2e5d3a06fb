"""A computed figure over 1 000 000 marchés against the same over 1 000, and counting them again."""

import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import text

from benchmarks.measuring import alternate, result
from bot.readings import read
from schemes.loader import shipped
from storage.store import Store
from workflows.assistant import Assistant
from workflows.calcul.comptage import recalculer

FEW, MANY = 1_000, 1_000_000
ASKED = "clause-sociale 2025"

FILL = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)
INSERT INTO marches (scheme, acheteur, identifiant, contrat, date_notification, annee,
                     montant_centimes, clause_sociale, critere_social, reserve)
SELECT 'landes', '22400001800016', 'M' || i, 'marche', '2025-03-01', 2017 + i % 10,
       2600000 + i, CASE i % 7 WHEN 0 THEN NULL ELSE i % 3 = 0 END, i % 5 = 0, i % 11 = 0 FROM n
"""


def run() -> Iterator[dict[str, Any]]:
    """The ratio of the two answers, then what a change of the marchés costs."""
    with tempfile.TemporaryDirectory() as folder:
        few, recount_few = filled(Path(folder) / "few.db", FEW)
        many, recount_many = filled(Path(folder) / "many.db", MANY)
        before, after = alternate(
            lambda: read(few.answer(ASKED)), lambda: read(many.answer(ASKED)), rounds=15, calls=50
        )
        yield result("computed_answer", after / before, 1.5, few_us=before, many_us=after)
        yield result("count_a_year_again", None, None, few_ms=recount_few, many_ms=recount_many)
        few.store.close()
        many.store.close()


def filled(path: Path, count: int) -> tuple[Assistant, float]:
    """An assistant over some marchés of ten years, and the ms to count one of them again."""
    scheme, store = shipped("landes"), Store(f"sqlite:///{path}")
    with store.write() as session:
        session.connection().execute(text(FILL), {"count": count})
    assistant = Assistant(scheme, store, today=lambda: date(2026, 11, 20))
    with store.write() as session:
        start = time.perf_counter()
        recalculer(session, scheme, [2025])
        elapsed = (time.perf_counter() - start) * 1000
    counted = assistant.answer(ASKED).model_dump()
    assert counted["examines"] == count // 10 and counted["origine"] == "calcule", counted
    return assistant, elapsed
