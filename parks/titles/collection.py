"""Labelled titles, one JSON object a line: {"title": "细胞培养工程师", "code": "2-02-32-02"}."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from parks.titles.codes import canonical_code


class LabelledTitle(NamedTuple):
    """A title and the code of its occupation, as the vocabulary writes it if it is a code."""

    title: str
    code: str


class BrokenCollectionError(Exception):
    """The file is no collection of labelled titles; the message is one sentence."""


def read_collection(path: Path) -> list[LabelledTitle]:
    """Return the titles of a file; blank lines do not count.

    Raise BrokenCollectionError for a file that cannot be read or holds no titles, and for the
    first line that is not an object with a title and a code.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except FileNotFoundError as error:
        raise BrokenCollectionError(f"There is no file “{path}”.") from error
    except (OSError, ValueError) as error:  # a folder, no permission, a NUL in the name, bytes
        raise BrokenCollectionError(f"The file “{path}” cannot be read as UTF-8 text.") from error
    titles = list(_titles(lines))
    if not titles:
        raise BrokenCollectionError(f"The file “{path}” holds no titles.")
    return titles


def _titles(lines: list[str]) -> Iterator[LabelledTitle]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            title, code = _cells(number, line)
            yield LabelledTitle(title, canonical_code(code) or code)


def _cells(number: int, line: str) -> tuple[str, str]:
    try:
        cells = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BrokenCollectionError(f"Line {number} is not JSON.") from error
    if not isinstance(cells, dict):
        raise BrokenCollectionError(f"Line {number} is not a JSON object.")
    for name in ("title", "code"):
        if not isinstance(cells.get(name), str) or not cells[name].strip():
            raise BrokenCollectionError(f"Line {number} has no text as its “{name}”.")
    return cells["title"], cells["code"]
