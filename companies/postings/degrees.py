"""The least degree a posting asks for, as a code of DegreeLevel: from its own cell or its text.

Only wording that asks for a degree counts. What is preferred, or may be replaced by experience,
closes nobody out, so it asks for none.
"""

import re
import unicodedata
from collections.abc import Iterable

from django.utils.translation import gettext as _

from parks.imports.errors import CellError

RISING = ("secondary", "college", "bachelor", "master", "doctor")
NONE_ASKED = ""

CELL_WORDS = {
    NONE_ASKED: (
        r"不限|不要求|无要求|无学历|初中|小学|其他|^无$|^-+$|^none$|^any$|^n/?a$"
        r"|no degree|not required"
    ),
    "secondary": r"中专|中技|中职|职高|技校|技工|高中|high school|vocational",
    "college": r"大专|专科|高职|高专|associate|junior college|college diploma",
    "bachelor": (
        r"本科|学士|大学(?!专科)|bachelor|undergraduate|university|\bb\.?sc?\b|\bb\.?a\b"
        r"|\bb\.?eng\b"
    ),
    "master": r"硕士|研究生|master|\bm\.?sc?\b|\bm\.?a\b|\bm\.?eng\b|\bmba\b|postgraduate",
    "doctor": r"博士|ph\.?\s?d|doctor|\bm\.?d\b",
}
IN_CELL = {code: re.compile(words) for code, words in CELL_WORDS.items()}
IN_LINE = re.compile(r"(?:^|[|｜])\s*(?P<words>[^|｜]{2,8}?)\s*(?=[|｜]|$)")

LEVEL_WORDS = {
    "secondary": r"中专|中技|中职|职高",
    "college": r"大学专科|大专|(?<!本)专科|高职",
    "bachelor": r"(?:大学)?本科|学士",
    "master": r"硕士(?:研究生)?|(?<!硕士)(?<!博士)研究生",
    "doctor": r"博士(?!后)(?:研究生)?",
}
LEVEL = "|".join(f"(?:{words})" for words in LEVEL_WORDS.values())
LEVEL_OF = {code: re.compile(words) for code, words in LEVEL_WORDS.items()}
ASKED = re.compile(
    rf"(?:{LEVEL})(?:[及或和、/与]+(?:{LEVEL}))*(?:\([^()]{{1,6}}\))?"
    r"(?=\s*(?:学历|学位)?(?:\([^()]{1,6}\))?\s*(?:以?及|或者?)?\s*以上|\s*(?:学历|学位|毕业(?!生))"
    r"|[一二两三四五六七八九十\d]+年以上)"
)
ASKED_AFTER = re.compile(rf"(?:学历|学位)(?:要求)?\s*:\s*(?:{LEVEL})(?:[/、或](?:{LEVEL}))*")
PART = re.compile(r"[^,，。;；\n]+")
PREFERRED = re.compile(r".{0,12}?(?:优先|尤佳|更佳|者佳|为佳|加分)")
NOT_ASKED = re.compile(r"补贴|奖励|职称|落户|入户")


def read_degree(cell: str) -> str:
    """Return the degree a cell asks for, the lowest of several, "" for none; else CellError."""
    text = unicodedata.normalize("NFKC", cell).casefold().strip()
    if not text:
        return NONE_ASKED
    found = _codes_in_cell(text)
    if not found:
        raise CellError(_("names no degree; write for example 本科 or Bachelor"))
    return found[0]


def degree_in_line(line: str) -> str:
    """Return the degree among the parts of a line such as "无工作经验|硕士|招3人|", "" without."""
    for part in IN_LINE.finditer(line):
        if found := _codes_in_cell(part["words"].casefold()):
            return found[0]
    return NONE_ASKED


def degree_in_chinese(text: str) -> str:
    """Return the lowest degree that a Chinese text asks for, "" where it asks for none."""
    plain = unicodedata.normalize("NFKC", text)
    parts = (part[0] for part in PART.finditer(plain) if not NOT_ASKED.search(part[0]))
    return lowest(code for part in parts for code in _asked_in(part))


def lowest(codes: Iterable[str]) -> str:
    return min(codes, key=RISING.index, default=NONE_ASKED)


def _codes_in_cell(text: str) -> list[str]:
    return [code for code, words in IN_CELL.items() if words.search(text)]


def _asked_in(part: str) -> Iterable[str]:
    for found in (*ASKED.finditer(part), *ASKED_AFTER.finditer(part)):
        if not PREFERRED.match(part, found.end()):
            yield from (code for code, words in LEVEL_OF.items() if words.search(found[0]))
