"""Rows of a CSV file, each with the line where an editor shows its start."""

import csv
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from itertools import chain, islice

from . import limits
from .encoding import UTF_8, encoding_of
from .lines import Line, Score

DELIMITERS = (",", ";", "\t")
END = "\x00end of the file\x00"

csv.field_size_limit(limits.FILE_BYTES)  # for the whole process: the module knows no other way


def read_delimited(data: bytes, score: Score) -> Iterator[Line]:
    """Return the rows of a CSV file, blank ones left out.

    The delimiter is the one by which a row near the top looks most like headings. Bytes that are
    not UTF-8 come as lone surrogates. Raise ImportFileError for a file in an unknown encoding.
    """
    encoding = encoding_of(data)
    delimiter = max(DELIMITERS, key=lambda mark: _best(_rows(data, encoding, mark), score))
    return _rows(data, encoding, delimiter)


def _best(rows: Iterator[Line], score: Score) -> tuple[int, int]:
    top = islice(rows, limits.LINES_ABOVE_DATA)
    return max(
        ((score(line.cells[: limits.COLUMNS]), len(line.cells)) for line in top), default=(0, 0)
    )


def _rows(data: bytes, encoding: str, delimiter: str) -> Iterator[Line]:
    """Yield rows. Behind them stands a mark of ours, which only an open quotation swallows."""
    errors = "surrogateescape" if encoding == UTF_8 else "strict"
    lines = TextIOWrapper(BytesIO(data), encoding, errors, newline="")
    reader = csv.reader(chain(lines, ["\n", END]), delimiter=delimiter)
    number = 1
    for cells in reader:
        if cells == [END]:
            return
        if not _is_blank(cells):
            yield Line(number, cells, is_open=cells[-1].endswith(END))
        number = reader.line_num + 1


def _is_blank(cells: list[str]) -> bool:
    """Say whether a row holds nothing, even when it was cut at another delimiter than its own."""
    return not any(cell.strip().strip("".join(DELIMITERS)) for cell in cells)
