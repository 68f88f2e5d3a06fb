"""What a single model cannot see: ids given twice, names that lead nowhere, circles."""

from collections.abc import Iterable, Iterator

from schemes.arbre import Noeud
from schemes.faults import Path
from schemes.fiche import Condition
from schemes.scheme import Scheme

Finding = tuple[Path, str]
"""Where, and one sentence in French."""


def findings(scheme: Scheme) -> Iterator[Finding]:
    """Every fault that only the whole definition shows."""
    yield from _node_faults(scheme)
    yield from _echeance_faults(scheme)
    yield from _fiche_faults(scheme)
    yield from _condition_faults(scheme)
    yield from _review_faults(scheme)
    for name in ("gouvernance", "seuils", "routage", "visas"):
        ids = [element.id for element in getattr(scheme, name)]
        yield from _twice(((name, i, "id"), found) for i, found in enumerate(ids))


def _node_faults(scheme: Scheme) -> Iterator[Finding]:
    nodes = list(_paths(("noeuds",), scheme.noeuds))
    yield from _twice(((*path, "id"), noeud.id) for path, noeud in nodes)
    indicateurs = [
        ((*path, "indicateurs", i), indicateur)
        for path, noeud in nodes
        for i, indicateur in enumerate(noeud.indicateurs)
    ]
    yield from _twice(((*path, "id"), indicateur.id) for path, indicateur in indicateurs)
    for path, indicateur in indicateurs:
        for i, cible in enumerate(indicateur.cibles):
            if cible.annee is not None and cible.annee < scheme.periode.debut:
                message = f"la cible de {cible.annee} précède le schéma"
                yield (*path, "cibles", i, "annee"), message


def _paths(base: Path, noeuds: Iterable[Noeud]) -> Iterator[tuple[Path, Noeud]]:
    for i, noeud in enumerate(noeuds):
        path = (*base, i)
        yield path, noeud
        yield from _paths((*path, "enfants"), noeud.enfants)


def _echeance_faults(scheme: Scheme) -> Iterator[Finding]:
    instances = {instance.id for instance in scheme.gouvernance}
    for path, noeud in _paths(("noeuds",), scheme.noeuds):
        yield from _same_names((*path, "echeances"), [e.nom for e in noeud.echeances])
        for i, echeance in enumerate(noeud.echeances):
            if echeance.instance and echeance.instance not in instances:
                message = f"l'instance « {echeance.instance} » n'existe pas"
                yield (*path, "echeances", i, "instance"), message
    for i, instance in enumerate(scheme.gouvernance):
        path = ("gouvernance", i, "calendrier")
        yield from _same_names(path, [reunion.nom for reunion in instance.calendrier])


def _same_names(base: Path, names: list[str]) -> Iterator[Finding]:
    for i, name in enumerate(names):
        if name in names[:i]:
            message = (
                f"deux échéances s'appellent « {name} » : leur donner un id ou un objet distinct"
            )
            yield (*base, i), message


def _fiche_faults(scheme: Scheme) -> Iterator[Finding]:
    fiche = scheme.fiche
    volets = {volet.id for volet in fiche.volets}
    questions = [(("fiche", "questions", i), q) for i, q in enumerate(fiche.questions)]
    yield from _twice(((*path, "id"), question.id) for path, question in questions)
    for path, question in questions:
        if question.volet not in volets:
            yield (*path, "volet"), f"le volet « {question.volet} » n'existe pas"
        if question.noeud and question.noeud not in scheme.places:
            yield (*path, "noeud"), f"le nœud « {question.noeud} » n'existe pas"
    regles = [(("fiche", "regles", i), regle) for i, regle in enumerate(fiche.regles)]
    yield from _twice(((*path, "id"), regle.id) for path, regle in regles)
    for path, regle in regles:
        if regle.noeud and regle.noeud not in scheme.places:
            yield (*path, "noeud"), f"le nœud « {regle.noeud} » n'existe pas"


def _condition_faults(scheme: Scheme) -> Iterator[Finding]:
    known = {question.id for question in scheme.fiche.questions}
    for path, condition in _conditions(scheme):
        for missing in sorted(condition.subjects() - known):
            yield (*path, "si"), f"la condition porte sur une question inconnue : « {missing} »"
    reads = {q.id: q.si.subjects() if q.si else frozenset() for q in scheme.fiche.questions}
    for i, question in enumerate(scheme.fiche.questions):
        if question.id in _reachable(question.id, reads):
            message = f"la condition de « {question.id} » dépend d'elle-même"
            yield ("fiche", "questions", i, "si"), message


def _review_faults(scheme: Scheme) -> Iterator[Finding]:
    instance, plan = scheme.revue.instance, scheme.revue.plan
    if instance and instance not in {found.id for found in scheme.gouvernance}:
        yield ("revue", "instance"), f"l'instance « {instance} » n'existe pas"
    if plan and plan not in scheme.indicateurs:
        yield ("revue", "plan"), f"l'indicateur « {plan} » n'existe pas"
    for i, regle in enumerate(scheme.routage):
        if regle.vers == "comite" and instance is None:
            yield ("routage", i, "vers"), "« revue » ne nomme pas l'instance qui en déciderait"


def _conditions(scheme: Scheme) -> Iterator[tuple[Path, Condition]]:
    holders: tuple[tuple[Path, Iterable[object]], ...] = (
        (("fiche", "questions"), scheme.fiche.questions),
        (("fiche", "regles"), scheme.fiche.regles),
        (("routage",), scheme.routage),
        (("visas",), scheme.visas),
    )
    for base, elements in holders:
        for i, element in enumerate(elements):
            condition = getattr(element, "si", None)
            if condition is not None:
                yield (*base, i), condition


def _reachable(start: str, reads: dict[str, frozenset[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(reads[start])
    while waiting:
        question = waiting.pop()
        if question not in seen:
            seen.add(question)
            waiting.extend(reads.get(question, ()))
    return seen


def _twice(places: Iterable[tuple[Path, str]]) -> Iterator[Finding]:
    seen: set[str] = set()
    for path, found in places:
        if found in seen:
            yield path, f"l'identifiant « {found} » est donné deux fois"
        seen.add(found)
