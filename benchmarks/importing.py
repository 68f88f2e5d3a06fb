"""Importing a DECP file, against parsing the same file with the same parser and nothing else."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.measuring import result
from schemes.loader import shipped
from storage.store import Store
from workflows.imports import decp
from workflows.imports.fichiers import Lecteur, examiner

CONTRACTS = int(os.environ.get("SPASER_BENCH_MARCHES", "20000"))
"""SPASER_BENCH_MARCHES=1000000 for the full size."""

TODAY = date(2026, 11, 20)

CONTRACT: dict[str, Any] = {
    "acheteur": {"id": "22350001800013"},
    "nature": "Marché",
    "objet": "Travaux de rénovation énergétique du collège, lot 3 : menuiseries extérieures",
    "codeCPV": "45421000-4",
    "techniques": {"technique": ["Accord-cadre"]},
    "modalitesExecution": {"modaliteExecution": ["Bons de commande"]},
    "marcheInnovant": False,
    "ccag": "Travaux",
    "offresRecues": 4,
    "attributionAvance": True,
    "tauxAvance": 0.1,
    "typeGroupementOperateurs": "Pas de groupement",
    "sousTraitanceDeclaree": False,
    "procedure": "Procédure adaptée",
    "lieuExecution": {"code": "35000", "typeCode": "Code postal"},
    "dureeMois": 12,
    "datePublicationDonnees": "2025-02-01",
    "typesPrix": {"typePrix": ["Définitif révisable"]},
    "formePrix": "Mixte",
    "titulaires": [{"titulaire": {"id": "55204599900869", "typeIdentifiant": "SIRET"}}],
    "considerationsSociales": {"considerationSociale": ["Clause sociale", "Critère social"]},
    "considerationsEnvironnementales": {
        "considerationEnvironnementale": ["Pas de considération environnementale"]
    },
}


def run() -> Iterator[dict[str, Any]]:
    """Megabytes per second, and what a process ends up holding, on the configured store."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "decp.json"
        write(path, CONTRACTS)
        megabytes = path.stat().st_size / 1e6
        parsing, parsing_mb = in_child("parse", path, folder)
        importing, importing_mb = in_child("take_in", path, folder)
    yield result(
        "import_decp",
        importing / parsing,
        None,
        contracts=CONTRACTS,
        file_mb=megabytes,
        parsing_mb_per_s=megabytes / parsing,
        importing_mb_per_s=megabytes / importing,
        parsing_peak_mb=parsing_mb,
        importing_peak_mb=importing_mb,
    )


def write(path: Path, contracts: int) -> None:
    """A DECP file of contracts that all differ, over six years."""
    with path.open("w", encoding="utf-8") as file:
        file.write('{"marches": {"marche": [\n')
        for number in range(contracts):
            own = {
                "id": f"{number:09d}",
                "montant": 40_000 + number % 1_000_000 + (number % 100) / 100,
                "dateNotification": f"{2020 + number % 6}-{1 + number % 12:02d}-15",
            }
            comma = "," if number else ""
            file.write(comma + json.dumps(CONTRACT | own, ensure_ascii=False) + "\n")
        file.write("]}}")


def in_child(work: str, path: Path, folder: str) -> tuple[float, float]:
    """Seconds of a work in a process of its own, and the most megabytes it held."""
    code = f"from benchmarks import importing; importing.{work}(*__import__('sys').argv[1:])"
    url = os.environ.get("SPASER_BENCH_DATABASE", f"sqlite:///{folder}/spaser.db")
    done = subprocess.run(
        [sys.executable, "-c", code, str(path), url], capture_output=True, text=True, check=True
    )
    seconds, kilobytes = done.stdout.split()
    return float(seconds), float(kilobytes) / 1024


def parse(path: str, _url: str) -> None:
    """Read every record of a file and drop it."""
    start = time.perf_counter()
    fichier = examiner(Path(path))
    with closing(Lecteur(fichier, lambda _: None)) as lecteur:
        for _ in decp.enregistrements(lecteur, fichier):
            pass
    tell(start)


def take_in(path: str, url: str) -> None:
    """Import a file into a store."""
    with Store(url) as store:
        start = time.perf_counter()
        report = decp.importer(store, shipped("landes"), Path(path), auteur="bench", today=TODAY)
        tell(start)
    assert report.ajoutes == report.lus


def tell(start: float) -> None:
    """Print seconds since the start, and the process's peak in kilobytes."""
    print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
