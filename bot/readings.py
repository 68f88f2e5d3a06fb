"""A reading: an answer in French words, ready for any form of display.

Templates say the words; this module reads what they say, line by line:

    # title                 = label :: value          - item of a list
    ~ small title           + heading of a list       @ source
    ! note                  ? aside                   * item :: its value
                                                      anything else: a paragraph

What people typed is folded to one line before it enters a template, so it is never layout.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from jinja2 import PackageLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from bot import entries, french, links, people
from workflows.campagne.deroulement import proposer
from workflows.campagne.results import Campagne, SuiviCampagne
from workflows.echeances.paroles import Lister, ecrire
from workflows.echeances.results import (
    EcheanceRepondue,
    LigneEcheance,
    ListeEcheances,
    ListePilotes,
    RefusEcheance,
    RefusPilote,
    Resume,
)
from workflows.fiche.results import Brouillons, QuestionPosee
from workflows.graphiques import demander, se_dessine
from workflows.imports.results import LigneEcartee
from workflows.results import (
    Aide,
    Choix,
    Detail,
    FicheNoeud,
    GraphiqueIndicateur,
    Incompris,
    Option,
    ReponseIndicateur,
    Resultat,
    Tableau,
)
from workflows.revue.choix import MOST_OPENED
from workflows.revue.results import ResultatRevue
from workflows.saisie_dite import RefusSaisie, ValeurSaisie
from workflows.understanding.amounts import say_amount
from workflows.understanding.dates import say_date


@dataclass
class Reading:
    """Words in order of importance; `choices` can be clicked, or typed by their number.

    `discreet` makes the title small print: the message is one of many in a conversation.
    `share` holds the words that ask for the same answer again, when it may be shared.
    """

    title: str = ""
    discreet: bool = False
    facts: list[tuple[str, str]] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    groups: list[tuple[str, list[str]]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    asides: list[str] = field(default_factory=list)
    source: str = ""
    choices: tuple[Option, ...] = ()
    share: str | None = None


def _one_line(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


_templates = SandboxedEnvironment(
    loader=PackageLoader("bot"),
    undefined=StrictUndefined,
    finalize=_one_line,
    trim_blocks=True,
    lstrip_blocks=True,
    autoescape=False,  # the words are not HTML: each display escapes in its own way
)
_templates.globals.update(
    amount=french.amount,
    counted=french.counted,
    ratio=french.ratio,
    unknown=french.unknown,
    progress=french.progress,
    gap=french.gap,
    day=french.day,
    date=french.date_of,
    moment=french.moment,
    euros=say_amount,
    years=french.years,
    target=french.target,
    whole_target=french.whole_target,
    count=french.count,
    publics=french.PUBLICS,
    person=people.mark,
    author=people.author,
    is_person=people.is_person,
    mentioned=people.mentioned,
    link=links.mark,
    said_date=say_date,
    short_day=french.short_day,
)


def read(reponse: Resultat, *, in_window: bool = False) -> Reading:
    """The words of an answer (the template of its type), with what can be chosen next.

    `in_window`: it is read in the window where a person wrote what an answer still lacked.
    """
    template = _templates.get_template(f"{reponse.type}.j2")
    reading = _parse(template.render(r=reponse, in_window=in_window).splitlines())
    reading.choices = _choices(reponse)
    reading.share = _share(reponse)
    return reading


def words(template: str, table: str) -> dict[str, str]:
    """A table of words that templates share: `choix` in `_revue.j2` names the decisions."""
    found: dict[str, str] = getattr(_templates.get_template(template).module, table)
    return found


def ecart(ligne: LigneEcartee) -> str:
    """What an import set aside, in a line of words."""
    said: str = _templates.get_template("_ecart.j2").module.dit(ligne)  # type: ignore[attr-defined]
    return said


def _parse(lines: Iterable[str]) -> Reading:
    reading = Reading()
    for line in lines:
        mark, _, rest = line.strip().partition(" ")
        if mark in ("#", "~"):
            reading.title, reading.discreet = rest, mark == "~"
        elif mark == "=":
            label, _, value = rest.partition(" :: ")
            reading.facts.append((label, value))
        elif mark == "+":
            reading.groups.append((rest, []))
        elif mark in ("-", "*"):
            if not reading.groups:
                reading.groups.append(("", []))
            item = rest.replace(" :: ", "\n→ ", 1) if mark == "*" else rest
            reading.groups[-1][1].append(item)
        elif mark == "!":
            reading.notes.append(rest)
        elif mark == "?":
            reading.asides.append(rest)
        elif mark == "@":
            reading.source = rest
        elif line.strip():
            reading.paragraphs.append(line.strip())
    return reading


def _choices(reponse: Resultat) -> tuple[Option, ...]:
    match reponse:
        case Aide():
            begin = Option(libelle=f"Rédiger une {reponse.fiche.lower()}", demande="fiche")
            return (*reponse.exemples, begin)
        case Choix():
            return reponse.options
        case Incompris():
            return reponse.proches
        case ReponseIndicateur():
            return (
                Option(libelle=f"Voir : {reponse.noeud_nom}", demande=reponse.noeud),
                *_detail(reponse),
                *([demander(reponse.indicateur)] if se_dessine(reponse) else []),
            )
        case GraphiqueIndicateur():
            return (Option(libelle="Voir l'indicateur", demande=reponse.reponse.indicateur),)
        case Detail():
            back = Option(
                libelle="Voir l'indicateur",
                demande=" ".join(filter(None, [reponse.indicateur, str(reponse.annee or "")])),
            )
            return (back, reponse.suite) if reponse.suite else (back,)
        case FicheNoeud():
            own = [Option(libelle=line.nom, demande=line.id) for line in reponse.indicateurs]
            return (*own, *reponse.enfants)
        case QuestionPosee():
            return reponse.lectures or tuple(Option(libelle=o, demande=o) for o in reponse.options)
        case Brouillons():
            return reponse.brouillons
        case ResultatRevue():
            return reponse.choix
        case ListeEcheances():
            mine = reponse.lignes if reponse.a_moi else ()
            campaign = proposer(mine, reponse.jour)
            return (*_following(reponse), *_where(reponse.montrees), *campaign, *reponse.autres)
        case Resume():
            theirs = [line for line in reponse.lignes if line.motif != "retard" and line.permise]
            return (
                *_where(reponse.lignes),
                *proposer(theirs, reponse.jour),
                *_unmatched(reponse),
            )
        case ListePilotes():
            return (reponse.suite,) if reponse.suite else ()
        case EcheanceRepondue() if reponse.ligne.nature == "valeur":
            asked = f"valeurs à saisir {reponse.ligne.quand}"
            return (Option(libelle="Valeurs à saisir", demande=asked),)
        case EcheanceRepondue() | RefusEcheance(motif="close"):
            reprise = reponse.ligne.reprise if reponse.ligne else None
            return (reprise,) if reprise else ()
        case Campagne():
            return entries.beside(reponse)
        case SuiviCampagne():
            return reponse.choix
        case RefusEcheance() | RefusPilote() | RefusSaisie():
            return reponse.options
        case ValeurSaisie():
            asked = f"{reponse.indicateur} {reponse.annee}"
            seen = Option(libelle="Voir l'indicateur", demande=asked)
            return (*(entries.beside(reponse.suite) if reponse.suite else ()), seen)
        case _:
            return ()


def _following(liste: ListeEcheances) -> tuple[Option, ...]:
    """The way to what comes after the échéances that are shown."""
    seen = liste.apres + len(liste.montrees)
    if seen == len(liste.lignes):
        return ()
    asked = ecrire(Lister(liste.filtre, liste.annee, seen, a_moi=liste.a_moi))
    return (Option(libelle="La suite", demande=asked),)


def _where(lignes: Iterable[LigneEcheance]) -> tuple[Option, ...]:
    """Where what waits can be done, the most urgent first."""
    found = dict.fromkeys(line.suite for line in lignes if line.suite and line.etat == "ouverte")
    return tuple(found)[:MOST_OPENED]


def _unmatched(resume: Resume) -> tuple[Option, ...]:
    """The way to the pilotes, when a digest waits for one that nobody answers for."""
    alone = any(
        line.se_repond and line.pilotes and not (line.personnes or line.refusee_par)
        for line in resume.lignes
    )
    return (Option(libelle="Associer un pilote", demande="pilotes"),) if alone else ()


def _detail(reponse: ReponseIndicateur) -> tuple[Option, ...]:
    """The way to the marchés behind a figure, when there are some."""
    if not reponse.examines:
        return ()
    annee = reponse.annee_valeur or reponse.annee
    asked = f"détail {reponse.indicateur} {annee}" if annee else f"détail {reponse.indicateur}"
    return (Option(libelle="Voir les marchés", demande=asked),)


def _share(reponse: Resultat) -> str | None:
    match reponse:
        case ReponseIndicateur():
            return " ".join([reponse.indicateur, french.years(reponse.annees)]).strip()
        case FicheNoeud():
            return reponse.noeud
        case Tableau():
            return f"tableau {reponse.annee}"
        case _:
            return None
