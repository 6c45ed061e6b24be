import pytest

from companies.choices.openings import Importance
from companies.postings.passing import Terms
from companies.postings.requirements import MOST_SKILLS, AskedSkill, asked_skills
from parks.choices.work import SkillLevel
from parks.vocabulary.matcher import Matcher, Term
from tests.companies.postings.names import SKILLS, skills

MUST, WANTED, NICE = Importance.MUST, Importance.WANTED, Importance.NICE
NAMES = {number: name for name, number in reversed(SKILLS.items())}


def asked(text: str) -> dict[str, AskedSkill]:
    return {NAMES[one.skill_id]: one for one in asked_skills(text, skills.find(text))}


def importance(text: str) -> dict[str, Importance]:
    return {name: one.importance for name, one in asked(text).items()}


def level(text: str) -> dict[str, int]:
    return {name: int(one.level) for name, one in asked(text).items()}


def test_the_section_tells_what_is_required_wished_for_or_only_described():
    text = "岗位职责：负责PCR\n任职要求：会HPLC\n加分项：GMP\n公司简介：ELISA领先"

    assert importance(text) == {"HPLC": MUST, "PCR": WANTED, "GMP": NICE}


@pytest.mark.parametrize(
    "text",
    [
        "必须会PCR", "须具备PCR经验", "需要熟悉PCR", "要求掌握PCR", "PCR is required",
        "must have PCR",
        "Requires PCR", "PCR is essential", "a minimum of 2 years of PCR",
    ],
)  # fmt: skip
def test_a_word_of_duty_makes_a_skill_required_in_any_section(text):
    assert importance(text) == {"PCR": MUST}


@pytest.mark.parametrize(
    "text",
    [
        "任职要求：有PCR经验者优先", "任职要求：PCR经验加分", "任职要求：会PCR更佳",
        "任职要求：最好会PCR",
        "Requirements:\nPCR preferred", "Requirements:\nPCR is a plus",
        "Requirements:\nIdeally PCR",
        "Requirements:\nPCR would be an advantage", "Requirements:\nPCR is desirable",
        "Requirements:\nPCR is not required but desirable", "Nice to have:\nmust know PCR",
    ],
)  # fmt: skip
def test_a_word_of_preference_makes_a_skill_a_plus_in_any_section(text):
    assert importance(text) == {"PCR": NICE}


@pytest.mark.parametrize(
    "text",
    [
        "负责PCR检测", "根据客户要求做PCR", "Run PCR as required", "Daily PCR", "PCR if required",
    ],
)  # fmt: skip
def test_a_skill_that_is_only_named_is_wanted(text):
    assert importance(text) == {"PCR": WANTED}


def test_in_a_clause_of_both_the_word_behind_the_skill_decides():
    assert importance("PCR experience required, HPLC preferred") == {"PCR": MUST, "HPLC": NICE}


@pytest.mark.parametrize(
    "text",
    [
        "任职要求：至少掌握PCR、HPLC中的一种", "任职要求：会PCR或HPLC", "任职要求：如：PCR、HPLC",
        "Requirements:\nPCR or HPLC", "Requirements:\nmethods such as PCR, HPLC",
        "Requirements:\nat least one of PCR, HPLC", "Requirements:\ntools (e.g. PCR, HPLC)",
    ],
)  # fmt: skip
def test_alternatives_and_examples_are_wanted_and_not_each_required(text):
    assert importance(text) == {"PCR": WANTED, "HPLC": WANTED}


@pytest.mark.parametrize(
    "text",
    [
        "任职要求：2年或以上PCR经验",
        "Requirements:\n2 years or more of PCR",
    ],
)
def test_or_more_is_no_alternative(text):
    assert importance(text) == {"PCR": MUST}


def test_a_skill_named_several_times_counts_with_its_greatest_importance():
    text = "岗位职责：负责PCR\n任职要求：会PCR\n加分项：PCR"

    assert importance(text) == {"PCR": MUST}


def test_each_skill_is_asked_for_once_in_either_language():
    assert importance("任职要求：细胞培养 cell culture") == {"cell culture": MUST}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("了解PCR", 1), ("会PCR", 1), ("有PCR经验", 1), ("熟悉PCR", 2), ("熟练掌握PCR", 3),
        ("掌握PCR", 3),
        ("扎实的PCR基础", 3), ("精通PCR", 4), ("experience with PCR", 1), ("exposure to PCR", 1),
        ("familiar with PCR", 2), ("working knowledge of PCR", 2), ("Proficient in PCR", 3),
        ("hands-on PCR", 3), ("strong technical knowledge of PCR", 3), ("Expertise in PCR", 4),
        ("MASTERY of PCR", 4),
    ],
)  # fmt: skip
def test_the_level_is_what_the_word_before_says_and_else_the_lowest(text, expected):
    assert level(text) == {"PCR": expected}


def test_a_level_reaches_over_an_enumeration():
    text = "熟练掌握PCR、HPLC、ELISA等技术"

    assert level(text) == {"PCR": 3, "HPLC": 3, "ELISA": 3}


def test_a_level_does_not_reach_what_begins_anew():
    assert level("精通PCR，具备沟通能力") == {"PCR": 4, "沟通能力": 1}


def test_a_level_does_not_reach_far():
    assert level("熟悉公司各项规章制度以及日常管理的所有流程和标准，使用PCR") == {"PCR": 1}


def test_a_level_does_not_reach_into_the_next_clause():
    assert level("精通PCR。使用HPLC") == {"PCR": 4, "HPLC": 1}


def test_each_new_word_sets_a_new_level():
    assert level("熟悉PCR，精通HPLC，了解GMP") == {"PCR": 2, "HPLC": 4, "GMP": 1}


@pytest.mark.parametrize("text", ["不熟悉PCR亦可", "无需PCR经验", "PCR is not required"])
def test_what_need_not_be_known_is_not_asked_for(text):
    assert asked(text) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("任职要求：熟悉PCR，有HPLC经验者优先", {"PCR": MUST, "HPLC": NICE}),
        ("任职要求：必须熟悉PCR，有HPLC经验者优先", {"PCR": MUST, "HPLC": NICE}),
        ("任职要求：有PCR经验，有HPLC经验者优先", {"PCR": NICE, "HPLC": NICE}),
        (
            "任职要求：1. 了解PCR，会HPLC者，有GMP经验者优先",
            {"HPLC": MUST, "PCR": NICE, "GMP": NICE},
        ),
        ("任职要求：最好会PCR，熟悉HPLC", {"HPLC": MUST, "PCR": NICE}),
        ("任职要求：会PCR（HPLC，ELISA）者优先", {"PCR": NICE, "HPLC": NICE, "ELISA": NICE}),
        ("任职要求：有检测经验者优先（PCR、HPLC）", {"PCR": NICE, "HPLC": NICE}),
        ("Requirements:\nPCR (preferably HPLC) and GMP", {"PCR": MUST, "GMP": MUST, "HPLC": NICE}),
        ("PCR must be mastered, Python ideally", {"PCR": MUST, "Python": NICE}),
    ],
)
def test_a_word_of_stance_reaches_no_further_than_its_part(text, expected):
    assert importance(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("任职要求：熟悉GMP、掌握PCR/HPLC等至少一种", {"GMP": MUST, "PCR": WANTED, "HPLC": WANTED}),
        ("任职要求：会PCR或HPLC，熟悉GMP", {"GMP": MUST, "PCR": WANTED, "HPLC": WANTED}),
        ("Requirements:\nPython and tools such as R", {"Python": MUST, "R": WANTED}),
        ("Requirements:\nGMP applied to PCR or HPLC", {"GMP": MUST, "PCR": WANTED, "HPLC": WANTED}),
    ],
)
def test_what_stands_beside_alternatives_is_required_all_the_same(text, expected):
    assert importance(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("熟悉PCR，3年HPLC经验", {"PCR": MUST, "HPLC": MUST}),
        ("Strong background in PCR. Daily HPLC", {"PCR": MUST, "HPLC": WANTED}),
        ("5+ years of GMP in a laboratory", {"GMP": MUST}),
        ("熟悉PCR\n任职要求：HPLC", {"HPLC": MUST, "PCR": WANTED}),
    ],
)
def test_without_a_heading_of_requirements_the_wording_tells_them(text, expected):
    assert importance(text) == expected


def test_a_certificate_is_required_only_where_it_must_be_held():
    texts = (
        "任职要求：GMP",
        "任职要求：持有GMP证书",
        "Requirements:\nGMP",
        "must hold GMP",
        "GMP优先",
    )
    terms = Terms(certificates=frozenset({3}))

    found = [asked_skills(text, skills.find(text), terms=terms)[0] for text in texts]

    assert [one.importance for one in found] == [WANTED, MUST, WANTED, MUST, NICE]


def test_a_language_tells_its_level_by_its_name():
    names = {"英语六级": 1, "CET-4": 2, "fluent English": 3, "native German": 4, "English": 5}
    matcher = Matcher(Term(number, name) for name, number in names.items())
    text = "英语六级；CET-4；fluent English；native German；English"

    found = {one.skill_id: int(one.level) for one in asked_skills(text, matcher.find(text))}

    assert found == {1: 3, 2: 2, 3: 3, 4: 4, 5: 1}


def test_the_most_important_skills_come_first_and_keep_their_order():
    text = "岗位职责：GMP、Python\n加分项：C++\n任职要求：HPLC、PCR"

    assert list(importance(text)) == ["HPLC", "PCR", "GMP", "Python", "C++"]


def test_no_more_than_forty_skills_are_asked_for_and_the_required_ones_stay():
    names = [f"skill{number}x" for number in range(60)]
    matcher = Matcher(Term(number, name) for number, name in enumerate(names))
    text = f"Duties:\n{', '.join(names[:50])}\nRequirements:\n{', '.join(names[50:])}"

    found = asked_skills(text, matcher.find(text))

    assert len(found) == MOST_SKILLS
    assert [one.skill_id for one in found[:11]] == [*range(50, 60), 0]


def test_a_text_that_grows_in_lower_case_is_still_read():
    assert importance("İstanbul: PCR must be known") == {"PCR": MUST}


def test_without_finds_nothing_is_asked_for():
    assert asked_skills("任职要求：细心", []) == ()


def test_the_level_of_what_is_not_stated_is_the_lowest():
    assert asked("PCR")["PCR"] == AskedSkill(1, WANTED, SkillLevel.AWARE)
