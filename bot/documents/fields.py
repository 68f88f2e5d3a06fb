"""What a document says of a fiche: the fields that its template may use, listed in docs/fiche.md.

The words of the scheme get their no-break spaces. What people typed stays as typed, but for the
characters that no document may hold.
"""

import re
from dataclasses import dataclass

from bot.french import day, unbroken
from storage.tables import EtatDossier
from workflows.fiche.results import LigneFiche, Recapitulatif, RegleRencontree, VoletFiche
from workflows.figures import NBSP

_UNWRITABLE = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is not a Char of XML 1.0 (section 2.2); a carriage return would not come back either."""

_NIVEAUX = {"blocage": "À corriger", "alerte": "Alerte", "conseil": "Conseil"}


@dataclass(frozen=True)
class Ligne:
    """A question and its answer as typed; None when it was passed."""

    question: str
    libelle: str
    valeur: str | None


@dataclass(frozen=True)
class Volet:
    """The answered questions of one volet."""

    titre: str
    lignes: tuple[Ligne, ...]


@dataclass(frozen=True)
class Regle:
    """What the scheme says of the answers; `noeud` is the objective behind it, if any.

    `origine` says both the objective and the source, once when the source names the objective.
    """

    niveau: str
    message: str
    noeud: str | None
    source: str
    origine: str


@dataclass(frozen=True)
class Fields:
    """Every field, under the name that a template uses.

    `titre` is what the document is called: « Fiche du besoin n° 12 : Achat de vélos ».
    """

    titre: str
    collectivite: str
    titre_schema: str
    fiche: str
    numero: int
    objet: str | None
    etat: str
    auteur: str
    redacteurs: tuple[str, ...]
    cree_le: str
    modifie_le: str
    complete: bool
    volets: tuple[Volet, ...]
    regles: tuple[Regle, ...]
    restantes: tuple[str, ...]


def fields(recap: Recapitulatif) -> Fields:
    """The fields of a fiche."""
    volets = tuple(_volet(volet) for volet in recap.volets)
    lignes = [ligne for volet in volets for ligne in volet.lignes]
    objet = next((ligne.valeur for ligne in lignes if ligne.question == "objet"), None)
    name = unbroken(f"{recap.fiche} n° {recap.dossier}")
    return Fields(
        titre=f"{name}{NBSP}: {objet}" if objet else name,
        collectivite=recap.collectivite,
        titre_schema=unbroken(recap.titre_schema),
        fiche=unbroken(recap.fiche),
        numero=recap.dossier,
        objet=objet,
        etat=_etat(recap.etat),
        auteur=writable(recap.auteur),
        redacteurs=tuple(writable(redacteur) for redacteur in recap.redacteurs),
        cree_le=day(recap.cree_le),
        modifie_le=day(recap.modifie_le),
        complete=recap.complete,
        volets=volets,
        regles=tuple(_regle(regle) for regle in recap.regles),
        restantes=tuple(unbroken(libelle) for libelle in recap.restantes),
    )


def writable(text: str) -> str:
    """The text without the characters that XML forbids, its ends of line made plain."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _volet(volet: VoletFiche) -> Volet:
    return Volet(unbroken(volet.titre), tuple(_ligne(ligne) for ligne in volet.lignes))


def _ligne(ligne: LigneFiche) -> Ligne:
    valeur = None if ligne.valeur is None else writable(ligne.valeur)
    return Ligne(ligne.question, unbroken(ligne.libelle), valeur)


def _regle(regle: RegleRencontree) -> Regle:
    noeud, source = regle.noeud, regle.source
    named = noeud is None or noeud.casefold() in source.casefold()
    return Regle(
        niveau=_NIVEAUX[regle.niveau],
        message=unbroken(regle.message),
        noeud=noeud and unbroken(noeud),
        source=unbroken(source),
        origine=unbroken(source if named else f"{noeud} – {source}"),
    )


def _etat(etat: EtatDossier) -> str:
    return "brouillon" if etat == "brouillon" else "envoyée"
