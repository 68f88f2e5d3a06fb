"""What waits in the bot, on Slack: in the digest, with the way to do it, until it is done."""

from collections.abc import Iterator

import pytest

from schemes.scheme import Scheme
from storage import echeances
from storage.store import Store
from tests.conversations.dialogue import Writer, elements
from tests.conversations.office import Office, becomes, offered, office_of
from tests.revue_cast import NOW, TO_COMITE, known, sent
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
