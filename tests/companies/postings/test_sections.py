from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companies.postings.heads import Section, find_heads
from companies.postings.sections import clauses, sorted_out

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


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Required Qualifications, Skills and Experience Minimum: GMP", (REQUIRED, "Minimum: GMP")),
        ("Preferred Qualifications Python", (WISHED, "Python")),
        ("EDUCATION, BEHAVIOURAL COMPETENCIES AND SKILLS: GMP", (REQUIRED, "GMP")),
        ("Person Specification Essential GMP", (REQUIRED, "GMP")),
        ("Why Join Alpha? Free courses", (ADVERTISED, "Free courses")),
        ("Alpha Overview We lead", (ADVERTISED, "We lead")),
        ("Benefits: Pension. Job responsibilities Run PCR", (DESCRIBED, "Run PCR")),
        ("About us Large. Main duties of the job Run PCR", (DESCRIBED, "Run PCR")),
    ],
)
def test_headings_within_a_long_line_are_known_in_their_many_forms(text, last):
    filler = "We make medicines for people. " * 20

    assert read(filler + text)[-1] == last


def test_a_word_inside_a_long_line_is_no_heading():
    text = (
        "We make medicines for people. " * 20 + "See the Essential Principles (e.g. Essential Oils)"
    )

    assert {section for section, _words in read(text)} == {DESCRIBED}


@pytest.mark.parametrize(
    "head",
    ["Company Culture", "What Alpha can offer you:", "Not a Good Fit If",
     "Who This Role Is Not For",
     "What it’s like to work at Alpha", "Life at Alpha", "EEO Statement", "Join our team"],
)  # fmt: skip
def test_more_headings_of_praise_are_known(head):
    assert read(f"Requirements\nx\n{head}\nGMP")[-1] == (ADVERTISED, "GMP")


@pytest.mark.parametrize(
    "head", ["课题组简介", "企业文化", "平台优势", "联系方式", "发展空间", "加入我们"]
)
def test_more_chinese_headings_of_praise_are_known(head):
    assert read(f"任职要求：PCR\n{head}：流式平台")[-1] == (ADVERTISED, "流式平台")


@pytest.mark.parametrize("head", ["报名条件", "硬性要求", "资质要求", "我们希望你", "您需要具备"])
def test_more_chinese_headings_of_requirements_are_known(head):
    assert read(f"职责：x\n{head}：熟悉GMP")[-1] == (REQUIRED, "熟悉GMP")


def test_dashes_and_stars_part_the_entries_of_a_line():
    assert read("任职要求： - 熟悉GMP - 会PCR * 懂HPLC") == [
        (REQUIRED, "熟悉GMP"), (REQUIRED, "会PCR"), (REQUIRED, "懂HPLC"),
    ]  # fmt: skip


def test_where_no_heading_tells_what_is_required_its_wording_does():
    text = "负责PCR。熟悉GMP。5 years of HPLC. Run assays."

    assert [clause.section for clause in sorted_out(text)] == [
        DESCRIBED, REQUIRED, REQUIRED, DESCRIBED,
    ]  # fmt: skip


def test_where_a_heading_tells_what_is_required_wording_does_not():
    text = "熟悉GMP\n任职要求：PCR"

    assert [clause.section for clause in sorted_out(text)] == [DESCRIBED, REQUIRED]


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
