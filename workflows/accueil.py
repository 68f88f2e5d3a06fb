"""The page that a person opens: what waits for them, by their roles and by what is theirs."""

from collections.abc import Iterable

from sqlmodel import Session

from schemes.scheme import Scheme
from storage import personnes
from workflows.assistant import Assistant
from workflows.campagne.deroulement import proposer
from workflows.echeances.lignes import COORDINATOR
from workflows.echeances.listes import listed
from workflows.echeances.paroles import Lister, ecrire
from workflows.echeances.pilotes import printed
from workflows.fiche.results import Accueil
from workflows.results import Option
from workflows.revue.dossiers import mes_dossiers
from workflows.roles import VISA

MINE = Option(libelle="Mes échéances", demande="mes échéances")
LATE = Option(libelle="Échéances en retard", demande="échéances en retard")
ALONE = Option(libelle="Échéances sans personne", demande=ecrire(Lister("sans_personne")))
CAMPAIGN = Option(libelle="Campagne des valeurs", demande="campagne")
PILOTES = Option(libelle="Pilotes", demande="pilotes")

PILOT, ELECTED = "pilote", "elu"
REVIEWERS = frozenset({"comite", "decideur", "commande-publique", COORDINATOR})
"""The roles that look at others' dossiers, besides the holders of visas."""

SHOWN = 2
"""Indicators offered to an elected official, beside the table."""

URGENT = 5
"""Échéances that a person may answer from their page."""


def accueillir(
    session: Session, assistant: Assistant, personne: str, brouillons: tuple[Option, ...]
) -> Accueil:
    """The page of a person (an id), with their drafts."""
    aide, scheme, today = assistant.help(), assistant.scheme, assistant.today()
    roles = personnes.roles(session, personne)
    mine = listed(session, scheme, personne=personne, today=today, filtre="miennes")
    waiting = len(mes_dossiers(session, scheme, par=personne).pour_moi)
    ouvertes = len(mine.lignes) + mine.plus_tard
    follows = bool(ouvertes or roles & {PILOT, COORDINATOR})
    late = (
        listed(session, scheme, personne=personne, today=today, filtre="retard")
        if COORDINATOR in roles
        else None
    )
    reviews = bool(waiting or roles & REVIEWERS or any(role.startswith(VISA) for role in roles))
    offered = (
        (follows and not mine.lignes, [MINE]),
        (follows, list(proposer(mine.lignes, today))),
        (reviews, [Option(libelle="Dossiers", demande="dossiers")]),
        (late is not None, [LATE, CAMPAIGN]),
        (late is not None and bool(printed(scheme)), [PILOTES]),
        (bool(mine.sans_personne), [ALONE]),
        (ELECTED in roles, _figures(scheme, assistant.this_year())),
    )
    return Accueil(
        scheme=aide.scheme,
        collectivite=aide.collectivite,
        fiche=scheme.fiche.nom,
        titre=aide.titre,
        brouillons=brouillons,
        echeances=ouvertes if follows else None,
        en_retard=sum(line.retard > 0 for line in mine.lignes) if follows else None,
        prochaines=mine.lignes[:URGENT],
        jour=today,
        retards=len(late.lignes) if late else None,
        sans_personne=mine.sans_personne if late else None,
        dossiers=waiting if reviews else None,
        choix=tuple(_chosen(offered)),
        exemples=aide.exemples,
    )


def _chosen(offered: Iterable[tuple[bool, list[Option]]]) -> Iterable[Option]:
    return (option for wanted, options in offered if wanted for option in options)


def _figures(scheme: Scheme, annee: int) -> list[Option]:
    """The table of a year and a few indicators, first those that have a target for it."""
    followed = [found for found in scheme.indicateurs.values() if found.mode != "publie"]
    followed.sort(key=lambda found: all(cible.annee != annee for cible in found.cibles))
    return [
        Option(libelle=f"Tableau {annee}", demande=f"tableau {annee}"),
        *(
            Option(libelle=found.nom_courant, demande=f"{found.id} {annee}")
            for found in followed[:SHOWN]
        ),
    ]
