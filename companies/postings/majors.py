"""The disciplines a posting accepts: the majors its text or its own column lists.

A list counts only when every entry is known to the vocabulary, for a half-understood list would
shut people out. What is preferred shuts nobody out, so it lists nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol

from django.utils.translation import gettext as _

from parks.imports.cells import read_words
from parks.imports.errors import CellError

from .texts import lower_case


class Find(Protocol):
    """text[start:end] names the disciplines with the ids `payload`."""

    payload: tuple[int, ...]
    start: int
    end: int


class Entry(NamedTuple):
    """An entry of a list that stands for a longer name."""

    payload: tuple[int, ...]
    start: int
    end: int


class DisciplineMatcher(Protocol):
    def find(self, text: str) -> list[Find]: ...


class MajorList(NamedTuple):
    """A list of majors in text[start:end]; without ids when it is only preferred, or not sure."""

    start: int
    end: int
    discipline_ids: frozenset[int] = frozenset()
    is_sure: bool = True


ANY_MAJOR = re.compile(r"不限|\bany\b|\bnone\b|^[-/无]+$", re.IGNORECASE)
CHINESE_END = re.compile(
    r"(?P<related>(?:等|及|或|和|以及|的)*(?:相关|相近|类))?(?:等|及|或|和|的)*"
    r"(?:(?<![本各跨非])(?:专业|学科|科系)(?![知技英文能课性人术领培度水化素])(?:背景|毕业)?"
    r"|(?<=[学类术程药])(?=(?:博士(?![后论])|硕士(?!论)|本科|学士)))"
)
"""The end of a list: 药学专业, and 药学硕士 where the degree follows at once."""
CHINESE_WORD = re.compile("专业|学科|科系|博士|硕士|本科|学士")
CHINESE_WINDOW = 80
SENTENCE = re.compile(r"[。；;:：\n!?！？]|(?<![\dA-Za-z])\d{1,2}[.、)）]")
COMMAS = ("，", ",")
SEPARATOR = re.compile(r"[、，,/]|以及|或者|[或和及与]")
PREFERRED = re.compile(r"[^。；;，,\n]{0,15}?(?:优先|者佳|尤佳|更佳|亦可|也可|加分|勿扰)|不限")
OTHER_WORDS = re.compile(
    r"学历|以上|经[验历]|能力|学位|毕业|本科|硕士|博士|大专|其[他它]|不限|要求|具[有备]|工作|专业"
    r"|学科|岁|年"
    r"|熟[悉练]|掌握|了解|精通|擅长|会|使用|操作|.{13}"
)
TAIL = re.compile(r"(?:类|学|相关|方向|背景|等)*\Z")

ENGLISH_LIST = re.compile(
    r"(?:degree(?<!high degree)|bachelor[’']?s?|master[’']?s?|ph\.?\s?d\.?(?<![a-z]phd)"
    r"|pharm\.?\s?d\.?|[bm]\.?sc?\.?(?<![a-z][bm]s)(?<![a-z][bm]sc)|doctor(?:ate)?|major|diploma|qualification)"
    r"(?:(?:\W{1,3}(?:degree|level|required|preferred|preferably|ideally|minimum)){0,2}"
    r"(?:\s?\([^().;\n]{1,40}\)| from an? [\w ]{1,40}(?:institution|university|college|school))?"
    r"\W{1,3}(?P<link>in|of)\s+(?:either\s)?(?P<list>[^.;\n•●*]{3,200})"
    r"|\s?\((?:e\.g\.,?\s?)?(?P<inside>[^().;\n]{3,200})\)"
    r"|[^.;:\n•●*()]{1,120}?\b(?:disciplines?|fields?|subjects?)"
    r"\s?\((?:e\.g\.,?\s?)?(?P<fields>[^().;\n]{3,200})\))"
)
"""Is looked for in lower case, which is quicker than to ignore the case."""
ENGLISH_LIST_END = re.compile(
    r"\s(?:with|plus|required|is|and (?:a|an|at|\d+|minimum|strong)\b|from|preferably|including|to"
    r"|who)\b|\(|\bor equivalent\b|\s[–—-]\s|\s\d|,? (?:or|and) (?:\w+ ){0,3}?experience",
    re.IGNORECASE,
)
REMARK = re.compile(r"\s?\([^()\n]{3,250}\)")
"""Behind a list: (Chemistry strongly preferred), (e.g., statistics, epidemiology)."""
ENGLISH_RELATED = re.compile(
    r"(?:\b(?:or|and)\s+)?(?:(?:an?|any|another|in|closely)\s+)*"
    r"\b(?:related|similar|relevant|associated|equivalent|comparable)\b(?:\s[\w-]+){0,2}?"
    r"(?:\s(?:field|disciplin|subject|area|science|major|program|degree|qualification)\w*)?",
    re.IGNORECASE,
)
ENGLISH_SEPARATOR = re.compile(r",|/|;|&|\bor\b|\band\b", re.IGNORECASE)
ENGLISH_PREFERRED = re.compile(
    r"prefer|a plus|desir|advantage|nice to have|ideally|\bor (?:[\w-]+ ){0,4}experience",
    re.IGNORECASE,
)


class Majors:
    """Reads lists of majors; `families` maps each discipline to the root of its tree."""

    def __init__(self, matcher: DisciplineMatcher, families: Mapping[int, int]) -> None:
        self._matcher, self._families = matcher, families

    def lists(self, text: str) -> list[MajorList]:
        """Return where a text lists majors, and which ones."""
        in_chinese = self._in_chinese(text) if CHINESE_WORD.search(text) else ()
        return [*in_chinese, *self._in_english(text)]

    def in_cell(self, cell: str) -> frozenset[int]:
        """Return the disciplines that a cell of majors names, none for 不限.

        Raise CellError where it names none that the vocabulary knows.
        """
        words = read_words(cell)
        found = self._matcher.find(words)
        if words and not found and not ANY_MAJOR.search(words):
            raise CellError(_("names no discipline of the vocabulary"))
        return self._ids(found, is_wide="相关" in words or "related" in words.lower())

    def _ids(self, found: Iterable[Find], is_wide: bool) -> frozenset[int]:
        """A list that ends in "related majors" accepts the whole families of those it names."""
        ids = {discipline for find in found for discipline in find.payload}
        return frozenset(self._families[one] for one in ids) if is_wide else frozenset(ids)

    def _in_chinese(self, text: str) -> Iterator[MajorList]:
        for end in CHINESE_END.finditer(text):
            window = text[max(end.start() - CHINESE_WINDOW, 0) : end.start()]
            window = SENTENCE.split(window)[-1]
            first = end.start() - len(window)
            found, start, is_sure = self._entries(window)
            if not found:
                continue
            is_asked = is_sure and not PREFERRED.match(text, end.end())
            ids = self._ids(found if is_asked else (), is_wide=end["related"] is not None)
            yield MajorList(first + start, end.end(), ids, is_sure=is_sure)

    def _entries(self, window: str) -> tuple[list[Find], int, bool]:
        """Read a list backwards from its end: its entries, its start, and whether all are known.

        Words that are no entry of a list end it. An unknown entry belongs to it, unless a comma
        parts it from the known ones: then it may as well be something else.
        """
        found = self._matcher.find(window)
        entries: list[Find] = []
        first, is_sure = len(window), True
        for start, end in reversed(_parts(window)):
            inside = [find for find in found if start <= find.start and find.end <= end]
            is_apart = window[end : end + 1] in COMMAS
            if is_apart and not is_sure:
                break
            if inside and TAIL.match(window, inside[-1].end, end):
                entries, first = [*inside, *entries], inside[0].start
            elif short := self._short_entry(window[start:end], start):
                entries, first = [short, *entries], short.start
            elif OTHER_WORDS.search(window[start:end]):
                break
            else:
                first, is_sure = first if is_apart else start, False
        return entries, first, is_sure

    def _short_entry(self, words: str, start: int) -> Entry | None:
        """Read 生物 as 生物学 or 生物类, which is how lists of majors shorten them."""
        for suffix in ("学", "类", "工程"):
            found = self._matcher.find(words.strip() + suffix)
            if len(found) == 1 and found[0].end - found[0].start == len(words.strip() + suffix):
                return Entry(found[0].payload, start, start + len(words))
        return None

    def _in_english(self, text: str) -> Iterator[MajorList]:
        for listed in ENGLISH_LIST.finditer(lower_case(text)):
            place = listed.span(listed.lastgroup or 0)
            words = ENGLISH_LIST_END.split(text[slice(*place)])[0]
            found = self._matcher.find(words)
            end = place[0] + len(words)
            remark = REMARK.match(text, end)
            end = remark.end() if remark and self._matcher.find(remark[0]) else end
            if found:
                yield self._english_list(text, listed.start(), place[0], end, found)
            elif listed["link"] == "in":
                yield MajorList(listed.start(), end)

    def _english_list(
        self, text: str, start: int, first: int, end: int, found: list[Find]
    ) -> MajorList:
        """Read a list that stands in text[first:end] behind the degree in text[start:first]."""
        words = text[first:end]
        is_preferred = ENGLISH_PREFERRED.search(text[start:end] + _rest_of_line(text, end))
        is_sure = is_preferred is not None or _all_known(words, found)
        is_asked = is_sure and not is_preferred
        ids = self._ids(found if is_asked else (), bool(ENGLISH_RELATED.search(words)))
        return MajorList(start, end, ids, is_sure)


def accepted(lists: Iterable[MajorList]) -> frozenset[int]:
    """Return what sure lists accept together; none, which means any, where one is not sure."""
    lists = list(lists)
    if not all(one.is_sure for one in lists):
        return frozenset()
    return frozenset().union(*(one.discipline_ids for one in lists))


def _rest_of_line(text: str, start: int) -> str:
    return text[start : start + 40].split("\n")[0]


def _parts(window: str) -> list[tuple[int, int]]:
    """Return where the parts between separators stand, those with nothing in them left out."""
    marks = [(mark.start(), mark.end()) for mark in SEPARATOR.finditer(window)]
    starts = [0, *(end for _start, end in marks)]
    ends = [*(start for start, _end in marks), len(window)]
    places = zip(starts, ends, strict=True)
    return [(start, end) for start, end in places if window[start:end].strip()]


def _all_known(words: str, found: Iterable[Find]) -> bool:
    """Say whether nothing but the finds and "or a related field" stands in a list."""
    left = list(words)
    for find in found:
        left[find.start : find.end] = " " * (find.end - find.start)
    others = ENGLISH_RELATED.sub(" ", "".join(left))
    unknown = re.sub(r"\b(?:an?|the|in|of|science|sciences|degree|field|discipline)\b", " ", others)
    return not re.search(r"[A-Za-z]{3}", ENGLISH_SEPARATOR.sub(" ", unknown))
