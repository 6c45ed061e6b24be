"""Certificates and licences: the items of their section, and those named outright elsewhere."""

import re
from collections.abc import Iterator, Sequence

from talent.cv.sections import Section, SectionKind
from talent.cv.values import Found

ITEM = re.compile(r"[^\n、；;]+")
EDGES = " \t•·■◆●▪-–*□✓,，。.:：|"
NUMBERING = re.compile(r"^\s*(?:\d{1,2}|[一二三四五六七八九十])[、.．)）]\s*")
NAMED = re.compile(
    r"(?:执业(?:中)?药师|执业医师|护士执业|执业护士|教师|健康管理师|药物制剂工|药物检验员"
    r"|医药商品购销员|化学检验员|化学检验工"
    r"|(?:ISO ?\d{4,5}|GMP|GSP|GLP)? ?内审员)(?:职业|执业)?(?:资格|等级)?证书?"
    r"|\bGCP (?:certificate|certified|证书)|GCP证书"
)
EMPTY = re.compile(r"无|暂无|none|n/?a|(?:某某)+证书", re.IGNORECASE)
SHORTEST, LONGEST = 3, 120


def find_certificates(text: str, sections: Sequence[Section]) -> tuple[Found[str], ...]:
    """Return each certificate once, in the order of the text."""
    found = sorted(_items(text, sections), key=lambda item: item.start)
    first: dict[str, Found[str]] = {}
    for item in found:
        first.setdefault(item.value.casefold(), item)
    return tuple(first.values())


def _items(text: str, sections: Sequence[Section]) -> Iterator[Found[str]]:
    for section in sections:
        pattern = ITEM if section.kind is SectionKind.CERTIFICATES else NAMED
        for match in pattern.finditer(text, section.start, section.end):
            item = _item(match)
            if SHORTEST <= len(item.value) <= LONGEST and not EMPTY.fullmatch(item.value):
                yield item


def _item(match: re.Match[str]) -> Found[str]:
    numbering = NUMBERING.match(match[0])
    start = match.start() + (numbering.end() if numbering else 0)
    words = match.string[start : match.end()]
    start += len(words) - len(words.lstrip(EDGES))
    return Found(words.strip(EDGES), start, start + len(words.strip(EDGES)))
