"""Échéances with text alone, and the digest as it reaches Slack."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import text
from bot.blocks.message import message
from bot.chat import Conversation
from bot.cli import app
from bot.french import short_day
from bot.owed import Sayings
from bot.readings import read
from bot.settings import settings
from schemes.loader import paths, shipped
from schemes.scheme import Scheme
from storage import echeances, personnes
from storage.store import Store
from workflows.assistant import Assistant
from workflows.echeances.conversation import reply
from workflows.echeances.jours import JoursOuvres
from workflows.echeances.paroles import heard
from workflows.echeances.relances import deliver_due
from workflows.echeances.suivi import follow
from workflows.saisie import saisir
from workspace.block_kit.surfaces import checked_message_blocks

Say = Callable[..., str]

BUYING = "Direction de la Commande publique"
INSTALLED = datetime(2027, 9, 20, 8, tzinfo=UTC)
NOW = datetime(2027, 10, 4, 8, tzinfo=UTC)


@pytest.fixture
def say(sqlite_store: Store, landes_scheme: Scheme) -> Say:
    """What a person reads for their words, in October 2027, in Landes; Claire buys."""
    with sqlite_store.write() as session:
        follow(session, landes_scheme, INSTALLED)
        echeances.match(session, "landes", BUYING, ["claire", "paul"])
        echeances.match(session, "landes", "Référent égalité femmes-hommes", ["nadia"])

    def spoken(words: str, person: str = "claire") -> str:
        about = heard(words)
        assert about
        with sqlite_store.write() as session:
            answer = reply(session, landes_scheme, person, about, NOW)
        return text.render(read(answer), numbered=True).replace("\u00a0", " ")

    return spoken


def number(shown: str, words: str) -> str:
    """The number of the line that says something."""
    [line] = [line for line in shown.splitlines() if words in line]
    return line.split("n° ")[1].split(" ")[0]


def test_a_pilote_lists_answers_and_the_list_follows(say: Say) -> None:
    mine = say("mes échéances")
    assert mine.startswith(
        "Vos échéances\n\n29 échéances : 29 ouvertes. Ici, de la 1re à la 20e.\n\n"
        "Pour le 31 décembre 2027 (dans 88 jours)\n"
    )
    assert "« Cap vers 10% de commande publique inclusive sur le territoire en 2027 »" in mine
    cap = number(mine, "Atteindre le cap")
    assert "40 %" in say(f"en cours {cap} à 40 % : trois lots sur sept")
    assert "– 40 % – @claire : « trois lots sur sept »" in say("échéances")
    assert "raison" in say(f"reporter {cap} au 30 juin 2028")
    moved = say(f"reporter {cap} à juin 2028 : marché infructueux")
    assert "Elle est attendue pour le 30 juin 2028." in moved
    assert "reportée, prévue le 31 décembre 2027" in moved
    assert "Plus aucun rappel" in say(f"fait {cap} : délibération du 3 octobre")
    assert "Atteindre le cap" not in say("mes échéances")
    late = say(f"{cap} fait", person="paul")
    assert "Rien n'a changé" in late
    assert "@claire a répondu le 4 octobre 2027." in late
    refused = say(f"fait {cap}", person="yann")
    assert "pas parmi les personnes" in refused
    assert "(@claire, @paul)" in refused


def test_done_by_mistake_is_taken_back(say: Say) -> None:
    cap = number(say("mes échéances"), "Atteindre le cap")
    done = say(f"fait {cap}")
    assert f"Une erreur ? « rouvrir {cap} »." in done
    assert f"1. Rouvrir (rouvrir {cap})" in done
    for words in (f"en cours {cap} 10 %", f"reporter {cap} au 30 juin 2028 : retard"):
        refused = say(words)
        assert f"Si ce n'est pas fait : « rouvrir {cap} »." in refused
        assert f"1. Rouvrir (rouvrir {cap})" in refused
    assert "Elle est de nouveau à faire, pour le 31 décembre 2027" in say(f"pas fait {cap}")
    assert "rien à rouvrir. Pour répondre : « fait" in say(f"rouvrir {cap}")
    assert "Atteindre le cap" in say("mes échéances")


def test_a_value_entered_is_corrected(say: Say, sqlite_store: Store, landes_scheme: Scheme) -> None:
    value = number(say("échéances 2028"), "Heures d'insertion contractualisées")
    saisir(
        Assistant(landes_scheme, sqlite_store, today=lambda: date(2028, 2, 1)),
        indicateur="heures-insertion",
        annee=2027,
        valeur="31 000",
        auteur="claire",
    )
    correct = (
        "Pour corriger la valeur : « saisir heures-insertion 2027 … : d'où vient le chiffre »."
    )
    for words in (f"rouvrir {value}", f"en cours {value} 10 %", f"fait {value}"):
        refused = say(words)
        assert correct in refused
        assert "Rouvrir" not in refused


def test_it_is_passed_on_by_the_name_of_a_pilote_or_of_a_person(say: Say) -> None:
    mine = say("mes échéances")
    road = number(mine, "feuille de route annuelle")
    assert "Elle revient à @paul," in say(f"pas moi {road} : voir la DSI")
    assert "pas parmi les personnes" in say(f"pas moi {road}")
    assert "La coordination dira à qui" in say(f"pas moi {road}", person="paul")
    cap = number(mine, "Atteindre le cap")
    equality = "référent égalité femmes-hommes"
    assert "Elle revient à @paul, @nadia," in say(f"pas moi {cap} : {equality}")
    assert "Elle revient à @paul, @claire," in say(f"pas moi {cap} : Claire", person="nadia")


def test_it_is_passed_on_by_a_name_or_a_mention(say: Say, sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        personnes.register(session, "nadia", nom="Nadia Roux")
        personnes.register(session, "U0MARTIN1", nom="Yann Martin", direction="Achats")
        personnes.register(session, "U0MARTIN2", nom="Yann Martin")
    mine = say("mes échéances")
    road = number(mine, "feuille de route annuelle")
    asked = say(f"pas moi {road} : yann martin")
    both = "Yann Martin (Achats), Yann Martin (U0MARTIN2)"
    assert f"Plusieurs personnes répondent à ce nom : {both}. Laquelle ?" in asked
    assert f"1. Yann Martin (Achats) (pas moi {road} : @U0MARTIN1)" in asked
    assert "Elle revient à @paul, @U0MARTIN1," in say(f"pas moi {road} : @U0MARTIN1")
    cap = number(mine, "Atteindre le cap")
    assert "Elle revient à @paul, @nadia," in say(f"pas moi {cap} nadia ROUX")


def test_what_cannot_be_taken_is_explained(say: Say) -> None:
    value = number(say("échéances 2028"), "Heures d'insertion contractualisées")
    assert "n'a pas encore de valeur" in say(f"fait {value}")
    assert "Le 31 février 2028 n'existe pas" in say(f"reporter {value} au 31/02/2028 : x")
    assert "déjà à cette date" in say(f"reporter {value} au 31 mars 2028")
    unread = say(f"reporter {value} au bientôt")
    assert "Je ne lis pas de date dans « bientôt ». Exemple : 15/03/2028" in unread
    assert f"Écrivez « reporter {value} au 31 mars 2028 : raison »." in unread
    assert "Il manque la nouvelle date." in say(f"reporter {value}")
    assert "Cette date est passée" in say(f"reporter {value} au 1er mars 2027 : x")
    assert "de 0 à 100 : " in say(f"en cours {value} 120 %")
    assert "pas d'échéance n° 987654" in say("fait 987654")
    assert "trop long" in say(f"en cours {value} : {'x' * 2001}")


def test_a_date_to_come_is_taken_and_asked_back_only_among_several(say: Say) -> None:
    cap = number(say("mes échéances"), "Atteindre le cap")
    asked = say(f"reporter {cap} dans 15 jours")
    assert "de plusieurs façons : 18 octobre 2027, ou 19 octobre 2027. Laquelle ?" in asked
    assert f"(reporter {cap} au 18 octobre 2027)" in asked
    limit = say(f"reporter {cap} jusqu'au 2 mai 2028 : congés")
    assert "attendue pour le 2 mai 2028" in limit
    nearer_in_the_past = say(f"reporter {cap} au 20 juin : congés")
    assert "attendue pour le 20 juin 2028" in nearer_in_the_past


def test_nothing_typed_wrongly_is_taken_for_a_word(say: Say) -> None:
    mine = say("mes échéances")
    cap, road = number(mine, "Atteindre le cap"), number(mine, "feuille de route annuelle")
    both = say(f"fait {cap} {road}")
    assert "une seule échéance" in both
    assert f"1. fait {cap}\n2. fait {road}" in both
    for wrong in ("-5 %", "40,5 %", "1000 %"):
        assert f"de 0 à 100 : « en cours {cap} 40 % »" in say(f"en cours {cap} {wrong}")
    assert f"Vouliez-vous dire « reporter {cap} au 2 mai 2028 : z » ?" in say(
        f"reproter {cap} au 2 mai 2028 : z"
    )
    assert say("mes échéances") == mine
    assert "– 70 %\n" in say(f"en cours {cap} : 70 %")


def test_mine_are_kept_apart_from_everybodys(say: Say) -> None:
    everybody, mine = say("échéances 2027"), say("mes échéances 2027")
    assert mine.startswith("Vos échéances 2027\n")
    assert "Atteindre le cap" in mine
    assert "29 échéances" in mine
    assert "30 échéances" in everybody
    assert "Échéances de 2027 (échéances 2027)" in mine
    assert "Rien de ce qui vous revient n'est en retard." in say("mes échéances en retard")
    assert say("toutes mes échéances", person="yann").startswith("Toutes vos échéances\n")


def test_one_is_shown_by_its_number(say: Say) -> None:
    cap = number(say("mes échéances"), "Atteindre le cap")
    one = say(f"échéance {cap}", person="yann")
    assert [line for line in one.splitlines() if "n° " in line] == [
        line for line in one.splitlines() if f"n° {cap} " in line
    ]
    assert "@claire, @paul" in one
    assert "pas d'échéance n° 987654" in say("échéance 987654")


def test_who_coordinates_is_told_whom_they_did_not_name(say: Say, sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        personnes.register(session, "anne")
        personnes.give(session, "anne", "coordinateur")
    cap = number(say("mes échéances"), "Atteindre le cap")
    assert "Je ne connais pas « Licorne »." in say(f"pas moi {cap} : Licorne", person="anne")
    unnamed = say(f"pas moi {cap}", person="anne")
    assert f"Dites à qui d'autre revient l'échéance n° {cap}" in unnamed
    assert f"« pas moi {cap} : Claire Dubois »" in unnamed


def test_a_value_already_entered_is_said_so_with_by_whom(
    say: Say, sqlite_store: Store, landes_scheme: Scheme
) -> None:
    assistant = Assistant(landes_scheme, sqlite_store, today=lambda: date(2028, 1, 3))
    value = number(say("échéances 2028"), "Heures d'insertion contractualisées")
    saisir(assistant, indicateur="heures-insertion", annee=2027, valeur="3", auteur="Claire M.")
    closed = say(f"fait {value}")
    assert "Claire M. a saisi la valeur le" in closed
    assert "pas encore de valeur" not in closed


def test_lists_that_are_empty_say_so(say: Say) -> None:
    assert "Rien n'est en retard." in say("échéances en retard")
    assert "Aucune échéance ouverte ne vous est confiée." in say("échéances", person="yann")
    assert "Aucune échéance cette année-là." in say("échéances 2050")
    assert "déjà passée quand le suivi a commencé" in say("échéances 2024")


def test_in_the_middle_of_a_conversation(sqlite_store: Store, landes_scheme: Scheme) -> None:
    conversation = Conversation(Assistant(landes_scheme, sqlite_store), "pilote")
    assert conversation.reply("toutes les échéances").startswith("Toutes les échéances")
    assert "heures-insertion" in conversation.reply("indicateurs")
    conversation.reply("fiche")
    assert conversation.reply("/spaser échéances 2024").startswith("Échéances 2024")


@pytest.mark.parametrize("scheme_id", paths())
def test_digests_and_lists_are_within_what_slack_accepts(
    sqlite_store: Store, scheme_id: str
) -> None:
    scheme = shipped(scheme_id)
    start = scheme.periode.debut
    with sqlite_store.write() as session:
        follow(session, scheme, datetime(start, 1, 1, tzinfo=UTC))
        jours = JoursOuvres(scheme.rappels)
        off = jours.opening(jours.on_or_after(date(start + 3, 4, 6)))
        [digest] = deliver_due(session, scheme, off, coordinateur="C0COORDIN")
        words = ("toutes les échéances", "échéances en retard", f"échéances {start + 1}")
        asked = [reply(session, scheme, "U1", about, off) for w in words if (about := heard(w))]
    assert len(digest.lignes) > 20
    sent = Sayings(str, None).render(digest.model_dump_json())
    assert isinstance(sent, dict)
    checked_message_blocks(sent["blocks"])
    assert sent["text"].startswith("Échéances à suivre")
    for answer in asked:
        checked_message_blocks(message(read(answer), shareable=False)["blocks"])


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., str]]:
    """A `spaser` command over a database of its own; gives what it prints."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'spaser.db'}")
    settings.cache_clear()

    def run(*arguments: object, code: int = 0) -> str:
        done = CliRunner().invoke(app, [str(argument) for argument in arguments])
        assert done.exit_code == code, done.output
        return done.output

    yield run
    settings.cache_clear()


def test_commands(command: Callable[..., str], tmp_path: Path) -> None:
    listed = command("pilotes", "lister", "--scheme", "landes")
    file = tmp_path / "pilotes.csv"
    file.write_text(listed.replace(f"{BUYING};", f"{BUYING};U0CLAIRE1"), encoding="utf-8-sig")
    assert "1 sur 10" in command("pilotes", "importer", file, "--scheme", "landes")
    agenda = tmp_path / "echeances.ics"
    shown = command("echeances", "--annee", "2027", "--ics", agenda, "--scheme", "landes")
    assert "@U0CLAIRE1" in shown
    assert agenda.read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert '"filtre": "toutes"' in command("echeances", "--json", "--scheme", "landes")
    file.write_text("pilote;personne\nDSI;paul\n", encoding="utf-8")
    assert "ligne 2" in command("pilotes", "importer", file, "--scheme", "landes", code=1)


def test_the_calendar_follows_what_moves_to_another_year(
    command: Callable[..., str], tmp_path: Path
) -> None:
    agenda = tmp_path / "echeances.ics"

    def event() -> str:
        command("echeances", "--annee", "2027", "--ics", agenda, "--scheme", "landes")
        words = agenda.read_text(encoding="utf-8").replace("\r\n ", "")
        [found] = [e for e in words.split("BEGIN:VEVENT") if "atteindre-le-cap" in e]
        return found

    assert "DTSTART;VALUE=DATE:20271231" in event()
    with Store(settings().database_url) as store, store.write() as session:
        scheme = shipped("landes")
        echeances.match(session, "landes", BUYING, ["claire"])
        [cap] = [r for r in echeances.followed(session, "landes") if "Atteindre le cap" in r.objet]
        answer = heard(f"reporter {cap.numero} au 30 juin 2028 : marché infructueux")
        assert answer
        reply(session, scheme, "claire", answer, NOW)
    assert "DTSTART;VALUE=DATE:20280630" in event()


def test_a_calendar_that_cannot_be_written_is_said(
    command: Callable[..., str], tmp_path: Path
) -> None:
    nowhere = tmp_path / "absent" / "x.ics"
    said = command("echeances", "--ics", nowhere, "--scheme", "landes", code=1)
    assert "x.ics ne peut pas être écrit" in said.replace("\n", "")


def test_a_year_in_which_nothing_is_due_lists_nothing(command: Callable[..., str]) -> None:
    for year in ("0", "1999"):
        shown = command("echeances", "--annee", year, "--scheme", "landes")
        assert "Aucune échéance cette année-là." in shown


def test_the_simulation_is_printed(command: Callable[..., str]) -> None:
    shown = command("echeances", "simuler", "--ans", "1", "--scheme", "lorient-agglomeration")
    assert "dim. 31 déc. 2023 (« rencontre annuelle ») – Enjeu 3" in shown
    assert "dim. 31 mars 2024 (réglage local) – " in shown
    assert "• coordination : lun. 2 oct. 2023 (J−90), ven. 1er déc. 2023 (J−30)" in shown


def test_the_simulation_is_in_the_order_in_which_people_count(command: Callable[..., str]) -> None:
    shown = command("echeances", "simuler", "--ans", "1", "--scheme", "ille-et-vilaine")
    names = [line.split(" – ")[1].split(" : ")[0] for line in shown.splitlines() if "« 20" in line]
    assert names.index("Objectif 2") < names.index("Objectif 11") < names.index("Objectif 18")


def test_the_simulation_names_pilotes_as_printed(command: Callable[..., str]) -> None:
    shown = command("echeances", "simuler", "--ans", "1", "--scheme", "landes")
    assert f"• {BUYING} : lun. 2 oct. 2023 (J−90)" in shown
    assert "pilote-" not in shown


def test_dates_are_said_as_people_read_them() -> None:
    assert short_day(date(2027, 3, 2)) == "mar. 2 mars 2027"
