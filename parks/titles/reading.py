"""From a title as companies write it to the phrases that say what the work is."""

import re
import unicodedata
from typing import NamedTuple

from parks.titles.noise import NOISE, RECRUITER, RECRUITING, SENIORITY

HEAD, BESIDE, BRACKETED = 1.0, 0.6, 0.3
"""How much counts a phrase that names a person at work, one beside it, one in brackets."""

BRACKETS = re.compile(r"[(\[【<{「『〔《](.*?)[)\]】>}」』〕》]")
OPEN_BRACKET = re.compile(r"[(\[【{「『〔《].*$")
BETWEEN = re.compile(
    r"[\s/|\\、,;:_~·•!?&*\"'“”()\[\]【】—–]+|(?<![c+])\++|(?<![a-z])-|-(?![a-z])|\.(?![a-z0-9])"
)
HEADWORD = re.compile(
    r"(?:[师员工长官手者]|经理|主管|主任|总监|顾问|代表|教练|司机|医生|护士|会计|秘书|编辑|客服)$"
)
CHINESE = re.compile(r"[\u4e00-\u9fff]")


class Phrase(NamedTuple):
    text: str
    weight: float


def fold_title(title: str) -> str:
    """Return the title in small letters and plain forms (full-width letters, other brackets)."""
    return unicodedata.normalize("NFKC", title).casefold().strip()


def read_title(title: str) -> list[Phrase]:
    """Return the phrases of a title, with what each counts (0 < weight ≤ 1).

    Pay, benefits, seniority and calls to apply are left out, unless nothing else would
    be left. A phrase that ends in a headword (工程师, 经理) counts whole, one beside it less, and
    what stands in brackets least. A title without letters gives no phrases.
    """
    folded = fold_title(title)
    bracketed = [text for text in BRACKETS.findall(folded) if text]
    outside = OPEN_BRACKET.sub(" ", BRACKETS.sub(" ", folded))
    if not _letters(outside):
        outside, bracketed = " ".join(bracketed) or folded, []
    phrases = _weighted(_split(_without_seniority(_without_noise(outside))))
    inside = [part for text in bracketed for part in _split(NOISE.sub(" ", text))]
    return [*phrases, *(Phrase(part, BRACKETED) for part in inside)]


def _without_noise(text: str) -> str:
    if RECRUITING.search(text):
        return text
    called = RECRUITER.sub("", text, count=1)
    plain = NOISE.sub(" ", called)
    return plain if _letters(plain) else text


def _without_seniority(text: str) -> str:
    plain = SENIORITY.sub("", text)
    return plain if _letters(plain) else text


def _split(text: str) -> list[str]:
    """Cut at signs; words of a Latin phrase stay together."""
    parts: list[str] = []
    for part in filter(_letters, BETWEEN.split(text)):
        latin = not CHINESE.search(part)
        if latin and parts and not CHINESE.search(parts[-1]):
            parts[-1] += f" {part}"
        else:
            parts.append(part)
    return parts


def _weighted(parts: list[str]) -> list[Phrase]:
    heads = {part for part in parts if HEADWORD.search(part) or not CHINESE.search(part)}
    return [Phrase(part, HEAD if part in heads or not heads else BESIDE) for part in parts]


def _letters(text: str) -> bool:
    return any(map(str.isalpha, text))
