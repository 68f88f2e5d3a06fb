"""Cards, lists and stories of dossiers, judged by the workspace: none is beyond Slack's limits."""

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from sqlmodel import Session

from bot.blocks.message import message
from bot.readings import read
from schemes.scheme import Scheme
from storage import revues
from storage.store import Store
from storage.tables import EtatDossier
from tests.conversations.test_limits import MAX_TEXT
from tests.revue_cast import DOINGS, NOW, TO_COMITE, known, put_in, send, sent, write
from workflows.revue import comite, programme, visas
from workflows.revue.carte import carte, carte_du_comite
from workflows.revue.dossiers import histoire, mes_dossiers
from workflows.revue.results import CarteDossier, ResultatRevue, Soumission
from workspace.block_kit.surfaces import checked_message_blocks

LONG = "Mot assez long. " * 180
"""Nearly as much as someone may write."""


@pytest.fixture
def session(sqlite_store: Store) -> Iterator[Session]:
    with sqlite_store.write() as opened:
        known(opened, "lea")
        known(opened, "max", "commande-publique", "visa:commande-publique")
        known(opened, "ines", "visa:referent-clauses-sociales")
        for rank in range(20):
            known(opened, f"m{rank}", "comite", "decideur")
        yield opened


def laid_out(result: ResultatRevue | None) -> list[dict[str, Any]]:
    assert result is not None
    sent_message = message(read(result), shareable=False)
    assert len(sent_message["text"]) < MAX_TEXT
    return checked_message_blocks(sent_message["blocks"]) or []


def test_a_card_in_each_state(session: Session, ille_et_vilaine_scheme: Scheme) -> None:
    numero = sent(session, ille_et_vilaine_scheme, "lea")
    for etat in get_args(EtatDossier):
        put_in(session, numero, etat)
        for person in ("lea", "max", "ines", "m0"):
            laid_out(carte(session, ille_et_vilaine_scheme, numero, par=person, now=NOW))
        laid_out(carte_du_comite(session, ille_et_vilaine_scheme, numero, NOW))


def test_someone_without_a_role_is_named_by_slack(
    session: Session, ille_et_vilaine_scheme: Scheme
) -> None:
    numero = sent(session, ille_et_vilaine_scheme, "U0BUYER01")
    card = laid_out(carte(session, ille_et_vilaine_scheme, numero, par="m0", now=NOW))
    assert "*Porté par*\n<@U0BUYER01>" in str(card[1]["fields"]).replace("\\n", "\n")
    story = laid_out(histoire(session, ille_et_vilaine_scheme, numero, par="m0"))
    assert "<@U0BUYER01> a envoyé le dossier" in str(story)


def test_much_said_of_a_dossier_keeps_its_buttons(
    session: Session, ille_et_vilaine_scheme: Scheme
) -> None:
    scheme = ille_et_vilaine_scheme
    numero = sent(session, scheme, "lea", TO_COMITE | {"objet": LONG[:300]})
    visas.viser(session, scheme, numero, "reserve", LONG, par="ines", now=NOW)
    put_in(session, numero, "inscrit")
    for rank in range(20):
        comite.donner_avis(session, scheme, numero, "reserve", LONG, par=f"m{rank}", now=NOW)
        comite.demander_complement(session, scheme, numero, LONG, par=f"m{rank}", now=NOW)
        comite.completer(session, scheme, numero, LONG, par="lea", now=NOW)
    found = carte(session, scheme, numero, par="m0", now=NOW)
    assert isinstance(found, CarteDossier)
    assert len(found.complements) == len(found.avis) == 20
    blocks = laid_out(found)
    assert blocks[-1]["type"] == "actions"
    assert "La suite ne tient pas" in str(blocks)
    laid_out(histoire(session, scheme, numero, par="m0"))


def test_many_dossiers_in_a_list(session: Session, ille_et_vilaine_scheme: Scheme) -> None:
    scheme = ille_et_vilaine_scheme
    for _ in range(60):
        sent(session, scheme, "lea", TO_COMITE | {"objet": LONG[:300]})
    for person in ("lea", "max", "m0"):
        assert laid_out(mes_dossiers(session, scheme, par=person))
    laid_out(programme.programme(session, scheme, par="max", today=NOW.date()))


def test_a_submission_and_what_it_asks(session: Session, ille_et_vilaine_scheme: Scheme) -> None:
    scheme = ille_et_vilaine_scheme
    numero = sent(session, scheme, "lea")
    put_in(session, numero, "inscrit")
    laid_out(DOINGS["rejeter"](session, scheme, numero, "m0"))
    put_in(session, numero, "brouillon")
    dossier = revues.find(session, scheme.id, numero)
    assert dossier
    for question in scheme.fiche.questions:
        if question.type == "texte-long":
            write(session, dossier, question.id, LONG)
    done = send(session, scheme, dossier)
    assert isinstance(done, Soumission)
    laid_out(done)
    for demande in done.demandes:
        assert laid_out(demande)[-1]["type"] == "actions"
    found = carte(session, scheme, numero, par="max", now=NOW)
    assert isinstance(found, CarteDossier)
    assert found.differences
    laid_out(found)
