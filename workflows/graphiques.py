"""The chart of an indicator, as people ask for it: « graphique heures-insertion »."""

import hashlib
import re
from decimal import Decimal
from typing import NamedTuple

from schemes.mesures import Cible
from workflows.assistant import Assistant
from workflows.results import (
    Choix,
    GraphiqueIndicateur,
    Incompris,
    Option,
    Point,
    Reponse,
    ReponseIndicateur,
)
from workflows.words import plain

WORD = "graphique"

_ASKS = re.compile(
    r"(?:(?:je veux |je voudrais )?(?:montrer?|voir|tracer?|dessiner?)(?:-moi| moi)? )?"
    r"(?:le |un |la |les )?(?:graphique|graphe|courbe)s? (.+)",
    re.DOTALL,
)


class Tracer(NamedTuple):
    """A wish to see the chart of what a question names."""

    question: str


def lire(text: str) -> Tracer | None:
    """The chart that a sentence asks for; None when it asks for none."""
    found = _ASKS.fullmatch(plain(text).strip(" .!?"))
    return Tracer(found[1]) if found else None


def demander(indicateur: str) -> Option:
    """The way to the chart of an indicator (its id)."""
    return Option(libelle="Graphique", demande=f"{WORD} {indicateur}")


def dessiner(
    assistant: Assistant, demande: Tracer, delivery: str | None = None
) -> GraphiqueIndicateur | Reponse:
    """The chart asked for, or the answer to a question that names no single indicator.

    `delivery` is the key of what the person did where images can be sent, None elsewhere.
    """
    reponse = assistant.answer(demande.question)
    match reponse:
        case ReponseIndicateur():
            reponse = _with_yearly_target(assistant, reponse)
            fichier = _name(reponse, delivery) if delivery and se_dessine(reponse) else None
            return GraphiqueIndicateur(
                scheme=reponse.scheme,
                collectivite=reponse.collectivite,
                reponse=reponse,
                fichier=fichier,
            )
        case Choix():
            return reponse.model_copy(update={"options": _drawn(reponse.options)})
        case Incompris():
            return reponse.model_copy(update={"proches": _drawn(reponse.proches)})
        case _:
            return reponse


def _with_yearly_target(assistant: Assistant, reponse: ReponseIndicateur) -> ReponseIndicateur:
    """The answer; over the scheme's years when all it can show is a target for each of them."""
    yearly = any(cible.par_an and cible_dessinee(cible) for cible in reponse.cibles)
    if reponse.annees or se_dessine(reponse) or not yearly:
        return reponse
    periode = assistant.scheme.periode
    drawn = assistant.answer(f"{reponse.indicateur} {periode.debut}-{periode.fin}")
    return drawn if isinstance(drawn, ReponseIndicateur) else reponse


def se_dessine(reponse: ReponseIndicateur) -> bool:
    """Whether anything in the series is a figure."""
    return any(figures(point) for point in reponse.serie)


def figures(point: Point) -> list[Decimal]:
    """What a year shows in a chart: its value, the bounds of its target."""
    cible = cible_dessinee(point.cible)
    found = [point.valeur, *([cible.valeur, cible.valeur_max] if cible else [])]
    return [figure for figure in found if figure is not None]


def cible_dessinee(cible: Cible | None) -> Cible | None:
    """A target that is a figure in the indicator's own unit; None for any other."""
    return cible if cible and cible.valeur is not None and cible.unite is None else None


def _name(reponse: ReponseIndicateur, delivery: str) -> str:
    mark = hashlib.sha256(delivery.encode()).hexdigest()[:12]
    return f"{WORD}-{reponse.indicateur}-{mark}.png"


def _drawn(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """The same things, asked for as charts."""
    return tuple(
        option.model_copy(update={"demande": f"{WORD} {option.demande}"}) for option in options
    )
