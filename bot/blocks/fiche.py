"""A fiche on Slack: its questions with what answers them, its head, its recap.

The block of each button or menu says what it answers: the fiche, the turn, the question. Its
action says how: `dire` words, `choisir` an option, `dater`, `modifier`, share or hand over.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from bot.blocks.layout import (
    MAX_BUTTONS,
    Block,
    button,
    fits_button,
    menu,
    plain,
    ticks,
)
from bot.blocks.message import TOO_LONG, body, fallback
from bot.readings import Reading, read
from workflows.fiche.results import (
    HorsFil,
    Ouverture,
    QuestionClose,
    QuestionPosee,
    Recapitulatif,
)
from workflows.results import Option

FICHE = "fiche:"
SAY = f"{FICHE}dire"
CHOOSE = f"{FICHE}choisir"
TICK = f"{FICHE}cocher"
TICKED = f"{FICHE}valider"
DATE = f"{FICHE}dater"
MODIFY = f"{FICHE}modifier"
SHARE_WITH = f"{FICHE}partager"
HAND_OVER = f"{FICHE}transmettre"

PRIMARY = {"style": "primary"}
"""Of the one button that goes on."""

MOST_BUTTONS = 5
"""More options than this are a menu."""


class Place(NamedTuple):
    """What a block of a fiche's message answers."""

    dossier: int
    tour: int = 0
    question: str = ""

    def block_id(self, row: str) -> str:
        """The id of a block; `row` tells apart those of one message."""
        return f"{FICHE}{self.dossier}:{self.tour}:{self.question}:{row}"


def place(block_id: str) -> Place:
    """The place that a block's id names."""
    _, dossier, tour, question, _ = block_id.split(":")
    return Place(int(dossier), int(tour), question)


def asked(question: QuestionPosee) -> dict[str, Any]:
    """A question, with what answers it and what steers.

    What was noted of the answer before stands just above it, in the question now closed.
    """
    at = Place(question.dossier, question.tour, question.question)
    words = [] if question.obligatoire else ["Passer"]
    words += ["Retour"] if question.rang > 1 else []
    words += ["Continuer"] if question.actuelle else []
    words += ["Résumé"] if question.rang > 1 else []
    rows = [*_answering(question, at), _row(at, "guide", _steering([*words, "Plus tard"]))]
    return _with(read(question.model_copy(update={"retenu": None})), rows)


def closed(question: QuestionClose) -> dict[str, Any]:
    """A question that no longer waits: its answer, which can be changed."""
    at = Place(question.dossier, question=question.question)
    reading = read(question)
    title, answer, *more = body(reading, 0)
    answer |= {
        "block_id": at.block_id("close"),
        "accessory": button("Modifier", MODIFY, question.question),
    }
    return {"text": fallback(reading), "blocks": [title, answer, *more]}


def recap(fiche: Recapitulatif) -> dict[str, Any]:
    """A page of the fiche; while it is a draft, what changes it, and on the last what sends it."""
    at = Place(fiche.dossier, fiche.tour)
    steering: list[Block] = []
    if fiche.etat == "brouillon":
        steering = [*_sending(fiche), *_changing(fiche)]
    elif fiche.page == fiche.pages:
        steering = [_duplicate(fiche.dossier)]
    return _with(read(fiche), [_row(at, "suite", steering)] if steering else [])


def _sending(fiche: Recapitulatif) -> list[Block]:
    if fiche.page < fiche.pages:
        return []
    onward, later = _steering(["Envoyer" if fiche.complete else "Continuer", "Plus tard"])
    return [onward | PRIMARY, later]


def _changing(fiche: Recapitulatif) -> list[Block]:
    lines = [line for volet in fiche.volets for line in volet.lignes]
    questions = [Option(libelle=line.libelle, demande=line.question) for line in lines]
    return [menu("Modifier une réponse", MODIFY, questions)] if questions else []


def head(fiche: Ouverture) -> dict[str, Any]:
    """The head of a thread: with whom to write, or a copy once the fiche is sent."""
    at = Place(fiche.dossier)
    if fiche.etat != "brouillon":
        return _with(read(fiche), [_row(at, "suite", [_duplicate(fiche.dossier)])])
    people = [
        _someone("Écrire avec…", SHARE_WITH),
        _someone("Transmettre à…", HAND_OVER),
    ]
    return _with(read(fiche), [_row(at, "personnes", people)])


def beside(waiting: HorsFil) -> dict[str, Any]:
    """Words not understood, offered as the answer to the question that waits."""
    at, reading = Place(waiting.dossier, waiting.tour, waiting.question), read(waiting)
    if not fits_button(waiting.texte_recu):
        reading.asides.append(f"Si oui, {TOO_LONG} : écrivez-la dans ce fil.")
        return _with(reading, [])
    yes = button("Oui, c'est ma réponse", f"{SAY}:0", waiting.texte_recu)
    return _with(reading, [_row(at, "reponse", [yes])])


def _answering(question: QuestionPosee, at: Place) -> list[Block]:
    """What answers a question besides words."""
    if question.lectures:
        return [_row(at, "lectures", _answers(r.demande for r in question.lectures))]
    if question.forme == "date":
        picker = {"type": "datepicker", "action_id": DATE, "placeholder": plain("Choisir un jour")}
        return [_row(at, "date", [picker])]
    choices = [Option(libelle=label, demande=label) for label in question.options]
    if not choices:
        return []
    if question.forme == "choix-multiple":
        confirm = button("Valider ces choix", TICKED, "valider") | PRIMARY
        return [_row(at, "choix", [ticks(TICK, choices), confirm])]
    if len(choices) <= MOST_BUTTONS:
        return [_row(at, "reponses", _answers(question.options))]
    return [_row(at, "choix", [menu("Choisir", CHOOSE, choices)])]


def _answers(texts: Iterable[str]) -> list[Block]:
    """A button for each text that answers."""
    ranked = list(enumerate(texts))[:MAX_BUTTONS]
    return [button(said, f"{SAY}:{rank}", said) for rank, said in ranked]


def _steering(texts: Iterable[str]) -> list[Block]:
    """A button for each word that steers."""
    return [button(said, f"{SAY}:{said.lower().replace(' ', '-')}", said) for said in texts]


def _duplicate(dossier: int) -> Block:
    return button("Repartir de cette fiche", "demande:0", f"dupliquer {dossier}")


def _someone(label: str, action_id: str) -> Block:
    return {"type": "users_select", "action_id": action_id, "placeholder": plain(label)}


def _row(at: Place, row: str, elements: list[Block]) -> Block:
    return {"type": "actions", "block_id": at.block_id(row), "elements": elements}


def _with(reading: Reading, rows: list[Block]) -> dict[str, Any]:
    return {"text": fallback(reading), "blocks": [*body(reading, len(rows)), *rows]}
