"""Which kinds of openings a person says to look for; nothing is taken from what they did."""

import re
from collections.abc import Iterator, Sequence

from talent.cv.sections import Section, SectionKind
from talent.cv.values import Found

KINDS = {
    "postdoc": r"博士后|\bpost-?\s?doc(?:s|toral)?\b",
    "training_place": r"见习|实训|\b(?:traineeship|training place|apprenticeship)s?\b",
    "internship": r"实习|\b(?:intern(?:ship)?|summer placement|industrial placement)s?\b",
    "job": (
        r"全职|正式工作|\bfull[- ]time\b|\bpermanent (?:job|position|role|post)\b"
        r"|\bgraduate (?:job|position|role)s?\b"
    ),
}
"""Codes of parks.choices.work.OpeningKind."""
KIND = "|".join(f"(?P<{code}>{words})" for code, words in KINDS.items())
NAMED = re.compile(KIND, re.IGNORECASE)
LABEL = re.compile(
    r"(?:求职|应聘|期望|意向|目标)(?:意向|意愿|目标|类型|类别|性质|岗位|职位|工作)?"
    r"(?:性质|类型)?[ \t]*[:：|｜]"
    r"|\b(?:objective|desired (?:role|position|job)|target (?:role|position)|job type)[ \t]*[:：]",
    re.IGNORECASE,
)
VERB = re.compile(
    r"寻找|寻求|想找|希望|期望|正在找|求职|应聘|申请"
    r"|\b(?:seeking|looking for|interested in|applying for|available for|open to|wants?)\b",
    re.IGNORECASE,
)
END = re.compile(r"[。；;\n]|\.(?=\s|$)")
REACH = 80
NOT_WANTED = re.compile(
    r"(?:不|非|无需|除)[^，,。；;\n]{0,6}$|\b(?:no|not|non)\b[^,.;\n]{0,12}$", re.I
)
PAST = re.compile(r"(?:经历|经验|期间|报告|单位|生?导师|[ ](?:experience|report|abroad))", re.I)
WISHED = (SectionKind.WISHES,)


def find_kinds(text: str, sections: Sequence[Section]) -> tuple[Found[str], ...]:
    """Return each kind of opening that `text` asks for once, in the order of the text.

    "求职意向：实习" and "seeking an internship" ask; "实习经历" and "a hospital internship" do not.
    """
    first: dict[str, Found[str]] = {}
    for found in sorted(_wanted(text, sections), key=lambda one: one.start):
        first.setdefault(found.value, found)
    return tuple(first.values())


def _wanted(text: str, sections: Sequence[Section]) -> Iterator[Found[str]]:
    """Yield the kinds named in stretches that speak of wishes; each place is read once."""
    reached = 0
    for start, end in sorted(_stretches(text, sections)):
        yield from _named(text, max(start, reached), end)
        reached = max(reached, end)


def _stretches(text: str, sections: Sequence[Section]) -> Iterator[tuple[int, int]]:
    for section in sections:
        if section.kind in WISHED:
            yield section.start, section.end
    for lead in (LABEL, VERB):
        for match in lead.finditer(text):
            yield match.end(), _sentence_end(text, match.end())


def _sentence_end(text: str, start: int) -> int:
    limit = min(len(text), start + REACH)
    end = END.search(text, start, limit)
    return end.start() if end else limit


def _named(text: str, start: int, end: int) -> Iterator[Found[str]]:
    for match in NAMED.finditer(text, start, end):
        is_past = PAST.match(text, match.end())
        if not is_past and not NOT_WANTED.search(
            text[max(start, match.start() - 16) : match.start()]
        ):
            yield Found(match.lastgroup, match.start(), match.end())
