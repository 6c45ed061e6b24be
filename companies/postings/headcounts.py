"""How many people a posting looks for."""

import re
import unicodedata

from parks.imports.cells import read_whole_number

MOST = 10_000
UNKNOWN = re.compile(r"若干|多[名人]|不限|several", re.IGNORECASE)
RANGE = re.compile(r"\s*\d{1,4}\s*[-~–—至到]\s*(?P<most>\d{1,4})\s*[人名]?\s*")
PEOPLE = re.compile(r"(?P<most>\d{1,4})\s*[人名个位]")
IN_TEXT = re.compile(
    r"招聘?人数\s*[:：]?\s*(?:\d{1,3}\s*[-~–至]\s*)?(?P<number>\d{1,3})(?!\d)"
    r"|招(?:\d{1,3}\s*[-~–至]\s*)?(?P<people>\d{1,3})\s*[人名]"
)


def read_headcount(cell: str) -> int | None:
    """Return the number in a cell, the upper end of a range, None for 若干 and an empty cell.

    Raise CellError for anything else, and for numbers that no opening has.
    """
    text = unicodedata.normalize("NFKC", cell)
    if UNKNOWN.search(text):
        return None
    found = RANGE.fullmatch(text) or PEOPLE.fullmatch(text.strip())
    return read_whole_number(found["most"] if found else text, least=1, most=MOST)


def headcount_in_text(text: str) -> int | None:
    """Return the number after 招聘人数 or in 招2人, None where neither stands."""
    found = IN_TEXT.search(unicodedata.normalize("NFKC", text))
    number = int(found["number"] or found["people"]) if found else 0
    return number or None
