"""A fiche from first word to submission, with text alone, in each of the five schemes."""

from collections.abc import Callable

import pytest

from bot.chat import Conversation
from schemes.loader import paths, shipped
from storage.store import Store
from tests.conftest import TODAY
from workflows.assistant import Assistant

Talk = Callable[[str], str]

ANSWERS = {
    "texte": "Achat de vélos",
    "texte-long": "Le parc actuel est hors d'usage.",
    "oui-non": "oui",
    "choix": "1",
    "choix-multiple": "1 et 2",
    "montant": "45 000 €",
    "pourcentage": "20 %",
    "nombre": "120",
    "date": "15/03/2027",
    "duree": "4 ans",
    "cpv": "34430000-0",
}
"""A plain answer to each type of question."""

NOT_BLOCKED = {"plastiques-usage-unique": "non"}
"""Where the plain answer would be refused at the end."""


def open_conversation(store: Store, scheme_id: str, person: str = "acheteur") -> Conversation:
    return Conversation(Assistant(shipped(scheme_id), store, today=lambda: TODAY), person)


@pytest.fixture
def talk(sqlite_store: Store) -> Talk:
    conversation = open_conversation(sqlite_store, "ille-et-vilaine")
    return lambda line: conversation.reply(line).replace("\u00a0", " ")


@pytest.mark.parametrize("scheme_id", list(paths()))
def test_from_first_word_to_submission(sqlite_store: Store, scheme_id: str) -> None:
    """Each line is said to a new conversation: nothing rests on what the last one remembers."""

    def talk(line: str) -> str:
        return open_conversation(sqlite_store, scheme_id).reply(line)

    questions = {question.libelle: question for question in shipped(scheme_id).fiche.questions}
    heard = talk("fiche")
    asked: list[str] = []
    while label := next((label for label in questions if f"\n{label}\n" in f"{heard}\n"), None):
        assert label not in asked, f"asked twice: {label}"
        asked.append(label)
        question = questions[label]
        heard = talk(NOT_BLOCKED.get(question.id, ANSWERS[question.type]))
    assert "écrivez « envoyer »" in heard
    assert len(asked) > 20
    assert all(label in heard for label in asked)
    assert "– envoyée" in talk("envoyer")
    assert "Que voulez-vous savoir ?" in talk("aide")


def test_it_reads_like_a_conversation(talk: Talk) -> None:
    assert "Quelle direction porte l'achat ?" in talk("je veux remplir une fiche")
    assert "Quel est l'objet de l'achat" in talk("Direction des achats")
    heard = talk("Achat de vélos à assistance électrique")
    assert "Noté : Achat de vélos à assistance électrique." in heard
    assert "Un contrat en cours" in heard
    assert "1. Oui" in heard
    heard = talk("peut-être")
    assert "Un contrat en cours" in heard
    assert "Noté" not in heard
    assert "Quand ce contrat se termine-t-il ?" in talk("1")
    assert "Un contrat en cours" in talk("retour")
    assert "Pourquoi faut-il acheter" in talk("non")


def test_help_in_the_middle_of_a_fiche_is_not_an_answer(talk: Talk) -> None:
    talk("fiche")
    heard = talk("aide")
    assert "Quelle direction porte l'achat ?" in heard
    assert "« plus tard »" in heard


def test_what_is_doubtful_is_asked_back_and_picked_by_its_number(talk: Talk) -> None:
    for line in ("fiche", "DRH", "Vélos", "non", "Parc usé", "aucune", "passer", "1", "passer"):
        heard = talk(line)
    assert "montant estimé" in heard
    heard = talk("45.000")
    assert "se lit de plusieurs façons" in heard
    assert "1. " in heard
    assert "Noté : 45 000" in talk("1")


def test_what_cannot_be_passed_says_so_and_what_can_is_passed(talk: Talk) -> None:
    talk("fiche")
    assert "ne se passe pas" in talk("passer")
    for line in ("DRH", "Vélos", "non", "Parc usé", "aucune"):
        heard = talk(line)
    assert "Pourquoi ces solutions ne suffisent-elles pas ?" in heard
    assert "fournitures, de services ou de travaux" in talk("passer")


def test_a_question_about_the_scheme_in_the_middle_of_a_fiche(talk: Talk) -> None:
    talk("fiche")
    assert "Prochaine cible : 100 000 heures" in talk("/spaser heures-insertion 2025")
    assert "Quel est l'objet de l'achat" in talk("Direction des achats")


def test_left_for_later_and_resumed_by_another_process(sqlite_store: Store) -> None:
    first = open_conversation(sqlite_store, "ille-et-vilaine")
    first.reply("fiche")
    first.reply("Direction des achats")
    assert "Écrivez « fiche 1 »" in first.reply("plus tard")
    assert "Que voulez-vous savoir ?" in first.reply("aide")
    second = open_conversation(sqlite_store, "ille-et-vilaine")
    drafts = second.reply("fiche")
    assert "n° 1, sans objet (1/" in drafts
    assert "Quel est l'objet de l'achat" in second.reply("1")


def test_several_drafts_and_another_persons_stay_apart(sqlite_store: Store) -> None:
    alice = open_conversation(sqlite_store, "ille-et-vilaine", "alice")
    alice.reply("fiche")
    alice.reply("DRH")
    assert "n° 2" in alice.reply("nouvelle fiche")
    alice.reply("DSI")
    assert "objet de l'achat" in alice.reply("fiche 1")
    paul = open_conversation(sqlite_store, "ille-et-vilaine", "paul")
    assert "n° 3" in paul.reply("fiche")
    assert "Vous n'écrivez pas de brouillon de ce numéro" in paul.reply("fiche 1")


def test_a_rule_is_said_as_soon_as_it_is_known_and_blocks_at_the_end(sqlite_store: Store) -> None:
    scheme = shipped("ille-et-vilaine")
    conversation = open_conversation(sqlite_store, "ille-et-vilaine")
    types = {question.libelle: question.type for question in scheme.fiche.questions}
    heard, warned = conversation.reply("fiche"), False
    while question := next((label for label in types if f"\n{label}\n" in f"{heard}\n"), None):
        weight = "poids aura ce critère" in question
        heard = conversation.reply("10 %" if weight else ANSWERS[types[question]])
        warned |= weight and "au moins 15 % de la note finale" in heard.replace("\u00a0", " ")
    assert warned
    assert "À corriger : Le critère environnemental" in conversation.reply("envoyer")
    assert "poids aura ce critère" in conversation.reply("modifier poids du critère")
    assert "Noté" not in conversation.reply("résumé")
    conversation.reply("15 %")
    assert "– envoyée" in conversation.reply("envoyer")


def test_bad_input_loses_nothing(talk: Talk) -> None:
    talk("fiche")
    talk("Direction des achats")
    for rubbish in ("", "x" * 20_000, "\x00"):
        talk(rubbish)
    assert "Direction des achats" in talk("résumé")
