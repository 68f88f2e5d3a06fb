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
    numero: int | None = None,
    a_moi: bool = False,
    withdrawn: bool = False,
) -> ListeEcheances:
    """The échéances that a filter keeps, by date; `annee` keeps those due in a year alone.

    `miennes` keeps what a person has to answer for within a year, and what waits for them in the
    bot; `retard` what is late, `une` that of a number, the others everything that the definition
    holds; and what it no longer holds, with `withdrawn`. What waits for others is in no list.
    `a_moi` keeps what the person has to answer for, whatever the filter.
    """
    lignes = Lignes.read(session, scheme.id)
    a_moi = a_moi or filtre == "miennes"

    def kept(row: EcheanceSuivie) -> bool:
        if a_moi and personne not in lignes.responsible(row):
            return False
        if filtre == "une":
            own = row.definie or personne in lignes.responsible(row)
            return own and row.numero == numero
        if filtre == "miennes":
            return row.etat == "ouverte"
        if filtre == "retard":
            return lateness(row, today) > 0
        in_year = annee is None or (row.due is not None and row.due.year == annee)
        return in_year and (withdrawn or row.etat != "retiree")

    waiting = echeances.waits(session, scheme.id) if a_moi or filtre == "une" else ()
    rows = [row for row in (*echeances.followed(session, scheme.id), *waiting) if kept(row)]
    far = today + AHEAD if filtre == "miennes" else date.max
    shown = [row for row in rows if row.due is None or row.due <= far]
    shown.sort(key=lambda row: (row.due or date.max, row.numero))
    return ListeEcheances(
        scheme=scheme.id,
        collectivite=scheme.collectivite,
        filtre=filtre,
        annee=annee,
        a_moi=a_moi,
        jour=today,
        lignes=tuple(lignes.line(row, today) for row in shown),
        plus_tard=len(rows) - len(shown),
        autres=_others(filtre, annee, today, a_moi=a_moi),
    )


def _others(filtre: Filtre, annee: int | None, today: date, *, a_moi: bool) -> tuple[Option, ...]:
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
        if (kind, kind == "miennes") != (filtre, a_moi) or (kind == "annee" and annee != today.year)
    )
