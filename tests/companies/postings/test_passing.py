"""What English postings name in passing is not asked for; what they ask for stays."""

import pytest

from companies.postings.passing import Terms
from companies.postings.requirements import asked_skills
from tests.companies.postings.names import SKILLS, skills

PCR, HPLC, GMP, ELISA = (SKILLS[name] for name in ("PCR", "HPLC", "GMP", "ELISA"))
ONE_GROUP = dict.fromkeys(SKILLS.values(), 1)
TERMS = Terms(technical=frozenset({PCR, HPLC, ELISA}), groups=ONE_GROUP)
TASKS = "Responsibilities:\nRun HPLC.\nRequirements:\nGMP"


def asked(text: str, terms: Terms = TERMS) -> set[int]:
    return {one.skill_id for one in asked_skills(text, skills.find(text), terms=terms)}


def test_a_method_named_once_in_the_introduction_is_not_asked_for():
    text = f"Analyst\nThe group advances PCR in oncology.\n{TASKS}"

    assert asked(text) == {HPLC, GMP}


@pytest.mark.parametrize(
    "sentence",
    [
        "You bring PCR to the group.",
        "We are seeking an analyst for PCR.",
        "Experience with PCR matters here.",
    ],
)
def test_an_introduction_that_speaks_of_the_person_asks(sentence):
    assert PCR in asked(f"Analyst\n{sentence}\n{TASKS}")


def test_a_field_of_knowledge_in_the_introduction_is_asked_for_only_when_it_is_named_again():
    terms = TERMS._replace(fields=frozenset({PCR}))
    once = f"Analyst\nYou join the PCR group.\n{TASKS}"

    assert PCR not in asked(once, terms)
    assert PCR in asked(f"{once}\nPCR", terms)


def test_the_title_always_asks():
    assert asked(f"PCR analyst\nThe group grows.\n{TASKS}") == {PCR, HPLC, GMP}


def test_a_wide_term_in_the_tasks_asks_only_where_the_person_is_spoken_of():
    terms = TERMS._replace(wide=frozenset({HPLC}))
    tasks = "Analyst\nResponsibilities:\n{}\nRequirements:\nGMP"

    assert asked(tasks.format("Reports go to HPLC."), terms) == {GMP}
    assert asked(tasks.format("Be responsible for HPLC."), terms) == {HPLC, GMP}


def test_in_an_endless_sentence_a_method_named_once_is_not_asked_for():
    departments = ", ".join(f"department {number}" for number in range(30))
    text = f"Analyst\nResponsibilities:\nHelp {departments} and HPLC\nRequirements:\nGMP"

    assert asked(text) == {GMP}


def test_a_method_alone_of_its_group_and_named_once_is_not_asked_for():
    text = "Analyst\nResponsibilities:\nRun HPLC.\nRun PCR.\nRequirements:\nGMP"
    apart = TERMS._replace(groups={**ONE_GROUP, HPLC: 2})

    assert asked(text) == {HPLC, PCR, GMP}
    assert asked(text, apart) == {PCR, GMP}


def test_what_stands_among_the_requirements_is_asked_for_however_it_is_named():
    text = "Analyst\nRequirements:\nPCR"

    assert asked(text, TERMS._replace(wide=frozenset({PCR}), groups={PCR: 1})) == {PCR}


def test_competences_and_chinese_postings_name_nothing_in_passing():
    introduction = "Analyst\nThe group advances GMP.\nResponsibilities:\nRun HPLC and PCR."
    in_chinese = "分析员\n小组研究PCR。\n岗位职责：负责HPLC\n任职要求：GMP"

    assert GMP in asked(introduction)
    assert asked(in_chinese) == {PCR, HPLC, GMP}
