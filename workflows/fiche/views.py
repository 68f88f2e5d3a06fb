"""A fiche as it is shown: the question to answer, what has been answered, the rules met."""

from collections.abc import Iterable

from schemes.fiche import Question
from schemes.scheme import Scheme
from storage.tables import Dossier
from workflows.fiche.parcours import Parcours
from workflows.fiche.results import (
    Changements,
    LigneFiche,
    Ouverture,
    QuestionClose,
    QuestionPosee,
    Recapitulatif,
    RegleRencontree,
    VoletFiche,
)
from workflows.results import Option
from workflows.understanding import say

HELP = "Répondez avec vos mots : une seule question à la fois, et tout se corrige ensuite."
CANNOT_SKIP = "Cette question ne se passe pas : le schéma demande d'y répondre."
NOTHING_ASKED = (
    "Toutes les questions ont leur réponse. Écrivez « envoyer », ou « modifier montant »."
)
NAME_SOMEONE = "Avec qui ? Nommez la personne, par exemple : « partager avec @paul »."
BLOCKED = "La fiche ne peut pas partir ainsi : corrigez d'abord ce qui bloque."


def who(scheme: Scheme) -> dict[str, str]:
    """Whose scheme it is."""
    return {"scheme": scheme.id, "collectivite": scheme.collectivite}


def question(
    scheme: Scheme,
    dossier: Dossier,
    parcours: Parcours,
    asked: Question,
    *,
    retenu: str | None = None,
    erreur: str | None = None,
    alertes: tuple[str, ...] = (),
    lectures: tuple[Option, ...] = (),
    changements: Changements | None = None,
) -> QuestionPosee:
    """The question to answer now, with how far the fiche is."""
    volets = {volet.id: volet.titre for volet in scheme.fiche.volets}
    answer = parcours.counted.get(asked.id)
    return QuestionPosee(
        **who(scheme),
        dossier=dossier.numero,
        tour=dossier.tour,
        fiche=scheme.fiche.nom,
        volet=volets[asked.volet],
        question=asked.id,
        libelle=asked.libelle,
        forme=asked.type,
        pourquoi=asked.pourquoi,
        options=_options(asked),
        lectures=lectures,
        obligatoire=asked.obligatoire,
        rang=parcours.needed.index(asked) + 1,
        total=len(parcours.needed),
        retenu=retenu,
        actuelle=None if answer is None else say(asked, answer),
        erreur=erreur,
        changements=changements,
        alertes=alertes,
    )


def recap(
    scheme: Scheme,
    dossier: Dossier,
    parcours: Parcours,
    redacteurs: Iterable[str],
    erreur: str | None = None,
    changements: Changements | None = None,
) -> Recapitulatif:
    """The fiche as written so far, volet by volet, with the rules its answers meet."""
    volets = []
    for volet in scheme.fiche.volets:
        lines = tuple(
            _line(asked, parcours)
            for asked in parcours.needed
            if asked.volet == volet.id and asked.id in parcours.counted
        )
        if lines:
            volets.append(VoletFiche(titre=volet.titre, lignes=lines))
    return Recapitulatif(
        **who(scheme),
        titre_schema=scheme.titre,
        dossier=dossier.numero,
        tour=dossier.tour,
        auteur=dossier.auteur,
        redacteurs=tuple(redacteurs),
        fiche=scheme.fiche.nom,
        cree_le=dossier.cree_le,
        modifie_le=dossier.modifie_le,
        etat=dossier.etat,
        complete=parcours.next is None,
        restantes=tuple(
            asked.libelle for asked in parcours.needed if asked.id not in parcours.answers
        ),
        volets=tuple(volets),
        regles=rules(scheme, parcours),
        de_cote=tuple(asked.libelle for asked in parcours.aside),
        erreur=erreur,
        changements=changements,
    )


def opening(
    scheme: Scheme, dossier: Dossier, objet: str | None, redacteurs: Iterable[str]
) -> Ouverture:
    """The head of a fiche's thread."""
    return Ouverture(
        **who(scheme),
        dossier=dossier.numero,
        fiche=scheme.fiche.nom,
        objet=objet,
        etat=dossier.etat,
        auteur=dossier.auteur,
        redacteurs=tuple(redacteurs),
    )


def closed(
    scheme: Scheme, dossier: Dossier, asked: Question | None, parcours: Parcours, par: str
) -> QuestionClose:
    """What stays of a question once it no longer waits; of the recap when `asked` is None."""
    answer = parcours.counted.get(asked.id) if asked else None
    return QuestionClose(
        **who(scheme),
        dossier=dossier.numero,
        question=asked.id if asked else None,
        libelle=asked.libelle if asked else "Récapitulatif",
        valeur=say(asked, answer) if asked and answer is not None else None,
        passee=asked is not None and asked.id in parcours.counted and answer is None,
        par=par,
    )


def rules(scheme: Scheme, parcours: Parcours) -> tuple[RegleRencontree, ...]:
    """The rules that the answers meet, each with the objective behind it."""
    return tuple(
        RegleRencontree(
            niveau=regle.niveau,
            message=regle.message,
            noeud=scheme.short_name(scheme.places[regle.noeud]) if regle.noeud else None,
            source=regle.source,
        )
        for regle in parcours.rules_met()
    )


def draft_name(dossier: Dossier, parcours: Parcours) -> str:
    """« n° 12, Achat de vélos (14/36) »."""
    objet = parcours.answers.get("objet") or "sans objet"
    return f"n° {dossier.numero}, {objet} ({len(parcours.counted)}/{len(parcours.needed)})"


def _options(asked: Question) -> tuple[str, ...]:
    if asked.type == "oui-non":
        return ("Oui", "Non")
    return tuple(option.libelle for option in asked.options)


def _line(asked: Question, parcours: Parcours) -> LigneFiche:
    answer = parcours.counted[asked.id]
    return LigneFiche(
        question=asked.id,
        libelle=asked.libelle,
        valeur=None if answer is None else say(asked, answer),
    )
