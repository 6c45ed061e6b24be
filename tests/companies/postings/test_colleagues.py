import pytest

from companies.postings.colleagues import (
    is_function,
    is_togetherness,
    names_an_organisation,
    people,
    reporting_lines,
    worked_with,
)
from companies.postings.stretches import Stretches


def covers(stretches, text: str, words: str) -> bool:
    start = text.index(words)
    return Stretches(stretches).cover(start, start + len(words))


def works_with(text: str, words: str) -> bool:
    text = text.lower()
    return covers(worked_with(text, 0, len(text)), text, words)


def is_superior(text: str, words: str) -> bool:
    text = text.lower()
    return covers(reporting_lines(text, 0, len(text)), text, words)


@pytest.mark.parametrize(
    "text",
    [
        "Work closely with sales to plan", "Partner with Legal, Sales and QA",
        "Collaborate cross-functionally with QA, sales and others on plans",
        "colleagues in sales", "Provide quality support to sales", "liaison for accounts and Sales",
        "teams (e.g. QA, sales)", "stakeholders such as QA and sales",
        "across the organization, including but not limited to QA, sales",
    ],
)  # fmt: skip
def test_english_words_name_whom_one_works_with(text):
    assert works_with(text, "sales")


@pytest.mark.parametrize(
    "text",
    ["与销售部门沟通", "配合销售团队", "协助销售人员", "支持销售经理", "和质量、销售等紧密合作"],
)
def test_chinese_words_name_whom_one_works_with(text):
    assert works_with(text, "销售")


@pytest.mark.parametrize(
    "text",
    [
        "Lead sales", "Work with clients on sales", "Collaborate with QA to increase sales",
        "experience working with sales", "负责销售", "与客户沟通，负责销售",
    ],
)  # fmt: skip
def test_what_one_does_is_nobody_one_works_with(text):
    assert not works_with(text, text[text.lower().find("sales") :] if "sales" in text else "销售")


def test_fields_before_people_are_theirs():
    text = "interface with immunology and bioinformatics teams to plan flow cytometry"
    stretches = list(worked_with(text, 0, len(text)))

    theirs = [
        covers(people(text, stretches), text, words)
        for words in ("immunology", "bioinformatics", "flow cytometry")
    ]

    assert theirs == [True, True, False]


def test_without_people_the_fields_are_not_theirs():
    text = "working with pcr and hplc"

    assert list(people(text, worked_with(text, 0, len(text)))) == []


@pytest.mark.parametrize(
    "text",
    [
        "Reporting to the Head of QA", "reports directly into the Director, QA and GMP",
        "This role reports to QA", "Department: QA", "Job Function: QA", "向QA总监汇报",
        "汇报对象：QA经理", "招聘部门：QA", "直接上级：QA总监",
    ],
)  # fmt: skip
def test_superiors_and_the_department_are_named_and_not_asked_for(text):
    assert is_superior(text.replace("：", ":"), "qa")


@pytest.mark.parametrize("text", ["write reports on QA", "Reporting to Jo, you will do QA", "QA部"])
def test_reports_and_what_follows_are_no_superiors(text):
    assert not is_superior(text, "qa")


@pytest.mark.parametrize("words", ["qa", "r&d", "regulatory affairs", "销售", "leadership", "cmc"])
def test_departments_go_by_names_of_skills(words):
    assert is_function(words)


@pytest.mark.parametrize("words", ["pcr", "细胞培养", "flow cytometry", "qa audit"])
def test_a_method_is_no_department(words):
    assert not is_function(words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("销售部—技术支持", "销售"), ("生物信息部门", "生物信息"),
        ("某某医疗器械有限公司", "医疗器械"),
        ("干细胞研究所", "干细胞"), ("华南干细胞所招聘", "干细胞"), ("生物制品集团", "生物制品"),
        ("oncology institute", "oncology"), ("genomics inc", "genomics"),
    ],
)  # fmt: skip
def test_what_follows_shows_the_name_of_an_organisation(text, words):
    start = text.index(words)

    assert names_an_organisation(text, start, start + len(words))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("experience in the biotechnology industry", "biotechnology"),
        ("biotech or pharmaceutical companies", "biotech"),
        ("生物、医药、化工等相关行业经验", "化工"), ("医疗器械行业", "医疗器械"),
        ("medical device or diagnostics sector", "medical device"),
    ],
)  # fmt: skip
def test_an_industry_is_no_skill(text, words):
    start = text.index(words)

    assert names_an_organisation(text, start, start + len(words))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("负责销售部的管理", "销售"), ("hplc and pharma industry", "hplc"),
        ("医疗器械注册", "医疗器械"),
        ("生物技术部分实验", "生物技术"), ("oncology experience", "oncology"),
    ],
)  # fmt: skip
def test_a_skill_before_other_words_stays_a_skill(text, words):
    start = text.index(words)

    assert not names_an_organisation(text, start, start + len(words))


def test_working_across_functions_is_a_skill_of_its_own():
    assert is_togetherness("cross-functional")
    assert not is_togetherness("immunology")
