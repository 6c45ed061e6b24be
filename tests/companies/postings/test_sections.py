from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companies.postings.heads import Section, find_heads
from companies.postings.sections import clauses

DESCRIBED, REQUIRED = Section.DESCRIBED, Section.REQUIRED
WISHED, ADVERTISED = Section.WISHED, Section.ADVERTISED


def read(text: str) -> list[tuple[Section, str]]:
    return [
        (clause.section, words)
        for clause in clauses(text)
        if (words := text[clause.start : clause.end].strip())
    ]


def test_chinese_headings_part_duties_from_requirements():
    text = (
        "岗位职责：\n1. 培养细胞\n2. 撰写SOP\n"
        "任职要求：\n1. 熟悉GMP；2. 有经验者优先\n福利待遇：五险一金"
    )

    assert read(text) == [
        (DESCRIBED, "培养细胞"),
        (DESCRIBED, "撰写SOP"),
        (REQUIRED, "熟悉GMP"),
        (REQUIRED, "有经验者优先"),
        (ADVERTISED, "五险一金"),
    ]


@pytest.mark.parametrize(
    "head",
    [
        "任职要求",
        "岗位要求",
        "任职资格",
        "职位要求",
        "应聘条件",
        "招聘要求",
        "基本要求",
        "任职要求描述",
    ],
)
@pytest.mark.parametrize("mark", ["：", ":", "\n", "1、", " 1. "])
def test_a_heading_of_requirements_is_known_in_its_many_forms(head, mark):
    assert read(f"{head}{mark}熟悉GMP")[-1] == (REQUIRED, "熟悉GMP")


@pytest.mark.parametrize(
    "head", ["岗位职责", "工作职责", "工作内容", "职位描述", "主要职责", "岗位描述", "职责"]
)
def test_a_heading_of_duties_is_known_in_its_many_forms(head):
    assert read(f"任职要求：PCR\n{head}：培养细胞")[-1] == (DESCRIBED, "培养细胞")


@pytest.mark.parametrize("head", ["公司简介", "关于我们", "薪资福利", "职位福利", "福利待遇"])
def test_what_a_company_says_of_itself_is_set_apart(head):
    assert read(f"任职要求：PCR\n{head}：领先的流式平台")[-1] == (ADVERTISED, "领先的流式平台")


def test_headings_are_found_in_a_text_without_lines():
    text = "岗位职责：1.负责PCR检测。2.撰写报告任职要求：1.熟悉GMP2.细心"

    assert read(text) == [
        (DESCRIBED, "负责PCR检测"),
        (DESCRIBED, "撰写报告"),
        (REQUIRED, "熟悉GMP2.细心"),
    ]


def test_a_heading_in_brackets_is_a_heading():
    assert read("【任职要求】熟悉GMP") == [(REQUIRED, "熟悉GMP")]


@pytest.mark.parametrize(
    "text",
    [
        "根据客户要求完成检测",
        "按照岗位要求的流程操作",
        "工作内容丰富多彩",
    ],
)
def test_a_word_inside_a_sentence_is_no_heading(text):
    assert list(find_heads(text)) == []


def test_english_headings_part_duties_requirements_wishes_and_praise():
    text = (
        "About Alpha\nWe lead.\nResponsibilities:\n• Run PCR\nQualifications\n• GMP\n"
        "Preferred qualifications:\nPython\nWhat we offer\nPension"
    )

    assert read(text) == [
        (ADVERTISED, "We lead"),
        (DESCRIBED, "Run PCR"),
        (REQUIRED, "GMP"),
        (WISHED, "Python"),
        (ADVERTISED, "Pension"),
    ]


@pytest.mark.parametrize(
    "head",
    [
        "Requirements", "QUALIFICATIONS:", "Minimum Qualifications", "Required Skills",
        "Must haves:",
        "What you’ll bring", "What you will need", "About you", "Who you are", "Education",
        "KNOWLEDGE, SKILLS, AND ABILITIES:", "Skills & Competencies", "Your profile", "Essential",
        "To be successful, you will need:", "Person specification", "The ideal candidate will have",
    ],
)  # fmt: skip
def test_an_english_heading_of_requirements_is_known_in_its_many_forms(head):
    assert read(f"Duties\nx\n{head}\nGMP")[-1] == (REQUIRED, "GMP")


@pytest.mark.parametrize(
    "head",
    ["Preferred Qualifications", "Nice to have:", "Desirable", "Bonus points", "Preferred Skills:"],
)
def test_an_english_heading_of_wishes_is_known_in_its_many_forms(head):
    assert read(f"Requirements\nx\n{head}\nGMP")[-1] == (WISHED, "GMP")


@pytest.mark.parametrize(
    "head",
    [
        "About Twist Bioscience", "OUR OPPORTUNITY", "Benefits", "Compensation & Total Rewards",
        "San Francisco Bay Area Pay Range", "Why Natera?", "Equal Opportunity Employer", "We offer",
        "PHYSICAL DEMANDS & WORK ENVIRONMENT:", "How to apply", "The values we hope you share:",
    ],
)  # fmt: skip
def test_an_english_heading_of_praise_is_known_in_its_many_forms(head):
    assert read(f"Requirements\nx\n{head}\nGMP")[-1] == (ADVERTISED, "GMP")


@pytest.mark.parametrize(
    "head",
    ["Responsibilities", "What you’ll do", "The role", "Job description", "POSITION SUMMARY:",
     "In this role, you will:", "Key Responsibilities:", "What You Will Be Doing"],
)  # fmt: skip
def test_an_english_heading_of_duties_is_known_in_its_many_forms(head):
    assert read(f"Requirements\nx\n{head}\nGMP")[-1] == (DESCRIBED, "GMP")


def test_in_a_long_text_that_lost_its_lines_headings_stand_after_a_sentence():
    filler = "We make medicines for people. " * 20
    end = "Key Responsibilities Run assays. Requirements University degree. Benefits: Pension"
    text = filler + end

    assert read(text)[-3:] == [
        (DESCRIBED, "Run assays"),
        (REQUIRED, "University degree"),
        (ADVERTISED, "Pension"),
    ]


def test_what_stands_before_any_heading_describes():
    assert read("Run PCR. Write SOPs.") == [(DESCRIBED, "Run PCR"), (DESCRIBED, "Write SOPs")]


@pytest.mark.parametrize(
    "text", ["B.S. in Biology", "tools, e.g. PCR", "21 CFR Part 11.10", "Dr. X", "version 2.0 of R"]
)
def test_points_inside_names_and_numbers_end_no_clause(text):
    assert len(read(f"experience with {text} and more")) <= 2


def test_numbers_in_a_list_part_its_entries_and_numbers_in_names_do_not():
    assert [words for _section, words in read("1、熟悉PCR2、熟悉GMP 3) 会HPLC，CHO-K1.培养")] == [
        "熟悉PCR2、熟悉GMP",
        "会HPLC，CHO-K1.培养",
    ]


def test_an_empty_text_has_no_clauses():
    assert read("") == []


@given(st.text(alphabet="岗位职责任职要求：:\n1、.•GMP a；。Requirements", max_size=200))
def test_clauses_follow_each_other_without_overlap(text):
    places = [(clause.start, clause.end) for clause in clauses(text)]

    assert all(start < end for start, end in places)
    assert all(one[1] <= other[0] for one, other in pairwise(places))
