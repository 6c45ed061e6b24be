"""Words for degrees in Chinese and English → the codes of parks/reference/degree_levels.csv."""

import re
from collections.abc import Iterator, Sequence

from talent.cv.values import Found

SECONDARY = "secondary"
COLLEGE = "college"
BACHELOR = "bachelor"
MASTER = "master"
DOCTOR = "doctor"
RISING = (SECONDARY, COLLEGE, BACHELOR, MASTER, DOCTOR)

# "博士后" and "postdoc" are posts, "硕士生导师" supervises, "本科以上" is asked for:
# none of them is a degree held.
CHINESE = {
    DOCTOR: r"博士(?!后|生?导师|点|站|以|及以|论坛)(?:研究生|生)?(?:学位|学历)?",
    MASTER: (
        r"硕士(?!生?导师|点|以|及以)(?:研究生|生)?(?:学位|学历)?"
        r"|(?<!博士)(?<!硕士)研究生(?!院|导师|会|处|部|教育|指导|以|及以|课程|团队|工作|培养"
        r"|入学)(?:学历|学位)?"
        r"|(?<![\u4e00-\u9fff])[专学]硕"
    ),
    BACHELOR: (
        r"专升本|大四(?:学生|在读|应届生?|(?=[，,的]))|(?:大学)?本科(?!以|及以|院校|学院|教学|教育|评估"
        r"|毕业设计|生导师|阶段|段)(?:生"
        r"|学历)?"
        r"|(?<!副)学士(?!以|及以)(?:学位)?"
    ),
    COLLEGE: (
        r"大学专科|大专(?!以|及以|院校)(?:生|学历)?|高职(?!院|学院|教|以)(?:高专|专科)?"
        r"|高专(?!学校)"
        r"|(?<!高等)专科(?!学校|医|门诊|以|及以|院校|护|升|疾|化|用|知识|学院)(?:生|学历)?"
    ),
    SECONDARY: (
        r"中专(?!学校|以|及以)(?:生|学历)?|中职(?!教)|中技|职高|职业高中|技校|中等专业学校"
        r"|(?<!技术)高中(?!以|及以|[数语英物化生]|老师|教师|课|阶段|毕业班|期间)(?:学历|毕业)?"
    ),
}
ENGLISH = {
    DOCTOR: (
        r"(?<!post-)(?<!post )(?:Ph\.?\s?D\b\.?|D\.?Phil\b\.?|Pharm\.?\s?D\b\.?|Sc\.?D\b\.?"
        r"|M\.D\.|Ed\.?D\b\.?"
        r"|(?:Doctor of|Doctorate (?:of|in)) (?:Philosophy|Pharmacy|Medicine|Science"
        r"|Engineering|[A-Z]\w+)"
        r"|Doctoral degree|Doctorate(?: degree)?|Doctor(?:'s|’s)? degree)"
    ),
    MASTER: (
        r"Master(?:'s|’s|s)? of (?:Science|Arts|Engineering|Philosophy|Pharmacy|Public Health"
        r"|Business Administration|Medicine|[A-Z]\w+)|Master(?:'s|’s)(?: degree)?"
        r"|Masters(?: degree)?"
        r"|Master degree|Master(?= in )|E?M\.?B\.?A\b\.?|M\.?Sc\b\.?|M\.?Phil\b\.?|M(?:Chem|Sci"
        r"|Res|Biol|Biochem)\b|M\.?Eng\b\.?"
        r"|M\.?Tech\b\.?"
        r"|M\.?Pharm\b\.?|M\.?P\.?H\b\.?|M\.S\b\.?|M\.A\b\.?|(?<![-/])MS(?= in |,| (?!Offi|Exce"
        r"|Word|Acce|Proj|Outl|Powe|Wind|Team|Dyna|Visi|Suit|Publ"
        r"|Shar)[A-Z][a-z]{3})"
        r"|(?<![-/])MA(?= in |,)"
    ),
    BACHELOR: (
        r"Bachelor(?:'s|’s|s)? of (?:Science|Arts|Engineering|Pharmacy|Business Administration"
        r"|Medicine|Technology|[A-Z]\w+)|Bachelor(?:'s|’s|s)?(?: degree)?|B\.?Sc\b\.?|B\.?Eng\b\.?"
        r"|B\.?Tech\b\.?|B\.?Pharm\b\.?|B\.?B\.?A\b\.?|BSN\b|B\.S\.N\b\.?|MBBS\b"
        r"|Undergraduate(?= (?:\w{3,20} )?student)"
        r"|B\.S\b\.?|B\.A\b\.?"
        r"|(?<![-/])BS(?= in |,| [A-Z][a-z]{3})"
        r"|(?<![-/])BA(?= in |,)"
    ),
    COLLEGE: (
        r"Associate(?:'s|’s|s)? degree|Associates? (?:of|in) (?:Applied )?(?:Arts|Sciences?"
        r"|Engineering)"
        r"|A\.A\.S\b\.?|Junior college|Higher vocational"
    ),
    SECONDARY: (
        r"(?:Technical|Vocational) (?:secondary|high) school|Secondary vocational"
        r"|High school (?:diploma|certificate|graduate)|GED\b"
    ),
}


def _pattern() -> re.Pattern[str]:
    """One alternation with a group per code and language; English words are bounded."""
    chinese = "|".join(f"(?P<zh_{code}>{words})" for code, words in CHINESE.items())
    english = "|".join(f"(?P<en_{code}>{words})" for code, words in ENGLISH.items())
    return re.compile(rf"{chinese}|(?<![A-Za-z.])(?i:{english})(?![a-z])")


DEGREE = _pattern()


def find_degrees(text: str, start: int = 0, end: int | None = None) -> Iterator[Found[str]]:
    """Yield the words in `text[start:end]` that name a degree, as codes, in their order."""
    for match in DEGREE.finditer(text, start, len(text) if end is None else end):
        yield Found(match.lastgroup.split("_", 1)[1], match.start(), match.end())


def highest(degrees: Sequence[Found[str]]) -> Found[str] | None:
    """Return the highest of `degrees`, the first of equals, None for none."""
    return max(degrees, key=lambda degree: RISING.index(degree.value), default=None)
