"""Postings of our own making, read whole: what is asked for and what is only named."""

import re

import pytest

from companies.postings.mentions import Mentions, sentences_of_demand
from companies.postings.requirements import asked_skills
from companies.postings.sections import clauses
from parks.vocabulary.matcher import Matcher, Term
from tests.companies.postings.names import SKILLS, skills

NAMES = {number: name for name, number in reversed(SKILLS.items())}
FIELDS = ("sales", "QA", "immunology", "biotechnology", "cross-functional", "SOPs", "PCR", "销售")
fields = Matcher(Term(name, name) for name in FIELDS)


def asked(text: str) -> set[str]:
    return {NAMES[one.skill_id] for one in asked_skills(text, skills.find(text))}


def named(text: str) -> list[str]:
    mentions, finds = Mentions(text, text.lower()), fields.find(text)
    inside = [
        find
        for clause in clauses(text)
        for find in mentions.asked(
            clause, [find for find in finds if clause.start <= find.start < clause.end]
        )
    ]
    return [find.payload for find in inside]


ENGLISH = """Alpha Bio is a leading biotechnology company.
We use flow cytometry and Python every day.
Alpha is looking for an analyst with GMP experience.
Responsibilities:
Run PCR and HPLC with the laboratory team.
Provide mentorship in ELISA as we grow.
Requirements:
Bachelor's degree in molecular biology required
Cell culture; C++ is not required
Why Alpha?
Free courses in R and ELISA."""
CHINESE = """Alpha公司成立于2001年，拥有流式细胞术平台。
招聘部门：生物信息部
岗位职责：1、负责PCR；2、与生物信息部门沟通
任职要求：1、药学硕士，熟悉HPLC；2、无需Python经验；3、懂ELISA者优先
福利待遇：提供细胞培养培训"""


def test_of_an_english_posting_only_what_is_asked_for_is_told():
    assert asked(ENGLISH) == {"GMP", "PCR", "HPLC", "ELISA", "cell culture"}


def test_of_a_chinese_posting_only_what_is_asked_for_is_told():
    assert asked(CHINESE) == {"PCR", "HPLC", "ELISA"}


def test_a_posting_in_two_languages_is_read_in_both():
    text = "岗位职责：负责PCR\nRequirements:\nHPLC\nno Python experience required\n无需R经验"

    assert asked(text) == {"PCR", "HPLC"}


@pytest.mark.parametrize(
    "text",
    [
        "Partner with sales and QA to plan", "Collaborate with immunology teams",
        "Reporting to the Head of QA", "experience in the biotechnology industry", "Follow SOPs",
        "与销售部门沟通", "We are a leader in immunology", "no PCR experience required",
        "join our QA team", "the immunology group", "research in a cross-functional culture",
        "in collaboration with members of QA (QA), Drug Safety and others",
    ],
)  # fmt: skip
def test_what_is_only_named_is_not_asked_for(text):
    assert named(text) == []


def test_capitals_in_a_list_of_departments_name_departments():
    finds = Matcher([Term("safety", "drug safety")]).find(text := "partner with Drug Safety")

    assert Mentions(text, text.lower()).asked(next(clauses(text)), finds) == []


def test_small_letters_in_what_one_works_with_name_a_field():
    finds = Matcher([Term("safety", "drug safety")]).find(text := "partner with all in drug safety")

    assert len(Mentions(text, text.lower()).asked(next(clauses(text)), finds)) == 1


def test_a_required_skill_of_working_together_is_no_workplace():
    assert named("Requirements:\nin a cross-functional environment") == ["cross-functional"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lead sales and QA", ["sales", "QA"]), ("Write SOPs", ["SOPs"]), ("负责销售", ["销售"]),
        ("work with cross-functional teams", ["cross-functional"]),
        ("Work with QA to run PCR", ["PCR"]), ("biotechnology skills", ["biotechnology"]),
        ("We are looking for skills in immunology", ["immunology"]),
    ],
)  # fmt: skip
def test_what_one_is_to_do_or_know_is_asked_for(text, expected):
    assert named(text) == expected


@pytest.mark.parametrize(
    "text", ["", "任职要求：", "Requirements\n\nBenefits\n", "岗位职责：\n任职要求：\n福利："]
)
def test_empty_texts_and_bare_headings_ask_for_nothing(text):
    assert asked(text) == set()
    assert list(sentences_of_demand(text, re.compile("求"))) == []


def test_full_width_letters_and_signs_are_read_like_others():
    assert asked("任职要求：１．熟悉ＰＣＲ；２．无需ＨＰＬＣ经验") == {"PCR"}


def test_sentences_of_demand_are_those_about_the_work():
    text = "We have 30 years of history.\nRequirements:\n3 years of PCR\nBenefits:\n2 years paid"

    assert list(sentences_of_demand(text, re.compile("years"))) == ["3 years of PCR"]


def test_without_the_words_looked_for_there_are_no_sentences():
    assert list(sentences_of_demand("任职要求：PCR", re.compile("years"))) == []
