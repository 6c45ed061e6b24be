"""Looking for forbidden wording in the text of a posting."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from .rules import Rule, load_rules


@dataclass(frozen=True)
class Breach:
    """text[start:end], quoted as it was written, is what a rule forbids."""

    rule: Rule
    start: int
    end: int
    quote: str


def breaches_in(text: str, *, kind: str = "") -> list[Breach]:
    """Return what a text says that no posting may say, in the order of the text.

    `kind` is the value of the opening's kind, as some rules leave some kinds alone. Each place
    counts once per rule. Letters and digits of full width are read as the plain ones.
    """
    plain = _plain(text)
    found = [breach for rule in load_rules() for breach in _by_rule(rule, plain, text, kind)]
    return sorted(found, key=lambda breach: (breach.start, breach.end))


def _by_rule(rule: Rule, plain: str, text: str, kind: str) -> Iterator[Breach]:
    if kind in rule.exempt_kinds:
        return
    found = list(rule.pattern.finditer(plain))
    allowed = [match.span() for match in rule.unless.finditer(plain)] if found else []
    for match in found:
        start, end = _trimmed(plain, *match.span())
        if not any(first < end and start < last for first, last in allowed):
            yield Breach(rule, start, end, text[start:end])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out the marks and spaces that a pattern needed around the words themselves."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def _plain(text: str) -> str:
    """Return the text in plain letters and digits, each at its place."""
    return text if text.isascii() else "".join(map(_plain_character, text))


@cache
def _plain_character(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character
