"""The review at the end of a contract, on both databases: asked once, of those who wrote it."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session, select

from bot import text
from bot.readings import read
from schemes.loader import paths, shipped
from schemes.scheme import Scheme
from storage.store import Store
from storage.tables import Envoi
from tests.revue_cast import DOINGS, NOW, TO_COMITE, TO_COMMANDE_PUBLIQUE, known, put_in, sent
from workflows.canaux import Canaux
from workflows.revue.annonces import Annonces
from workflows.revue.carte import carte
from workflows.revue.dossiers import histoire
from workflows.revue.fins import bilans_dus, fin_du_contrat
from workflows.revue.paroles import Demande, entendre, lire
from workflows.revue.results import ActeDossier, CarteDossier, JournalDossier, RefusRevue
from workflows.understanding import Valeur

END = date(2030, 11, 20)
"""The day of the tests (the notification), 48 months later."""

WORDS = "Livré à l'heure.\nLe titulaire demande des lots plus petits : {{ 7*7 }}"


@pytest.fixture
def scheme(ille_et_vilaine_scheme: Scheme) -> Scheme:
    return ille_et_vilaine_scheme


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    with store.write() as opened:
        known(opened, "lea")
        known(opened, "max", "commande-publique")
        yield opened


def notified(session: Session, scheme: Scheme, answers: dict[str, Valeur] = TO_COMITE) -> int:
    numero = sent(session, scheme, "lea", answers)
    put_in(session, numero, "lance")
    assert isinstance(DOINGS["notifier"](session, scheme, numero, "lea"), ActeDossier)
    return numero


def review(session: Session, scheme: Scheme, said: str, par: str = "lea") -> object:
    demande = lire(said)
    assert demande is not None
    return entendre(session, scheme, demande, par=par, now=NOW)


def owed(session: Session) -> list[tuple[str, str]]:
    rows = session.exec(select(Envoi).order_by(Envoi.cle)).all()
    return [(row.cle, row.destinataire) for row in rows if ":bilan:" in row.cle]


@pytest.mark.parametrize(
    ("jour", "mois", "fin"),
    [
        (date(2026, 11, 20), 48, date(2030, 11, 20)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 31), 6, date(2027, 6, 30)),
    ],
)
def test_a_contract_ends_after_its_months(jour: date, mois: int, fin: date) -> None:
    assert fin_du_contrat(jour, mois) == fin


def test_a_review_is_due_once_the_contract_has_ended(session: Session, scheme: Scheme) -> None:
    numero = notified(session, scheme)
    assert bilans_dus(session, scheme, END) == ()
    [asked] = bilans_dus(session, scheme, END + timedelta(days=1))
    assert (asked.dossier, asked.fin, asked.titulaire) == (numero, END, "Cycles")
    assert [person.id for person in asked.destinataires] == ["lea"]
    assert [choice.demande for choice in asked.choix] == [f"bilan {numero} :", f"dossier {numero}"]
    said = text.render(read(asked))
    assert "Systématiser les bilans de fin de marché sur les dossiers ciblés" in said
    assert "Objectif n°8" in said.replace("\u00a0", "")


def test_nothing_is_due_without_an_end_nor_for_what_is_not_targeted(
    session: Session, scheme: Scheme
) -> None:
    notified(session, scheme, TO_COMMANDE_PUBLIQUE)
    notified(session, scheme, {name: v for name, v in TO_COMITE.items() if name != "duree"})
    put_in(session, sent(session, scheme, "lea"), "lance")
    assert bilans_dus(session, scheme, END + timedelta(days=4000)) == ()


def test_each_writer_is_asked_once(session: Session, scheme: Scheme) -> None:
    numero = notified(session, scheme)
    for day in (1, 2, 40):
        later = NOW + timedelta(days=1500 + day)
        for asked in bilans_dus(session, scheme, later.date()):
            Annonces(session, scheme, Canaux(), f"round-{day}", later).of(asked)
    assert owed(session) == [(f"revue:{numero}:bilan:lea", "lea")]


def test_a_review_is_kept_as_typed_and_no_longer_due(session: Session, scheme: Scheme) -> None:
    numero = notified(session, scheme)
    before = carte(session, scheme, numero, par="lea", now=NOW)
    done = review(session, scheme, f"bilan {numero} : {WORDS}")
    assert isinstance(done, ActeDossier)
    assert (done.etat, done.mots) == ("notifie", WORDS)
    assert "Bilan de fin de marché, par Lea" in text.render(read(done))
    told = histoire(session, scheme, numero, par="lea")
    assert isinstance(told, JournalDossier)
    assert [(e.quoi, e.mots) for e in told.entrees][-1] == ("faire-bilan", WORDS)
    assert "a écrit le bilan de fin de marché" in text.render(read(told))
    assert bilans_dus(session, scheme, END + timedelta(days=1)) == ()
    after = carte(session, scheme, numero, par="lea", now=NOW)
    assert isinstance(before, CarteDossier) and isinstance(after, CarteDossier)
    assert "faire-bilan" in before.actions and "faire-bilan" not in after.actions


def test_a_review_that_is_refused_leaves_no_trace(session: Session, scheme: Scheme) -> None:
    numero = notified(session, scheme)
    other = sent(session, scheme, "lea")
    for said, par, raison in (
        (f"bilan {numero} :", "lea", "mots"),
        (f"bilan {numero} : Bien.", "max", "droit"),
        (f"bilan {other} : Bien.", "lea", "etat"),
    ):
        done = review(session, scheme, said, par)
        assert isinstance(done, RefusRevue)
        assert done.raison == raison
    [due] = bilans_dus(session, scheme, END + timedelta(days=1))
    assert due.dossier == numero


def test_a_scheme_that_asks_for_no_review_gets_none(session: Session) -> None:
    for scheme_id in sorted(set(paths()) - {"ille-et-vilaine"}):
        scheme = shipped(scheme_id)
        assert scheme.revue.bilan_fin_de_marche is None
    landes = shipped("landes")
    answers: dict[str, Valeur] = {"objet": "Vélos", "duree": Decimal(12)}
    numero = notified(session, landes, answers)
    assert bilans_dus(session, landes, END) == ()
    done = review(session, landes, f"bilan {numero} : Bien.")
    assert isinstance(done, RefusRevue)
    assert done.precision == "Le schéma ne demande pas de bilan de fin de marché."


def test_a_year_is_not_a_dossier() -> None:
    assert lire("bilan 2025") is None
    assert lire("bilan du dossier 12 : Bien.") == Demande("bilan", 12, "Bien.")
