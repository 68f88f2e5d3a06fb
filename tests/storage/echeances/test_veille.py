"""What a worker does again and again. On both databases."""

from tests.storage.echeances.conftest import CAP, COORDINATOR, Office, with_cap


def test_the_first_tick_follows_the_definition_and_the_next_ones_what_changes_in_it(
    office: Office,
) -> None:
    whole = office.scheme
    assert office.tick("2027-10-03T10:00") == {}
    assert office.row(CAP).etat == "ouverte"
    office.scheme = with_cap(whole, None)
    assert CAP not in office.tick("2027-10-04T09:00")[COORDINATOR]
    assert office.row(CAP).etat == "retiree"


def test_a_worker_that_starts_late_recalls_what_another_followed(office: Office) -> None:
    office.follow("2027-09-20T10:00")
    assert CAP in office.tick("2027-10-07T15:00")[COORDINATOR]
