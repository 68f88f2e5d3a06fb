"""Every action, by every role, in every state: what is done, what is refused and with which words.

The table below is written from what people may expect, not from the code: it is read twice, once
against the pure table of transitions and once against the store.
"""

from collections.abc import Iterator
from typing import NamedTuple, get_args

import pytest

from bot import text
from bot.readings import read
from schemes.scheme import Scheme
from storage import journal, personnes
from storage.revue_tables import AvisMembre, Complement
from storage.store import Store
from storage.tables import Dossier, EtatDossier
from tests.revue_cast import (
    DOINGS,
    NOW,
    TO_COMITE,
    TO_COMMANDE_PUBLIQUE,
    known,
    put_in,
    sent,
)
from workflows.revue.carte import carte
from workflows.revue.etats import Action, Obstacle, juger, possibles, qualites
from workflows.revue.paroles import entendre, lire
from workflows.revue.results import RefusRevue
from workflows.revue.routage import Destination

STATES: tuple[EtatDossier, ...] = get_args(EtatDossier)

EXPECTED = """
action               | from                                | to          | who                        | own
soumettre            | brouillon                           | soumis      | auteur                     | yes
demander-visas       | soumis                              | en-visa     |                            | no
inscrire             | soumis en-visa                      | inscrit     |                            | no
viser                | en-visa inscrit a-completer ajourne | =           | visa                       | no
signaler             | en-visa inscrit a-completer ajourne | =           | commande-publique          | no
donner-avis          | inscrit a-completer ajourne         | =           | MEMBRE                     | no
demander-complement  | inscrit                             | a-completer | MEMBRE DECIDEUR            | no
completer            | a-completer                         | inscrit     | auteur                     | yes
valider              | inscrit                             | valide      | DECIDEUR                   | no
reorienter           | inscrit                             | reoriente   | DECIDEUR                   | no
rejeter              | inscrit                             | defavorable | DECIDEUR                   | no
ajourner             | inscrit                             | ajourne     | DECIDEUR                   | no
reinscrire           | ajourne                             | inscrit     | DECIDEUR commande-publique | no
reprendre            | a-completer reoriente defavorable infructueux | brouillon | auteur             | yes
lancer               | valide                              | lance       | auteur commande-publique   | yes
notifier             | lance                               | notifie     | auteur commande-publique   | yes
declarer-infructueux | lance                               | infructueux | auteur commande-publique   | yes
abandonner           | brouillon soumis en-visa inscrit a-completer valide reoriente defavorable ajourne lance infructueux | abandonne | auteur commande-publique | yes
faire-bilan          | notifie                             | =           | auteur                     | yes
"""  # noqa: E501 -- a table
"""`=`: it stays; MEMBRE and DECIDEUR depend on where the dossier goes; own: also on one's own."""

PLACES: dict[Destination, dict[str, str]] = {
    "comite": {"MEMBRE": "comite", "DECIDEUR": "decideur"},
    "commande-publique": {"MEMBRE": "commande-publique", "DECIDEUR": "commande-publique"},
}
ROLES = (
    "acheteur",
    "pilote",
    "elu",
    "comite",
    "decideur",
    "commande-publique",
    "coordinateur",
    "visa:referent-clauses-sociales",
    "visa:une-autre",
)
ASKED = ("commande-publique", "referent-clauses-sociales")
"""The visas asked of both dossiers that concern a role above."""


class Ligne(NamedTuple):
    """A line of the table."""

    action: Action
    depuis: set[str]
    vers: str
    qui: set[str]
    sur_le_sien: bool


def lines() -> Iterator[Ligne]:
    actions: dict[str, Action] = {name: name for name in get_args(Action)}
    for line in EXPECTED.strip().splitlines()[1:]:
        action, depuis, vers, who, own = (cell.strip() for cell in line.split("|"))
        yield Ligne(actions[action], set(depuis.split()), vers, set(who.split()), own == "yes")


def expected(line: Ligne, role: str, own: bool, etat: str, place: Destination) -> str:
    """The state that follows, or what stands in the way."""
    if own and not line.sur_le_sien:
        return "soi"
    who = {PLACES[place].get(name, name) for name in line.qui}
    is_asked = role.removeprefix("visa:") in ASKED
    allowed = role in who or (own and "auteur" in who)
    if role.startswith("visa:"):
        allowed = allowed or ("visa" in who and is_asked)
    if not allowed:
        return "droit"
    if etat not in line.depuis:
        return "etat"
    return etat if line.vers == "=" else line.vers


def test_the_table_of_the_test_says_every_action() -> None:
    assert {line.action for line in lines()} == set(get_args(Action))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("own", [False, True])
def test_the_pure_table(place: Destination, own: bool) -> None:
    for line in lines():
        for role in ROLES:
            held = qualites({role}, redacteur=own, vers=place, visas=ASKED)
            for etat in STATES:
                outcome = juger(line.action, etat, held)
                found = outcome.raison if isinstance(outcome, Obstacle) else outcome
                assert found == expected(line, role, own, etat, place), (line.action, role, etat)
                assert (line.action in possibles(etat, held)) == (found in STATES)


def test_only_the_bot_does_what_follows_from_visas() -> None:
    for etat in STATES:
        assert juger("inscrire", etat, frozenset({"bot"})) == (
            "inscrit" if etat in ("soumis", "en-visa") else Obstacle("etat")
        )
    assert not {"inscrire", "demander-visas"} & DOINGS.keys()


REASONS = {
    "soi": "Vous avez écrit ce dossier",
    "droit": "Il faut une habilitation pour ",
    "etat": "maintenant : il est ",
    "introuvable": "Je ne vois pas de dossier n° ",
    "deja": "C'est déjà fait",
}
SEES_NOTHING = {"acheteur", "pilote", "visa:une-autre"}
"""The roles that alone let nobody see a dossier; an élu and a member see those of the comité."""
SEE_THE_COMITE_S = {"elu", "comite", "decideur"}


@pytest.mark.parametrize("place", PLACES)
def test_the_store_does_what_the_table_says_and_nothing_else(
    sqlite_store: Store, ille_et_vilaine_scheme: Scheme, place: Destination
) -> None:
    """Each attempt is undone; on SQLite only, for what is tried is the same everywhere."""
    scheme = ille_et_vilaine_scheme
    answers = TO_COMITE if place == "comite" else TO_COMMANDE_PUBLIQUE
    tried = 0
    with sqlite_store.write() as session:
        numero = sent(session, scheme, known(session, "auteur"), answers)
        for role in ROLES:
            known(session, role.replace(":", "-"), role)
        for membre in ("m1", "m2"):
            session.add(
                AvisMembre(dossier=numero, version=1, membre=membre, avis="favorable", donne_le=NOW)
            )
        session.add(Complement(dossier=numero, demande="?", par="m1", demande_le=NOW))
        session.flush()
        told = len(journal.whole(session))
        for line in lines():
            if line.action not in DOINGS:
                continue
            for role in ("auteur", *ROLES):
                for etat in STATES:
                    undo = session.begin_nested()
                    put_in(session, numero, etat)
                    done = DOINGS[line.action](session, scheme, numero, role.replace(":", "-"))
                    wanted = expected(line, role, role == "auteur", etat, place)
                    if role in SEES_NOTHING or (
                        place == "commande-publique" and role in SEE_THE_COMITE_S
                    ):
                        wanted = "introuvable"
                    if line.action == "signaler" and place == "comite" and wanted in STATES:
                        wanted = "deja"
                    case = (line.action, role, etat, wanted)
                    session.expire_all()
                    after = session.get(Dossier, numero)
                    assert after is not None
                    if wanted in STATES:
                        assert not isinstance(done, RefusRevue), case
                        assert after.etat == ("en-visa" if wanted == "soumis" else wanted), case
                        entries = 2 if line.action == "soumettre" else 1  # then the visas
                        assert len(journal.whole(session)) == told + entries, case
                    else:
                        assert isinstance(done, RefusRevue), case
                        assert done.raison == wanted, case
                        assert REASONS[wanted] in text.render(read(done)), case
                        assert after.etat == etat, case
                        assert len(journal.whole(session)) == told, case
                    undo.rollback()
                    tried += 1
    assert tried == 17 * 10 * len(STATES)


def test_a_right_withdrawn_no_longer_counts(store: Store, ille_et_vilaine_scheme: Scheme) -> None:
    """The button was shown before; the click comes after."""
    with store.write() as session:
        numero = sent(session, ille_et_vilaine_scheme, known(session, "auteur"))
        known(session, "anne", "decideur", "elu")
        put_in(session, numero, "inscrit")
        personnes.withdraw(session, "anne", "decideur")
        done = DOINGS["ajourner"](session, ille_et_vilaine_scheme, numero, "anne")
    assert isinstance(done, RefusRevue)
    assert done.raison == "droit"


WRITTEN = {"notifier": "44 000 € ; 02/11/2026 ; Cycles SA"}
"""What is written after the words of a choice, where a reason is not enough."""


@pytest.mark.parametrize("place", PLACES)
def test_what_a_card_offers_can_be_done(
    sqlite_store: Store, ille_et_vilaine_scheme: Scheme, place: Destination
) -> None:
    """For each role and each state: every choice of the card is understood and never refused."""
    scheme = ille_et_vilaine_scheme
    answers = TO_COMITE if place == "comite" else TO_COMMANDE_PUBLIQUE
    done = set()
    with sqlite_store.write() as session:
        numero = sent(session, scheme, known(session, "auteur"), answers)
        for role in ROLES:
            known(session, role.replace(":", "-"), role)
        for membre in ("m1", "m2"):
            session.add(
                AvisMembre(dossier=numero, version=1, membre=membre, avis="favorable", donne_le=NOW)
            )
        session.add(Complement(dossier=numero, demande="?", par="m1", demande_le=NOW))
        for etat in STATES:
            put_in(session, numero, etat)
            for role in ("auteur", *ROLES):
                person = role.replace(":", "-")
                found = carte(session, scheme, numero, par=person, now=NOW)
                for offered in found.choix:
                    words = offered.demande
                    demande = lire(words)
                    assert demande is not None, words
                    if offered.saisie:
                        demande = demande._replace(
                            reste=f"{demande.reste} {WRITTEN.get(demande.verbe, 'Raison.')}".strip()
                        )
                    undo = session.begin_nested()
                    answer = entendre(session, scheme, demande, par=person, now=NOW)
                    assert not isinstance(answer, RefusRevue), (words, role, etat)
                    undo.rollback()
                    done.add(demande.verbe)
    assert done >= {"visa", "avis", "decider", "complement", "notifier", "journal", "reprendre"}
    assert ("signaler" in done) == (place == "commande-publique")
