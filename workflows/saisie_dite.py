"""A value entered by words: « saisir heures-insertion 2025 31 000 : relevé du facilitateur »."""

import re
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar, Literal, NamedTuple

from sqlmodel import Session

from schemes.base import Nombre
from schemes.mesures import Indicateur
from schemes.scheme import Scheme
from storage import echeances, personnes, valeurs
from workflows.assistant import Assistant
from workflows.campagne.demandes import connues_de, derniere
from workflows.campagne.deroulement import Deroulement
from workflows.campagne.results import Campagne, ValeurConnue
from workflows.echeances.lignes import COORDINATOR, Lignes, responsible
from workflows.echeances.occurrences import value_key
from workflows.pieces import Piece, detacher
from workflows.results import Option, Resultat
from workflows.saisie import Refus, Saisie, ajouter, verifier

_SAID = re.compile(
    r"""
    saisir \s+ (?P<nom> .+? ) \s+ (?P<annee> (?:19|20)[0-9]{2} ) \s* [:=]? \s*
    (?<=[\s:=]) (?P<valeur> [^:]*? [^:\s] ) (?P<confirme> \s+ confirmer )? \s*
    (?: : \s* (?P<provenance> .* ) )?
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)

TEN = 10
"""So many times more or less than the last known value, a figure is asked back."""


class Saisir(NamedTuple):
    """The wish to enter a value, as typed; `confirme` when its size was asked back."""

    nom: str
    annee: int
    valeur: str
    confirme: bool
    provenance: str | None
    piece: Piece | None = None


MotifSaisie = Literal["refusee", "plusieurs", "pas_pilote", "a_confirmer", "rien_a_saisir"]


class ValeurSaisie(Resultat):
    """A value entered, in the indicator's unit.

    `ancienne` is the one it replaces for its year, `precedente` the last known before that year.
    `suite` is where the person now is in the campaign of the year, when this one was awaited.
    """

    type: Literal["valeur-saisie"] = "valeur-saisie"
    indicateur: str
    nom: str
    annee: int
    valeur: Nombre
    unite: str | None
    provenance: str | None
    piece: str | None = None
    ancienne: Nombre | None
    precedente: ValeurConnue | None
    suite: Campagne | None = None


class RefusSaisie(Resultat):
    """Why a value is not entered: `detail` says it, for a figure or a name that is not understood.

    `a_confirmer`: the figure is out of proportion with `precedente`. `pas_pilote`: it is for
    `personnes` to enter, or for the coordinators when nobody is matched to `pilotes`.
    `rien_a_saisir`: no value of `annee` is for the person, as `personnes` may change. `options`
    are the words that would be taken.
    """

    refuse: ClassVar[bool] = True

    type: Literal["refus-saisie"] = "refus-saisie"
    motif: MotifSaisie
    detail: str | None = None
    annee: int | None = None
    nom: str | None = None
    valeur: Nombre | None = None
    unite: str | None = None
    precedente: ValeurConnue | None = None
    pilotes: tuple[str, ...] = ()
    personnes: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()


ReponseSaisie = ValeurSaisie | RefusSaisie


def lire(text: str) -> Saisir | None:
    """The value that a text enters; None when it does not enter one."""
    words, piece = detacher(text)
    found = _SAID.fullmatch(words.strip())
    if found is None:
        return None
    return Saisir(
        found["nom"],
        int(found["annee"]),
        found["valeur"],
        found["confirme"] is not None,
        (found["provenance"] or "").strip() or None,
        piece,
    )


def demesuree(valeur: Decimal, connue: Decimal) -> bool:
    """Whether a value is ten times more, or less, than a known one; nothing is to 0."""
    return connue != 0 and not connue / TEN < valeur < connue * TEN


def entendre(
    session: Session, assistant: Assistant, personne: str, said: Saisir, now: datetime
) -> ReponseSaisie:
    """Enter the value that a person (an id) says, or say why not.

    Those who answer for it may: the people matched to the pilotes of the indicator's node, those
    to whom its échéance was passed on, and the coordinators.
    """
    found = _understood(assistant, personne, said)
    if isinstance(found, RefusSaisie):
        return found
    if refused := _not_theirs(session, assistant, found):
        return refused
    valeurs.hold(session)
    indicateur = assistant.scheme.indicateurs[found.indicateur]
    before = derniere(connues_de(session, assistant.scheme, indicateur), found.annee)
    if before and demesuree(found.valeur, before.valeur) and not said.confirme:
        return _to_confirm(assistant, found, said, before)
    piece = str(said.piece) if said.piece else None
    replaced = ajouter(session, assistant.scheme, found, said.provenance, now, piece)
    suite = None
    if replaced is None:
        deroulement = Deroulement(session, assistant, personne)
        suite = deroulement.campagne(found.annee, apres=found.indicateur)
    return ValeurSaisie(
        **_who(assistant),
        indicateur=found.indicateur,
        nom=found.nom,
        annee=found.annee,
        valeur=found.valeur,
        unite=found.unite,
        provenance=said.provenance,
        piece=piece,
        ancienne=replaced,
        precedente=before if before and before.annee < found.annee else None,
        suite=suite,
    )


def refuser(assistant: Assistant, motif: MotifSaisie, **more: Any) -> RefusSaisie:
    """Why a value is not entered, or not asked for."""
    return RefusSaisie(**_who(assistant), motif=motif, **more)


def _understood(assistant: Assistant, personne: str, said: Saisir) -> Saisie | RefusSaisie:
    """What the words would enter, nothing being entered."""
    named = assistant.named(said.nom)
    if len(named) > 1:
        options = tuple(_again(assistant.scheme.indicateurs[name], said) for name in named[:10])
        return refuser(assistant, "plusieurs", options=options)
    found = verifier(
        assistant,
        indicateur=named[0] if named else said.nom,
        annee=said.annee,
        valeur=said.valeur,
        auteur=personne,
        provenance=said.provenance,
    )
    return (
        refuser(assistant, "refusee", detail=found.message) if isinstance(found, Refus) else found
    )


def _not_theirs(session: Session, assistant: Assistant, found: Saisie) -> RefusSaisie | None:
    """The refusal to whom a value is not for, with those it is for."""
    theirs = _responsible(session, assistant.scheme, found)
    if found.auteur in theirs or COORDINATOR in personnes.roles(session, found.auteur):
        return None
    pilotes = assistant.scheme.place_of[found.indicateur].pilotes
    return refuser(assistant, "pas_pilote", nom=found.nom, pilotes=pilotes, personnes=theirs)


def _responsible(session: Session, scheme: Scheme, found: Saisie) -> tuple[str, ...]:
    lignes = Lignes.read(session, scheme.id)
    row = echeances.keyed(session, scheme.id, value_key(found.indicateur, found.annee))
    if row:
        return lignes.responsible(row)
    return responsible(scheme.place_of[found.indicateur].pilotes, lignes.people, ())


def _to_confirm(
    assistant: Assistant, found: Saisie, said: Saisir, before: ValeurConnue
) -> RefusSaisie:
    again = _again(
        assistant.scheme.indicateurs[found.indicateur],
        said._replace(confirme=True),
        libelle="Confirmer",
    )
    return refuser(
        assistant,
        "a_confirmer",
        nom=found.nom,
        valeur=found.valeur,
        unite=found.unite,
        precedente=before,
        options=(again,),
    )


def _again(indicateur: Indicateur, said: Saisir, libelle: str | None = None) -> Option:
    """The same wish in words, for one indicator."""
    words = f"saisir {indicateur.id} {said.annee} {said.valeur}"
    words += " confirmer" if said.confirme else ""
    words += f" : {said.provenance}" if said.provenance else ""
    words += f" {said.piece}" if said.piece else ""
    return Option(libelle=libelle or indicateur.nom_courant, demande=words)


def _who(assistant: Assistant) -> dict[str, str]:
    scheme = assistant.scheme
    return {"scheme": scheme.id, "collectivite": scheme.collectivite}
