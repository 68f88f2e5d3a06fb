"""A fiche on Slack: its questions with what answers them, its head, its recap.

The block of each button or menu says what it answers: the fiche, the turn, the question. Its
action says how: `dire` words, `choisir` an option, `dater`, `modifier`, share or hand over.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from bot.blocks.layout import (
    MAX_BUTTONS,
    MAX_OPTIONS,
    Block,
    button,
    cut,
    menu,
    plain,
    ticks,
)
from bot.blocks.message import body, fallback
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
    rows = [*_answering(question, at), _row(at, "guide", _steering([*words, "Plus tard"]))]
    return _with(read(question.model_copy(update={"retenu": None})), rows)


def closed(question: QuestionClose) -> dict[str, Any]:
    """A question that no longer waits: its answer, which can be changed."""
    [words] = read(question).paragraphs
    section: Block = {"type": "section", "text": plain(words)}
    if question.question and (question.valeur or question.passee):
        at = Place(question.dossier, question=question.question)
        section |= {
            "block_id": at.block_id("close"),
            "accessory": button("Modifier", MODIFY, question.question),
        }
    return {"text": cut(words, 3000), "blocks": [section]}


def recap(fiche: Recapitulatif) -> dict[str, Any]:
    """The whole fiche; while it is a draft, what sends it or changes it."""
    at = Place(fiche.dossier, fiche.tour)
    if fiche.etat != "brouillon":
        return _with(read(fiche), [_row(at, "suite", [_duplicate(fiche.dossier)])])
    lines = [line for volet in fiche.volets for line in volet.lignes]
    words = ["Envoyer", "Plus tard"] if fiche.complete else ["Continuer", "Plus tard"]
    change = menu(
        "Modifier une réponse",
        MODIFY,
        [Option(libelle=line.libelle, demande=line.question) for line in lines[:MAX_OPTIONS]],
    )
    return _with(
        read(fiche), [_row(at, "guide", [*_steering(words), *([change] if lines else [])])]
    )


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
    at = Place(waiting.dossier, waiting.tour, waiting.question)
    yes = button("Oui, c'est ma réponse", f"{SAY}:0", waiting.texte_recu)
    return _with(read(waiting), [_row(at, "reponse", [yes])])


def _answering(question: QuestionPosee, at: Place) -> list[Block]:
    """What answers a question besides words."""
    if question.lectures:
        return [_row(at, "lectures", _answers(r.demande for r in question.lectures))]
    if question.forme == "date":
        return [_row(at, "date", [{"type": "datepicker", "action_id": DATE}])]
    ranked = [
        Option(libelle=label, demande=str(rank))
        for rank, label in enumerate(question.options, start=1)
    ]
    if not ranked:
        return []
    if question.forme == "choix-multiple":
        confirm = button("Valider ces choix", TICKED, "valider")
        return [_row(at, "choix", [ticks(TICK, ranked), confirm])]
    if len(ranked) <= MOST_BUTTONS:
        return [_row(at, "reponses", _answers(question.options))]
    return [_row(at, "choix", [menu("Choisir", CHOOSE, ranked)])]


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
