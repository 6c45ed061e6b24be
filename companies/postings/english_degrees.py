"""The least degree that an English posting asks for in its text."""

import re
from collections.abc import Iterator

from .degrees import lowest

DOTTED = re.compile(r"\b(?:[A-Z][A-Za-z]{0,4}\.\s?){1,2}(?:[A-Z][A-Za-z]?\b\.?)?")
"""B.S., Ph. D., M.Sc.: points that end no sentence."""
LEVEL_WORDS = {
    "college": (r"associate(?:[’']?s)?(?= degree| or bachelor|/bachelor)|two[- ]year degree"),
    "bachelor": (
        r"\bbachelor(?:[’']?s)?\b|(?-i:\bB(?:Sc|SC|S|A|Pharm|Eng|Tech)\b(?!-))|undergraduate degree"
    ),
    "master": (
        r"\bmaster[’']?s\b(?! the\b)|\bmaster(?= degree| of [A-Z]| in [A-Z])"
        r"|(?-i:(?<!-)(?<!-MS/)(?<![LG]C/)\bM(?:Sc|SC|S|BA|Pharm|Eng|Tech|PH)\b(?!-|"
        r" Office| Word| Excel))"
        r"|(?:advanced|graduate|postgraduate) degree"
    ),
    "doctor": r"\bPh\.?\s?D\b|\bdoctorate\b|\bdoctoral degree|\bPharm\.?\s?D\b",
}
LEVEL = re.compile(
    "|".join(f"(?P<{code}>{words})" for code, words in LEVEL_WORDS.items()), re.IGNORECASE
)
ANY_DEGREE = re.compile(r"\bdegree(?: level)?(?= in | required| is required|$)|degree level", re.I)
ANY_DEGREE_COUNTS_AS = "bachelor"
CLAUSE = re.compile(r"[^;\n•●▪*·¬∙]+?(?:\.(?=\s|$)|(?=[;\n•●▪*·¬∙])|$)")
REMARK = re.compile(r"\((?P<inside>[^()]*)\)")
NOT_ASKED = re.compile(
    r"\bprefer(?:red|abl[ey]|ence)?\b|\bplus\b(?! \d)|desir(?:ed|able)|nice to have|advantage"
    r"|bonus|\bideal(?:ly)?\b(?! candidate)|\basset\b|beneficial|welcome"
    r"|not (?:required|necessary|essential)|\bno (?:\w+ )?degree|high school|\bGED\b",
    re.IGNORECASE,
)
OR_EXPERIENCE = re.compile(
    r"(?:\bor|and/or|/)\s+(?:an? |the )?(?:combination|"
    r"(?:(?!field|discipline|degree|subject)[\w-]+[ /]){0,5}(?:experience|training))"
    r"|equivalent experience|equivalent combination",
    re.IGNORECASE,
)
HINT = re.compile(
    r"egree|DEGREE|achelor|BACHELOR|aster|MASTER|P[Hh]|octorate|ssociate|B[SAPTESc]|M[SBPTE]"
)
"""Stands in every clause that names a degree: most clauses do not, and this is quick to see."""
STUDYING = re.compile(
    r"(?:ph\.?d|master[’']?s?|bachelor[’']?s?|degree|undergraduate)\s+(?:candidate|student"
    r"|graduate)"
    r"|pursuing|enrolled|working towards?|currently|\bdegree of\b|in progress|recent",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"requir|\bmust\b|\bminimum\b|\bmin\b|essential|\bhold|\bhave\b|qualifi|education|educated"
    r"|(?:\bdegree|\bbachelor[’']?s?|\bmaster[’']?s?|\bB[SA]c?|\bM[SA]c?|\bPh\.?D)\W+(?:degree\W+)?"
    r"(?:in|with|or|and|level|from)\b",
    re.IGNORECASE,
)


def degree_in_english(text: str) -> str:
    """Return the lowest degree that an English text asks for, "" where it asks for none."""
    undotted = DOTTED.sub(lambda found: found[0].replace(".", "").replace(" ", "") + " ", text)
    clauses = filter(HINT.search, CLAUSE.findall(undotted))
    return lowest(code for clause in clauses for code in _asked_in(clause))


def _asked_in(clause: str) -> Iterator[str]:
    bare = REMARK.sub(_kept_remark, clause).strip(" -–—:\t")
    found = list(LEVEL.finditer(bare)) or list(ANY_DEGREE.finditer(bare))
    if not found or any(words.search(bare) for words in (NOT_ASKED, OR_EXPERIENCE, STUDYING)):
        return
    if found[0].start() < len("A minimum of ") or ASKS.search(bare):
        yield from (level.lastgroup or ANY_DEGREE_COUNTS_AS for level in found)


def _kept_remark(remark: re.Match[str]) -> str:
    """Keep (MS or PhD) and (preferred), but not (chemistry preferred)."""
    inside = remark["inside"]
    says_level = LEVEL.search(inside) or len(inside.split()) == 1 or OR_EXPERIENCE.search(inside)
    return f" {inside} " if says_level else " "
