import pytest

from companies.postings.texts import (
    is_chinese,
    join_sections,
    numbers_apart,
    shorten,
    with_facts,
)


@pytest.mark.parametrize(
    "text",
    ["细胞治疗研究员", "QC分析研究员", "熟悉HPLC、LC-MS/MS、ELISA、Western blot等技术，有GMP经验"],
)
def test_chinese_with_latin_names_in_it_is_chinese(text):
    assert is_chinese(text)


@pytest.mark.parametrize(
    "text", ["QC Analyst", "", "123", "Scientist at 药明康德 (WuXi AppTec), antibody discovery"]
)
def test_english_with_a_chinese_name_in_it_is_english(text):
    assert not is_chinese(text)


def test_sections_are_joined_under_their_headings():
    text = join_sections([("岗位职责", "培养细胞"), ("任职要求", "熟悉GMP"), ("备注", "")])

    assert text == "岗位职责：\n培养细胞\n\n任职要求：\n熟悉GMP"


def test_a_single_section_needs_no_heading():
    assert join_sections([("description", "Grow cells"), ("requirements", "")]) == "Grow cells"


def test_no_sections_are_no_text():
    assert join_sections([]) == ""


def test_facts_stand_below_the_text_in_its_language():
    facts = {"experience": "3-5年", "salary": "", "tags": "GMP · 五险一金"}

    assert with_facts("岗位职责", facts, in_chinese=True) == (
        "岗位职责\n\n经验：3-5年\n标签：GMP · 五险一金"
    )


def test_facts_are_named_in_english_below_an_english_text():
    assert with_facts("Duties", {"salary": "Competitive"}, in_chinese=False) == (
        "Duties\n\nSalary: Competitive"
    )


def test_facts_alone_make_a_text():
    assert with_facts("", {"industry": "制药"}, in_chinese=True) == "行业：制药"


def test_without_facts_the_text_stays():
    assert with_facts("Duties", {"salary": ""}, in_chinese=False) == "Duties"


@pytest.mark.parametrize(
    ("text", "short"), [("abcde", "abcde"), ("abcdef", "abcd…"), ("abc  def", "abc…")]
)
def test_a_long_place_is_shortened_and_shows_it(text, short):
    assert shorten(text, 5) == short


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("了解Perl或Python5.具有", "了解Perl或Python 5.具有"), ("C++3、熟悉", "C++ 3、熟悉"),
        ("R2）会", "R 2）会"), ("H2O，Python3.8", "H2O，Python3.8"), ("IL6受体", "IL6受体"),
        ("", ""),
    ],
)  # fmt: skip
def test_the_number_of_the_next_point_is_no_part_of_a_latin_word(text, expected):
    assert numbers_apart(text) == expected
