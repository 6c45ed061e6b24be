"""Languages a person has: from their own section, from sentences, and from tests named anywhere."""

import re
from collections.abc import Iterator, Sequence

from talent.cv.sections import Section, SectionKind
from talent.cv.values import CvLanguage, Found

NAMES = {
    "en": "英语|英文|English",
    "zh": "汉语|中文|普通话|国语|Mandarin|Chinese|Putonghua",
    "ja": "日语|日文|Japanese",
    "ko": "韩语|韩文|朝鲜语|Korean",
    "de": "德语|德文|German",
    "fr": "法语|法文|French",
    "es": "西班牙语|Spanish",
    "ru": "俄语|俄文|Russian",
    "pt": "葡萄牙语|Portuguese",
    "it": "意大利语|Italian",
    "ar": "阿拉伯语|Arabic",
    "nl": "荷兰语|Dutch",
    "sv": "瑞典语|Swedish",
    "pl": "波兰语|Polish",
    "tr": "土耳其语|Turkish",
    "hi": "印地语|Hindi",
    "vi": "越南语|Vietnamese",
    "th": "泰语|Thai",
    "id": "印尼语|Indonesian",
}
TESTS = {
    "en": (
        r"CET[- ]?[46]|(?:大学)?英语(?:CET[- ]?)?(?:已?(?:通过|过)了?)?[四六]级|TEM[- ]?[48]"
        r"|英语专业[四八]级|专[四八]|(?:雅思"
        r"|IELTS)(?:[ :：]?\d(?:\.\d)?分?)?"
        r"|(?:托福|TOEFL)(?:[ :：]?(?:iBT )?\d{2,3}分?)?|BEC ?(?:高级|中级|初级|Higher|Vantage)?"
        r"|TOEIC(?:[ :：]?\d{3})?"
    ),
    "ja": r"(?:日语|JLPT)[ ]?N[1-5]|日语[一二三]级",
    "zh": r"普通话[一二三]级?[甲乙]等?|HSK ?[1-9]级?",
    "ko": r"TOPIK ?[1-6]级?",
    "de": r"TestDaF|德福",
    "fr": r"DELF ?[AB][12]|DALF ?C[12]",
}
LEVEL_WORDS = (
    r"母语|精通|流利|流畅|熟练|良好|一般|日常会话|工作语言|native|bilingual|fluent|fluency"
    r"|proficient|proficiency|advanced|conversational|intermediate"
    r"|basic|beginner|elementary|professional(?: working)?(?: proficiency)?|[ABC][12]"
)
SPOKEN = r"(?:听说读写|口语|书面|读写|听说|水平|能力|表达|沟通|交流|阅读){0,3}"
NAME = "|".join(f"(?P<{code}>{names})" for code, names in NAMES.items())
ANY_NAME = "|".join(NAMES.values())
TEST = "|".join(f"(?P<{code}>{tests})" for code, tests in TESTS.items())
IN_SECTION = re.compile(
    rf"(?<![A-Za-z])(?i:{NAME})(?![A-Za-z])"
    rf"(?:[ \t:：\-–—（(|]{{0,4}}{SPOKEN}(?P<level>(?i:{LEVEL_WORDS})))?"
)
# In a sentence a language counts with a level only, and one level serves an enumeration.
LIST = rf"(?:{ANY_NAME})(?:(?:、|和|及|与|，|, ?| and | & )(?:{ANY_NAME})){{0,4}}"
STATED = (
    re.compile(
        rf"(?<![A-Za-z])(?P<list>{LIST})[ ]?[:：]?[ ]?(?P<bracket>[（(])?{SPOKEN}(?:均|都"
        rf"|也)?(?:可以?|能够?)?(?:作为|以|做)?"
        r"(?:非常|十分|较|很|比较)?(?P<level>流利|流畅|熟练|良好|精通|母语|工作语言"
        r"|(?i:native|fluent|proficient|conversational|bilingual|intermediate|beginner|basic"
        r"|elementary)\b|[ABC][12]\b)"
    ),
    re.compile(
        r"\b(?P<level>(?i:native|fluent|fluency|proficient|proficiency|conversational|bilingual"
        r"|advanced|intermediate|basic|professional|excellent|good))"
        r"(?: (?:in|level|working|speaker of|command of|written and spoken|spoken and written"
        rf"|both|spoken|written)){{0,3}} (?P<list>{LIST})(?![A-Za-z])"
    ),
    re.compile(
        r"(?P<level>流利|熟练|看懂|读懂|阅读|查阅|撰写)(?:地)?(?:的|使用|掌握|运用|阅读|撰写|书写"
        r"|翻译|检索){0,2}"
        rf"(?P<list>{LIST})(?=文献|资料|说明|交流|沟通|写作|论文|技术|文件|，|。|；|$|\n)"
    ),
    re.compile(rf"\b[Ss]peak(?:s|ing)?(?P<level>) (?P<list>{LIST})(?![A-Za-z])"),
)
ONE_NAME = re.compile(NAME)
TESTED = re.compile(rf"(?<![A-Za-z])(?:{TEST})(?![A-Za-z])")


def find_languages(text: str, sections: Sequence[Section]) -> tuple[CvLanguage, ...]:
    """Return the languages that a CV claims, each once, with the level or test it names first."""
    best: dict[str, CvLanguage] = {}
    for language in _mentions(text, sections):
        known = best.get(language.code.value)
        if known is None or (known.level is None and language.level is not None):
            best[language.code.value] = language
    return tuple(best.values())


def language_code(name: str) -> str | None:
    """Return the ISO 639-1 code of the language that `name` begins with, None if not known."""
    match = IN_SECTION.match(name.strip())
    return next((code for code in NAMES if match[code]), None) if match else None


def _mentions(text: str, sections: Sequence[Section]) -> Iterator[CvLanguage]:
    for section in sections:
        if section.kind is SectionKind.LANGUAGES:
            for match in IN_SECTION.finditer(text, section.start, section.end):
                yield _language(match)
    for pattern in STATED:
        for match in pattern.finditer(text):
            yield from _listed(match)
    for match in TESTED.finditer(text):
        found = Found(match.lastgroup, match.start(), match.end())
        yield CvLanguage(found, Found(match[0], match.start(), match.end()))


def _listed(match: re.Match[str]) -> Iterator[CvLanguage]:
    level = _level(match)
    names = list(ONE_NAME.finditer(match.string, match.start("list"), match.end("list")))
    is_of_last = match.groupdict().get("bracket")
    for name in names[-1:] if is_of_last else names:
        yield CvLanguage(Found(name.lastgroup, name.start(), name.end()), level)


def _language(match: re.Match[str]) -> CvLanguage:
    code = next(code for code in NAMES if match[code])
    return CvLanguage(Found(code, match.start(code), match.end(code)), _level(match))


def _level(match: re.Match[str]) -> Found[str] | None:
    words = match["level"]
    return Found(words, match.start("level"), match.end("level")) if words else None
