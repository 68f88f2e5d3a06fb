"""Keeping the counts of a scheme's formulas up to its marchés and to its definition."""

from collections.abc import Collection, Mapping

from sqlmodel import Session

from schemes.formules import Formule
from schemes.mesures import Indicateur
from schemes.scheme import Scheme
from storage import agregats, formules, valeurs
from storage.store import Store
from workflows.calcul.chiffres import Chiffre, chiffres


def recalculer(session: Session, scheme: Scheme, annees: Collection[int] | None = None) -> None:
    """Count again the years whose marchés or hours this transaction changes (all by default).

    Called after the change, before the commit: an answer never sees one without the other.
    Hours are always counted whole: a marché of one year says of which kind are those of another.
    """
    valeurs.bump(session)
    wanted, kept = _formulas(scheme), agregats.comptees(session, scheme.id)
    agregats.oublier(session, scheme.id, kept - wanted.keys())
    for empreinte in wanted.keys() & kept:
        formule = wanted[empreinte]
        years = None if formule.de == "heures-insertion" else annees
        comptes = formules.compter(session, scheme.id, formule, years)
        agregats.remplacer(session, scheme.id, empreinte, comptes, years)
    _count_whole(session, scheme, wanted.keys() - kept)


def rattraper(store: Store, scheme: Scheme) -> None:
    """Count what a new or changed definition asks and that is not kept yet: all its years."""
    wanted = _formulas(scheme).keys()
    with store.read() as session:
        if wanted <= agregats.comptees(session, scheme.id):
            return
    with store.write() as session:
        valeurs.bump(session)  # whoever else starts now waits here, then finds nothing missing
        _count_whole(session, scheme, wanted - agregats.comptees(session, scheme.id))


def calcules(session: Session, scheme: Scheme, indicateur: Indicateur) -> dict[int, Chiffre]:
    """What the marchés give for each year of an indicator; nothing when it has no formula."""
    formule = indicateur.formule
    if formule is None:
        return {}
    return chiffres(formule, agregats.lire(session, scheme.id, formule.empreinte), scheme.periode)


def _count_whole(session: Session, scheme: Scheme, empreintes: Collection[str]) -> None:
    wanted = _formulas(scheme)
    for empreinte in empreintes:
        comptes = formules.compter(session, scheme.id, wanted[empreinte])
        agregats.remplacer(session, scheme.id, empreinte, comptes)
    agregats.noter(session, scheme.id, empreintes)


def _formulas(scheme: Scheme) -> Mapping[str, Formule]:
    """The scheme's formulas by digest: indicators that count the same share one."""
    return {
        indicateur.formule.empreinte: indicateur.formule
        for indicateur in scheme.indicateurs.values()
        if indicateur.formule
    }
