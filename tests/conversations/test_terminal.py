"""The command line and the terminal conversation, run as a person runs them."""

import json
from pathlib import Path
from typing import Any

import pytest

from schemes.loader import paths

ASK_KEYS = {
    "type", "scheme", "indicateur", "annee", "valeur", "unite", "origine", "cible",
    "prochaine_cible", "ecart", "serie", "notes", "source", "texte",
}  # fmt: skip

SHOW_KEYS = {
    "id": set(),
    "titre": set(),
    "collectivite": set(),
    "periode": {"debut", "fin"},
    "gouvernance": {"nom", "composition", "frequence"},
    "seuils": {"montant_ht", "comparateur", "objet", "source"},
    "noeuds": {"id", "type", "numero", "titre", "parent"},
    "pilotes": {"noeud", "nom"},
    "echeances": {"noeud", "imprime", "debut", "fin", "precision", "source"},
    "indicateurs": {
        "id", "code", "noeud", "libelle", "nature", "unite", "sens", "mode", "cibles",
        "references", "notes",
    },
    "fiche": {"nom", "questions"},
    "routage": set(),
    "visas": set(),
}  # fmt: skip


def test_ask_in_json(spaser: Any) -> None:
    done = spaser("ask", "--scheme", "landes", "heures-insertion 2025", "--json")
    answer = json.loads(done.stdout)
    assert set(answer) >= ASK_KEYS
    assert (answer["type"], answer["indicateur"]) == ("indicateur", "heures-insertion")
    assert (answer["annee"], answer["valeur"], answer["origine"]) == (2025, None, None)
    assert answer["unite"] == "heures"
    assert answer["cible"]["valeur"] == 30556
    assert set(answer["cible"]) >= {"annee", "valeur", "comparateur", "imprime", "source"}
    assert answer["prochaine_cible"]["valeur"] == 49000
    assert "Cible 2025 : 30 556 heures" in answer["texte"].replace("\u00a0", " ")


def test_ask_in_words(spaser: Any) -> None:
    done = spaser("ask", "--scheme", "ille-et-vilaine", "heures-insertion 2025")
    assert done.returncode == 0
    assert "le schéma n'en fixe pas pour 2025" in done.stdout
    assert "plus de 70 000 heures d'insertion" in done.stdout


def test_what_is_not_understood_exits_2_with_the_nearest_names(spaser: Any) -> None:
    done = spaser("ask", "--scheme", "landes", "marchés pour les ESAT")
    assert done.returncode == 2
    assert "3. " in done.stdout
    assert json.loads(spaser("ask", "--scheme", "landes", "zut", "--json").stdout)["proches"]


def test_an_unknown_scheme_is_said_in_one_sentence(spaser: Any) -> None:
    done = spaser("ask", "--scheme", "atlantide", "x")
    assert done.returncode == 1
    assert done.stderr.startswith("Schéma inconnu : « atlantide »")
    assert "Traceback" not in done.stderr


def test_values_are_entered_and_kept(spaser: Any) -> None:
    first = ("valeurs", "set", "--scheme", "landes", "heures-insertion", "2025", "31 000")
    assert spaser(*first, "--par", "Claire").returncode == 0
    second = spaser(
        *first[:-1],
        "31 500",
        "--par",
        "Paul",
        "--provenance",
        "bilan",
        "--piece",
        "https://exemple.fr/bilan.pdf",
    )
    assert "(avant : 31 000 heures)" in second.stdout.replace("\u00a0", " ")
    history = spaser("valeurs", "list", "--scheme", "landes", "heures-insertion").stdout
    assert len(history.splitlines()) == 2
    assert "bilan, bilan.pdf (https://exemple.fr/bilan.pdf)" in history
    answer = json.loads(spaser("ask", "--scheme", "landes", "A2 2025", "--json").stdout)
    assert (answer["valeur"], answer["origine"], answer["ecart"]) == (31500, "saisi", 944)


def test_a_proof_is_an_address(spaser: Any) -> None:
    value = ("valeurs", "set", "--scheme", "landes", "heures-insertion", "2025", "31 000")
    done = spaser(*value, "--par", "Claire", "--piece", "bilan.pdf")
    assert done.returncode == 2
    assert "une adresse web" in done.stderr


def test_a_value_refused_says_why(spaser: Any) -> None:
    done = spaser("valeurs", "set", "--scheme", "landes", "zut", "2025", "1", "--par", "x")
    assert done.returncode == 1
    assert "Les plus proches : " in done.stderr


def test_chat_reads_lines_and_numbers(spaser: Any) -> None:
    said = "B1 2024\n1\n\nheures-insertion 2025\nquitter\nnever read\n"
    done = spaser("chat", "--scheme", "landes", "--as", "acheteur", said=said)
    heard = done.stdout.replace("\u00a0", " ")
    assert "1. EPCI engagés 2024" in heard
    assert "Cible 2024 : 18 EPCI" in heard
    assert "Que voulez-vous savoir ?" in heard
    assert "Cible 2025 : 30 556 heures" in heard
    assert "never read" not in heard
    assert done.returncode == 0


def test_chat_survives_anything_typed(spaser: Any) -> None:
    done = spaser("chat", said="\x1b[2J\n99\n" + "x" * 20_000 + "\n{{7*7}}\n😀\n")
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert done.stderr == ""


def test_schemes_list(spaser: Any) -> None:
    found = json.loads(spaser("schemes", "list", "--json").stdout)
    assert {scheme["id"] for scheme in found} == set(paths())


@pytest.mark.parametrize("scheme_id", list(paths()))
def test_schemes_show_keeps_its_public_shape(spaser: Any, scheme_id: str) -> None:
    scheme = json.loads(spaser("schemes", "show", scheme_id, "--json").stdout)
    for key, inner in SHOW_KEYS.items():
        part = scheme[key]
        for element in part if isinstance(part, list) else [part]:
            assert not inner or set(element) >= inner, (key, element)
    ids = {noeud["id"] for noeud in scheme["noeuds"]}
    assert all(noeud["parent"] in ids | {None} for noeud in scheme["noeuds"])


def test_schemes_check(spaser: Any, tmp_path: Path) -> None:
    assert spaser("schemes", "check").returncode == 0
    (tmp_path / "faux.yaml").write_text("id: faux\ninconnu: 1\n", encoding="utf-8")
    done = spaser("schemes", "check", "faux.yaml")
    assert done.returncode == 1
    assert "faux.yaml, ligne 2 : la clé « inconnu » n'est pas connue" in done.stdout


def test_the_manifest_asks_for_no_more_than_needed(spaser: Any) -> None:
    manifest = json.loads(spaser("manifest").stdout)
    assert manifest["oauth_config"]["scopes"]["bot"] == [
        "app_mentions:read",
        "channels:read",
        "chat:write",
        "commands",
        "files:read",
        "files:write",
        "groups:history",
        "groups:read",
        "im:history",
        "im:write",
        "users:read",
    ]
    assert manifest["settings"]["socket_mode_enabled"] is True
    served = json.loads(spaser("manifest", "--url", "https://spaser.example.org").stdout)
    assert served["settings"]["socket_mode_enabled"] is False
    address = served["settings"]["interactivity"]["request_url"]
    assert address == "https://spaser.example.org/slack/events"


def test_run_without_its_settings_says_which_one_is_missing(spaser: Any) -> None:
    done = spaser("run")
    assert done.returncode == 1
    assert "SLACK_BOT_TOKEN" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["heures.png", "heures.svg"])
def test_a_chart(spaser: Any, tmp_path: Path, name: str) -> None:
    done = spaser("graphique", "--scheme", "landes", "heures-insertion", "--sortie", name)
    assert done.returncode == 0, done.stderr
    assert "2025 : pas de valeur, cible 30 556 heures" in done.stdout.replace("\u00a0", " ")
    drawn = (tmp_path / name).read_bytes()
    assert drawn.startswith(b"\x89PNG" if name.endswith("png") else b"<svg")


def test_the_chart_of_a_target_alone(spaser: Any, tmp_path: Path) -> None:
    done = spaser("graphique", "--scheme", "landes", "sourcage", "--sortie", "s.PNG")
    assert done.returncode == 0, done.stderr
    assert "2029 : pas de valeur, cible 3 sourçages par an" in done.stdout.replace("\u00a0", " ")
    assert (tmp_path / "s.PNG").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("asked", "sortie", "code", "why"),
    [
        ("zzz", "x.png", 2, "Un seul indicateur à la fois"),
        ("beneficiaires-insertion", "x.png", 1, "n'a ni valeur ni cible d'une année"),
        ("heures-insertion", "x.pdf", 2, "un fichier .png ou .svg"),
    ],
)
def test_no_chart(
    spaser: Any, tmp_path: Path, asked: str, sortie: str, code: int, why: str
) -> None:
    done = spaser("graphique", "--scheme", "landes", asked, "--sortie", sortie)
    assert done.returncode == code
    assert why in done.stderr
    assert not (tmp_path / sortie).exists()


def test_a_chart_asked_as_a_question(spaser: Any, tmp_path: Path) -> None:
    asked = ("ask", "--scheme", "landes", "montre-moi le graphique des heures d'insertion")
    done = spaser(*asked, "--sortie", "h.png")
    assert done.returncode == 0, done.stderr
    said = done.stdout.replace("\u00a0", " ")
    assert said.startswith("Graphique : Heures d'insertion contractualisées\n")
    assert "2025 : pas de valeur ; cible 30 556 heures" in said
    assert (tmp_path / "h.png").read_bytes().startswith(b"\x89PNG")
    assert json.loads(spaser(*asked, "--json").stdout)["type"] == "graphique"
    assert spaser("ask", "--scheme", "landes", "graphique zut").returncode == 2
    nothing = spaser("ask", "--scheme", "landes", "heures-insertion", "--sortie", "x.png")
    assert nothing.returncode == 2
    assert not (tmp_path / "x.png").exists()


@pytest.mark.parametrize(("name", "start"), [("b.html", b"<!DOCTYPE html>"), ("b.docx", b"PK")])
def test_the_report_of_a_year(spaser: Any, tmp_path: Path, name: str, start: bytes) -> None:
    done = spaser("bilan", "2025", "--scheme", "lorient-agglomeration", "--sortie", name)
    assert (done.returncode, done.stdout) == (0, f"{name} est écrit.\n")
    assert (tmp_path / name).read_bytes().startswith(start)


def test_a_report_of_another_kind_is_not_written(spaser: Any, tmp_path: Path) -> None:
    done = spaser("bilan", "2025", "--scheme", "landes", "--sortie", "b.pdf")
    assert done.returncode == 2
    assert "un fichier .html ou .docx" in done.stderr
    assert not (tmp_path / "b.pdf").exists()
