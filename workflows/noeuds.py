"""What a node of the scheme says: who pilots it, when, what it measures."""

from schemes.arbre import Place
from schemes.mesures import Cible, Indicateur
from schemes.scheme import Scheme
from workflows.results import (
    EcheanceNoeud,
    FicheNoeud,
    GroupeIndicateurs,
    LigneIndicateur,
    ListeIndicateurs,
    Option,
)

FIXED = ("chiffree", "sans_nombre")
"""The natures of targets that fix something, be it in words."""


def decrire(scheme: Scheme, place: Place) -> FicheNoeud:
    """The answer about one node, with what stands directly under it."""
    noeud = place.noeud
    return FicheNoeud(
        scheme=scheme.id,
        collectivite=scheme.collectivite,
        noeud=noeud.id,
        nom=scheme.short_name(place),
        titre=noeud.titre,
        chemin=place.chemin,
        resume=noeud.resume,
        pilotes=place.pilotes,
        directions=noeud.directions,
        echeances=tuple(
            EcheanceNoeud(imprime=e.imprime, nature=e.nature, objet=e.objet, note=e.note)
            for e in noeud.echeances
        ),
        actions_ciblees=noeud.actions_ciblees,
        indicateurs=tuple(ligne(indicateur) for indicateur in noeud.indicateurs),
        enfants=tuple(
            option(Place(noeud=enfant, parents=(*place.parents, noeud))) for enfant in noeud.enfants
        ),
        notes=noeud.notes,
        document=scheme.source,
        source=noeud.source,
    )


def lister(scheme: Scheme) -> ListeIndicateurs:
    """Every indicator, grouped by root node, in the document's order."""
    groups = []
    for racine in scheme.noeuds:
        lines = [
            ligne(indicateur) for place in racine.walk() for indicateur in place.noeud.indicateurs
        ]
        if lines:
            title = f"{racine.nom_complet} : {racine.titre}"
            groups.append(GroupeIndicateurs(titre=title, indicateurs=tuple(lines)))
    return ListeIndicateurs(
        scheme=scheme.id, collectivite=scheme.collectivite, groupes=tuple(groups)
    )


def ligne(indicateur: Indicateur) -> LigneIndicateur:
    """An indicator as a line of a list."""
    return LigneIndicateur(
        id=indicateur.id,
        code=indicateur.code,
        nom=indicateur.nom_courant,
        mode=indicateur.mode,
        cibles=tuple(_printed(cible) for cible in indicateur.cibles if cible.nature in FIXED),
    )


def _printed(cible: Cible) -> str:
    if cible.annee is None or str(cible.annee) in cible.imprime:
        return cible.imprime
    return f"{cible.annee} : {cible.imprime}"


def option(place: Place) -> Option:
    """A node as something to choose; the words asked for name its whole path."""
    return Option(libelle=f"{place.chemin} : {place.noeud.titre}", demande=chemin_demande(place))


def chemin_demande(place: Place) -> str:
    """Words that ask for a node and for no other: its path of printed numbers, else its id."""
    if place.noeud.numero is None:
        return place.noeud.id
    numbered = [noeud for noeud in (*place.parents, place.noeud) if noeud.numero]
    return " ".join(f"{noeud.type} {noeud.numero}" for noeud in numbered)
