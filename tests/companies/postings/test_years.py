import pytest

from companies.postings.years import years_in_cell, years_in_text


@pytest.mark.parametrize(
    ("cell", "years"),
    [
        ("3-5年", 3), ("3年以上", 3), ("３年及以上", 3), ("两年", 2), ("2+ years", 2),
        ("5-7 yrs", 5),
        ("无工作经验", 0), ("应届毕业生", 0), ("在校生", 0), ("", None), ("不限", None),
        ("经验不限", None),
        ("3天/周 3个月", None),
    ],
)  # fmt: skip
def test_a_cell_of_experience_tells_the_least_years(cell, years):
    assert years_in_cell(cell) == years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("任职要求：3年以上QC经验", 3), ("具有三年及以上相关工作经历", 3),
        ("２年以上细胞培养经验", 2),
        ("3-5年药企工作经验", 3), ("从事QA工作5年以上", 5), ("两年或以上生物信息分析经验", 2),
        ("工作年限：3-5年", 3), ("经验要求：1-3年", 1), ("应届毕业生亦可", 0), ("无需经验", 0),
    ],
)  # fmt: skip
def test_a_chinese_text_tells_the_least_years(text, years):
    assert years_in_text(text) == years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("At least two years of laboratory experience", 2), ("3-5 years of experience", 3),
        ("5+ years’ industry experience", 5), ("a minimum of 7 years of progressive experience", 7),
        ("0-2 years of experience", 0), ("Minimum three years' sales experience", 3),
        ("10 years or more of GMP experience", 10), ("no experience required", 0),
        ("entry-level position", 0), ("five (5) years experience", 5),
    ],
)  # fmt: skip
def test_an_english_text_tells_the_least_years(text, years):
    assert years_in_text(text) == years


@pytest.mark.parametrize(
    "text",
    [
        "", "熟悉GMP", "3年以上经验者优先", "5 years of experience preferred", "公司成立10年",
        "We have 30 years of experience in gene therapy", "每年两次体检", "三年内无违规记录",
        "work for 2 years abroad", "福利：\n工作满1年经验奖", "99 years of experience",
    ],
)  # fmt: skip
def test_wishes_and_the_companys_history_ask_for_no_years(text):
    assert years_in_text(text) is None


def test_of_years_asked_beside_each_other_the_most_count():
    assert years_in_text("5年以上工作经验\n2年以上HPLC经验") == 5


def test_of_years_that_go_with_degrees_the_fewest_count():
    text = "PhD with 0-2 years of experience\nMaster with 3-5 years of experience"

    assert years_in_text(text) == 0


def test_years_without_a_degree_count_beside_those_with_one():
    text = "本科5年以上经验；硕士2年以上经验\n3年以上GMP工作经验"

    assert years_in_text(text) == 3


def test_a_preference_behind_a_comma_belongs_to_something_else():
    assert years_in_text("Minimum 2 years of trial experience, CRO background preferred") == 2
