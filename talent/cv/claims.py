"""Which finds of the skill matcher are claims of the person, and at what level."""

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field

from talent.cv.values import CvSkill, Found, MatchedSpan

AWARE, FAMILIAR, PROFICIENT, EXPERT = 1, 2, 3, 4
BEFORE_SKILL = {
    AWARE: (
        r"\b(?:aware(?:ness)? of|basic (?:knowledge|understanding|skills?|experience|command"
        r"|use)|exposure to"
        r"|elementary knowledge)\b|(?:初步|基本|一定)?(?<!不)了解|接触过|略懂"
    ),
    FAMILIAR: r"\b(?:familiar(?:ity)? with|working knowledge)\b|(?<!不)熟悉|熟知",
    PROFICIENT: (
        r"\b(?:proficien(?:t|cy) (?:in|with|at)|skilled (?:in|with|at)|competent (?:in|with))\b"
        r"|熟练(?:地)?(?:掌握|使用|操作|运用|应用|进行)?|(?<!未)掌握(?!情况)|擅长"
    ),
    EXPERT: r"\b(?:expert(?:ise)? (?:in|with|at|on)|mastery of)\b|精通",
}
AFTER_SKILL = {
    AWARE: r"了解|入门|基础|basic|beginner|aware(?:ness)?|elementary",
    FAMILIAR: r"熟悉|一般|familiar|intermediate|working knowledge",
    PROFICIENT: r"熟练(?:掌握|使用|操作)?|掌握|良好|proficient|advanced|skilled|competent",
    EXPERT: r"精通|expert",
}
NOT_CLAIMED = (
    r"\bno (?:\w+ ){0,3}?(?:experience|knowledge|background|training|exposure)\b"
    r"|\bwithout (?:\w+ ){0,2}?(?:experience|knowledge|training)\b|\black(?:s|ing)?\b"
    r"|\bunfamiliar with\b"
    r"|(?:\bnot|\bnever|n['’]t)(?: (?:yet|been|have|much|any|really))* (?:familiar|experienced?"
    r"|proficient|trained"
    r"|worked|use|used|performed|skilled|know|done|had)\b"
    r"|\b(?:want|wish|hop|eager|keen|look|plan|interest)(?:s|e|es|ed|ing)? (?:forward )?(?:to"
    r"|in) (?:learn|gain|acquir)\w*"
    r"|不(?:熟悉|了解|会|懂|熟练|具备|掌握)|[未没](?:有)?(?:接触|使用|用|做|掌握|学|操作)过?"
    r"|缺[乏少]|尚未|暂无|没有"
    r"|(?<!从)无(?![菌血锡机创纺尘水损论需不数线])(?=[^，。；\n]{1,30}经[验历])"
    r"|(?:希望|想要?|计划|打算|愿意?)(?:进一步)?学习|正在学习"
)
RELEASE = r"\b(?:but|however|although|though|yet I)\b|但|不过|然而|经[验历](?=[，,])"
NOT_CLAIMED_AFTER = r"无|没有|不会|none|no|n/a"


def _alternatives(levels: dict[int, str]) -> str:
    return "|".join(f"(?P<level_{level}>{words})" for level, words in levels.items())


MARKER = re.compile(
    rf"(?P<not_claimed>{NOT_CLAIMED})|(?P<release>{RELEASE})|{_alternatives(BEFORE_SKILL)}", re.I
)
AFTER = re.compile(
    rf"[ \t]*[（(:：|–—-][ \t]*(?:(?P<not_claimed>{NOT_CLAIMED_AFTER})"
    rf"|{_alternatives(AFTER_SKILL)})"
    r"(?=[ \t]*(?:[)）,，;；、。.\n|]|$))",
    re.IGNORECASE,
)
CLAUSE_END = re.compile(r"[。；;！!?？]|\.(?=\s|$)|\n")
# A line at least this long goes on in the next: the page's width ended there, not the clause.
WRAPPED_LINE, WRAPPED_CHINESE_LINE = 60, 30
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# A level word covers the enumeration behind it, not what comes after other words.
# A Chinese character says as much as three letters do.
LONGEST_GAP = 25


@dataclass(slots=True)
class Stance:
    """What the words before a skill say about it; `reach` is where they, or the last skill, end."""

    level: int | None = None
    is_claimed: bool = True
    reach: int = 0


@dataclass(slots=True)
class Claims:
    """The best claim of each payload, in the order of first claims."""

    best: dict[Hashable, CvSkill] = field(default_factory=dict)

    def add(self, span: MatchedSpan, level: int | None) -> None:
        known = self.best.get(span.payload)
        if known is None or (level or 0) > (known.level or 0):
            self.best[span.payload] = CvSkill(Found(span.payload, span.start, span.end), level)


def find_claims(text: str, spans: Sequence[MatchedSpan]) -> tuple[CvSkill, ...]:
    """Return the skills that `text` claims, each once, at the highest level it names for them.

    "No experience with HPLC", "无GMP经验" and "hope to learn CRISPR" claim nothing.
    """
    claims = Claims()
    ordered = sorted(spans, key=lambda span: span.start)
    position = 0
    for start, end in _clauses(text):
        first = position
        while position < len(ordered) and ordered[position].start < end:
            position += 1
        _read_clause(text, start, end, ordered[first:position], claims)
    return tuple(claims.best.values())


def _read_clause(
    text: str, start: int, end: int, spans: Sequence[MatchedSpan], claims: Claims
) -> None:
    if not spans:
        return
    stance, markers = Stance(), list(MARKER.finditer(text, start, end))
    for span in spans:
        while markers and markers[0].start() < span.start:
            stance = _stance_after(markers.pop(0), stance)
        level, is_claimed = _stance_of(text, span, stance)
        stance.reach = span.end if _is_near(text, stance, span.start) else stance.reach
        if is_claimed:
            claims.add(span, level)


def _stance_after(marker: re.Match[str], stance: Stance) -> Stance:
    if marker.lastgroup == "not_claimed":
        return Stance(None, is_claimed=False, reach=marker.end())
    if marker.lastgroup == "release":
        return Stance(reach=marker.end())
    return Stance(int(marker.lastgroup.removeprefix("level_")), reach=marker.end())


def _stance_of(text: str, span: MatchedSpan, stance: Stance) -> tuple[int | None, bool]:
    after = AFTER.match(text, span.end)
    if after and after.lastgroup == "not_claimed":
        return None, False
    if after:
        return int(after.lastgroup.removeprefix("level_")), True
    return (stance.level if _is_near(text, stance, span.start) else None), stance.is_claimed


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
    shortest = WRAPPED_CHINESE_LINE if CHINESE.search(text, start, end) else WRAPPED_LINE
    return end - start >= shortest
