"""Certificates and licences: the items of their section, and those named outright elsewhere."""

import re
from collections.abc import Iterator, Sequence

from talent.cv.sections import Section, SectionKind
from talent.cv.values import Found

ITEM = re.compile(r"[^\n、；;，]+")
EDGES = " \t•·■◆●▪-–*□✓,，。.:：|"
NUMBERING = re.compile(r"^\s*(?:\d{1,2}|[一二三四五六七八九十])[、.．)）]\s*")
YEAR = r"(?:[（(](?:19|20)\d\d[^）)\n]{0,6}[）)])?"
NAMED = re.compile(
    r"(?:执业(?:中)?药师|执业医师|护士执业|执业护士|教师|健康管理师|药物制剂工|药物检验员"
    r"|医药商品购销员|化学检验员|化学检验工"
    r"|(?:药品|医疗器械|质量体系)?(?:ISO ?\d{4,5}|GMP|GSP|GLP)? ?内审员)(?:职业|执业)?(?:资格"
    r"|等级)?证书?"
    rf"{YEAR}"
    r"|(?:电工|焊工|叉车|特种设备作业|压力容器(?:操作)?|高压灭菌|消毒员|起重机|锅炉|安全员"
    r"|驾驶)(?:操作|上岗|资格|作业人员)?证书?"
    rf"{YEAR}"
    r"|(?:食品|药物|药品|化学|微生物|生物)?(?:检验工|检验员|制剂工|发酵工|分析工)[（(]?(?:初|中"
    r"|高|[一二三四五])级[）)]?"
    r"|1\+X[\u4e00-\u9fff]{2,20}?证书|(?:[\u4e00-\u9fff]{2,10}|GCP|GLP|GMP)(?:职业资格|技能等级"
    r"|执业资格|上岗资格|培训合格|从业资格|上岗|操作)证书?"
    r"|(?<=持有|取得|通过)执业药师|(?<=[、，：: 持])执业药师(?=[。，；、\n]|$)"
    r"|\bGCP (?:certificate|certified|certification|证书)|GCP证书"
    r"|\b(?:Lean )?Six Sigma (?:Green|Yellow|Black) Belt\b"
    r"|\b(?:ASQ )?Certified (?:Quality (?:Auditor|Engineer|Manager)|Clinical Research"
    r" (?:Professional|Associate|Coordinator)|Pharmacy Technician|Project Management"
    r" Professional)(?: \([A-Z]{2,5}\))?"
    r"|\b(?:PMP|CCRP|CCRA|RAC|CQA)[ -](?:certified|certification)\b",
)
LEAD = re.compile(r"(?:获得?|取得|持有?|考取|已?通过|具有|拥有|有|和|及|与)(?=[\u4e00-\u9fff])")
EMPTY = re.compile(r"无|暂无|none|n/?a|(?:某某)+证书|(?:证书|资格证书)", re.IGNORECASE)
WANTED = re.compile(
    r"(?:备考|准备考|计划考|拟考|未|没有|无|暂无|正在考)[^，。；\n]{0,8}$"
    r"|\b(?:no|not|without|plan\w*|preparing|studying|working towards?)\b[^.;\n]{0,30}$",
    re.IGNORECASE,
)
SHORTEST, LONGEST = 3, 120
SILENT_SECTIONS = (SectionKind.REFERENCES, SectionKind.WISHES)


def find_certificates(text: str, sections: Sequence[Section]) -> tuple[Found[str], ...]:
    """Return each certificate once, in the order of the text."""
    found = sorted(_items(text, sections), key=lambda item: item.start)
    first: dict[str, Found[str]] = {}
    for item in found:
        first.setdefault(item.value.casefold(), item)
    return tuple(first.values())


def _items(text: str, sections: Sequence[Section]) -> Iterator[Found[str]]:
    for section in sections:
        if section.kind in SILENT_SECTIONS:
            continue
        is_list = section.kind is SectionKind.CERTIFICATES
        for match in (ITEM if is_list else NAMED).finditer(text, section.start, section.end):
            item = _item(match)
            if _is_certificate(item) and (is_list or not _is_wanted(text, match, section)):
                yield item


def _is_certificate(item: Found[str]) -> bool:
    return SHORTEST <= len(item.value) <= LONGEST and not EMPTY.fullmatch(item.value)


def _is_wanted(text: str, match: re.Match[str], section: Section) -> bool:
    """ "备考执业药师资格证" is a plan, "无执业药师证" a denial."""
    first = max(section.start, match.start() - 40, text.rfind("\n", 0, match.start()) + 1)
    return bool(WANTED.search(text[first : match.start()]))


def _item(match: re.Match[str]) -> Found[str]:
    lead = NUMBERING.match(match[0]) or LEAD.match(match[0])
    start = match.start() + (lead.end() if lead else 0)
    words = match.string[start : match.end()]
    start += len(words) - len(words.lstrip(EDGES))
    return Found(words.strip(EDGES), start, start + len(words.strip(EDGES)))
