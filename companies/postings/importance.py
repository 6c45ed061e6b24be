"""How much a skill matters to a posting, and how well it must be mastered."""

import re
from collections.abc import Iterator

from companies.choices.openings import Importance
from parks.choices.work import SkillLevel

from .heads import Section

# Every alternative begins with letters, not with a boundary, so that the search is five times
# quicker; `_words` then drops what begins inside a Latin word.
NICE = (
    r"优先|加分|更佳|尤佳|者佳|为佳|最好|prefer(?:red|abl[ey]|ence)?\b|desir(?:ed|able)\b"
    r"|nice to have"
    r"|plus\b(?:(?<=a plus)|(?<=be plus)|(?<=big plus))|(?:asset|advantage)\b(?! of)|ideally\b"
    r"|bonus\b(?<=a bonus)|advantageous|beneficial|would be (?:good|great)"
    r"|not (?:required|essential|necessary|mandatory)\b"
)
MUST = (
    r"必须|必备|务必|须(?:具备|具有|熟[悉练]|掌握|有|会|精通)|需要?(?:具备|具有|熟[悉练]|掌握|有"
    r"|会|精通)"
    r"|要求(?:具备|具有|熟[悉练]|掌握|有|会|精通|能)|requires?\b|must\b|essential\b|mandatory\b"
    r"|minimum\b"
    r"|required\b(?<!as required)(?<!if required)(?<!when required)(?<!where required)"
    r"|need to (?:have|be)\b"
)
STANCE = re.compile(f"(?P<nice>{NICE})|(?P<must>{MUST})")
ALTERNATIVES = re.compile(
    r"至少|之一|任[意一]|或(?!以上|更|者优先)|如[:：、]|例如|比如|诸如|包括但不限于|[一1]种"
    r"|[ /(]or (?!more|above|higher|equivalent|related|similar|greater)|at least one| one of "
    r"|e\.g\.|such as|for example|including but"
)

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
LATIN = re.compile(r"[a-z]")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
REACH = 40
"""How far a level word reaches, in letters; a Chinese character says as much as three."""


class Wording:
    """The stance and level words of one clause of a text in lower case."""

    def __init__(self, text: str, start: int, end: int, section: Section) -> None:
        self._text, self._section = text, section
        self._stances = list(_words(STANCE.finditer(text, start, end)))
        self._levels = list(_words(LEVEL.finditer(text, start, end)))
        self._has_choice = ALTERNATIVES.search(text, start, end) is not None

    def importance(self, start: int, end: int) -> Importance:
        """Return how much the skill named in text[start:end] matters.

        Where a clause both requires and prefers, the word behind the skill decides.
        """
        stance = self._stance(end)
        if stance == "nice" or self._section is Section.WISHED:
            return Importance.NICE
        if (stance == "must" or self._section is Section.REQUIRED) and not self._has_choice:
            return Importance.MUST
        return Importance.WANTED

    def _stance(self, end: int) -> str | None:
        behind = (stance for stance in self._stances if stance.start() >= end)
        nearest = next(behind, self._stances[-1] if self._stances else None)
        return nearest.lastgroup if nearest else None

    def levels(self, spans: list[tuple[int, int]]) -> Iterator[SkillLevel]:
        """Yield the level asked of each span: what the last level word before it says, if near."""
        reach, level, words = 0, SkillLevel.AWARE, list(self._levels)
        for start, end in spans:
            while words and words[0].start() < start:
                word = words.pop(0)
                reach, level = word.end(), SkillLevel(int((word.lastgroup or "")[-1]))
            is_near = level is not SkillLevel.AWARE and self._distance(reach, start) <= REACH
            reach = end if is_near else reach
            yield level if is_near else SkillLevel.AWARE

    def _distance(self, start: int, end: int) -> int:
        return end - start + 2 * len(CHINESE.findall(self._text, start, end))


def _words(found: Iterator[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Drop the finds that begin inside a Latin word."""
    for match in found:
        start = match.start()
        if not (start and LATIN.match(match[0]) and LATIN.match(match.string, start - 1)):
            yield match
