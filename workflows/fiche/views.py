"""A fiche as it is shown: the question to answer, what has been answered, the rules met."""

from schemes.fiche import Question
from schemes.scheme import Scheme
from storage.tables import Dossier
from workflows.fiche.parcours import Parcours
from workflows.fiche.results import (
    LigneFiche,
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
    lectures: tuple[Option, ...] = (),
) -> QuestionPosee:
    """The question to answer now, with how far the fiche is."""
    volets = {volet.id: volet.titre for volet in scheme.fiche.volets}
    return QuestionPosee(
        **who(scheme),
        dossier=dossier.numero,
        fiche=scheme.fiche.nom,
        volet=volets[asked.volet],
        question=asked.id,
        libelle=asked.libelle,
        pourquoi=asked.pourquoi,
        options=_options(asked),
        lectures=lectures,
        obligatoire=asked.obligatoire,
        rang=parcours.needed.index(asked) + 1,
        total=len(parcours.needed),
        retenu=retenu,
        erreur=erreur,
        alertes=tuple(regle.message for regle in parcours.rules_met()) if retenu else (),
    )


def recap(
    scheme: Scheme, dossier: Dossier, parcours: Parcours, erreur: str | None = None
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
        dossier=dossier.numero,
        fiche=scheme.fiche.nom,
        etat=dossier.etat,
        complete=parcours.next is None,
        volets=tuple(volets),
        regles=tuple(
            RegleRencontree(
                niveau=regle.niveau,
                message=regle.message,
                noeud=scheme.short_name(scheme.places[regle.noeud]) if regle.noeud else None,
                source=regle.source,
            )
            for regle in parcours.rules_met()
        ),
        erreur=erreur,
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
