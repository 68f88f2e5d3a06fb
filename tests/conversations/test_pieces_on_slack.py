"""A file as proof on Slack: given in a window, or dropped with words in the direct message."""

from collections.abc import Iterator
from typing import Any

import pytest

from schemes.scheme import Scheme
from storage import valeurs
from storage.store import Store
from tests.conversations.dialogue import Writer, elements
from tests.conversations.office import Office, becomes, office_of
from tests.conversations.reading import shown
from workspace.state.store import BOT_USER_ID

CAP = "Atteindre le cap"
NAME = "Délibération du 3 mars.pdf"
HOURS = "heures-insertion"


@pytest.fixture
def office(sqlite_store: Store, landes_scheme: Scheme) -> Iterator[Office]:
    with office_of(sqlite_store, landes_scheme) as office:
        yield office


@pytest.fixture
def paul(office: Office) -> Writer:
    """Who answers for the purchases, his digest read, on a day when last year's value is due."""
    paul = Writer(office.workspace, "paul")
    office.at("2028-01-03T09:00")
    paul.reads("Vos échéances – 3 janvier 2028")
    return paul


def drops(writer: Writer, text: str, *names: str) -> Any:
    """Write in the direct message with a file; gives the message."""
    return writer.person.send_file(writer.person.direct_message(), names[0], b"%PDF", text)


def link(file: Any) -> str:
    """A file as it is shown on Slack."""
    return f"<{file['permalink']}|{file['name']}>"


def value(office: Office, annee: int) -> valeurs.Valeur:
    with office.store.read() as session:
        return valeurs.current(session, office.scheme.id, HOURS)[annee]


def test_done_by_the_window_with_a_file_and_no_word(office: Office, paul: Writer) -> None:
    numero = office.row(CAP).numero
    paul.picks("Fait, avec une preuve…", menu=f"Répondre au n° {numero}")
    window = paul.person.wait_for_view()
    file = paul.person.upload(NAME, b"%PDF")
    assert paul.person.submit(window, {"piece": [file]}) == {}
    assert link(file) in shown(paul.person.wait_for_view())
    becomes(paul, f"n° {numero} – ", f"pièce : {link(file)}")
    [answer] = office.answers()
    assert (answer.type, answer.mot) == ("fait", None)
    assert answer.fichier == f"[{NAME}]({file['permalink']})"
    paul.commands("échéances 2027")
    assert f"pièce : {link(file)}" in paul.reads("Échéances 2027")


def test_done_by_the_window_with_a_word_and_a_file(office: Office, paul: Writer) -> None:
    paul.picks("Fait, avec une preuve…", menu=f"Répondre au n° {office.row(CAP).numero}")
    file = paul.person.upload(NAME, b"%PDF")
    given = {"texte": "voté, voir https://exemple.fr/x", "piece": [file]}
    assert paul.person.submit(paul.person.wait_for_view(), given) == {}
    [answer] = office.answers()
    assert (answer.mot, answer.fichier) == (
        "voté, voir https://exemple.fr/x",
        f"[{NAME}]({file['permalink']})",
    )


def test_a_value_by_the_window_keeps_its_file_while_it_is_refused(
    office: Office, paul: Writer
) -> None:
    numero = office.value(HOURS, 2027).numero
    paul.picks("Saisir la valeur…", menu=f"Répondre au n° {numero}")
    window = paul.person.wait_for_view()
    file = paul.person.upload("Relevé.xlsx", b"PK")
    refused = paul.person.submit(window, {"texte": "beaucoup : relevé", "piece": [file]})
    assert list(refused) == ["texte"]
    assert paul.person.submit(window, {"texte": "31 000 : relevé du facilitateur"}) == {}
    assert link(file) in shown(paul.person.wait_for_view())
    kept = value(office, 2027)
    assert (kept.provenance, kept.piece) == (
        "relevé du facilitateur",
        f"[Relevé.xlsx]({file['permalink']})",
    )
    becomes(paul, f"Saisir la valeur 2027 – fait – pièce : {link(file)}")
    paul.commands(f"{HOURS} 2027")
    assert f"d'après : relevé du facilitateur, {link(file)}" in paul.reads("31 000 heures")


def test_a_file_dropped_with_words_proves_what_they_say(office: Office, paul: Writer) -> None:
    numero = office.row(CAP).numero
    [file] = drops(paul, f"fait {numero} : délibération", NAME)["files"]
    assert f"« délibération » – pièce : {link(file)}" in paul.reads("C'est noté")
    [answer] = office.answers()
    assert (answer.mot, answer.fichier) == ("délibération", f"[{NAME}]({file['permalink']})")
    [file] = drops(paul, f"saisir {HOURS} 2027 31 000 : relevé", "Relevé.pdf")["files"]
    assert f"relevé, {link(file)}" in paul.reads("31 000 heures")
    assert value(office, 2027).piece == f"[Relevé.pdf]({file['permalink']})"


def test_a_figure_asked_back_is_confirmed_with_its_file(office: Office, paul: Writer) -> None:
    paul.says_beside(f"saisir {HOURS} 2026 31 000")
    paul.reads("31 000 heures")
    [file] = drops(paul, f"saisir {HOURS} 2027 310 000 : relevé", "Relevé.pdf")["files"]
    paul.reads("dix fois plus")
    paul.clicks("Confirmer")
    assert link(file) in paul.reads("310 000 heures")
    assert value(office, 2027).piece == f"[Relevé.pdf]({file['permalink']})"


def test_words_too_long_for_a_button_are_given_to_be_sent(office: Office, paul: Writer) -> None:
    paul.says_beside(f"saisir {HOURS} 2026 31 000")
    paul.reads("31 000 heures")
    source = "r" * 1980
    [file] = drops(paul, f"saisir {HOURS} 2027 310 000 : {source}", "Relevé.pdf")["files"]
    said = paul.reads("« Confirmer » : c'est trop long pour un bouton, envoyez ces mots : ")
    assert elements(paul.message) == []
    paul.says_beside(said.split("envoyez ces mots : ")[1].split("\n")[0])
    paul.reads("310 000 heures")
    kept = value(office, 2027)
    assert kept.piece == f"[Relevé.pdf]({file['permalink']})"
    assert kept.provenance == source


def test_a_date_read_in_several_ways_keeps_a_long_reason(office: Office, paul: Writer) -> None:
    numero, reason = office.row(CAP).numero, "r" * 1990
    drops(paul, f"reporter {numero} dans 15 jours : {reason}", NAME)
    said = paul.reads("Cette date se lit de plusieurs façons")
    assert elements(paul.message) == []
    paul.says_beside(said.split("envoyez ces mots : ")[1].split("\n")[0])
    paul.reads("C'est noté")
    [answer] = office.answers()
    assert (answer.mot, answer.fichier and answer.fichier.startswith(f"[{NAME}]")) == (reason, True)


@pytest.mark.parametrize("words", ["", "voici", "heures-insertion 2025", "fiche", "mes échéances"])
def test_a_file_whose_words_take_none_is_refused_and_nothing_is_done(
    office: Office, paul: Writer, words: str
) -> None:
    drops(paul, words, NAME)
    said = paul.reads("Ce fichier n'est joint à rien")
    assert "Ces mots ne disent pas de quoi il est la preuve." in said
    assert "« fait 12 : délibération »" in said
    assert paul.reads_nothing()
    assert office.answers() == []


def test_a_file_given_in_a_channel_proves_what_is_said_to_the_bot(
    office: Office, paul: Writer
) -> None:
    numero, channel = office.row(CAP).numero, office.workspace.channel
    message = paul.person.send_file(channel, NAME, b"%PDF", f"<@{BOT_USER_ID}> fait {numero} : PV")
    [file] = message["files"]
    office.workspace.deliver_again(2)
    assert f"« PV » – pièce : {link(file)}" in paul.reads("C'est noté")
    [answer] = office.answers()
    assert (answer.mot, answer.fichier) == ("PV", f"[{NAME}]({file['permalink']})")
    paul.person.send_file(channel, NAME, b"%PDF", f"<@{BOT_USER_ID}> {HOURS} 2025")
    assert "il reste où vous l'avez mis" in paul.reads("Ce fichier n'est joint à rien")


@pytest.mark.parametrize("words", ["", "DSI", "résumé"])
def test_a_file_in_the_thread_of_a_fiche_is_refused_there(
    office: Office, paul: Writer, words: str
) -> None:
    paul.commands("fiche")
    question = paul.reads("?")
    direct = paul.person.direct_message()
    paul.person.send_file(direct, NAME, b"%PDF", words, thread_ts=paul.thread)
    said = paul.reads("Ce fichier n'est joint à rien")
    assert paul.message["thread_ts"] == paul.thread
    assert "Une fiche ne lit que des mots : écrivez votre réponse sans fichier." in said
    assert "envoyez-le hors de ce fil avec les mots « fait 12 : délibération »" in said
    assert paul.reads_nothing()
    assert question in paul.thread_reads()


def test_a_file_dropped_again_by_slack_counts_once(office: Office, paul: Writer) -> None:
    drops(paul, f"fait {office.row(CAP).numero} : délibération", NAME)
    office.workspace.deliver_again(2)
    paul.reads("C'est noté")
    assert [answer.type for answer in office.answers()] == ["fait"]


def test_a_link_typed_at_the_end_is_a_file_too(office: Office, paul: Writer) -> None:
    numero = office.row(CAP).numero
    paul.says_beside(f"fait {numero} : délibération https://exemple.fr/d/pv%203.pdf")
    assert "pièce : <https://exemple.fr/d/pv%203.pdf|pv 3.pdf>" in paul.reads("C'est noté")
