"""What can be asked about dossiers next: each in the words that ask for it."""

from collections.abc import Iterable
from datetime import date

from storage.tables import EtatDossier
from workflows.results import Option
from workflows.revue.etats import Action, possibles
from workflows.revue.results import LigneDossier

MOST_OPENED = 10
"""Dossiers of a list that are offered at once."""

_WHY = "Dites pourquoi."
_REASON = "Le motif de la décision."

_ASKED: dict[Action, tuple[tuple[str, str, str | None], ...]] = {
    "viser": (
        ("Visa favorable", "visa {n} favorable", None),
        ("Visa avec réserve", "visa {n} réserve", _WHY),
        ("Visa défavorable", "visa {n} défavorable", _WHY),
    ),
    "donner-avis": (
        ("Avis favorable", "avis {n} favorable", None),
        ("Avis avec réserve", "avis {n} réserve", _WHY),
        ("Avis défavorable", "avis {n} défavorable", _WHY),
    ),
    "signaler": (("Envoyer au comité", "signaler {n}", _WHY),),
    "demander-complement": (
        ("Demander un complément", "complément {n}", "Votre question à l'acheteur."),
    ),
    "completer": (("Répondre", "complément {n}", "Votre réponse."),),
    "valider": (("Valider", "décider {n} validé", _REASON),),
    "reorienter": (("Réorienter", "décider {n} réorienté", _REASON),),
    "rejeter": (("Décision défavorable", "décider {n} défavorable", _REASON),),
    "ajourner": (("Ajourner", "décider {n} ajourné", _REASON),),
    "reinscrire": (("Réinscrire", "réinscrire {n}", None),),
    "reprendre": (("Reprendre la fiche", "reprendre dossier {n}", None),),
    "lancer": (("Consultation lancée", "lancer {n}", None),),
    "notifier": (
        (
            "Marché notifié",
            "notifier {n}",
            "montant HT ; date ; titulaire ; heures d'insertion ; clauses gardées ; numéro.",
        ),
    ),
    "declarer-infructueux": (("Infructueux", "infructueux {n}", _WHY),),
    "abandonner": (("Abandonner", "abandonner {n}", _WHY),),
    "faire-bilan": (("Bilan de fin de marché", "bilan {n} :", "Le bilan, en quelques phrases."),),
}
"""For each action, what it is called, the words that ask for it, what they still lack."""


def actes(dossier: int, actions: Iterable[Action]) -> tuple[Option, ...]:
    """What can be done with a dossier, then its story."""
    return (*_asked(dossier, actions), Option(libelle="Son histoire", demande=f"journal {dossier}"))


def redacteurs(dossier: int, etat: EtatDossier) -> tuple[Option, ...]:
    """What those who write a dossier can do next, told where it is; its card says the rest."""
    later = {"abandonner", "faire-bilan"}
    onward = [action for action in possibles(etat, frozenset({"redacteur"})) if action not in later]
    return (*_asked(dossier, onward), voir(dossier))


def _asked(dossier: int, actions: Iterable[Action]) -> list[Option]:
    return [
        Option(libelle=libelle, demande=demande.format(n=dossier), saisie=saisie)
        for action in actions
        for libelle, demande, saisie in _ASKED.get(action, ())
    ]


def visa(dossier: int, visa: str) -> tuple[Option, ...]:
    """What the holder of a visa can answer, when they are asked for it by its id."""
    given = [
        Option(
            libelle=libelle,
            demande=demande.format(n=f"{dossier} {visa}"),
            saisie=saisie,
        )
        for libelle, demande, saisie in _ASKED["viser"]
    ]
    return (*given, voir(dossier))


def bilan(dossier: int) -> tuple[Option, ...]:
    """What those who write a dossier can answer when its contract has ended."""
    return (*_asked(dossier, ("faire-bilan",)), voir(dossier))


def voir(dossier: int) -> Option:
    """See a dossier whole, with what one can do there."""
    return Option(libelle="Voir le dossier", demande=f"dossier {dossier}")


def ouvrir(lignes: Iterable[LigneDossier]) -> tuple[Option, ...]:
    """See one of these dossiers: the first ones."""
    shown = list(lignes)[:MOST_OPENED]
    return tuple(
        Option(libelle=f"n° {ligne.dossier}, {ligne.objet}", demande=f"dossier {ligne.dossier}")
        for ligne in shown
    )


def fixer(jours: Iterable[date]) -> tuple[Option, ...]:
    """Fix a meeting on one of the days proposed."""
    return tuple(
        Option(libelle=f"Fixer le {jour:%d/%m/%Y}", demande=f"séance {jour:%d/%m/%Y}")
        for jour in jours
    )


def preparer(jours: Iterable[date]) -> tuple[Option, ...]:
    """See the agenda of a meeting that is fixed."""
    return tuple(
        Option(
            libelle=f"Ordre du jour du {jour:%d/%m/%Y}", demande=f"ordre du jour {jour:%d/%m/%Y}"
        )
        for jour in jours
    )
