"""Who answers for each pilote, with text alone."""

from datetime import UTC, datetime

import pytest

from bot.chat import Conversation
from schemes.loader import shipped
from storage.store import Store
from tests.conftest import TODAY
from workflows.assistant import Assistant
from workflows.roles import donner

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def coordination(store: Store, scheme_id: str) -> Conversation:
    """The conversation of a coordinator; two colleagues have the same first name."""
    scheme = shipped(scheme_id)
    people = {"claire": "coordinateur", "nadia.r": "pilote", "nadia.b": "pilote"}
    names = {"nadia.r": "Nadia Roux", "nadia.b": "Nadia Béal"}
    with store.write() as session:
        for person, role in people.items():
            name = names.get(person, "Claire Dubois")
            donner(session, scheme, personne=person, nom=name, role=role, par="x", now=NOW)
    return Conversation(Assistant(scheme, store, today=lambda: TODAY), "claire")


def test_listed_matched_and_parted(sqlite_store: Store) -> None:
    claire = coordination(sqlite_store, "landes")
    assert "• n° 5 – Référent égalité femmes-hommes : 8" in claire.reply("pilotes")
    asked = claire.reply("associer 5 : Nadia")
    assert "1. Nadia Béal (nadia.b) (associer 5 : @nadia.b)" in asked
    assert "revient à Nadia Béal." in claire.reply("1")
    assert "revient à Nadia Béal, Nadia Roux." in claire.reply("associer 5 nadia roux")
    listed = claire.reply("les pilotes")
    assert "9 pilotes sur 10 n'ont personne" in listed
    assert "• n° 5 – Référent égalité femmes-hommes : Nadia Béal, Nadia Roux – 8" in listed
    assert "Rien n'a changé" in claire.reply("associer 5 : Nadia Roux")
    parted = claire.reply("dissocier 5").replace("\u00a0", " ")
    assert "N'en répondent plus : Nadia Béal, Nadia Roux." in parted
    assert "seule à lire 8 échéances ouvertes sur 8." in parted
    claire.reply("associer 3 : Nadia Roux")
    parted = claire.reply("dissocier 1").replace("\u00a0", " ")
    assert "seule à lire 61 échéances ouvertes sur 113." in parted


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("associer 12 : Nadia Roux", "n'imprime pas de pilote « 12 »"),
        ("associer 5 : Zoé", "Je ne connais pas « Zoé »."),
        ("associer 5", "Il manque les personnes. « associer 5 : Claire Dubois » ajoute"),
        ("associer 5 seulement :", "« dissocier 5 » retire tout le monde."),
        ("associer 5 seulement", "Il manque les personnes."),
        ("associer mobilités : Nadia Roux", "(associer 7 : Nadia Roux)"),
        ("associer 5 : \x1b[2J{{ 7 * 7 }}\ue000x\ue001", "Je ne connais pas « [2J{{ 7 * 7 }} x »."),
    ],
)
def test_what_cannot_be_taken_is_explained(sqlite_store: Store, said: str, answer: str) -> None:
    assert answer in coordination(sqlite_store, "landes").reply(said).replace("\u00a0", " ")


def test_a_document_that_names_no_pilote_says_what_to_do(sqlite_store: Store) -> None:
    said = coordination(sqlite_store, "ille-et-vilaine").reply("pilotes")
    assert "Le document ne nomme aucun pilote" in said
    assert "« pas moi 12 : Claire Dubois »" in said


def test_in_the_middle_of_a_fiche(sqlite_store: Store) -> None:
    claire = coordination(sqlite_store, "landes")
    claire.reply("fiche")
    assert claire.reply("/spaser pilotes").startswith("Les pilotes du document")
