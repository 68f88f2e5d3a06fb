"""The agenda and the record of a meeting as Word files, read back with python-docx."""

import io
from datetime import date

import pytest
from docx import Document
from docx.document import Document as WordDocument
from sqlmodel import Session

from bot.documents.seances import CONFIDENTIAL, to_docx
from schemes.scheme import Scheme
from storage.store import Store
from tests.revue_cast import DOINGS, NOW, TO_COMITE, known, put_in, sent
from workflows.revue import comite, programme
from workflows.revue.results import CompteRendu, OrdreDuJour

MARS = date(2027, 3, 18)
THE_DAY = NOW.replace(year=2027, month=3, day=18)
RUDE = "<b>Vélos</b> & {{ 7*7 }} ; «  45 000 € »"
REASON = "Louer d'abord :\n- moins cher\t(voir l'étude)\x00\n  {% if %}"


def opened(seance: object) -> WordDocument:
    assert isinstance(seance, OrdreDuJour | CompteRendu)
    return Document(io.BytesIO(to_docx(seance)))


def rows(document: WordDocument, table: int = 0) -> list[list[str]]:
    return [
        [cell.text.replace("\u00a0", " ") for cell in row.cells]
        for row in document.tables[table].rows
    ]


def paragraphs(document: WordDocument) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


@pytest.fixture
def scheme(ille_et_vilaine_scheme: Scheme) -> Scheme:
    return ille_et_vilaine_scheme


def meeting(session: Session, scheme: Scheme) -> tuple[int, int]:
    """Two dossiers on the agenda of a meeting; one of them is rudely worded."""
    for person, role in (("lea", "acheteur"), ("anne", "decideur"), ("max", "commande-publique")):
        known(session, person, role)
    known(session, "yves", "comite")
    numbers = [sent(session, scheme, "lea", TO_COMITE | {"objet": RUDE})]
    numbers.append(sent(session, scheme, "lea"))
    for numero in numbers:
        put_in(session, numero, "inscrit")
    programme.fixer(session, scheme, MARS, par="max", now=NOW)
    return numbers[0], numbers[1]


def test_the_agenda_says_each_dossier_and_no_amount(scheme: Scheme, sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        first, second = meeting(session, scheme)
        document = opened(programme.ordre_du_jour(session, scheme, MARS, par="yves"))
    assert paragraphs(document)[:3] == [
        "Ordre du jour",
        "Comité de revue des achats, jeudi 18 mars 2027",
        "Dossiers inscrits",
    ]
    state = "inscrit, en attente de décision depuis le 20 novembre 2026"
    assert rows(document) == [
        ["N°", "Objet", "Porté par", "État"],
        [str(first), RUDE, "Lea", state],
        [str(second), "Vélos", "Lea", state],
    ]
    assert CONFIDENTIAL not in paragraphs(document)
    assert document.core_properties.language == "fr-FR"


def test_the_record_keeps_reasons_as_typed(scheme: Scheme, sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        first, second = meeting(session, scheme)
        for member in ("yves", "anne"):
            known(session, member, "comite")
            DOINGS["donner-avis"](session, scheme, first, member)
        comite.decider(session, scheme, first, "reoriente", REASON, par="anne", now=THE_DAY)
        document = opened(programme.compte_rendu(session, scheme, MARS, par="yves"))
    assert rows(document) == [
        ["N°", "Objet", "Décision", "Motif", "Enregistrée par"],
        [
            str(first),
            RUDE,
            "réorienté",
            REASON.replace("\x00", ""),
            "Anne, le 18 mars 2027",
        ],
    ]
    assert [row[0] for row in rows(document, table=1)] == ["N°", str(second)]
    assert CONFIDENTIAL in paragraphs(document)


def test_a_meeting_without_dossiers_says_so(scheme: Scheme, sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        known(session, "max", "commande-publique")
        programme.fixer(session, scheme, MARS, par="max", now=NOW)
        agenda = opened(programme.ordre_du_jour(session, scheme, MARS, par="max"))
        record = opened(programme.compte_rendu(session, scheme, MARS, par="max"))
    assert (agenda.tables, record.tables) == ([], [])
    assert "Aucun dossier inscrit." in paragraphs(agenda)
    assert "Aucune décision enregistrée." in paragraphs(record)
    assert CONFIDENTIAL not in paragraphs(record)


def test_whoever_keeps_the_store_reads_what_a_member_reads(
    scheme: Scheme, sqlite_store: Store
) -> None:
    with sqlite_store.write() as session:
        meeting(session, scheme)
        kept = programme.ordre_du_jour(session, scheme, MARS, par=None)
        read = programme.ordre_du_jour(session, scheme, MARS, par="yves")
        refused = programme.ordre_du_jour(session, scheme, MARS, par="lea")
    assert rows(opened(kept)) == rows(opened(read))
    assert not isinstance(refused, OrdreDuJour)
