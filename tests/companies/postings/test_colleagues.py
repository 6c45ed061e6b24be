import pytest

from companies.postings.colleagues import (
    is_department,
    is_function,
    is_togetherness,
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


def test_colleagues_in_a_list_of_fields_have_all_of_them():
    text = "work with colleagues in immunology, toxicology and pcr and may also run hplc"
    stretches = list(worked_with(text, 0, len(text)))

    theirs = [covers(people(text, stretches), text, words) for words in ("toxicology", "hplc")]

    assert theirs == [True, False]


@pytest.mark.parametrize("remark", ["(AS)", "(QA & RA)", "(Platform)"])
def test_a_short_remark_ends_no_list_of_departments(remark):
    text = f"in collaboration with members of Analytical Sciences {remark}, sales and others"

    assert works_with(text, "sales")


@pytest.mark.parametrize("text", ["contact with QA (who plan sales)", "work with QA (all); sales"])
def test_a_longer_remark_or_a_stop_ends_the_list(text):
    assert not works_with(text, "sales")


@pytest.mark.parametrize("words", ["Clinical Supply", "Research and Development", "Drug Safety"])
def test_capitals_show_the_name_of_a_department(words):
    assert is_department(words)


@pytest.mark.parametrize("words", ["clinical supply", "PCR", "Oncology", "Western blot", ""])
def test_other_words_are_no_name_of_a_department(words):
    assert not is_department(words)


@pytest.mark.parametrize("words", ["fda", "mhra", "key opinion leaders", "health authorities"])
def test_authorities_and_experts_one_meets_are_no_skills(words):
    assert is_function(words)


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


def test_working_across_functions_is_a_skill_of_its_own():
    assert is_togetherness("cross-functional")
    assert not is_togetherness("immunology")
