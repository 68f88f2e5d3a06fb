"""What waits in the bot, on Slack: in the digest, with the way to do it, until it is done."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlmodel import col, select

from schemes.scheme import Scheme
from storage import echeances
from storage.store import Store
from storage.tables import Envoi
from tests.conversations.dialogue import Writer, elements
from tests.conversations.office import Office, becomes, offered, office_of
from tests.conversations.reading import shown
from tests.revue_cast import NOW, TO_COMITE, known, put_in, sent
from workflows.assistant import Assistant
from workflows.canaux import Canaux
from workflows.revue import programme
from workflows.revue.attentes import follow_dossier

VISA = "donner le visa (Référent"


@pytest.fixture
def office(sqlite_store: Store, ille_et_vilaine_scheme: Scheme) -> Iterator[Office]:
    with office_of(sqlite_store, ille_et_vilaine_scheme) as office:
        yield office


@pytest.fixture
def numero(office: Office) -> int:
    """A dossier of Alice's that waits for Paul's visa."""
    alice, paul = (office.workspace.person(name).id for name in ("alice", "paul"))
    with office.store.write() as session:
        known(session, alice, "acheteur")
        known(session, paul, "visa:referent-clauses-sociales")
        numero = sent(session, office.scheme, alice, TO_COMITE)
        follow_dossier(session, office.scheme, numero, NOW)
    return numero


def buttons(writer: Writer) -> list[str]:
    return [e["text"]["text"] for e in elements(writer.message) if e["type"] == "button"]


def test_a_visa_that_waits_is_in_the_digest_until_it_is_given(office: Office, numero: int) -> None:
    paul = Writer(office.workspace, "paul")
    office.at("2027-09-21T09:00")
    digest = paul.reads(VISA)
    assert f"Dossier {numero}, Vélos" in digest
    assert not offered(paul.message)
    here = paul.message
    paul.clicks(f"Voir le dossier {numero}")
    paul.reads("Visas")
    paul.clicks("Visa favorable")
    paul.reads("Visa favorable")
    paul.message = here
    becomes(paul, "ce n'est plus attendu")
    office.at("2027-10-05T09:00")
    assert not [key for key in office.digests() if paul.person.id in key and "10-05" in key]


def test_without_anyone_to_give_it_the_coordinators_channel_reads_which_role_lacks(
    office: Office, numero: int
) -> None:
    office.at("2027-09-21T09:00")
    message = office.channel_reads("Mission développement durable")
    said = str(message["blocks"])
    assert "personne n'a le rôle qu'il faut" in said.replace("’", "'")
    assert f"Dossier {numero}" in said


def test_what_waits_is_in_ones_list_with_the_way_to_it(office: Office, numero: int) -> None:
    paul = Writer(office.workspace, "paul")
    paul.commands("échéances")
    assert VISA in paul.reads("Vos échéances")
    assert f"Voir le dossier {numero}" in buttons(paul)


def test_done_elsewhere_it_is_refused_with_the_way_to_it(office: Office, numero: int) -> None:
    paul = Writer(office.workspace, "paul")
    row = row_of(office, numero)
    paul.says_beside(f"fait {row}")
    assert "C'est là que cela se fait" in paul.reads("Rien n'a changé")
    assert buttons(paul) == [f"Voir le dossier {numero}"]


def row_of(office: Office, numero: int) -> int:
    """The number of the row of the visa that waits."""
    with office.store.read() as session:
        rows = echeances.waits(session, office.scheme.id, beginning=f"dossier/{numero}/")
    return next(row.numero for row in rows if "referent" in row.cle)


def test_the_agenda_of_a_meeting_is_posted_a_week_before_and_kept_up_to_date(
    office: Office, numero: int
) -> None:
    office.assistant = Assistant(
        office.scheme,
        office.store,
        today=office.assistant.today,
        canaux=Canaux(comite=office.channel, coordination=office.channel),
    )
    with office.store.write() as session:
        known(session, "max", "commande-publique")
        programme.fixer(session, office.scheme, date(2027, 10, 7), par="max", now=office.clock())
    office.at("2027-09-29T09:00")
    assert not agendas(office)
    office.at("2027-09-30T08:00")
    assert not agendas(office)
    office.at("2027-09-30T09:00")
    said = shown(office.channel_reads("jeudi 7 octobre 2027 : ordre du jour"))
    assert f"n° {numero}, Vélos" in said
    with office.store.write() as session:
        other = sent(session, office.scheme, "lea", TO_COMITE | {"objet": "Casques"})
        put_in(session, other, "inscrit")
        programme.fixer(session, office.scheme, date(2027, 10, 7), par="max", now=office.clock())
    office.at("2027-10-01T09:00")
    office.at("2027-10-01T09:01")
    [first, then] = agendas(office)
    assert (first.remplace, then.remplace) == (None, first.cle)
    assert "Casques" in then.contenu


def agendas(office: Office) -> list[Envoi]:
    """The agendas owed, with their updates."""
    with office.store.read() as session:
        return list(
            session.exec(
                select(Envoi).where(col(Envoi.cle).startswith("seance:")).order_by(col(Envoi.id))
            )
        )
