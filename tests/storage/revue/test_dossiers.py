"""Dossiers under review, on both databases: visas, versions, decisions, lists."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session

from bot import text
from bot.readings import read
from schemes.loader import shipped
from schemes.scheme import Scheme
from storage import dossiers, revues
from tests.revue_cast import (
    NOW,
    TO_COMITE,
    TO_COMMANDE_PUBLIQUE,
    draft,
    known,
    put_in,
    send,
    sent,
    write,
)
from tests.storage.revue.conftest import card, do, refused, story
from workflows.revue import visas
from workflows.revue.carte import carte, carte_du_comite
from workflows.revue.dossiers import histoire, mes_dossiers
from workflows.revue.results import (
    ActeDossier,
    DecisionDossier,
    JournalDossier,
    RefusRevue,
    Soumission,
)

LAST = date(2026, 12, 4)
"""The tenth working day after the day of the tests, a Friday."""


def test_visas_are_asked_with_their_last_day(session: Session, scheme: Scheme) -> None:
    done = send(session, scheme, draft(session, scheme, "lea"))
    assert isinstance(done, Soumission)
    assert (done.vers, done.etat, done.version) == ("comite", "en-visa", 1)
    assert [demande.visa for demande in done.demandes] == [
        "commande-publique", "referent-clauses-sociales", "mission-developpement-durable",
    ]  # fmt: skip
    assert [[q.id for q in demande.destinataires] for demande in done.demandes] == [
        ["max"], ["ines"], ["noe"],
    ]  # fmt: skip
    assert {demande.avant for demande in done.demandes} == {LAST}
    assert done.demandes[0].lignes[0].valeur == "45\u00a0000\u00a0€\u00a0HT"


def test_a_delay_that_passes_is_said_with_the_visas_that_lack(
    session: Session, scheme: Scheme
) -> None:
    numero = sent(session, scheme, "lea")
    do(session, scheme, "viser", numero, "max")
    assert visas.passer_delai(session, scheme, LAST, NOW) == ()
    assert card(session, scheme, numero).etat == "en-visa"
    later = NOW + timedelta(days=15)
    [said] = visas.passer_delai(session, scheme, LAST + timedelta(days=1), later)
    assert (said.dossier, said.par.nom, [q.id for q in said.a_prevenir]) == (
        numero, "SPASER", ["lea"],
    )  # fmt: skip
    assert (
        "Le délai des visas est passé : le dossier attend sa décision sans Référent ou référente "
        "« clauses sociales », Mission développement durable." in text.render(read(said))
    )
    assert visas.passer_delai(session, scheme, LAST + timedelta(days=1), later) == ()
    found = card(session, scheme, numero)
    assert (found.etat, found.etat_par.nom) == ("inscrit", "SPASER")
    told = histoire(session, scheme, numero, par="lea")
    assert isinstance(told, JournalDossier)
    assert told.entrees[-1].details["visas_manquants"] == [
        "Référent ou référente « clauses sociales »", "Mission développement durable",
    ]  # fmt: skip
    late = do(session, scheme, "viser", numero, "ines")
    assert isinstance(late, ActeDossier)
    assert (late.inscrit, late.etat) == (False, "inscrit")
    assert [visa.avis for visa in card(session, scheme, numero).visas] == [
        "favorable", "favorable", None,
    ]  # fmt: skip


def test_without_visas_a_dossier_is_inscribed_at_once(session: Session) -> None:
    scheme = shipped("pas-de-calais")
    done = send(session, scheme, draft(session, scheme, "lea", {"clause-sociale": False}))
    assert isinstance(done, Soumission)
    assert (done.etat, done.vers, done.demandes) == ("inscrit", "commande-publique", ())
    assert story(session, done.dossier) == ["soumettre", "inscrire"]


def test_who_holds_two_visas_says_which(session: Session, scheme: Scheme) -> None:
    known(session, "ines", "visa:commande-publique")
    numero = sent(session, scheme, "lea")
    which = do(session, scheme, "viser", numero, "ines")
    assert isinstance(which, RefusRevue)
    assert (which.raison, which.precision) == (
        "visa", "commande-publique, referent-clauses-sociales",
    )  # fmt: skip

    def give(visa: str) -> ActeDossier | RefusRevue:
        return visas.viser(
            session, scheme, numero, "favorable", None, par="ines", now=NOW, visa=visa
        )

    assert refused(give("mission-developpement-durable")) == "droit"
    assert isinstance(give("commande-publique"), ActeDossier)
    assert refused(give("commande-publique")) == "deja"
    assert "viser" in card(session, scheme, numero, "ines").actions
    assert isinstance(do(session, scheme, "viser", numero, "ines"), ActeDossier)
    assert refused(do(session, scheme, "viser", numero, "max")) == "deja"
    assert "viser" not in card(session, scheme, numero, "ines").actions


@pytest.mark.parametrize(("words", "fits"), [(None, False), ("  ", False), ("x" * 3000, True),
                                             ("x" * 3001, False)])  # fmt: skip
def test_a_reserve_says_why_and_not_too_long(
    session: Session, scheme: Scheme, words: str | None, fits: bool
) -> None:
    numero = sent(session, scheme, "lea")
    done = visas.viser(session, scheme, numero, "reserve", words, par="ines", now=NOW)
    assert isinstance(done, ActeDossier) == fits
    if isinstance(done, RefusRevue):
        assert done.raison == "mots"
        assert story(session, numero) == ["soumettre", "demander-visas"]


def test_a_quorum_is_counted_in_members_not_in_opinions(session: Session, scheme: Scheme) -> None:
    numero = sent(session, scheme, "lea")
    put_in(session, numero, "inscrit")
    for _ in range(3):
        do(session, scheme, "donner-avis", numero, "yves")
    lacking = do(session, scheme, "valider", numero, "anne")
    assert isinstance(lacking, RefusRevue)
    assert (lacking.raison, lacking.precision) == ("quorum", "1")
    assert len(card(session, scheme, numero).avis) == 1
    do(session, scheme, "donner-avis", numero, "anne")
    assert isinstance(do(session, scheme, "valider", numero, "anne"), DecisionDossier)


def test_adjourning_needs_no_quorum_and_the_commande_publique_none(
    session: Session, scheme: Scheme
) -> None:
    first = sent(session, scheme, "lea")
    second = sent(session, scheme, "lea", TO_COMMANDE_PUBLIQUE)
    for numero in (first, second):
        put_in(session, numero, "inscrit")
    assert isinstance(do(session, scheme, "ajourner", first, "anne"), DecisionDossier)
    assert isinstance(do(session, scheme, "valider", second, "max"), DecisionDossier)


def test_whoever_wrote_an_answer_does_not_decide(session: Session, scheme: Scheme) -> None:
    dossier = draft(session, scheme, "lea")
    dossiers.answer(session, dossier, question="risques", valeur='"Aucun"', auteur="anne")
    assert isinstance(send(session, scheme, dossier, "anne"), Soumission)
    put_in(session, dossier.numero, "inscrit")
    done = do(session, scheme, "ajourner", dossier.numero, "anne")
    assert isinstance(done, RefusRevue)
    assert (done.raison, done.demander_a) == ("soi", ())


def test_a_dossier_is_sent_once(session: Session, scheme: Scheme) -> None:
    dossier = draft(session, scheme, "lea")
    assert isinstance(send(session, scheme, dossier), Soumission)
    again = send(session, scheme, dossier)
    assert isinstance(again, RefusRevue)
    assert (again.raison, again.etat) == ("etat", "en-visa")
    assert again.etat_par is not None
    assert again.etat_par.id == "lea"
    assert len(revues.versions(session, dossier.numero)) == 1
    assert refused(send(session, scheme, draft(session, scheme, "lea"), "yves")) == "introuvable"


def test_a_new_version_asks_again_and_shows_what_changed(session: Session, scheme: Scheme) -> None:
    numero = sent(session, scheme, "lea")
    for member in ("max", "ines", "noe"):
        do(session, scheme, "viser", numero, member)
    for member in ("anne", "yves"):
        do(session, scheme, "donner-avis", numero, member)
    do(session, scheme, "rejeter", numero, "anne")
    assert isinstance(do(session, scheme, "reprendre", numero, "lea"), ActeDossier)
    dossier = revues.find(session, scheme.id, numero)
    assert dossier
    write(session, dossier, "montant-estime", Decimal(41000))
    write(session, dossier, "clause-sociale", False)
    before = card(session, scheme, numero)
    assert (before.etat, before.version, before.differences) == ("brouillon", 1, ())
    assert "41" not in before.lignes[0].valeur  # type: ignore[operator]
    done = send(session, scheme, dossier)
    assert isinstance(done, Soumission)
    assert done.version == 2
    after = card(session, scheme, numero)
    changed = {d.question: (d.avant, d.apres) for d in after.differences}
    assert changed == {
        "montant-estime": ("45\u00a0000\u00a0€\u00a0HT", "41\u00a0000\u00a0€\u00a0HT"),
        "clause-sociale": ("Oui", "Non"),
        "heures-insertion": ("120", None),
    }
    assert {visa.avis for visa in after.visas} == {None}
    assert after.avis == ()
    assert after.decision is not None
    assert (after.decision.version, after.decision.decision) == (1, "defavorable")


def test_a_complement_answered_by_a_new_version_stays_without_words(
    session: Session, scheme: Scheme
) -> None:
    numero = sent(session, scheme, "lea")
    put_in(session, numero, "inscrit")
    do(session, scheme, "demander-complement", numero, "anne")
    do(session, scheme, "reprendre", numero, "lea")
    dossier = revues.find(session, scheme.id, numero)
    assert dossier
    send(session, scheme, dossier)
    put_in(session, numero, "inscrit")
    do(session, scheme, "demander-complement", numero, "anne")
    do(session, scheme, "completer", numero, "lea")
    answers = [asked.reponse for asked in card(session, scheme, numero).complements]
    assert answers == [None, "30"]


def test_a_flag_stays_over_versions(session: Session, scheme: Scheme) -> None:
    numero = sent(session, scheme, "lea", TO_COMMANDE_PUBLIQUE)
    assert card(session, scheme, numero, "max").vers == "commande-publique"
    assert isinstance(do(session, scheme, "signaler", numero, "max"), ActeDossier)
    put_in(session, numero, "inscrit")
    do(session, scheme, "demander-complement", numero, "anne")
    do(session, scheme, "reprendre", numero, "lea")
    dossier = revues.find(session, scheme.id, numero)
    assert dossier
    done = send(session, scheme, dossier)
    assert isinstance(done, Soumission)
    assert (done.version, done.vers) == (2, "comite")
    assert [motif.regle for motif in done.motifs] == ["signalement", "strategie-achat"]


def test_the_shared_card_shows_what_members_may_ask(session: Session, scheme: Scheme) -> None:
    numero = sent(session, scheme, "lea")
    put_in(session, numero, "inscrit")
    shared = carte_du_comite(session, scheme, numero, NOW)
    assert shared is not None
    assert shared.actions == (
        "donner-avis", "demander-complement", "valider", "reorienter", "rejeter", "ajourner",
    )  # fmt: skip
    assert card(session, scheme, numero, "lea").actions == ("abandonner",)
    assert carte_du_comite(session, scheme, 999, NOW) is None


def test_lists_hold_each_dossier_once(session: Session, scheme: Scheme) -> None:
    known(session, "paul", direction="Routes")
    known(session, "sans")
    waiting = sent(session, scheme, "lea")
    mine = sent(session, scheme, "lea", TO_COMMANDE_PUBLIQUE)
    over = sent(session, scheme, "lea")
    put_in(session, over, "abandonne")
    draft(session, scheme, "lea")
    put_in(session, waiting, "a-completer")
    found = mes_dossiers(session, scheme, par="lea")
    assert [line.dossier for line in found.pour_moi] == [waiting]
    assert [line.dossier for line in found.miens] == [mine]
    assert not found.direction + found.autres
    assert [line.dossier for line in mes_dossiers(session, scheme, par="paul").direction] == [
        mine, waiting,
    ]  # fmt: skip
    assert [line.dossier for line in mes_dossiers(session, scheme, par="anne").autres] == [waiting]
    assert [line.dossier for line in mes_dossiers(session, scheme, par="max").pour_moi] == [
        mine, waiting,
    ]  # fmt: skip
    ended = mes_dossiers(session, scheme, par="lea", etat="abandonne")
    assert [line.dossier for line in ended.miens] == [over]
    nothing = mes_dossiers(session, scheme, par="sans")
    assert not nothing.pour_moi + nothing.miens + nothing.direction + nothing.autres


def test_another_scheme_s_dossiers_are_not_there(session: Session, scheme: Scheme) -> None:
    numero = sent(session, scheme, "lea")
    other = shipped("landes")
    assert refused(carte(session, other, numero, par="lea", now=NOW)) == "introuvable"
    assert mes_dossiers(session, other, par="lea").miens == ()


def test_hostile_words_are_data(session: Session, scheme: Scheme) -> None:
    words = "Robert'); DROP TABLE journal; -- {{ 7 * 7 }} <script>"
    numero = sent(session, scheme, "lea", TO_COMITE | {"objet": words})
    visas.viser(session, scheme, numero, "reserve", words, par="ines", now=NOW)
    found = card(session, scheme, numero)
    assert found.objet == words
    assert found.visas[1].commentaire == words
