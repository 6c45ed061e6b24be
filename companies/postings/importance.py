"""How much a skill matters to a posting, and how well it must be mastered."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from companies.choices.openings import Importance
from parks.choices.work import SkillLevel

from .alternatives import Span, choices
from .heads import Section

# Every alternative begins with letters, not with a boundary, so that the search is five times
# quicker; `_words` then drops what begins inside a Latin word.
NICE_BEFORE = r"最好|preferably\b|ideally\b|prefer\b|preference for\b"
NICE_BEHIND = (
    r"优先|加分|更佳|尤佳|者佳|为佳|preferred\b|preferable\b|preference\b|desir(?:ed|able)\b"
    r"|nice to have"
    r"|plus\b(?:(?<=a plus)|(?<=be plus)|(?<=big plus))|(?:asset|advantage)\b(?! of)"
    r"|ideally\b(?=\W*\Z)|bonus\b(?<=a bonus)|advantageous|beneficial|would be (?:good|great)"
    r"|not (?:required|essential|necessary|mandatory)\b"
)
MUST_BEFORE = (
    r"必须|必备|务必|须(?:具备|具有|熟[悉练]|掌握|有|会|精通)|需要?(?:具备|具有|熟[悉练]|掌握|有"
    r"|会|精通)"
    r"|要求(?:具备|具有|熟[悉练]|掌握|有|会|精通|能)|requires?\b|must\b|minimum\b"
    r"|need to (?:have|be)\b"
)
MUST_BEHIND = (
    r"essential\b|mandatory\b|must be (?!able|proficient|familiar|willing|fluent|experienced"
    r"|skilled|an? )"
    r"|required\b(?<!as required)(?<!if required)(?<!when required)(?<!where required)"
)
STANCE = re.compile(
    f"(?P<nice_behind>{NICE_BEHIND})|(?P<nice_before>{NICE_BEFORE})"
    f"|(?P<must_behind>{MUST_BEHIND})|(?P<must_before>{MUST_BEFORE})"
)
"""Words that stand before what they speak of, and words that stand behind it."""
CLOSED = re.compile(r"[)）]")
PART = re.compile(r"[，,;；)）]")
CHINESE_PART = re.compile(r"[，；]")
REMARK = re.compile(r"[（(][^（）()]*[）)]")
END_OF_REMARK = re.compile(r"[^（()）]{0,80}[)）]")
OPEN_REMARK = re.compile(r"[（(][^（）()]*\Z")
LONGEST_PART = 200
BEGINS = re.compile(r"[，,；;。:：\n]|\d[.、)）]")
WISH = re.compile(r"\s*(?:有|具[有备]|了解|发表)")
DEMAND = re.compile(r"熟[悉练]|掌握|精通|学历")

LEVELS = {
    SkillLevel.AWARE: (
        r"了解(?<!不了解)|接触过|aware(?:ness)? of\b|exposure to\b|basic \w+"
        # … and words that begin something else, which the level word before them does not reach
        r"|具[备有]|良好|较强|一定的|富有|善于|能够|ability to\b|(?:experience|background) (?:in"
        r"|with)\b"
    ),
    SkillLevel.FAMILIAR: (
        r"熟悉(?<!不熟悉)|熟知|familiar(?:ity)? with\b|working knowledge\b|understanding of\b"
    ),
    SkillLevel.PROFICIENT: (
        r"熟练|掌握(?<!未掌握)|擅长|扎实|proficien(?:t|cy)\b|skilled\b|competent\b|fluen(?:t|cy)\b"
        r"|hands[- ]on\b(?: (?:experience|knowledge|skills?)(?: (?:in|with))?)?"
        r"|(?:strong|deep|in-depth|extensive|thorough|advanced|proven|excellent) (?:\w+ ){0,2}?"
        r"(?:knowledge|experience|understanding|skills?|background|expertise)\b(?: (?:in|with|of))?"
    ),
    SkillLevel.EXPERT: r"精通|expert(?:ise)?\b|mastery\b",
}
LEVEL = re.compile("|".join(f"(?P<level_{level.value}>{words})" for level, words in LEVELS.items()))
LEVELS_OF_LANGUAGE = {
    SkillLevel.FAMILIAR: r"四级|4\s?级|cet-?4|专四|tem-?4|大学英语四级",
    SkillLevel.PROFICIENT: r"六级|6\s?级|cet-?6|流利|熟练|fluen|proficien|business|commercial",
    SkillLevel.EXPERT: r"精通|母语|八级|专八|tem-?8|native|mother tongue",
}
OF_LANGUAGE = {level: re.compile(words) for level, words in LEVELS_OF_LANGUAGE.items()}
"""Levels that the name itself tells: 英语六级, fluent English."""
LATIN = re.compile(r"[a-z]")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
REACH = 40
"""How far a level word reaches, in letters; a Chinese character says as much as three."""


class Wording:
    """The stance and level words of one clause of a text in lower case, around its skills."""

    def __init__(
        self, text: str, clause: tuple[int, int], section: Section, spans: list[Span]
    ) -> None:
        self._text, self._section, self._spans = text, section, spans
        stances = list(_words(STANCE.finditer(text, *clause)))
        self._before = [one for one in stances if (one.lastgroup or "").endswith("before")]
        self._behind = [one for one in stances if (one.lastgroup or "").endswith("behind")]
        self._levels = list(_words(LEVEL.finditer(text, *clause)))
        self._choices = choices(text, *clause, spans)

    def importances(self) -> Iterator[Importance]:
        """Yield how much each skill matters."""
        for start, end in self._spans:
            stance = self._stance(start, end)
            if stance.startswith("nice") or self._section is Section.WISHED:
                yield Importance.NICE
            elif stance or self._section is Section.REQUIRED:
                yield Importance.WANTED if start in self._choices else Importance.MUST
            else:
                yield Importance.WANTED

    def _stance(self, start: int, end: int) -> str:
        """Return the stance of a word before the skill in its part, else behind it, else before.

        A Chinese part ends with its comma; English commas also stand in lists.
        """
        before = bisect_right(self._before, start, key=re.Match.end) - 1
        behind = bisect_left(self._behind, end, key=re.Match.start)
        if before >= 0 and self._in_one_part(self._before[before].end(), start, PART):
            return self._before[before].lastgroup or ""
        if behind < len(self._behind) and self._reaches((start, end), self._behind[behind]):
            return self._behind[behind].lastgroup or ""
        earlier = [
            *self._before[max(before, 0) : before + 1],
            *self._behind[max(behind - 1, 0) : behind],
        ]
        reaching = [one for one in earlier if self._goes_on(one, start)]
        return max(reaching, key=re.Match.end).lastgroup or "" if reaching else ""

    def _reaches(self, skill: Span, stance: re.Match[str]) -> bool:
        """Say whether a stance behind a skill speaks of it.

        具有A经验，有B者优先 prefers both; 熟悉A，有B者优先 prefers B alone.
        """
        if not CHINESE.match(stance[0]):
            return True
        remark = END_OF_REMARK.match(self._text, skill[1], stance.start())
        start = remark.end() if remark else skill[1]
        if self._in_one_part(start, stance.start(), CHINESE_PART):
            return True
        first = max(skill[0] - LONGEST_PART // 2, 0)
        begins = [mark.end() for mark in BEGINS.finditer(self._text, first, skill[0])]
        words = self._text[begins[-1] if begins else first : stance.start()]
        is_wish = WISH.match(words) and not DEMAND.search(words)
        return bool(is_wish) and len(words) <= LONGEST_PART

    def _goes_on(self, stance: re.Match[str], start: int) -> bool:
        """Say whether a stance reaches what comes after it: 优先 reaches a remark behind it."""
        if not CHINESE.match(stance[0]):
            is_wish = stance.lastgroup == "nice_before"
            return not (is_wish and CLOSED.search(self._text, stance.end(), start))
        return (
            OPEN_REMARK.match(self._text, stance.end(), min(start, stance.end() + 60)) is not None
        )

    def _in_one_part(self, start: int, end: int, marks: re.Pattern[str]) -> bool:
        if end - start > LONGEST_PART:
            return False
        return marks.search(REMARK.sub("", self._text[start:end])) is None

    def levels(self) -> Iterator[SkillLevel]:
        """Yield the level asked of each skill: what the last word of level before it says, if near.

        A level reaches on over the skills of a list, one after the other.
        """
        reach, level, known = 0, SkillLevel.AWARE, 0
        for start, end in self._spans:
            before = bisect_left(self._levels, start, key=re.Match.start)
            if before > known:
                word, known = self._levels[before - 1], before
                reach, level = word.end(), SkillLevel(int((word.lastgroup or "")[-1]))
            if level is not SkillLevel.AWARE and self._is_near(reach, start):
                reach = end
            else:
                level = SkillLevel.AWARE
            yield max(level, *self._named_levels(start, end), SkillLevel.AWARE)

    def _named_levels(self, start: int, end: int) -> Iterator[SkillLevel]:
        return (
            level for level, words in OF_LANGUAGE.items() if words.search(self._text, start, end)
        )

    def _is_near(self, start: int, end: int) -> bool:
        if end - start > REACH:
            return False
        return end - start + 2 * len(CHINESE.findall(self._text, start, end)) <= REACH


def _words(found: Iterator[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Drop the finds that begin inside a Latin word."""
    for match in found:
        start = match.start()
        if not (start and LATIN.match(match[0]) and LATIN.match(match.string, start - 1)):
            yield match
