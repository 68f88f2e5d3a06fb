"""People with their roles, and dossiers sent, for the tests of the review."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import text
from sqlmodel import Session

from schemes.scheme import Scheme
from storage import dossiers, personnes
from storage.tables import Dossier, EtatDossier
from tests.conftest import TODAY
from workflows.fiche.kept import read_answers
from workflows.fiche.parcours import Parcours
from workflows.revue import comite, suites, visas
from workflows.revue.etats import Action
from workflows.revue.results import ReponseRevue, Soumission
from workflows.revue.soumission import soumettre
from workflows.understanding import Valeur, to_json

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)

TO_COMITE: dict[str, Valeur] = {
    "objet": "Vélos",
    "montant-estime": Decimal(45000),
    "duree": Decimal(48),
    "impact-usagers": True,
    "clause-sociale": True,
    "heures-insertion": Decimal(120),
}
"""In Ille-et-Vilaine, answers that go to the comité and ask the three visas."""

TO_COMMANDE_PUBLIQUE = TO_COMITE | {"impact-usagers": False}

Do = Callable[[Session, Scheme, int, str], ReponseRevue]


def known(session: Session, personne: str, *roles: str, direction: str | None = None) -> str:
    """Someone with these roles."""
    personnes.register(session, personne, nom=personne.capitalize(), direction=direction)
    for role in roles:
        personnes.give(session, personne, role)
    return personne


def draft(
    session: Session, scheme: Scheme, auteur: str, answers: Mapping[str, Valeur] = TO_COMITE
) -> Dossier:
    """A fiche with these answers, not yet sent."""
    dossier = dossiers.begin(session, scheme=scheme.id, auteur=auteur)
    for name, value in answers.items():
        write(session, dossier, name, value)
    return dossier


def write(session: Session, dossier: Dossier, question: str, value: Valeur) -> None:
    """Answer a question of a fiche, as its author."""
    kept = json.dumps(to_json(value))
    dossiers.answer(session, dossier, question=question, valeur=kept, auteur=dossier.auteur)
    session.flush()


def send(
    session: Session, scheme: Scheme, dossier: Dossier, par: str | None = None
) -> ReponseRevue:
    """Send a fiche with the answers it has."""
    answers = read_answers(scheme.fiche, dossiers.answers(session, dossier))
    counted = Parcours(scheme.fiche, answers, TODAY).counted
    return soumettre(session, scheme, dossier, counted, par or dossier.auteur, NOW)


def sent(
    session: Session, scheme: Scheme, auteur: str, answers: Mapping[str, Valeur] = TO_COMITE
) -> int:
    """The number of a dossier that has just been sent."""
    dossier = draft(session, scheme, auteur, answers)
    assert isinstance(send(session, scheme, dossier), Soumission)
    return dossier.numero


def put_in(session: Session, numero: int, etat: EtatDossier) -> None:
    """Set a dossier in a state, whatever led there."""
    session.connection().execute(
        text("UPDATE dossiers SET etat = :etat WHERE id = :numero"),
        {"etat": etat, "numero": numero},
    )
    session.expire_all()


DOINGS: dict[Action, Do] = {
    "soumettre": lambda s, scheme, n, par: send(s, scheme, _dossier(s, n), par),
    "viser": lambda s, scheme, n, par: visas.viser(
        s, scheme, n, "favorable", None, par=par, now=NOW
    ),
    "signaler": lambda s, scheme, n, par: comite.signaler(
        s, scheme, n, "Sensible.", par=par, now=NOW
    ),
    "donner-avis": lambda s, scheme, n, par: comite.donner_avis(
        s, scheme, n, "favorable", None, par=par, now=NOW
    ),
    "demander-complement": lambda s, scheme, n, par: comite.demander_complement(
        s, scheme, n, "Combien ?", par=par, now=NOW
    ),
    "completer": lambda s, scheme, n, par: comite.completer(s, scheme, n, "30", par=par, now=NOW),
    "valider": lambda s, scheme, n, par: comite.decider(
        s, scheme, n, "valide", "Bien.", par=par, now=NOW
    ),
    "reorienter": lambda s, scheme, n, par: comite.decider(
        s, scheme, n, "reoriente", "Louer.", par=par, now=NOW
    ),
    "rejeter": lambda s, scheme, n, par: comite.decider(
        s, scheme, n, "defavorable", "Trop cher.", par=par, now=NOW
    ),
    "ajourner": lambda s, scheme, n, par: comite.decider(
        s, scheme, n, "ajourne", "Plus tard.", par=par, now=NOW
    ),
    "reinscrire": lambda s, scheme, n, par: comite.reinscrire(s, scheme, n, par=par, now=NOW),
    "reprendre": lambda s, scheme, n, par: suites.reprendre(s, scheme, n, par=par, now=NOW),
    "lancer": lambda s, scheme, n, par: suites.lancer(s, scheme, n, par=par, now=NOW),
    "notifier": lambda s, scheme, n, par: suites.notifier(
        s,
        scheme,
        n,
        montant=Decimal(44000),
        jour=TODAY,
        titulaire="Cycles",
        heures=Decimal(130),
        clauses=None,
        par=par,
        now=NOW,
    ),
    "declarer-infructueux": lambda s, scheme, n, par: suites.declarer_infructueux(
        s, scheme, n, "Aucune offre.", par=par, now=NOW
    ),
    "abandonner": lambda s, scheme, n, par: suites.abandonner(
        s, scheme, n, "Plus besoin.", par=par, now=NOW
    ),
    "faire-bilan": lambda s, scheme, n, par: suites.faire_bilan(
        s, scheme, n, "Bien livré.", par=par, now=NOW
    ),
}
"""Each action that a person can ask for, done as plainly as can be."""


def _dossier(session: Session, numero: int) -> Dossier:
    found = session.get(Dossier, numero)
    assert found is not None
    return found
