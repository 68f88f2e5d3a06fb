"""A value entered by words: « saisir heures-insertion 2025 31 000 : relevé du facilitateur »."""

import re
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar, Literal, NamedTuple

from sqlmodel import Session

from schemes.base import Nombre
from schemes.mesures import Indicateur
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
    r"saisir (?P<nom>.{1,200}?) (?P<annee>(?:19|20)[0-9]{2}) ?[:=]? ?"
    r"(?<=[ :=])(?P<valeur>[^:\n]*?[^:\n ])(?P<confirme> confirmer)?"
    r"(?: ?: ?(?P<provenance>(?s:.*)))?",
    re.IGNORECASE,
)
"""Words one space apart: two runs of spaces, side by side, would be tried in every way."""

_WITHOUT_YEAR = re.compile(
    r"saisir (?P<nom>.{1,200}?) ?[:=]? ?"
    r"(?<=[ :=])(?!(?:19|20)[0-9]{2} ?(?::|\Z))(?P<valeur>-?[0-9][^:\n]*?)"
    r"(?: ?: ?(?P<provenance>(?s:.*)))?",
    re.IGNORECASE,
)

TEN = 10
"""So many times more or less than the last known value, a figure is asked back."""


class Saisir(NamedTuple):
    """The wish to enter a value, as typed; `confirme` when its size was asked back.

    Without its year it is not entered: it is asked for.
    """

    nom: str
    annee: int | None
    valeur: str
    confirme: bool
    provenance: str | None
    piece: Piece | None = None


MotifSaisie = Literal[
    "refusee", "plusieurs", "sans_annee", "pas_pilote", "a_confirmer", "rien_a_saisir"
]


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

    `a_confirmer`: the figure is out of proportion with `precedente`. `sans_annee`: its year is
    not said. `pas_pilote`: it is for `personnes` to enter, or for the coordinators when nobody is
    matched to `pilotes`, or when those who are (`refusee_par`) said that it is not theirs.
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
    refusee_par: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()


ReponseSaisie = ValeurSaisie | RefusSaisie


class ValeurEnPlace(Resultat):
    """The value that a year already has, in the indicator's unit: another one would replace it."""

    type: Literal["valeur-en-place"] = "valeur-en-place"
    nom: str
    annee: int
    valeur: Nombre
    unite: str | None
    auteur: str | None
    saisie_le: datetime | None
    provenance: str | None
    piece: str | None


class SansChiffre(NamedTuple):
    """The wish to enter the value of an indicator (an id), its figure still to be written."""

    indicateur: str
    annee: int


def lire(text: str) -> Saisir | None:
    """The value that a text enters; None when it does not enter one."""
    words, piece = detacher(text)
    lines = (" ".join(line.split()) for line in words.strip().splitlines())
    said = "\n".join(lines).strip()
    if found := _SAID.fullmatch(said):
        annee, confirme = int(found["annee"]), found["confirme"] is not None
    elif found := _WITHOUT_YEAR.fullmatch(said):
        annee, confirme = None, False
    else:
        return None
    provenance = (found["provenance"] or "").strip() or None
    return Saisir(found["nom"], annee, found["valeur"], confirme, provenance, piece)


def lire_sans_chiffre(text: str) -> SansChiffre | None:
    """The value whose figure a text lacks: « saisir heures-insertion 2025 »; None for another."""
    found = re.fullmatch(r"saisir (\S+) ([0-9]{4})", text)
    return SansChiffre(found[1], int(found[2])) if found else None


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
    indicateur = assistant.scheme.indicateurs[found.indicateur]
    if refused := _not_theirs(session, assistant, personne, indicateur, found.annee):
        return refused
    valeurs.hold(session)
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


def avant(
    session: Session, assistant: Assistant, personne: str, voulu: SansChiffre
) -> RefusSaisie | ValeurEnPlace | None:
    """What a person (an id) is to know before they write a figure: it is for others, or there."""
    indicateur = assistant.scheme.indicateurs.get(voulu.indicateur)
    if indicateur is None:
        return None
    if refused := _not_theirs(session, assistant, personne, indicateur, voulu.annee):
        return refused
    known = valeurs.current(session, assistant.scheme.id, indicateur.id).get(voulu.annee)
    if known is None:
        return None
    return ValeurEnPlace(
        **_who(assistant),
        nom=indicateur.nom_courant,
        annee=voulu.annee,
        valeur=known.valeur,
        unite=indicateur.unite,
        auteur=known.auteur,
        saisie_le=known.saisie_le,
        provenance=known.provenance,
        piece=known.piece,
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
    today = assistant.today()
    found = verifier(
        assistant,
        indicateur=named[0] if named else said.nom,
        annee=today.year if said.annee is None else said.annee,
        valeur=said.valeur,
        auteur=personne,
        provenance=said.provenance,
    )
    if isinstance(found, Refus):
        return refuser(assistant, "refusee", detail=found.message)
    if said.annee is None:
        indicateur = assistant.scheme.indicateurs[found.indicateur]
        options = tuple(
            _again(indicateur, said._replace(annee=year), libelle=f"C'est pour {year}")
            for year in (today.year - 1, today.year)
        )
        return refuser(assistant, "sans_annee", options=options)
    return found


def _not_theirs(
    session: Session, assistant: Assistant, personne: str, indicateur: Indicateur, annee: int
) -> RefusSaisie | None:
    """The refusal to whom a value is not for, with those it is for."""
    scheme = assistant.scheme
    lignes = Lignes.read(session, scheme.id)
    pilotes = scheme.place_of[indicateur.id].pilotes
    row = echeances.keyed(session, scheme.id, value_key(indicateur.id, annee))
    theirs = lignes.responsible(row) if row else responsible(pilotes, lignes.people, ())
    if personne in theirs or COORDINATOR in personnes.roles(session, personne):
        return None
    return refuser(
        assistant,
        "pas_pilote",
        nom=indicateur.nom_courant,
        pilotes=pilotes,
        personnes=theirs,
        refusee_par=lignes.refused_by(row) if row else (),
    )


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
    words = " ".join(filter(None, ("saisir", indicateur.id, str(said.annee or ""), said.valeur)))
    words += " confirmer" if said.confirme else ""
    words += f" : {said.provenance}" if said.provenance else ""
    words += f" {said.piece}" if said.piece else ""
    return Option(libelle=libelle or indicateur.nom_courant, demande=words)


def _who(assistant: Assistant) -> dict[str, str]:
    scheme = assistant.scheme
    return {"scheme": scheme.id, "collectivite": scheme.collectivite}
