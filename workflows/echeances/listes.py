"""The échéances of a scheme, as they are asked for."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlmodel import Session

from schemes.scheme import Scheme
from storage import echeances
from storage.echeances_tables import EcheanceSuivie, EtatEcheance
from workflows.echeances.lignes import Lignes, lateness
from workflows.echeances.paroles import Lister, ecrire
from workflows.echeances.results import Filtre, ListeEcheances
from workflows.results import Option

AHEAD = timedelta(365)
"""How far a person's own list goes."""

_ORDER: tuple[EtatEcheance, ...] = ("ouverte", "faite", "passee", "retiree")


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
    apres: int = 0,
    combien: int | None = None,
) -> ListeEcheances:
    """The échéances that a filter keeps, what is open first, by date.

    `miennes` keeps what a person has to answer for within a year, and what waits for them in the
    bot; `retard` what is late, `sans_personne` what is open and nobody answers for, `une` that of
    a number; the others everything that the definition holds, or what is due in a year (`annee`);
    and what it no longer holds, with `withdrawn`. What waits for others is in no list. `a_moi`
    keeps what the person has to answer for, whatever the filter. `combien` of them are shown after
    the first `apres`, or from the first when they are fewer; all of them by default.
    """
    lignes = Lignes.read(session, scheme.id)
    a_moi = a_moi or filtre == "miennes"
    followed = echeances.followed(session, scheme.id)
    coordinates = personne in lignes.coordinators

    def is_alone(row: EcheanceSuivie) -> bool:
        return row.etat == "ouverte" and not lignes.responsible(row)

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
        if filtre == "sans_personne":
            return is_alone(row)
        in_year = annee is None or (row.due is not None and row.due.year == annee)
        return in_year and (withdrawn or row.etat != "retiree")

    waiting = echeances.waits(session, scheme.id) if a_moi or filtre == "une" else ()
    rows = [row for row in (*followed, *waiting) if kept(row)]
    far = today + AHEAD if filtre == "miennes" else date.max
    shown = [row for row in rows if row.due is None or row.due <= far]
    shown.sort(key=lambda row: (_ORDER.index(row.etat), row.due or date.max, row.numero))
    return ListeEcheances(
        scheme=scheme.id,
        collectivite=scheme.collectivite,
        filtre=filtre,
        annee=annee,
        a_moi=a_moi,
        jour=today,
        lignes=tuple(lignes.line(row, today, personne) for row in shown),
        plus_tard=len(rows) - len(shown),
        autres=tuple(_others(filtre, annee, today, a_moi=a_moi, coordinates=coordinates)),
        apres=apres if apres < len(shown) else 0,
        combien=combien,
        sans_personne=sum(map(is_alone, followed)) if coordinates else 0,
    )


def _others(
    filtre: Filtre, annee: int | None, today: date, *, a_moi: bool, coordinates: bool
) -> Iterator[Option]:
    """The other lists, as words to type."""
    known: tuple[tuple[Filtre, str], ...] = (
        ("miennes", "Mes échéances"),
        ("retard", "En retard"),
        ("annee", f"Échéances de {today.year}"),
        ("toutes", "Toutes"),
        ("sans_personne", "Sans personne"),
    )
    for kind, libelle in known if coordinates else known[:-1]:
        shown = (kind, kind == "miennes") == (filtre, a_moi)
        if not shown or (kind == "annee" and annee != today.year):
            yield Option(libelle=libelle, demande=ecrire(Lister(kind, today.year)))
