"""A definition followed as its file changes: the last good one counts."""

from collections.abc import Callable
from pathlib import Path

from schemes.faults import DefinitionError
from schemes.loader import COMMON_FICHE, load
from schemes.scheme import Scheme


class FollowedDefinition:
    """The scheme that a file defines, read again when the file changes.

    A change that cannot be used is told once to `on_fault`, and the scheme stays as it was.
    Raises DefinitionError when the file cannot be used at first.
    """

    def __init__(self, path: Path, on_fault: Callable[[DefinitionError], None]) -> None:
        self._path = path
        self._on_fault = on_fault
        self._seen = self._stamp()
        self._scheme = load(path)

    def current(self) -> Scheme:
        """The scheme as last read without fault; the same object while nothing changes."""
        stamp = self._stamp()
        if stamp != self._seen:
            self._seen = stamp
            try:
                self._scheme = load(self._path)
            except DefinitionError as error:
                self._on_fault(error)
        return self._scheme

    def _stamp(self) -> tuple[tuple[int, int] | None, ...]:
        return _stamp(self._path), _stamp(COMMON_FICHE)


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
