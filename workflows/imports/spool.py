"""Rows put aside in a temporary file, so that reading a large one takes neither memory nor lock."""

import json
import tempfile
from collections.abc import Iterator
from itertools import islice
from typing import Any


class Spool:
    """Rows of texts and numbers, written then read in order."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 -- see close
        self.count = 0

    def add(self, *row: Any) -> None:
        """Put a row at the end."""
        self._file.write(json.dumps(row, ensure_ascii=False) + "\n")
        self.count += 1

    def __iter__(self) -> Iterator[list[Any]]:
        self._file.seek(0)
        return map(json.loads, self._file)

    def lots(self, size: int) -> Iterator[list[list[Any]]]:
        """The rows, some at a time."""
        rows = iter(self)
        while lot := list(islice(rows, size)):
            yield lot

    def close(self) -> None:
        """Drop the rows."""
        self._file.close()
