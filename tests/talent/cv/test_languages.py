"""Languages, from their section and from tests named anywhere."""

import pytest

from talent.cv.languages import find_languages, language_code
from talent.cv.sections import split_sections


def languages(text: str) -> list[tuple[str, str | None]]:
    found = find_languages(text, split_sections(text))
    return [(one.code.value, one.level and one.level.value) for one in found]


IN_SECTION = [
    (
        "LANGUAGES\nEnglish (Native)\nFrench (Conversational)",
        [("en", "Native"), ("fr", "Conversational")],
    ),
    ("Languages\nSpanish", [("es", None)]),
    ("Languages: English - fluent, German: basic", [("en", "fluent"), ("de", "basic")]),
    ("语言能力\n英语：CET-6\n日语：良好", [("en", "CET-6"), ("ja", "良好")]),
    ("语言能力：普通话、英语（流利）", [("zh", None), ("en", "流利")]),
    ("外语水平\n英语听说读写熟练", [("en", "熟练")]),
    ("Languages\nMandarin: native\nEnglish: C1", [("zh", "native"), ("en", "C1")]),
]


@pytest.mark.parametrize(("text", "expected"), IN_SECTION)
def test_the_section_of_languages_is_read(text, expected):
    assert sorted(languages(text)) == sorted(expected)


ANYWHERE = [
    ("自我评价\n通过CET-6", [("en", "CET-6")]),
    ("技能\n大学英语六级", [("en", "大学英语六级")]),
    ("英语四级，计算机二级", [("en", "英语四级")]),
    ("IELTS 7.5", [("en", "IELTS 7.5")]),
    ("雅思6.5分", [("en", "雅思6.5分")]),
    ("日语N1", [("ja", "日语N1")]),
    ("普通话二级甲等", [("zh", "普通话二级甲等")]),
    ("英语流利，可作为工作语言", [("en", "流利")]),
    ("英语可作为工作语言", [("en", "工作语言")]),
    ("英语、日语均可作为工作语言", [("en", "工作语言"), ("ja", "工作语言")]),
    ("英语过了四级", [("en", "英语过了四级")]),
    ("普通话二甲", [("zh", "普通话二甲")]),
    ("能看懂英文文献", [("en", "看懂")]),
    ("可熟练阅读英文资料", [("en", "熟练")]),
    ("德语B1", [("de", "B1")]),
    ("Fluent English, conversational Mandarin.", [("en", "Fluent"), ("zh", "conversational")]),
    ("Proficient in English and Mandarin", [("en", "Proficient"), ("zh", "Proficient")]),
    ("Native Spanish speaker", [("es", "Native")]),
    ("I am fluent in French, German and Dutch.", [(one, "fluent") for one in ("fr", "de", "nl")]),
    ("French: C1; German: beginner", [("fr", "C1"), ("de", "beginner")]),
    ("I speak Swedish and English.", [("sv", None), ("en", None)]),
    ("English (fluent), Italian (native)", [("en", "fluent"), ("it", "native")]),
]


@pytest.mark.parametrize(("text", "expected"), ANYWHERE)
def test_a_test_or_a_stated_level_counts_anywhere(text, expected):
    assert languages(text) == expected


NONE = [
    "Education\nMinor in Spanish",
    "Experience\nTaught English literature",
    "负责英文资料翻译",
    "德国公司，法国客户",
    "The English version was fluently translated",
    "Chinese medicine",
    "英语老师",
    "basic research in English literature departments",
    "Languages\nPython, R",
    "",
]


@pytest.mark.parametrize("text", NONE)
def test_a_mere_mention_is_no_language(text):
    assert languages(text) == []


def test_a_language_comes_once_with_the_first_level_told():
    text = "Languages\nEnglish\nEnglish (Fluent)\n\nSummary\nCET-4"

    assert languages(text) == [("en", "Fluent")]


@pytest.mark.parametrize(
    ("name", "code"),
    [("English", "en"), ("english ", "en"), ("英语", "en"), ("Klingon", None), ("", None)],
)
def test_a_name_has_a_code(name, code):
    assert language_code(name) == code
