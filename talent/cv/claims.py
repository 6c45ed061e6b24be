"""Which finds of the skill matcher are claims of the person, and at what level.

A level comes from the person's own words, else from practice (in a post, a project, a thesis:
familiar), else none is stated; a course alone makes one aware.
"""

import re
from collections import deque
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from talent.cv import claim_words as words
from talent.cv.claim_words import AWARE, FAMILIAR
from talent.cv.standings import Standing, Standings
from talent.cv.values import CvSkill, Found, MatchedSpan


class Basis(IntEnum):
    """What a level rests on; of several mentions of a skill the best founded counts."""

    TAUGHT = 0
    NAMED = 1
    PRACTISED = 2
    STATED = 3


def _alternatives(levels: dict[int, str]) -> str:
    return "|".join(f"(?P<level_{level}>{pattern})" for level, pattern in levels.items())


MARKER = re.compile(
    rf"(?P<denied>{words.DENIED})|(?P<wished>{words.WISHED})|(?P<others>{words.OTHERS})"
    rf"|(?P<released>{words.RELEASED})|{_alternatives(words.BEFORE_SKILL)}"
    rf"|(?P<taught>{words.TAUGHT})|(?P<practised>{words.PRACTISED})",
    re.IGNORECASE,
)
BRACKETED = re.compile(
    rf"[ \t]*[（(:：|–—-][ \t]*(?:(?P<denied>{words.NOT_CLAIMED_AFTER})"
    rf"|{_alternatives(words.AFTER_SKILL)})"
    r"(?=[ \t]*(?:[)）,，;；、。.\n|/]|$))",
    re.IGNORECASE,
)
TRAILING = re.compile(
    rf"(?:的?(?:操作|技术|使用|方面|技能|软件|规范|流程|应用|实验)){{0,2}}[ ]?"
    rf"(?:(?P<denied>{words.TRAILING_DENIAL})|{_alternatives(words.TRAILING)})"
    r"(?=[ \t]*(?:[)）,，;；、。.\n|]|$|但))",
    re.IGNORECASE,
)
COURSE_AFTER = re.compile(words.COURSE_AFTER, re.IGNORECASE)
JOINT = re.compile(r"[ \t]*(?:[、,和及与&/]|以及|and)[ \t]*")
NEXT_PART = re.compile(r"[,，;；]|并|同时")
CLAUSE_END = re.compile(r"[。；;！!?？]|\.(?=\s|$)|\n")
CLOSED = re.compile(r"[^（()）\n]{0,12}[)）]")
NEW_ITEM = re.compile(
    r"[ \t]*(?:[•·■◆●▪◼○*–—-]|[（(]?\d{1,2}[、.．)）]|[\u4e00-\u9fffA-Za-z/&]{1,12}[ ]?[:：]"
    r"|[A-Z][A-Za-z &/-]{1,40}:"
    r"|【|\n|$)"
)
# A line at least this long goes on in the next: the page's width ended there, not the clause.
WRAPPED_LINE, WRAPPED_CHINESE_LINE = 60, 30
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# A level word covers the enumeration behind it, not what comes after other words.
# A Chinese character says as much as three letters do.
LONGEST_GAP = 40


@dataclass(slots=True)
class Stance:
    """What the words before a skill say about it; `reach` is where they, or the last skill, end.

    `kind` names the group of MARKER, "" for none; `is_open` words, as "Proficient:", cover all
    that follows in their clause.
    """

    kind: str = ""
    reach: int = 0
    is_open: bool = False

    @property
    def is_silent(self) -> bool:
        return self.kind in ("denied", "wished", "others")

    @property
    def level(self) -> int | None:
        is_level = self.kind.startswith("level_")
        return int(self.kind.removeprefix("level_")) if is_level else None


@dataclass(slots=True)
class Claims:
    """The best claim of each payload, in the order of first claims."""

    best: dict[Hashable, CvSkill] = field(default_factory=dict)
    grounds: dict[Hashable, tuple[Basis, int]] = field(default_factory=dict)

    def add(self, span: MatchedSpan, level: int | None, basis: Basis) -> None:
        known, found = self.grounds.get(span.payload), (basis, level or 0)
        if known is None or found > known:
            self.grounds[span.payload] = found
            self.best[span.payload] = CvSkill(Found(span.payload, span.start, span.end), level)


def find_claims(
    text: str, spans: Sequence[MatchedSpan], standings: Standings | None = None
) -> tuple[CvSkill, ...]:
    """Return the skills that `text` claims, each once, at the level it is best founded on.

    "No experience with HPLC", "希望从事细胞治疗" and "my supervisor works on CRISPR" claim nothing.
    `standings` tell what a place is worth; without them every place is a mere mention.
    """
    claims, standings = Claims(), standings or Standings()
    ordered = sorted(spans, key=lambda span: span.start)
    position = 0
    for start, end in _clauses(text):
        first = position
        while position < len(ordered) and ordered[position].start < end:
            position += 1
        if first < position:
            _read_clause(text, start, end, ordered[first:position], standings, claims)
    return tuple(claims.best.values())


def _read_clause(
    text: str,
    start: int,
    end: int,
    spans: Sequence[MatchedSpan],
    standings: Standings,
    claims: Claims,
) -> None:
    tails = _tails(text, spans)
    stance, markers = Stance(), deque(_markers(text, start, end, spans, tails))
    for span, tail in zip(spans, tails, strict=True):
        covered = False
        while markers and markers[0].start() < span.start:
            covered = span.end <= markers[0].end()
            stance = _stance_after(text, markers.popleft(), stance)
        found = None if covered else _claim(text, span, tail, stance, standings.of(span.start))
        stance.reach = span.end if _is_near(text, stance, span.start) else stance.reach
        if found:
            claims.add(span, *found)


def _markers(
    text: str,
    start: int,
    end: int,
    spans: Sequence[MatchedSpan],
    tails: Sequence[re.Match[str] | None],
) -> list[re.Match[str]]:
    """The words of a clause, without those that stand behind a skill and speak of it only."""
    taken = [match.span() for match in tails if match] + [(one.start, one.end) for one in spans]
    inside = {position for first, last in taken for position in range(first, last)}
    return [
        marker
        for marker in MARKER.finditer(text, start, end)
        if marker.start() not in inside and not _is_bracketed(text, marker)
    ]


def _is_bracketed(text: str, marker: re.Match[str]) -> bool:
    """ "perfusion (working knowledge), PCR": what a bracket holds grades the words before it."""
    is_opened = text[marker.start() - 1 : marker.start()] in ("（", "(")
    return is_opened and bool(CLOSED.match(text, marker.end()))


def _tails(text: str, spans: Sequence[MatchedSpan]) -> list[re.Match[str] | None]:
    """What follows each skill and grades it; behind an enumeration it grades all of it."""
    tails: list[re.Match[str] | None] = []
    following: tuple[int, re.Match[str] | None] = (len(text), None)
    for span in reversed(spans):
        tail = BRACKETED.match(text, span.end) or TRAILING.match(text, span.end)
        joint = JOINT.match(text, span.end)
        if tail is None and joint and joint.end() == following[0]:
            tail = following[1]
        shared = tail if tail and tail.re is TRAILING else None
        following = (span.start, shared)
        tails.append(tail)
    return tails[::-1]


def _stance_after(text: str, marker: re.Match[str], stance: Stance) -> Stance:
    kind = marker.lastgroup
    is_open = marker[0][-1] in ":：" or text[marker.end() : marker.end() + 1] in tuple(":：")
    following = Stance(kind, marker.end(), is_open)
    if kind in ("denied", "wished", "others"):
        return following
    if kind == "released":
        return Stance("", marker.end())
    if stance.kind == "others":
        return stance
    goes_on = not NEXT_PART.search(text, stance.reach, marker.start())
    is_graded = kind in ("taught", "practised") and _is_near(text, stance, marker.start())
    if goes_on and (stance.is_silent or (stance.level and is_graded)):
        return stance
    return following


def _claim(
    text: str, span: MatchedSpan, tail: re.Match[str] | None, stance: Stance, standing: Standing
) -> tuple[int | None, Basis] | None:
    """Return level and basis; None for no claim."""
    if standing is Standing.SILENT or (tail and tail.lastgroup == "denied"):
        return None
    if tail and stance.kind != "others":
        return int(tail.lastgroup.removeprefix("level_")), Basis.STATED
    if stance.is_silent:
        return None
    if stance.level and (stance.is_open or _is_near(text, stance, span.start)):
        return stance.level, Basis.STATED
    if standing is Standing.DOUBTFUL:
        return None
    if standing is Standing.NAMED and COURSE_AFTER.match(text, span.end):
        return AWARE, Basis.TAUGHT
    return _by_standing(stance, standing)


def _by_standing(stance: Stance, standing: Standing) -> tuple[int | None, Basis]:
    if stance.kind == "taught":
        return AWARE, Basis.TAUGHT
    if stance.kind == "practised" or standing is Standing.PRACTISED:
        return FAMILIAR, Basis.PRACTISED
    return (AWARE, Basis.TAUGHT) if standing is Standing.TAUGHT else (None, Basis.NAMED)


def _is_near(text: str, stance: Stance, start: int) -> bool:
    gap = start - stance.reach
    return (
        gap <= LONGEST_GAP
        and gap + 2 * len(CHINESE.findall(text, stance.reach, start)) <= LONGEST_GAP
    )


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    start = line_start = 0
    for mark in CLAUSE_END.finditer(text):
        is_line_end = mark[0] == "\n"
        if not (is_line_end and _is_wrapped(text, line_start, mark.start())):
            yield start, mark.end()
            start = mark.end()
        line_start = mark.end() if is_line_end else line_start
    yield start, len(text)


def _is_wrapped(text: str, start: int, end: int) -> bool:
    """A line of full width goes on below, unless an item of a list begins there."""
    shortest = WRAPPED_CHINESE_LINE if CHINESE.search(text, start, end) else WRAPPED_LINE
    return end - start >= shortest and not NEW_ITEM.match(text, end + 1)
