"""The whole scheme in a year, by axis: what is met, what is late, what is unknown."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from sqlmodel import Session

from schemes.mesures import Cible, Indicateur
from schemes.scheme import Scheme
from storage import valeurs
from workflows.calcul.comptage import calcules
from workflows.indicateurs import Chiffres, Valeurs, atteint, ecart_avec, remarques, repondre
from workflows.results import AxeTableau, EtatIndicateur, LigneTableau, Tableau


class Connu(NamedTuple):
    """What the store knows of an indicator: values entered, figures computed, by year."""

    saisies: Valeurs
    calculs: Chiffres


def connaitre(session: Session, scheme: Scheme) -> dict[str, Connu]:
    """What the store knows of each indicator, by its id."""
    return {
        name: Connu(
            valeurs.current(session, scheme.id, name), calcules(session, scheme, indicateur)
        )
        for name, indicateur in scheme.indicateurs.items()
    }


def dresser(scheme: Scheme, annee: int, connus: Mapping[str, Connu], current_year: int) -> Tableau:
    """The state of each indicator that is followed, in a year; `connus` by indicator id."""
    axes = []
    for racine in scheme.noeuds:
        lines = [
            _line(scheme, indicateur, annee, connus[indicateur.id], current_year)
            for place in racine.walk()
            for indicateur in place.noeud.indicateurs
            if indicateur.mode != "publie"
        ]
        if lines:
            title = f"{racine.nom_complet} : {racine.titre}"
            axes.append(AxeTableau(titre=title, lignes=tuple(lines)))
    return Tableau(
        scheme=scheme.id,
        collectivite=scheme.collectivite,
        annee=annee,
        avis=remarques(scheme.periode, (annee,)),
        axes=tuple(axes),
        etats=dict(Counter(line.etat for axe in axes for line in axe.lignes)),
    )


def _line(
    scheme: Scheme, indicateur: Indicateur, annee: int, connu: Connu, current_year: int
) -> LigneTableau:
    answer = repondre(
        scheme, indicateur, (annee,), connu.saisies, current_year, computed=connu.calculs
    )
    etat, cible = situer(scheme, indicateur, annee, answer.valeur, current_year)
    return LigneTableau(
        id=indicateur.id,
        code=indicateur.code,
        nom=indicateur.nom_courant,
        unite=indicateur.unite,
        valeur=answer.valeur,
        origine=answer.origine,
        inconnus=answer.inconnus,
        cible=cible or answer.cible or answer.prochaine_cible,
        etat=etat,
    )


def situer(
    scheme: Scheme,
    indicateur: Indicateur,
    annee: int,
    valeur: Decimal | None,
    current_year: int,
) -> tuple[EtatIndicateur, Cible | None]:
    """Where a year's value stands, and the target that says so.

    The target is the last one dated at most that year, else one without a year, else the next.
    A target is late only once its year is over.
    """
    cible = _judging(indicateur, annee, valeur)
    if valeur is None:
        return "sans_valeur", cible
    if cible is None:
        return "sans_cible", None
    if atteint(valeur, cible):
        return "atteinte", cible
    due = annee if cible.par_an and cible.annee is None else cible.annee
    over = due is not None and due <= annee and due < current_year and annee in scheme.periode
    return ("en_retard" if over else "a_venir"), cible


def _judging(indicateur: Indicateur, annee: int, valeur: Decimal | None) -> Cible | None:
    comparable = [
        cible
        for cible in indicateur.cibles
        if ecart_avec(indicateur, valeur or Decimal(0), cible) is not None
    ]
    past = [c for c in comparable if c.annee is not None and c.annee <= annee]
    undated = [c for c in comparable if c.annee is None]
    later = [c for c in comparable if c.annee is not None and c.annee > annee]
    if past:
        return max(past, key=lambda c: c.annee or 0)
    return undated[0] if undated else min(later, key=lambda c: c.annee or 0, default=None)
