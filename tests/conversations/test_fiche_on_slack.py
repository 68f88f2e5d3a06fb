"""A fiche written on Slack, as people do: buttons, menus, days, and words in the thread."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from schemes.fiche import Question
from schemes.loader import paths, shipped
from tests.conversations.conftest import Connect, bot
from tests.conversations.dialogue import Message, Writer, elements
from tests.conversations.reading import shown
from workspace import Workspace

WORDS = {
    "texte": "Achat de vélos",
    "texte-long": "Le parc actuel est hors d'usage.",
    "montant": "45 000 €",
    "pourcentage": "20 %",
    "nombre": "120",
    "duree": "4 ans",
    "cpv": "34430000-0",
}
"""What is written where nothing is clicked."""

REFUSED_BY_DROME = "L'achat comporte-t-il des plastiques ou des fournitures à usage unique ?"


@pytest.fixture
def workspace(way: Connect, tmp_path: Path) -> Iterator[Workspace]:
    with bot("ille-et-vilaine", way, tmp_path) as running:
        yield running


@pytest.fixture
def alice(workspace: Workspace) -> Writer:
    return Writer(workspace, "alice")


@pytest.fixture
def paul(workspace: Workspace) -> Writer:
    return Writer(workspace, "paul")


def begin(alice: Writer) -> None:
    """A first fiche, its first two questions answered."""
    alice.commands("fiche")
    alice.reads("Quelle direction porte l'achat ?")
    alice.says("Direction des achats")
    alice.reads("Quel est l'objet de l'achat")
    alice.says("Vélos à assistance électrique")
    alice.reads("Un contrat en cours couvre-t-il")


def answer(alice: Writer, question: Question) -> str:
    """Answer by what comes to hand first for a question; gives the answer as it is then read."""
    match question.type:
        case "oui-non":
            said = "Non" if question.libelle == REFUSED_BY_DROME else "Oui"
            alice.clicks(said)
        case "choix":
            said = question.options[0].libelle
            buttons = len(question.options) <= 5
            alice.clicks(said) if buttons else alice.picks(said)
        case "choix-multiple":
            labels = [found.libelle for found in question.options[:2]]
            alice.ticks(*labels)
            said = labels[1]
        case "date":
            alice.picks_day("2027-03-15")
            said = "15 mars 2027"
        case words:
            alice.says(WORDS[words])
            said = WORDS[words]
    return said


@pytest.mark.parametrize("scheme_id", list(paths()))
def test_from_first_word_to_submission(scheme_id: str, way: Connect, tmp_path: Path) -> None:
    scheme = shipped(scheme_id)
    with bot(scheme_id, way, tmp_path) as workspace:
        alice = Writer(workspace, "alice")
        alice.commands("fiche")
        written: dict[str, str] = {}
        heard = alice.reads("(1/")
        while asked := next((q for q in scheme.fiche.questions if f"*{q.libelle}*" in heard), None):
            assert asked.libelle not in written, "asked twice"
            written[asked.libelle] = answer(alice, asked)
            heard = alice.reads(f"{scheme.fiche.nom} n° 1")
        assert len(written) > 20
        assert "Envoyer" in heard or alice.reads("Envoyer")
        alice.clicks("Envoyer")
        alice.reads("– envoyée")
        head, *lines = alice.thread_reads().splitlines()
        assert "Achat de vélos" in head
        assert "en cours d'écriture" not in lines
        for libelle, said in written.items():
            for label in (libelle, f"• {libelle}"):
                [closed] = [rank for rank, line in enumerate(lines) if line == label]
                assert said in lines[closed + 1]


BEGINNINGS: dict[str, Callable[[Writer], None]] = {
    "the command": lambda alice: alice.commands("fiche"),
    "a sentence": lambda alice: alice.says_beside("Je voudrais remplir une fiche du besoin."),
    "the page": lambda alice: alice.clicks_at_home("Nouvelle fiche du besoin"),
    "the shortcut": lambda alice: alice.person.shortcut("nouvelle-fiche"),
}


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_each_way_to_begin(alice: Writer, beginning: str) -> None:
    BEGINNINGS[beginning](alice)
    alice.reads("Quelle direction porte l'achat ?")
    alice.says("DRH")
    alice.reads("Quel est l'objet de l'achat")
    assert alice.thread_reads().startswith("Fiche du besoin n° 1\n")


def test_the_thread_keeps_a_line_for_each_answer_and_what_waits(alice: Writer) -> None:
    begin(alice)
    alice.clicks("Oui")
    alice.reads("Quand ce contrat se termine-t-il ?")
    alice.says("zut")
    assert "Je ne lis pas de date dans « zut »" in alice.reads("se termine-t-il")
    alice.says("résumé")
    alice.reads("Continuer")
    alice.clicks("Continuer")
    alice.reads("se termine-t-il")
    alice.picks_day("2027-03-15")
    alice.reads("Pourquoi faut-il acheter")
    head, *closed, waiting = alice.sees_now()
    assert [line_of(message) for message in closed] == [
        "Quelle direction porte l'achat ? → Direction des achats",
        "Quel est l'objet de l'achat, en une phrase ? → Vélos à assistance électrique",
        "Un contrat en cours couvre-t-il déjà ce besoin ? → Oui",
        "Quand ce contrat se termine-t-il ? → 15 mars 2027",
    ]
    assert "Vélos à assistance électrique" in shown(head)
    assert "Pourquoi faut-il acheter" in shown(waiting)


def line_of(message: Message) -> str:
    """A question and its answer."""
    return " ".join(shown(message).splitlines()[:2])


def test_what_is_doubtful_is_asked_back(alice: Writer) -> None:
    begin(alice)
    alice.clicks("Non")
    alice.reads("Pourquoi faut-il acheter")
    alice.says("Parc usé")
    alice.reads("Quelles solutions")
    alice.ticks("Aucune")
    alice.reads("Pourquoi ces solutions")
    alice.clicks("Passer")
    alice.reads("fournitures, de services ou de travaux")
    alice.clicks("Fournitures")
    alice.reads("code CPV")
    alice.says("passer")
    alice.reads("montant estimé")
    alice.says("45.000")
    assert "se lit de plusieurs façons" in alice.reads("montant estimé")
    alice.clicks("45 000 € HT")
    alice.reads("Quelle est la durée")
    assert "reconductions comprises ?\n→ 45 000 €" in alice.thread_reads()
    assert "Pourquoi ces solutions ne suffisent-elles pas ?\n→ (passée)" in alice.thread_reads()


def test_back_without_changing_anything(alice: Writer) -> None:
    begin(alice)
    alice.clicks("Retour")
    assert "Réponse actuelle : Vélos à assistance électrique" in alice.reads("Quel est l'objet")
    alice.clicks("Continuer")
    alice.reads("Un contrat en cours")
    alice.says("retour")
    alice.reads("Quel est l'objet")
    alice.says("Vélos cargo")
    alice.reads("Un contrat en cours")
    assert alice.thread_reads().count("Quel est l'objet") == 1
    assert "Quel est l'objet de l'achat, en une phrase ?\n→ Vélos cargo" in alice.thread_reads()


def test_what_cannot_be_passed_says_so(alice: Writer) -> None:
    begin(alice)
    alice.says("passer")
    assert "ne se passe pas" in alice.reads("Un contrat en cours")


def test_left_for_later_and_resumed_elsewhere(alice: Writer) -> None:
    begin(alice)
    alice.clicks("Plus tard")
    assert "2 réponses sur 30, toutes gardées" in alice.reads("À plus tard")
    alice.clicks_at_home("Reprendre n° 1, Vélos à assistance électrique (2/30)")
    alice.reads("Un contrat en cours")
    alice.clicks("Non")
    alice.reads("Pourquoi faut-il acheter")
    assert alice.thread_reads().count("Un contrat en cours") == 1


def test_several_drafts_each_in_its_thread(alice: Writer) -> None:
    begin(alice)
    first_thread = alice.thread
    alice.commands("nouvelle fiche")
    alice.reads("Quelle direction porte l'achat ?")
    assert alice.thread != first_thread
    alice.says("DSI")
    alice.reads("Quel est l'objet")
    alice.thread = first_thread
    alice.says("non")
    alice.reads("Pourquoi faut-il acheter")
    alice.commands("fiche")
    drafts = alice.reads("Lequel reprendre ?")
    assert "n° 1, Vélos à assistance électrique (3/30)" in drafts
    assert "n° 2, sans objet (1/30)" in drafts
    alice.clicks("n° 2, sans objet (1/30)")
    alice.reads("Quel est l'objet")


def test_words_beside_the_thread_are_offered_as_the_answer(alice: Writer) -> None:
    begin(alice)
    alice.says_beside("Non, aucun contrat")
    assert "Un contrat en cours couvre-t-il déjà ce besoin ?" in alice.reads("Est-ce votre réponse")
    alice.clicks("Oui, c'est ma réponse")
    alice.reads("Pourquoi faut-il acheter")
    alice.says_beside("heures-insertion 2025")
    alice.reads("100 000 heures")


def test_words_too_long_for_a_button_are_to_be_written_in_the_thread(alice: Writer) -> None:
    begin(alice)
    alice.says_beside("xyz " * 510)
    said = alice.reads("Est-ce votre réponse")
    assert "Si oui, c'est trop long pour un bouton : écrivez-la dans ce fil." in said
    assert elements(alice.message) == []


def test_changing_an_answer_asks_what_has_become_needed(alice: Writer) -> None:
    begin(alice)
    alice.clicks("Oui")
    alice.reads("Quand ce contrat")
    alice.picks_day("2027-03-15")
    alice.reads("Pourquoi faut-il acheter")
    alice.clicks("Modifier", under="Un contrat en cours")
    assert "Réponse actuelle : Oui" in alice.reads("Un contrat en cours")
    alice.clicks("Non")
    assert "(4/30)" in alice.reads("Pourquoi faut-il acheter")
    alice.clicks("Modifier", under="Quand ce contrat")
    assert "ne se pose plus" in alice.reads("Pourquoi faut-il acheter")
    alice.says("résumé")
    recap = alice.reads("Mises de côté")
    assert "• Quand ce contrat se termine-t-il ?\n" in recap + "\n"
    assert "15 mars 2027" not in recap
    alice.says("modifier contrat en cours")
    alice.reads("Réponse actuelle : Non")
    alice.says("oui")
    assert "(5/31)" in alice.reads("Pourquoi faut-il acheter")
    alice.says("résumé")
    assert "Quand ce contrat se termine-t-il ?\n→ 15 mars 2027" in alice.reads("Continuer")
    lines = [line_of(message) for message in alice.sees_now()]
    assert sum(line.startswith("Un contrat en cours") for line in lines) == 1


def test_a_rule_blocks_then_is_mended(alice: Writer) -> None:
    alice.commands("fiche")
    heard = alice.reads("(1/")
    questions = shipped("ille-et-vilaine").fiche.questions
    while asked := next((q for q in questions if f"*{q.libelle}*" in heard), None):
        if asked.id == "poids-critere-environnemental":
            alice.says("10 %")
            heard = alice.reads("Attention : Le critère environnemental doit peser au moins 15 %")
        else:
            answer(alice, asked)
            heard = alice.reads("Fiche du besoin n° 1")
    alice.clicks("Envoyer")
    assert "À corriger : Le critère environnemental" in alice.reads("ne peut pas partir ainsi")
    alice.picks("Quel poids aura ce critère, en % de la note ?", menu="Modifier une réponse")
    alice.reads("Réponse actuelle : 10 %")
    alice.says("15 %")
    assert "À corriger" not in alice.reads("Tout est rempli")
    alice.clicks("Envoyer")
    alice.reads("– envoyée")
    alice.clicks("Repartir de cette fiche")
    alice.reads("Quand ce contrat se termine-t-il ?")
    assert "Fiche du besoin n° 2 – Achat de vélos" in alice.thread_reads()
    alice.clicks("Résumé")
    assert "45 000 € HT" in alice.reads("Il reste des questions")
