"""Which words of a heading line name the post and which the employer; in doubt neither."""

import re
from collections.abc import Iterator, Sequence

from talent.cv.schools import find_schools
from talent.cv.values import Found

Stretch = tuple[int, int]
# Stand-ins of anonymised and template CVs, with the place that follows: neither employer nor post.
PLACEHOLDER = re.compile(r"\[[A-Z][a-z]+\]|Company Name|\bCity\b ?,? ?(?:\bState\b)?|\bState\b")
SEPARATOR = re.compile(r"[ ]*[|｜•\t，][ ]*|,[ ]+|[ ]{2,}|[ ]+[-–—@][ ]+|[ ]+at[ ]+(?=[A-Z])")
EDGES = " \t|｜•·,，、-–—:："
TITLE = re.compile(
    r"\b(?:scientist|engineer|technician|technologist|manager|consultant|coordinator|specialist"
    r"|assistant|associate"
    r"|analyst|director|officer|chemist|biologist|microbiologist|pharmacist|nurse|intern"
    r"|supervisor|developer"
    r"|researcher|mentor|trainer|operator|processor|representative|executive|clerk"
    r"|administrator|owner|lead"
    r"|fellow|inspector|auditor|trainee|apprentice|lecturer|instructor|teacher|physiologist"
    r"|monitor|investigator"
    r"|programmer|architect|designer|president|chief|care/public relation|staff)s?\b",
    re.IGNORECASE,
)
EMPLOYER = re.compile(
    r"\b(?:Inc|Ltd|LLC|GmbH|Corp|Corporation|Company|Co|Group|Pharma\w*|Biopharma\w*|Biotech\w*"
    r"|Biologics|Biosciences"
    r"|Clinics?|Hospitals?|Labs?|Laborator(?:y|ies)|University|College|Institute|Center|Centre"
    r"|Therapeutics|Holdings)\b"
)
CHINESE_EMPLOYER = re.compile(
    r"(?![在于从至到])[\u4e00-\u9fffA-Za-z0-9（）()·—-]{2,30}?(?:公司(?:[\u4e00-\u9fff]{2,8}分公司)?"
    r"|集团(?!有限|股份|公司)|医院|研究所|研究院(?!生)"
    r"|药业(?!有限|股份|集团)|疾控中心|疾病预防控制中心|检验所|药检院|药检所|大药房|事务所)"
)
CHINESE_TITLE = re.compile(
    r"(?![在于从负参]|实习$)[\u4e00-\u9fffA-Za-z0-9/&+-]{0,16}(?:师|(?<![成党团会])员|助理|经理|主管|总监|实习生|实习|主任"
    r"|操作工|检验工|技工|修工|钳工|电工|顾问|代表|护士|组长|班长|总裁|科学家|负责人|博士后|培训生|管培生"
    r"|会计|出纳|前台|文秘|内勤|学徒)(?:[（(][\u4e00-\u9fffA-Za-z0-9]{1,10}[）)]|/[A-Za-z]{2,5})?"
)
LABEL = re.compile(
    r"(?P<label>公司|单位|企业|机构|职位|职务|岗位|部门"
    r"|时间)(?:名称)?[ \t]*[:：][ \t]*"
)
LABEL_KINDS = dict.fromkeys(("公司", "单位", "企业", "机构"), "employer") | dict.fromkeys(
    ("职位", "职务", "岗位"), "title"
)
END_OF_VALUE = re.compile(r"\s|\d|[,，;；。、]|部门|职位|职务|岗位|时间|工作")


def name_post(
    text: str, stretches: Sequence[Stretch]
) -> tuple[Found[str] | None, Found[str] | None]:
    """Return the title and the employer named in `stretches`, parts of a post's heading lines."""
    labelled = _labelled(text, stretches)
    if labelled:
        return labelled.get("title"), labelled.get("employer")
    open_stretches = [
        one for start, end in stretches for one in _between(text, start, end, PLACEHOLDER)
    ]
    employers = (_employer(text, start, end) for start, end in open_stretches)
    employer = next((one for one in employers if one), None)
    return _title(text, open_stretches, employer), employer


def _labelled(text: str, stretches: Sequence[Stretch]) -> dict[str, Found[str]]:
    values: dict[str, Found[str]] = {}
    for start, end in stretches:
        for label in LABEL.finditer(text, start, end):
            kind = LABEL_KINDS.get(label["label"])
            stop = END_OF_VALUE.search(text, label.end(), end)
            value = text[label.end() : stop.start() if stop else end]
            if kind and len(value) > 1:
                values.setdefault(kind, Found(value, label.end(), label.end() + len(value)))
    return values


def _employer(text: str, start: int, end: int) -> Found[str] | None:
    """A Chinese company, a school, or a piece with the word for an employer and none for a post."""
    candidates = [
        found
        for first, last in _between(text, start, end, SEPARATOR)
        for found in (_chinese_employer(text, first, last), _english_employer(text, first, last))
        if found
    ]
    candidates += list(find_schools(text, start, end))[:1]
    return min(candidates, key=lambda found: found.start, default=None)


def _chinese_employer(text: str, start: int, end: int) -> Found[str] | None:
    match = CHINESE_EMPLOYER.match(text, start, end)
    return Found(match[0], match.start(), match.end()) if match else None


def _english_employer(text: str, start: int, end: int) -> Found[str] | None:
    piece = text[start:end]
    is_employer = EMPLOYER.search(piece) and not TITLE.search(piece)
    return Found(piece, start, end) if is_employer else None


def _title(
    text: str, stretches: Sequence[Stretch], employer: Found[str] | None
) -> Found[str] | None:
    for start, end in stretches:
        for first, last in _outside(start, end, employer):
            pieces = list(_between(text, first, last, SEPARATOR))
            title = _chinese_title(text, pieces) or _english_title(text, pieces)
            if title:
                return title
    return None


def _chinese_title(text: str, pieces: Sequence[Stretch]) -> Found[str] | None:
    for first, last in pieces:
        if CHINESE_TITLE.fullmatch(text, first, last):
            return Found(text[first:last], first, last)
    return None


def _english_title(text: str, pieces: Sequence[Stretch]) -> Found[str] | None:
    """From the first piece to the last with a word for a post; what follows may be an employer."""
    last = max((end for start, end in pieces if TITLE.search(text, start, end)), default=None)
    return Found(text[pieces[0][0] : last], pieces[0][0], last) if last else None


def _outside(start: int, end: int, found: Found[str] | None) -> Iterator[Stretch]:
    if found and start <= found.start < end:
        yield from ((start, found.start), (found.end, end))
    else:
        yield start, end


def _between(text: str, start: int, end: int, pattern: re.Pattern[str]) -> Iterator[Stretch]:
    """Yield the parts of `text[start:end]` between matches of `pattern`, without their edges."""
    position = start
    for match in [*pattern.finditer(text, start, end), None]:
        stop = match.start() if match else end
        words = text[position:stop].strip(EDGES)
        if words:
            first = text.index(words, position)
            yield first, first + len(words)
        position = match.end() if match else end
