"""Studies told in sentences: whose they are, and when they end."""

import pytest

from talent.cv.educations import find_educations
from talent.cv.sections import split_sections
from talent.cv.stated_studies import stated_graduation
from tests.talent.cv.builders import DISCIPLINES


def studies(text: str) -> list[tuple]:
    found = find_educations(text, split_sections(text), DISCIPLINES.find(text))
    return [
        (
            one.degree and one.degree.value,
            one.discipline and one.discipline.value,
            one.period.end and tuple(one.period.end.value),
        )
        for one in found
    ]


OWN = [
    ("生物工程硕士在读，熟悉PCR", ("master", "生物工程", None)),
    ("药学专业本科应届毕业生", ("bachelor", "药学", None)),
    ("生物制药大专毕业生", ("college", "生物制药", None)),
    ("获化学博士学位", ("doctor", "化学", None)),
    ("学历大专，药学专业", ("college", "药学", None)),
    ("I hold a bachelor's degree in chemistry.", ("bachelor", "chemistry", None)),
    ("Analyst with a master's degree in computational biology from X", None),
    ("Ph.D. candidate in Biochemistry", ("doctor", "Biochemistry", None)),
    ("MSc Pharmacy graduate", ("master", "Pharmacy", None)),
    ("Clinical coordinator, BSN, 5 years", ("bachelor", None, None)),
    ("PhD in Chemistry (Stanford University, 2018).", ("doctor", "Chemistry", (2018, None))),
    ("B.Tech in Biochemistry, VIT University (2021)", ("bachelor", "Biochemistry", (2021, None))),
    ("天津科技大学药学方向本科", ("bachelor", "药学", None)),
    ("浙江大学化学系化学博士", ("doctor", "化学", None)),
    ("就读于复旦大学药学专业，大四学生", ("bachelor", "药学", None)),
    ("苏州大学 药学 本科 2021", ("bachelor", "药学", (2021, None))),
]


@pytest.mark.parametrize(("text", "expected"), OWN)
def test_a_degree_of_ones_own_is_read_from_a_sentence(text, expected):
    expected = expected or ("master", "computational biology", None)

    assert studies(text) == [expected]


def test_a_major_without_a_degree_is_read_with_its_school():
    text = "Student majoring in Chemistry at the University of Illinois."

    assert studies(text) == [(None, "Chemistry", None)]


FOREIGN = [
    "希望攻读药学博士学位",
    "计划读硕士",
    "指导药学硕士3名",
    "导师为药学博士",
    "面向药学本科招生",
    "I plan to pursue a PhD in Chemistry",
    "Supervised students with a master's degree in Chemistry",
    "A minimum of a Bachelor's degree in Chemistry",
    "与博士们讨论",
    "Bachelor-level knowledge of chemistry",
]


@pytest.mark.parametrize("text", FOREIGN)
def test_a_degree_hoped_for_or_of_others_is_none(text):
    assert studies(text) == []


def test_a_date_beside_no_study_may_be_that_of_birth():
    assert studies("王芳 1999.05 复旦大学药学硕士") == [("master", "药学", None)]


def test_a_study_below_a_list_of_projects_is_found_as_a_last_resort():
    text = "项目\n平台开发\n学历：华中农业大学 药学 本科（2017-2021）"

    assert studies(text) == [("bachelor", "药学", (2021, None))]


GRADUATIONS = [
    ("2025届硕士", (2025, None)),
    ("2023年6月毕业", (2023, 6)),
    ("预计2026年6月毕业", (2026, 6)),
    ("2022年毕业后任职于示例公司", (2022, None)),
    ("毕业时间：2024.06", (2024, 6)),
    ("2019年获博士学位", (2019, None)),
    ("expected to graduate in June 2026", (2026, 6)),
    ("BSc (expected May 2025)", (2025, 5)),
    ("graduating in December 2025", (2025, 12)),
    ("graduated from Example University in 2021", (2021, None)),
    ("Class of 2023", (2023, None)),
    ("expected graduation: August 2025", (2025, 8)),
    ("2018年本科毕业，2021年硕士毕业", (2021, None)),
]


@pytest.mark.parametrize(("text", "expected"), GRADUATIONS)
def test_the_date_of_graduation_is_read_from_a_sentence(text, expected):
    found = stated_graduation(text, split_sections(text))

    assert tuple(found.value) == expected


NO_GRADUATIONS = [
    "",
    "1999年5月出生",
    "2015年高中毕业",
    "graduated from high school in 2015",
    "2019.09-2023.06 就读",
    "2021年毕业论文获奖",
    "工作经历\n2021年毕业季负责招聘",
]


@pytest.mark.parametrize("text", NO_GRADUATIONS)
def test_other_dates_are_no_graduation(text):
    assert stated_graduation(text, split_sections(text)) is None
