"""Which skills of a clause are alternatives or examples, so that no one of them is a must."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from .stretches import Stretches

FORWARD = re.compile(
    r"如[:：、]|例如|比如|诸如|包括但不限于|至少(?!\d)|[一1]种(?:或|及)?以上"
    r"|任[意一](?:一?[种门项个])"
    r"|\bat least one\b|\b(?:one|two|any|either) (?:or more )?of\b|\be\.g\.|\bsuch as\b"
    r"|\bfor example\b"
    r"|\bincluding but\b"
)
BACKWARD = re.compile(
    r"(?:至少|任意|中的?|的)?(?:其中)?[一1](?:种|门|项|个)(?:以上|即可|及以上)?|之一"
)
PART_END = re.compile(r"[，。；;)）]")
PART_BEGIN = re.compile(r"[，。；;（(]|熟[悉练]|掌握|了解|精通|具[备有]")
OR = re.compile(
    r"或者?(?!以上|更|者优先|熟|掌握|精通|具)|(?<=[\s/)])or (?!more|above|higher|equivalent|related"
    r"|similar"
    r"|greater|at least|other)"
)
HINT = re.compile(
    r"或|如|[一1任]|之一|至少|诸|包括但|or |one|any |two |either |e\.g|such|example|including but"
)
REACH = 30
"""How far from its "or" a skill may stand, in characters."""
LISTED = re.compile(r"[\s,、/&]+(?:and |和|及)?")
WINDOW = 160
LONGEST_LIST = 400

Span = tuple[int, int]


def choices(text: str, start: int, end: int, spans: Sequence[Span]) -> set[int]:
    """Return where those spans of a clause text[start:end] begin that are one of several.

    The text is in lower case, the spans in order. "Python and frameworks such as PyTorch" leaves
    Python a skill by itself.
    """
    if not HINT.search(text, start, end):
        return set()
    listed = Stretches(_lists(text, start, end))
    among = {span[0] for span in spans if listed.cover(*span)}
    return among.union(*(_around(text, found, spans) for found in OR.finditer(text, start, end)))


def _lists(text: str, start: int, end: int) -> Iterator[Span]:
    for found in FORWARD.finditer(text, start, end):
        last = min(end, found.end() + LONGEST_LIST)
        stop = PART_END.search(text, found.end(), last)
        yield found.end(), stop.start() if stop else last
    for found in BACKWARD.finditer(text, start, end):
        first = max(start, found.start() - WINDOW)
        begins = [mark.end() for mark in PART_BEGIN.finditer(text, first, found.start())]
        yield (begins[-1] if begins else first), found.end()


def _around(text: str, found: re.Match[str], spans: Sequence[Span]) -> Iterator[int]:
    """Yield where the spans on both sides of an "or" begin, and those in a list with them."""
    after = bisect_left(spans, (found.end(), 0))
    if after < len(spans) and spans[after][0] - found.end() <= REACH:
        yield spans[after][0]
    before = after - 1
    if before < 0 or found.start() - spans[before][1] > REACH:
        return
    yield spans[before][0]
    while before and LISTED.fullmatch(text, spans[before - 1][1], spans[before][0]):
        before -= 1
        yield spans[before][0]
