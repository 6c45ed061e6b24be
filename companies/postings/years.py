"""The years of experience a posting asks for at least: from its own cell or its text."""

import re
import unicodedata
from collections.abc import Iterator

from .mentions import sentences_of_demand

MOST_YEARS = 40
"""More are the history of a company, or a slip."""
NUMBERS = {
    **dict(zip("一二三四五六七八九十", range(1, 11), strict=True)),
    "两": 2,
    "半": 0,
    **dict(
        zip(
            ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
            range(1, 11),
            strict=True,
        )
    ),
}
NUMBER = rf"(?P<years>\d{{1,2}}|{'|'.join(NUMBERS)})"
RANGE = r"(?:\s*(?:[-~–—至到]|to)\s*(?:\d{1,2}|[一二两三四五六七八九十]|[a-z]{3,5}))?"
CHINESE_YEARS = rf"{NUMBER}{RANGE}\s*年"
OR_MORE = r"(?:\s*(?:及|或|\()?\s*以上\)?)"
IN_CHINESE = re.compile(
    rf"{CHINESE_YEARS}{OR_MORE}?[^,，。;；:：\n]{{0,30}}?(?:经[验历]|工作|从业)"
    rf"|(?:工作|从事|从业"
    rf"|经[验历])[^,，。;；\n\d]{{0,16}}{CHINESE_YEARS.replace('years', 'later')}{OR_MORE}"
    rf"|(?:年限|经验)(?:要求)?\s*:\s*{CHINESE_YEARS.replace('years', 'headed')}"
    rf"|\A\s*{CHINESE_YEARS.replace('years', 'alone')}{OR_MORE}?\s*\Z"
)
IN_ENGLISH = re.compile(
    rf"(?<![\w.$£€/-]){NUMBER}{RANGE}\s*\+?\s*(?:\(\d{{1,2}}\)\s*)?(?:or more |plus )?years?\b['’]?"
    r"[^.;:\n]{0,80}?\bexperience\b",
    re.IGNORECASE,
)
CELL = re.compile(rf"{NUMBER}{RANGE}\s*\+?\s*(?:年|years?|yrs?)", re.IGNORECASE)
NO_YEARS = re.compile(
    r"应届(?:毕业)?生?(?:亦可|也可|均可|可|优先)|无(?:需)?(?:工作)?经[验历](?!者?(?:勿|请勿|谢绝))"
    r"|不要求(?:工作)?经[验历]|在校生|应届(?:毕业)?生?$|no (?:prior "
    r"|previous )?experience (?:is )?(?:required|needed"
    r"|necessary)|entry[- ]level|new graduates? (?:are )?welcome|fresh graduates?",
    re.IGNORECASE,
)
PREFERRED = re.compile(
    r"[^,，。;；\n]{0,20}?(?:优先|尤佳|更佳|者佳|加分)|[^.,;\n]{0,40}?\b(?:preferred|preferable"
    r"|a plus|desir|advantage)",
    re.IGNORECASE,
)
DEGREE = re.compile(
    r"博士|硕士|本科|大专|研究生|ph\.?\s?d|master|bachelor|\bb\.?sc?\b|\bm\.?sc?\b|degree",
    re.IGNORECASE,
)
ABOUT_YEARS = re.compile(
    r"年|应届|经验|years?\b|entry|graduate|no (?:\w+ )?experience", re.IGNORECASE
)


def years_in_cell(cell: str) -> int | None:
    """Return the least years a cell such as 3-5年 or "2+ years" states, None where it states none.

    A cell for people without experience (应届毕业生) states 0.
    """
    text = unicodedata.normalize("NFKC", cell)
    if found := CELL.search(text):
        return _number(found["years"])
    return 0 if NO_YEARS.search(text) else None


def years_in_text(text: str) -> int | None:
    """Return the least years of experience that the text of a posting asks for, if any.

    Of years asked beside each other the most count; of those that go with different degrees
    (a master with three, a doctor with none) the fewest.
    """
    beside: list[int] = []
    by_degree: list[int] = []
    is_open = False
    for sentence in sentences_of_demand(text, ABOUT_YEARS):
        clause = unicodedata.normalize("NFKC", sentence)
        is_open = is_open or NO_YEARS.search(clause) is not None
        (by_degree if DEGREE.search(clause) else beside).extend(_years(clause))
    if not (beside or by_degree or is_open):
        return None
    return max(*beside, min(by_degree, default=0), 0)


def _years(clause: str) -> Iterator[int]:
    for found in (*IN_CHINESE.finditer(clause), *IN_ENGLISH.finditer(clause)):
        years = _number(next(filter(None, found.groups())))
        if years <= MOST_YEARS and not PREFERRED.match(clause, found.end()):
            yield years


def _number(words: str) -> int:
    return int(words) if words.isdigit() else NUMBERS[words.lower()]
