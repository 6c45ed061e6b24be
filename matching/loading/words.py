"""Words of a text as numbers, for the lexical term of the score.

Words that tell what nobody may be matched by (sex, age, origin, family, the school's name) are left
out, as are addresses and numbers, and words that every posting or CV has.
"""

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import version
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import rjieba

from matching.loading.stop_words import PEOPLES, STOP_WORDS
from talent.cv.schools import find_schools

EDITION = f"3 rjieba {version('rjieba')}"
"""Changes when the same text gives other words, so that all texts are read again."""
TERM_LIMIT = 512
COUNT_LIMIT = 255
TERM_BITS = (1 << 31) - 1
QUARTERS = 4
NO_TOPICS: Mapping[int, int] = MappingProxyType({})
SHORTEST = 2

ADDRESS = re.compile(
    r"[a-z0-9._%+-]{1,64}@[a-z0-9.-]+|(?:https?://|www\.)[!-~]+", re.IGNORECASE | re.ASCII
)
LATIN = re.compile(r"[a-z0-9à-öø-ÿα-ω]+(?:-[a-z0-9à-öø-ÿα-ω]+)*(?:\+\+|#)?")
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{2,}")
DIGIT = re.compile(r"[0-9]")
CLAUSE_END = re.compile(r"[，。；;,\n]|\.(?=\s|$)")
OF_THE_PERSON = re.compile(
    rf"性别|年龄|[0-9]\s*岁|周岁|婚|[已未]育|籍贯|户籍|户口|民族|{'|'.join(PEOPLES.split())}|政治面貌|党员|团员"
    r"|身高|体重|出生|国籍|\b(?:married|unmarried|single|divorced|widowed|aged|years old|born|birth"
    r"|nationality|citizenship|ethnic\w*|gender|sex|marital|children|height|weight|hukou"
    r"|household registration)\b|^\s*(?:fe)?male\s*$",
    re.IGNORECASE,
)
"""What tells that a clause is about the person and not about what they can do."""


class PackedTerms(NamedTuple):
    """Terms as they are stored: little-endian int32, ascending, and one byte for each count."""

    terms: bytes
    counts: bytes


def pack_terms(text: str, topics: Mapping[int, int] = NO_TOPICS) -> PackedTerms:
    """The words of a text and its `topics`, in quarters; at most 512, topics and frequent ones.

    The term of a word is its CRC-32 without the highest and the lowest bit, so it is the same
    everywhere, and even where those of topics are odd.
    """
    counted: Counter[int] = Counter(topics)
    for token, count in _tokens(text).items():
        for term in _terms(token):
            counted[term] += QUARTERS * count
    if len(counted) > TERM_LIMIT:
        often = sorted(counted, key=lambda term: (-(term & 1), -counted[term], term))
        counted = Counter({term: counted[term] for term in often[:TERM_LIMIT]})
    terms = sorted(counted)
    counts = bytes([min(counted[term], COUNT_LIMIT) for term in terms])
    return PackedTerms(np.array(terms, "<i4").tobytes(), counts)


def words_of(text: str) -> dict[str, int]:
    """The words of a text that tell something, and how often each stands there.

    Chinese is cut by rjieba; Latin words are lower-cased, those with a digit keep their parts
    together ("IL-6", also "IL6"), others are taken apart ("high-throughput").
    """
    counted: Counter[str] = Counter()
    for token, count in _tokens(text).items():
        for word in _words(token):
            counted[word] += count
    return dict(counted)


def _tokens(text: str) -> Counter[str]:
    plain = ADDRESS.sub(" ", unicodedata.normalize("NFKC", text))
    plain = _of_the_work(_without_schools(plain)).lower()
    tokens = Counter(LATIN.findall(plain))
    tokens.update(rjieba.cut("\n".join(HAN.findall(plain))))
    return tokens


def _without_schools(text: str) -> str:
    kept, end = [], 0
    for school in find_schools(text, 0, len(text)):
        kept.append(text[end : school.start])
        end = max(end, school.end)
    return " ".join([*kept, text[end:]])


def _of_the_work(text: str) -> str:
    """Leave out clauses about sex, age, origin, family and looks: nobody is matched by those."""
    clauses = CLAUSE_END.split(text)
    return "\n".join(clause for clause in clauses if not OF_THE_PERSON.search(clause))


@lru_cache(maxsize=1 << 16)
def _terms(token: str) -> tuple[int, ...]:
    return tuple(zlib.crc32(word.encode()) & TERM_BITS & ~1 for word in _words(token))


def _words(token: str) -> list[str]:
    words = [token]
    if "-" in token:
        words = [token.replace("-", "")] if DIGIT.search(token) else token.split("-")
    return [word for word in words if _tells(word)]


def _tells(word: str) -> bool:
    return len(word) >= SHORTEST and word not in STOP_WORDS and not word.isdecimal()
