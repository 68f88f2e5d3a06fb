"""The report of a year: every indicator that is followed, its state, its series."""

from datetime import date

from pydantic import BaseModel, ConfigDict
from sqlmodel import Session

from schemes.scheme import Scheme
from workflows import tableau
from workflows.indicateurs import repondre
from workflows.results import LigneTableau, ReponseIndicateur, Resultat, Tableau


class IndicateurBilan(BaseModel):
    """An indicator: its state in the year, the answer about that year, and about every year."""

    model_config = ConfigDict(frozen=True)

    etat: LigneTableau
    annee: ReponseIndicateur
    serie: ReponseIndicateur


class AxeBilan(BaseModel):
    """The indicators of one root node of the scheme."""

    model_config = ConfigDict(frozen=True)

    titre: str
    indicateurs: tuple[IndicateurBilan, ...]


class Bilan(Resultat):
    """The report of a year, drawn up on a day."""

    type: str = "bilan"
    titre: str
    annee: int
    etabli_le: date
    tableau: Tableau
    axes: tuple[AxeBilan, ...]
    document: str


def etablir(session: Session, scheme: Scheme, annee: int, today: date) -> Bilan:
    """The report of a year, from the definition and the store as they are."""
    connus = tableau.connaitre(session, scheme)
    table = tableau.dresser(scheme, annee, connus, today.year)

    def about(etat: LigneTableau) -> IndicateurBilan:
        known, indicateur = connus[etat.id], scheme.indicateurs[etat.id]
        answers = (
            repondre(scheme, indicateur, years, known.saisies, annee, computed=known.calculs)
            for years in ((annee,), ())
        )
        of_year, of_all = answers
        return IndicateurBilan(etat=etat, annee=of_year, serie=of_all)

    return Bilan(
        scheme=scheme.id,
        collectivite=scheme.collectivite,
        titre=scheme.titre,
        annee=annee,
        etabli_le=today,
        tableau=table,
        axes=tuple(
            AxeBilan(titre=axe.titre, indicateurs=tuple(about(line) for line in axe.lignes))
            for axe in table.axes
        ),
        document=scheme.source,
    )
