"""A value entered by words: « saisir heures-insertion 2025 31 000 : relevé du facilitateur »."""

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import ClassVar, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict
from sqlmodel import Session

from schemes.base import Nombre
from schemes.mesures import Indicateur
from storage import echeances, personnes, valeurs
from storage.valeurs import Valeur
from workflows.assistant import Assistant
from workflows.calcul.comptage import calcules
from workflows.echeances.echeancier import COORDINATOR
from workflows.echeances.lignes import Lignes, responsible
from workflows.echeances.occurrences import value_key
from workflows.indicateurs import connues
from workflows.results import Option, Resultat
from workflows.saisie import Refus, ajouter, verifier

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


class ValeurConnue(BaseModel):
    """The value of a year, in the indicator's unit."""

    model_config = ConfigDict(frozen=True)

    annee: int
    valeur: Nombre


class ASaisir(Resultat):
    """A value that waits for its pilote, beside the last known one."""

    type: Literal["a-saisir"] = "a-saisir"
    indicateur: str
    nom: str
    annee: int
    unite: str | None
    precedente: ValeurConnue | None


class ValeurSaisie(Resultat):
    """A value entered, in the indicator's unit.

    `ancienne` is the one it replaces for its year, `precedente` the last known before that year.
    """

    type: Literal["valeur-saisie"] = "valeur-saisie"
    indicateur: str
    nom: str
    annee: int
    valeur: Nombre
    unite: str | None
    provenance: str | None
    ancienne: Nombre | None
    precedente: ValeurConnue | None


class RefusSaisie(Resultat):
    """Why a value is not entered: `detail` says it, for a figure or a name that is not understood.

    `a_confirmer`: the figure is out of proportion with `precedente`. `pas_pilote`: it is for
    `personnes` to enter, or for the coordinators when nobody is matched to `pilotes`. `options`
    are the words that would be taken.
    """

    refuse: ClassVar[bool] = True

    type: Literal["refus-saisie"] = "refus-saisie"
    motif: Literal["refusee", "plusieurs", "pas_pilote", "a_confirmer"]
    detail: str | None = None
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
    found = _SAID.fullmatch(text.strip())
    if found is None:
        return None
    return Saisir(
        found["nom"],
        int(found["annee"]),
        found["valeur"],
        found["confirme"] is not None,
        (found["provenance"] or "").strip() or None,
    )


def demesuree(valeur: Decimal, connue: Decimal) -> bool:
    """Whether a value is ten times more, or less, than a known one; nothing is to 0."""
    return connue != 0 and not connue / TEN < valeur < connue * TEN


def derniere(known: Mapping[int, Valeur], annee: int) -> ValeurConnue | None:
    """The last value known before a year, else that of the year itself."""
    earlier = [year for year in known if year < annee] or [year for year in known if year == annee]
    return ValeurConnue(annee=max(earlier), valeur=known[max(earlier)].valeur) if earlier else None


def a_saisir(session: Session, assistant: Assistant, numero: int) -> ASaisir:
    """What an échéance waits for; raises LookupError when that is not a value of the scheme."""
    scheme = assistant.scheme
    row = echeances.numbered(session, scheme.id, numero)
    if row is None or row.nature != "valeur":
        raise LookupError(numero)
    _, name, year = row.cle.split("/")
    indicateur, annee = scheme.indicateurs[name], int(year)
    return ASaisir(
        **_who(assistant),
        indicateur=name,
        nom=indicateur.nom_courant,
        annee=annee,
        unite=indicateur.unite,
        precedente=derniere(_known(session, assistant, indicateur), annee),
    )


def entendre(
    session: Session, assistant: Assistant, personne: str, said: Saisir, now: datetime
) -> ReponseSaisie:
    """Enter the value that a person (an id) says, or say why not.

    Those who answer for it may: the people matched to the pilotes of the indicator's node, those
    to whom its échéance was passed on, and the coordinators.
    """
    who = _who(assistant)
    named = assistant.named(said.nom)
    if len(named) > 1:
        options = tuple(_again(assistant.scheme.indicateurs[name], said) for name in named[:10])
        return RefusSaisie(**who, motif="plusieurs", options=options)
    found = verifier(
        assistant,
        indicateur=named[0] if named else said.nom,
        annee=said.annee,
        valeur=said.valeur,
        auteur=personne,
        provenance=said.provenance,
    )
    if isinstance(found, Refus):
        return RefusSaisie(**who, motif="refusee", detail=found.message)
    indicateur = assistant.scheme.indicateurs[found.indicateur]
    theirs = _responsible(session, assistant, indicateur, said.annee)
    if personne not in theirs and COORDINATOR not in personnes.roles(session, personne):
        pilotes = assistant.scheme.place_of[indicateur.id].pilotes
        return RefusSaisie(
            **who, motif="pas_pilote", nom=found.nom, pilotes=pilotes, personnes=theirs
        )
    valeurs.hold(session)
    before = derniere(_known(session, assistant, indicateur), said.annee)
    if before and demesuree(found.valeur, before.valeur) and not said.confirme:
        return RefusSaisie(
            **who,
            motif="a_confirmer",
            nom=found.nom,
            valeur=found.valeur,
            unite=found.unite,
            precedente=before,
            options=(_again(indicateur, said._replace(confirme=True), libelle="Confirmer"),),
        )
    replaced = ajouter(session, assistant.scheme, found, said.provenance, now)
    return ValeurSaisie(
        **who,
        indicateur=indicateur.id,
        nom=found.nom,
        annee=said.annee,
        valeur=found.valeur,
        unite=found.unite,
        provenance=said.provenance,
        ancienne=replaced,
        precedente=before if before and before.annee < said.annee else None,
    )


def _again(indicateur: Indicateur, said: Saisir, libelle: str | None = None) -> Option:
    """The same wish in words, for one indicator."""
    words = f"saisir {indicateur.id} {said.annee} {said.valeur}"
    words += " confirmer" if said.confirme else ""
    words += f" : {said.provenance}" if said.provenance else ""
    return Option(libelle=libelle or indicateur.nom_courant, demande=words)


def _known(session: Session, assistant: Assistant, indicateur: Indicateur) -> Mapping[int, Valeur]:
    entered = valeurs.current(session, assistant.scheme.id, indicateur.id)
    return connues(indicateur, entered, calcules(session, assistant.scheme, indicateur))


def _responsible(
    session: Session, assistant: Assistant, indicateur: Indicateur, annee: int
) -> tuple[str, ...]:
    scheme = assistant.scheme
    lignes = Lignes.read(session, scheme.id)
    row = echeances.keyed(session, scheme.id, value_key(indicateur.id, annee))
    if row:
        return lignes.responsible(row)
    return responsible(scheme.place_of[indicateur.id].pilotes, lignes.people, ())


def _who(assistant: Assistant) -> dict[str, str]:
    scheme = assistant.scheme
    return {"scheme": scheme.id, "collectivite": scheme.collectivite}
