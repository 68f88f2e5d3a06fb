"""A definition edited while the bot runs: the last good one answers."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from schemes.faults import DefinitionError
from schemes.loader import UnknownSchemeError, file_of
from storage.store import Store
from workflows.assistant import FollowedAssistant

EXAMPLE = file_of("landes").read_text(encoding="utf-8")


@pytest.fixture
def edit(tmp_path: Path) -> Callable[[str], Path]:
    """Write the definition's file, as an editor does; gives its path."""
    moments = iter(range(1, 100))

    def write(text: str) -> Path:
        path = tmp_path / "landes.yaml"
        path.write_text(text, encoding="utf-8")
        moment = next(moments)
        os.utime(path, (moment, moment))
        return path

    return write


def test_a_changed_target_is_answered_and_a_fault_changes_nothing(
    edit: Callable[[str], Path], sqlite_store: Store
) -> None:
    told: list[DefinitionError] = []
    followed = FollowedAssistant(str(edit(EXAMPLE)), sqlite_store, told.append)

    def target() -> object:
        answer = followed.current().answer("heures-insertion 2026")
        return answer.cible.valeur  # type: ignore[union-attr]

    assert target() == 49000
    edit(EXAMPLE.replace("valeur: 49000", "valeur: 52000"))
    assert target() == 52000
    edit(EXAMPLE.replace("periode: {", "inconnu: 1\nperiode: {"))
    assert target() == 52000
    assert target() == 52000
    assert [str(error.faults[0]).split(" : ")[1] for error in told] == [
        "la clé « inconnu » n'est pas connue"
    ]
    edit(EXAMPLE)
    assert target() == 49000


def test_a_file_that_disappears_changes_nothing(
    edit: Callable[[str], Path], sqlite_store: Store
) -> None:
    told: list[DefinitionError] = []
    path = edit(EXAMPLE)
    followed = FollowedAssistant(str(path), sqlite_store, told.append)
    path.unlink()
    assert followed.current().answer("A2").type == "indicateur"
    assert len(told) == 1


def test_the_same_definition_is_the_same_assistant(sqlite_store: Store) -> None:
    followed = FollowedAssistant("landes", sqlite_store, lambda _: None)
    assert followed.current() is followed.current()


def test_what_is_no_definition_is_refused_at_once(sqlite_store: Store, tmp_path: Path) -> None:
    for name in ("atlantide", str(tmp_path), str(tmp_path / "absent.yaml")):
        with pytest.raises(UnknownSchemeError):
            FollowedAssistant(name, sqlite_store, lambda _: None)
