"""Texts made to harm: 100,000 characters that never break, and rules that must not lose the way.

That they end is the test: with any step that grows with the square of the text they would not.
"""

import pytest

from companies.postings.days import closing_day, starting_day
from companies.postings.majors import Majors
from companies.postings.phrases import PHRASES, Phrases
from companies.postings.requirements import asked_skills
from companies.postings.years import years_in_text
from tests.companies.postings.names import FAMILIES, SKILLS, disciplines, skills

LONG = 100_000
MAJORS = Majors(disciplines, FAMILIES)


def repeated(words: str, length: int = LONG) -> str:
    return (words * (length // len(words) + 1))[:length]


@pytest.mark.parametrize(
    "words",
    [
        "熟悉PCR，", "或PCR", "PCR or ", "无需PCR、", "PCR not required ", "优先PCR", "must PCR ",
        "work with QA and ", "reporting to ", "We are ", "如：PCR", "at least one of PCR ",
        "与PCR", "PCR industry ", "culture of PCR ", "(PCR", "degree in biology ",
        "PCR and PCR teams ", "collaborative PCR ", "the PCR team ", "members of PCR (PCR), ",
        "Alpha has PCR ", "Python5.熟悉PCR",
    ],
)  # fmt: skip
def test_a_long_text_without_breaks_is_read_to_its_end(words):
    text = repeated(words)

    found = {one.skill_id for one in asked_skills(text, skills.find(text), company="Alpha")}

    assert found <= {SKILLS["PCR"]}


@pytest.mark.parametrize("words", ["生物学专业", "药学、", "degree in biology. ", "PhD (", "博士"])
def test_a_long_text_of_majors_is_read_to_its_end(words):
    lists = MAJORS.lists(repeated(words, LONG // 4))

    assert all(one.start < one.end <= LONG // 4 for one in lists)


@pytest.mark.parametrize(
    "words", ["3年", "3年以上", "5 years ", "截止日期：", "start date ", "２年经验"]
)
def test_a_long_text_of_years_and_days_is_read_to_its_end(words):
    text = repeated(words)

    assert years_in_text(text) in (None, 2, 3)
    assert closing_day(text) is None
    assert starting_day(text) is None


@pytest.mark.parametrize(
    "words",
    [
        "lead ", "lead a ", "develop and ", "manage multiple ", "设计", "x", "solve x-", "design, ",
        "work as part of ", "prepare x/", "train and ", "cell and gene ", "lead a team ",
    ],
)  # fmt: skip
def test_a_long_text_of_deeds_is_read_to_its_end(words):
    text = repeated(words)

    found = {phrase.payload for phrase in Phrases(dict.fromkeys(PHRASES, 1)).find(text)}

    assert found <= {1}


def test_what_stands_behind_a_long_preface_is_still_found():
    text = repeated("绿水青山") + "\n任职要求：熟练掌握PCR，5年以上工作经验"

    assert [one.skill_id for one in asked_skills(text, skills.find(text))] == [SKILLS["PCR"]]
    assert years_in_text(text) == 5
