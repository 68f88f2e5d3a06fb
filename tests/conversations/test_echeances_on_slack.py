"""Échéances on Slack, with a clock of their own: digests, menus, windows, channels."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlmodel import col, select

from bot.app import outgoing
from bot.manifest import manifest
from schemes.scheme import Scheme
from storage import personnes, valeurs
from storage.store import Store
from storage.tables import Envoi
from tests.conversations.conftest import settings_for
from tests.conversations.dialogue import Writer
from tests.conversations.office import BUYING, Office, becomes, offered, office_of
from tests.conversations.reading import shown
from tests.postgres import new_postgres_database
from workspace import Workspace
from workspace.state.store import BOT_USER_ID

CAP = "Atteindre le cap"
ROAD = "feuille de route annuelle"


@pytest.fixture
def office(sqlite_store: Store, landes_scheme: Scheme) -> Iterator[Office]:
    with office_of(sqlite_store, landes_scheme) as office:
        yield office


@pytest.fixture
def paul(office: Office) -> Writer:
    """The pilote of what buying answers for, who has just read his digest."""
    paul = Writer(office.workspace, "paul")
    office.at("2027-10-04T09:00")
    assert "Vos échéances – 4 octobre 2027" in paul.reads(CAP)
    return paul


def picks(writer: Writer, office: Office, words: str, label: str) -> None:
    writer.picks(label, menu=f"Répondre au n° {office.row(words).numero}")


def window(writer: Writer) -> dict[str, Any]:
    return writer.person.wait_for_view()


def test_nothing_leaves_before_the_office_opens_then_one_digest(office: Office) -> None:
    paul = Writer(office.workspace, "paul")
    office.at("2027-10-03T10:00")
    office.at("2027-10-04T08:59")
    assert office.digests() == []
    office.at("2027-10-04T09:00")
    assert "Vos échéances – 4 octobre 2027" in paul.reads(CAP)
    office.at("2027-10-04T09:01")
    office.at("2027-10-05T09:00")
    assert [key for key in office.digests() if paul.person.id in key] == [
        f"rappel:{paul.person.id}:2027-10-04"
    ]


def test_done_by_the_menu_the_digest_says_so_and_offers_it_no_more(
    office: Office, paul: Writer
) -> None:
    done = f"Répondre au n° {office.row(CAP).numero}"
    assert done in offered(paul.message)
    picks(paul, office, CAP, "Fait")
    message = becomes(paul, "– fait par")
    assert done not in offered(message)
    assert f"Répondre au n° {office.row(ROAD).numero}" in offered(message)
    assert "Plus aucun rappel" in paul.reads("C'est noté")
    assert office.row(CAP).etat == "faite"


def test_done_by_mistake_the_button_beside_the_outcome_takes_it_back(
    office: Office, paul: Writer
) -> None:
    asked = f"Répondre au n° {office.row(CAP).numero}"
    picks(paul, office, CAP, "Fait")
    becomes(paul, "– fait par")
    assert "Une erreur ?" in paul.reads("C'est noté")
    paul.clicks("Rouvrir")
    assert "de nouveau à faire" in paul.reads("C'est noté")
    assert office.row(CAP).etat == "ouverte"
    digest = paul.person.wait_for(
        lambda message: "Vos échéances –" in shown(message) and asked in offered(message)
    )
    assert "– fait par" not in shown(digest)


def test_under_way_by_the_window(office: Office, paul: Writer) -> None:
    picks(paul, office, CAP, "En cours…")
    paul.person.submit(window(paul), {"texte": "40 % : trois lots sur sept"})
    assert "40 %" in shown(window(paul))
    becomes(paul, "– 40 % –", "« trois lots sur sept »")
    assert (office.row(CAP).etat, office.row(CAP).avancement) == ("ouverte", 40)


def test_a_bad_date_is_refused_in_the_window_which_then_takes_a_good_one(
    office: Office, paul: Writer
) -> None:
    picks(paul, office, CAP, "Reporter…")
    asked = window(paul)
    for wrong, said in (
        ("31/02/2028 : congés", "n'existe pas"),
        ("30 juin 2028", "demande une raison"),
        ("30 juin 2028", "demande une raison"),
    ):
        assert said in paul.person.submit(asked, {"texte": wrong})["texte"]
    assert office.answers() == []
    assert paul.person.submit(asked, {"texte": "30 juin 2028 : marché infructueux"}) == {}
    assert "Elle est attendue pour le 30 juin 2028." in shown(window(paul))
    becomes(paul, "Pour le 30 juin 2028")
    assert office.row(CAP).reportee_au == date(2028, 6, 30)


def test_in_the_window_a_refusal_says_what_to_type_there(office: Office, paul: Writer) -> None:
    numero = office.row(CAP).numero
    picks(paul, office, CAP, "Reporter…")
    asked = window(paul)
    for wrong, said in (
        (f"reporter {numero} au 31 mars 2028 : congés", "la raison : « 31 mars 2028 : raison »."),
        ("dans 15 jours", "plusieurs façons : 18 octobre 2027, ou 19 octobre 2027. Laquelle ?"),
        ("30 juin 2028", "demande une raison : « … : raison »."),
    ):
        refused = paul.person.submit(asked, {"texte": wrong})["texte"].replace("\u00a0", " ")
        assert said in refused
        assert f"reporter {numero} au …" not in refused
    assert paul.person.submit(asked, {"texte": "20 juin : congés"}) == {}
    done = window(paul)
    assert done["title"]["text"] == "C'est noté"
    assert office.row(CAP).reportee_au == date(2028, 6, 20)


@pytest.mark.parametrize(("nom", "called"), [("Alice Martin", "Alice Martin"), (None, "quelqu'un")])
def test_in_the_window_people_are_called_by_their_name(
    office: Office, paul: Writer, nom: str | None, called: str
) -> None:
    alice = Writer(office.workspace, "alice")
    office.answered_by(BUYING, paul.person.id, alice.person.id)
    with office.store.write() as session:
        personnes.register(session, alice.person.id, nom=nom)
    picks(paul, office, CAP, "En cours…")
    asked = window(paul)
    alice.commands(f"fait {office.row(CAP).numero}")
    alice.reads("C'est noté")
    refused = paul.person.submit(asked, {"texte": "40 %"})["texte"]
    assert f"fait par {called}" in refused
    assert alice.person.id not in refused


def test_who_is_mentioned_in_a_word_is_mentioned_where_it_is_read(
    office: Office, paul: Writer
) -> None:
    alice = office.workspace.person("alice")
    paul.says_beside(f"fait {office.row(CAP).numero} : vu avec @alice et @URBANISME")
    said = paul.reads("Plus aucun rappel")
    assert f"« vu avec <@{alice.id}> et @URBANISME »" in said.replace("\u00a0", " ")


def test_a_proposed_answer_is_a_button(office: Office, paul: Writer) -> None:
    cap, road = office.row(CAP).numero, office.row(ROAD).numero
    paul.says_beside(f"fait {cap} {road}")
    paul.reads("une seule échéance")
    assert office.answers() == []
    paul.clicks(f"fait {road}")
    paul.reads("Plus aucun rappel")
    assert [(answer.echeance, answer.type) for answer in office.answers()] == [(road, "fait")]


def test_it_is_not_theirs_by_the_window(office: Office, paul: Writer) -> None:
    alice = Writer(office.workspace, "alice")
    office.answered_by("Référent égalité femmes-hommes", alice.person.id)
    picks(paul, office, CAP, "Ce n'est pas moi…")
    paul.person.submit(window(paul), {"texte": "Référent égalité femmes-hommes"})
    said = shown(window(paul))
    assert "Elle revient à" in said
    assert f"<@{alice.person.id}>" in said
    office.at("2027-10-05T09:00")
    assert CAP in alice.reads("Vos échéances – 5 octobre 2027")


def test_a_name_that_two_have_is_asked_back_in_the_window(office: Office, paul: Writer) -> None:
    with office.store.write() as session:
        for direction in ("Achats", "Voirie"):
            personnes.register(session, direction, nom="Yann Martin", direction=direction)
    picks(paul, office, CAP, "Ce n'est pas moi…")
    asked = window(paul)
    refused = paul.person.submit(asked, {"texte": "Yann Martin"})["texte"]
    assert "Yann Martin (Achats), Yann Martin (Voirie)" in refused
    assert paul.person.submit(asked, {"texte": "Yann Martin (Voirie)"}) == {}
    [answer] = office.answers()
    assert answer.a_qui == "Voirie"


@pytest.mark.parametrize("by", ["command", "message", "mention"])
def test_it_is_passed_on_to_whom_is_mentioned(office: Office, paul: Writer, by: str) -> None:
    said = f"pas moi {office.row(CAP).numero} : @alice"
    match by:
        case "command":
            paul.commands(said)
        case "message":
            paul.says_beside(said)
        case _:
            paul.person.say(office.workspace.channel, f"<@{BOT_USER_ID}> {said}")
    assert "Elle revient à" in paul.reads("C'est noté")
    [answer] = office.answers()
    assert answer.a_qui == office.workspace.person("alice").id


def test_without_a_pilote_the_coordinators_channel_reads_it_and_why(office: Office) -> None:
    office.answered_by(BUYING)
    office.at("2027-10-04T09:00")
    said = shown(office.channel_reads("Échéances à suivre – 4 octobre 2027"))
    assert f"pilote sans personne associée : {BUYING}" in said
    assert CAP in said
    assert office.digests() == [f"rappel:{office.channel}:2027-10-04"]


def test_what_its_only_pilote_refuses_is_said_to_be_refused(office: Office, paul: Writer) -> None:
    numero = office.row(CAP).numero
    paul.says_beside(f"pas moi {numero}")
    paul.reads("La coordination dira à qui elle revient")
    office.at("2027-10-05T09:00")
    digest = office.channel_reads("Échéances à suivre – 5 octobre 2027")
    assert f"{paul.mention} a répondu « Ce n'est pas moi »" in shown(digest)
    assert "pilote sans personne associée" not in shown(digest)
    assert "Associer un pilote" not in shown(digest)
    paul.says_beside(f"fait {numero}")
    assert f"{paul.mention} a répondu « Ce n'est pas moi »" in paul.reads("Rien n'a changé")


def test_three_weeks_off_make_one_digest_a_person(office: Office, paul: Writer) -> None:
    office.at("2027-10-25T11:00")
    office.at("2027-10-25T11:01")
    office.at("2028-01-03T11:00")
    office.at("2028-01-03T11:01")
    read = paul.reads("Vos échéances – 3 janvier 2028")
    assert "Pour le 31 décembre 2027 (il y a 3 jours)" in read
    mine = [key for key in office.digests() if paul.person.id in key]
    assert len(mine) == len(set(mine))
    assert [key for key in mine if "2028" in key] == [f"rappel:{paul.person.id}:2028-01-03"]
    keys = [key.split(":", 1)[1] for key in office.digests()]
    assert len(keys) == len(set(keys))


def test_a_list_asked_for_has_menus_that_answer(office: Office, paul: Writer) -> None:
    paul.commands("echeances")
    assert "Vos échéances" in paul.reads(CAP)
    picks(paul, office, CAP, "Fait")
    assert "Plus aucun rappel" in paul.reads("C'est noté")
    assert office.row(CAP).etat == "faite"


def test_a_click_delivered_three_times_counts_once(office: Office, paul: Writer) -> None:
    picks(paul, office, CAP, "Fait")
    office.workspace.deliver_again(2)
    paul.reads("C'est noté")
    assert [answer.type for answer in office.answers()] == ["fait"]
    with office.store.read() as session:
        said = session.exec(select(Envoi).where(col(Envoi.cle).startswith("mot:"))).all()
    assert len(said) == 1


@pytest.mark.parametrize("label", ["En cours…", "Reporter…", "Ce n'est pas moi…"])
def test_a_window_is_refused_before_anything_is_written(
    office: Office, paul: Writer, label: str
) -> None:
    paul.commands("mes échéances")
    paul.reads("Vos échéances")
    listed = paul.message
    paul.commands(f"fait {office.row(CAP).numero}")
    paul.reads("C'est noté")
    paul.message = listed
    picks(paul, office, CAP, label)
    assert f"{paul.mention} a répondu le" in shown(window(paul))


def test_two_workers_at_once_on_postgresql_make_one_digest(
    postgres_server: str, landes_scheme: Scheme
) -> None:
    with ExitStack() as opened:
        workspace = opened.enter_context(Workspace.start(manifest=manifest()))
        store = opened.enter_context(Store(new_postgres_database(postgres_server)))
        outbox = opened.enter_context(outgoing(settings_for(workspace), store))
        office = Office(workspace, store, landes_scheme, outbox)
        office.opens()
        office.clock.set("2027-10-04T09:00")
        paul = Writer(workspace, "paul")
        workers = [office.worker() for _ in range(2)]
        with ThreadPoolExecutor(2) as threads:
            for done in [threads.submit(worker.make) for worker in workers]:
                done.result(60)
        paul.reads("Vos échéances – 4 octobre 2027")
        assert office.digests() == [f"rappel:{paul.person.id}:2027-10-04"]
        outbox.deliver_due()
        assert paul.reads_nothing()


def test_a_value_is_entered_by_the_menu_beside_the_last_one_known(
    office: Office, paul: Writer
) -> None:
    office.clock.set("2028-01-03T10:00")
    with office.store.write() as session:
        personnes.register(session, paul.person.id)
        valeurs.record(
            session,
            scheme="landes",
            indicateur="heures-insertion",
            annee=2026,
            valeur=Decimal(30000),
            origine="saisi",
            auteur="alice",
        )
    office.rounds.make()
    paul.reads("Vos échéances – 3 janvier 2028")
    numero = office.value("heures-insertion", 2027).numero
    paul.picks("Saisir la valeur…", menu=f"Répondre au n° {numero}")
    asked = window(paul)
    assert "2027, en heures (2026 : 30 000 heures)" in shown(asked)
    refused = paul.person.submit(asked, {"texte": "310 000 : relevé"})["texte"]
    assert "dix fois plus qu'en 2026" in refused.replace("\u00a0", " ")
    assert paul.person.submit(asked, {"texte": "31 000 : relevé du facilitateur"}) == {}
    assert "31 000 heures" in shown(window(paul))
    done = becomes(paul, "Saisir la valeur 2027 – fait")
    assert f"Répondre au n° {numero}" not in offered(done)
    with office.store.read() as session:
        kept = valeurs.current(session, "landes", "heures-insertion")[2027]
    assert (kept.valeur, kept.auteur, kept.provenance) == (
        Decimal(31000),
        paul.person.id,
        "relevé du facilitateur",
    )


def test_a_quiet_week_then_a_delay_are_said_in_the_coordinators_channel(office: Office) -> None:
    office.at("2027-09-27T09:00")
    said = shown(office.channel_reads("Rien cette semaine"))
    assert "La prochaine tombe le 31 décembre 2027." in said
    office.clock.set("2027-10-04T10:01")
    with office.store.write() as session:
        session.execute(text("ALTER TABLE pilotes RENAME TO pilotes_away"))
    with pytest.raises(OperationalError, match="no such table: pilotes"):
        office.rounds.make()
    late = office.channel_reads("Un rappel devait partir le 4 octobre 2027 à 09:00.")
    assert "SPASER a du retard" in shown(late)
