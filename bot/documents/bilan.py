"""The report of a year as it is written, before it is laid out as a page or as a Word file."""

from dataclasses import dataclass

from bot import french
from bot.charts.serie import Graphique, tracer
from bot.documents.fields import writable
from workflows.bilan import AxeBilan, Bilan, IndicateurBilan
from workflows.results import EtatIndicateur, ReponseIndicateur
from workflows.understanding.dates import say_date

_SITUATIONS: dict[EtatIndicateur, str] = {
    "atteinte": "cible atteinte",
    "en_retard": "en retard",
    "a_venir": "cible à venir",
    "sans_cible": "sans cible",
    "sans_valeur": "sans valeur",
}
_ORIGINS = {"publie": "publiée dans le schéma", "calcule": "calculée", "saisi": "saisie"}

HOW_TO_READ = (
    "Une valeur calculée vient des marchés notifiés dans l'année, ou des heures d'insertion "
    "relevées. Une valeur saisie a été entrée par un agent. Une valeur publiée est imprimée dans "
    "le schéma.",
    "Un marché inconnu est un marché dont les données ne disent pas s'il remplit la condition : "
    "il n'est ni compté, ni exclu.",
    "Le montant d'un marché est celui qui est publié à la notification, hors taxes. Ce n'est pas "
    "une dépense.",
    "Une cible est en retard quand son année est finie sans qu'elle soit atteinte.",
)


@dataclass(frozen=True)
class Ligne:
    """An indicator in the table of its axis."""

    nom: str
    valeur: str
    calcul: str
    cible: str
    situation: str


@dataclass(frozen=True)
class Axe:
    """An axis: its table, and the charts of the indicators that have a value in the year."""

    titre: str
    lignes: tuple[Ligne, ...]
    graphiques: tuple[Graphique, ...]


@dataclass(frozen=True)
class Ecrit:
    """The report in words."""

    titre: str
    collectivite: str
    titre_schema: str
    etabli_le: str
    avis: tuple[str, ...]
    annee: int
    suivis: int
    situations: tuple[tuple[str, int], ...]
    axes: tuple[Axe, ...]
    lecture: tuple[str, ...]
    notes: tuple[tuple[str, tuple[str, ...]], ...]
    manquants: tuple[tuple[str, str], ...]
    source: str


def ecrire(bilan: Bilan) -> Ecrit:
    """The report of a year in words, with the no-break spaces that French wants."""
    every = [indicateur for axe in bilan.axes for indicateur in axe.indicateurs]
    valued = [indicateur for indicateur in every if indicateur.etat.valeur is not None]
    return Ecrit(
        titre=f"Bilan {bilan.annee}",
        collectivite=bilan.collectivite,
        titre_schema=bilan.titre,
        etabli_le=f"Établi le {say_date(bilan.etabli_le)}",
        avis=tuple(french.unbroken(text) for text in bilan.tableau.avis),
        annee=bilan.annee,
        suivis=len(every),
        situations=tuple(
            (said, bilan.tableau.etats.get(etat, 0)) for etat, said in _SITUATIONS.items()
        ),
        axes=tuple(_axis(axe) for axe in bilan.axes),
        lecture=tuple(french.unbroken(text) for text in HOW_TO_READ),
        notes=tuple(
            (_name(one), tuple(french.unbroken(note) for note in one.annee.notes))
            for one in valued
            if one.annee.notes
        ),
        manquants=tuple((_name(one), _missing(one.annee)) for one in every if one not in valued),
        source=bilan.document,
    )


def _axis(axe: AxeBilan) -> Axe:
    charts = (tracer(one.serie) for one in axe.indicateurs if one.etat.valeur is not None)
    return Axe(
        titre=french.unbroken(axe.titre),
        lignes=tuple(_line(one) for one in axe.indicateurs),
        graphiques=tuple(chart for chart in charts if chart),
    )


def _line(indicateur: IndicateurBilan) -> Ligne:
    etat = indicateur.etat
    aimed = french.whole_target(etat.cible, etat.unite) if etat.cible else "pas de cible"
    return Ligne(
        nom=_name(indicateur),
        valeur="pas de valeur" if etat.valeur is None else french.amount(etat.valeur, etat.unite),
        calcul=_how(indicateur.annee),
        cible=french.unbroken(aimed),
        situation=_SITUATIONS[etat.etat],
    )


def _name(indicateur: IndicateurBilan) -> str:
    code = f" ({indicateur.etat.code})" if indicateur.etat.code else ""
    return french.unbroken(f"{indicateur.etat.nom}{code}")


def _how(reponse: ReponseIndicateur) -> str:
    """Where a value comes from, and how it is counted."""
    if reponse.origine is None:
        return ""
    said = [_ORIGINS[reponse.origine]]
    if reponse.origine == "calcule" and reponse.compte_en:
        said.append(french.ratio(reponse))
    if reponse.origine == "calcule" and reponse.inconnus:
        said.append(french.unknown(reponse.inconnus))
    if reponse.auteur:
        said.append(f"par {writable(reponse.auteur)}")
    return ", ".join(said)


def _missing(reponse: ReponseIndicateur) -> str:
    """Why an indicator has no value, and who may enter it."""
    why = {
        "heures": "se calcule depuis les heures d'insertion, non relevées pour cette année",
        "marches": "se calcule depuis les marchés, qui ne permettent pas de le dire",
        None: reponse.non_calculable or "à saisir",
    }[reponse.source_calcul]
    pilots = " ; ".join(reponse.saisie_par)
    return french.unbroken(f"{why}. Pilotage : {pilots or 'non nommé par le document'}.")
