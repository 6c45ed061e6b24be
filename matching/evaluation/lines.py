"""Files of JSON lines, read strictly: what is wrong is said with its file, line and field."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SEPARATORS = str.maketrans("；;、|", ",,,,")


class BrokenCollectionError(Exception):
    """A labelled collection cannot be used; the message is one sentence."""


@dataclass(frozen=True)
class Line:
    """One JSON object of a file."""

    file: str
    number: int
    cells: dict[str, Any]

    def fault(self, field: str, reason: str) -> BrokenCollectionError:
        return BrokenCollectionError(f"{self.file}, line {self.number}, “{field}”: {reason}.")

    def text(self, field: str, *, may_be_empty: bool = False) -> str:
        """Return a text; raise BrokenCollectionError where there is none."""
        value = self.cells.get(field)
        if not isinstance(value, str) or not (value.strip() or may_be_empty):
            raise self.fault(field, "there must be a text here")
        return _whole_characters(self, field, value)

    def optional_text(self, field: str) -> str:
        """Return a text, "" where the field is missing, null or empty."""
        return "" if self._is_missing(field) else self.text(field)

    def identifier(self, field: str) -> str:
        """Return an id: a text without tabs and line ends, or a whole number written as one."""
        value = self.cells.get(field)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        text = self.text(field).strip()
        if len(text.split("\t")) > 1 or len(text.splitlines()) > 1:
            raise self.fault(field, "an id cannot hold a tab or a line end")
        return text

    def language(self, field: str) -> str:
        """Return the first part of a language tag in lower case: zh of “zh-Hans”."""
        tag = self.text(field).strip().lower().replace("_", "-").split("-")[0]
        if not (tag.isascii() and tag.isalpha() and 2 <= len(tag) <= 8):
            raise self.fault(field, "this is no language, such as zh or en")
        return tag

    def names(self, field: str) -> tuple[str, ...]:
        """Return a list of texts, or the parts of one text set apart by commas or semicolons."""
        if self._is_missing(field):
            return ()
        value = self.cells[field]
        parts = value.translate(SEPARATORS).split(",") if isinstance(value, str) else value
        if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
            raise self.fault(field, "there must be a list of texts here")
        whole = (_whole_characters(self, field, part).strip() for part in parts)
        return tuple(filter(None, whole))

    def _is_missing(self, field: str) -> bool:
        value = self.cells.get(field)
        return value is None or (isinstance(value, str) and not value.strip())


def read_lines(path: Path) -> Iterator[Line]:
    """Yield the objects of a file; blank lines do not count.

    Raise BrokenCollectionError for a file that is missing, is not UTF-8 or holds no object, and
    for the first line that is not a JSON object.
    """
    found = False
    for number, words in enumerate(read_file(path).split("\n"), start=1):
        if words.strip():
            found = True
            yield Line(path.name, number, _object(path.name, number, words))
    if not found:
        raise BrokenCollectionError(f"{path.name} is empty.")


def read_file(path: Path) -> str:
    """Return the text of a file; raise BrokenCollectionError where that cannot be."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise BrokenCollectionError(f"There is no file “{path}”.") from error
    except UnicodeDecodeError as error:
        reason = f"{path.name} is not UTF-8: byte {error.start} cannot be read."
        raise BrokenCollectionError(reason) from error
    except (OSError, ValueError) as error:  # a folder, no permission, a NUL in the name
        raise BrokenCollectionError(f"The file “{path}” cannot be read.") from error


def _object(file: str, number: int, words: str) -> dict[str, Any]:
    try:
        cells = json.loads(words)
    except (ValueError, RecursionError) as error:
        raise BrokenCollectionError(f"{file}, line {number} is not JSON.") from error
    if not isinstance(cells, dict):
        raise BrokenCollectionError(f"{file}, line {number} is not a JSON object.")
    return cells


def _whole_characters(line: Line, field: str, text: str) -> str:
    """JSON may escape half a character, which no file and no page could hold."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise line.fault(field, "it holds half of a character") from error
    return text
