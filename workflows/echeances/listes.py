"""The échéances of a scheme, as they are asked for."""

from datetime import date, timedelta

from sqlmodel import Session

from schemes.scheme import Scheme
from storage import echeances
from storage.echeances_tables import EcheanceSuivie
from workflows.echeances.lignes import Lignes, lateness
from workflows.echeances.results import Filtre, ListeEcheances
from workflows.results import Option

AHEAD = timedelta(365)
"""How far a person's own list goes."""


def listed(
    session: Session,
    scheme: Scheme,
    *,
    personne: str,
    today: date,
    filtre: Filtre,
    annee: int | None = None,
    withdrawn: bool = False,
) -> ListeEcheances:
    """The échéances that a filter keeps, by date; `annee` keeps those due in a year alone.

    `miennes` keeps what a person has to answer for within a year, and what waits for them in the
    bot; `retard` what is late, the others everything that the definition holds; and what it no
    longer holds, with `withdrawn`.
    """
    lignes = Lignes.read(session, scheme.id)

    def kept(row: EcheanceSuivie) -> bool:
        if filtre == "miennes":
            return row.etat == "ouverte" and personne in lignes.responsible(row)
        if filtre == "retard":
            return lateness(row, today) > 0
        in_year = annee is None or (row.due is not None and row.due.year == annee)
        return in_year and (withdrawn or row.etat != "retiree")

    mine = echeances.waits(session, scheme.id) if filtre == "miennes" else ()
    rows = [row for row in (*echeances.followed(session, scheme.id), *mine) if kept(row)]
    far = today + AHEAD if filtre == "miennes" else date.max
    shown = [row for row in rows if row.due is None or row.due <= far]
    shown.sort(key=lambda row: (row.due or date.max, row.numero))
    return ListeEcheances(
        scheme=scheme.id,
        collectivite=scheme.collectivite,
        filtre=filtre,
        annee=annee,
        jour=today,
        lignes=tuple(lignes.line(row, today, personne) for row in shown),
        plus_tard=len(rows) - len(shown),
        autres=_others(filtre, annee, today),
    )


def _others(filtre: Filtre, annee: int | None, today: date) -> tuple[Option, ...]:
    """The other lists, as words to type."""
    known: tuple[tuple[Filtre, str, str], ...] = (
        ("miennes", "Mes échéances", "mes échéances"),
        ("retard", "En retard", "échéances en retard"),
        ("annee", f"Échéances de {today.year}", f"échéances {today.year}"),
        ("toutes", "Toutes", "toutes les échéances"),
    )
    return tuple(
        Option(libelle=libelle, demande=demande)
        for kind, libelle, demande in known
        if kind != filtre or (kind == "annee" and annee != today.year)
    )
