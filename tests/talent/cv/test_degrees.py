"""Words for degrees, and the many words that only look like one."""

import csv
from pathlib import Path

import pytest

import parks
from talent.cv.degrees import (
    BACHELOR,
    COLLEGE,
    DOCTOR,
    MASTER,
    RISING,
    SECONDARY,
    find_degrees,
    highest,
)
from talent.cv.values import Found

REFERENCE = Path(parks.__file__).with_name("reference") / "degree_levels.csv"

NAMED = [
    ("博士", DOCTOR),
    ("博士研究生", DOCTOR),
    ("博士学位", DOCTOR),
    ("理学博士", DOCTOR),
    ("PhD", DOCTOR),
    ("Ph.D.", DOCTOR),
    ("Ph. D. in Biology", DOCTOR),
    ("Doctor of Philosophy", DOCTOR),
    ("Doctor of Pharmacy", DOCTOR),
    ("PharmD", DOCTOR),
    ("Doctoral degree", DOCTOR),
    ("DPhil", DOCTOR),
    ("硕士", MASTER),
    ("硕士研究生", MASTER),
    ("研究生", MASTER),
    ("在职研究生", MASTER),
    ("研究生学历", MASTER),
    ("硕士学位", MASTER),
    ("工程硕士", MASTER),
    ("专硕", MASTER),
    ("民族学硕士", MASTER),
    ("MBA", MASTER),
    ("EMBA", MASTER),
    ("M.Sc.", MASTER),
    ("MSc", MASTER),
    ("Master of Science", MASTER),
    ("Masters of Science", MASTER),
    ("Master's degree", MASTER),
    ("Master’s", MASTER),
    ("Master of Pharmacy", MASTER),
    ("M.S. in Chemistry", MASTER),
    ("MS in Chemistry", MASTER),
    ("MPH", MASTER),
    ("MEng", MASTER),
    ("本科", BACHELOR),
    ("大学本科", BACHELOR),
    ("全日制本科", BACHELOR),
    ("统招本科", BACHELOR),
    ("本科学历", BACHELOR),
    ("学士", BACHELOR),
    ("工学学士学位", BACHELOR),
    ("专升本", BACHELOR),
    ("BSc", BACHELOR),
    ("B.Sc. (Hons)", BACHELOR),
    ("B.S : Microbiology", BACHELOR),
    ("Bachelor of Engineering", BACHELOR),
    ("Bachelor's Degree", BACHELOR),
    ("Bachelors", BACHELOR),
    ("BS in Biology", BACHELOR),
    ("BA, History", BACHELOR),
    ("MBBS", BACHELOR),
    ("BACHELOR OF SCIENCE", BACHELOR),
    ("大专", COLLEGE),
    ("专科", COLLEGE),
    ("大学专科", COLLEGE),
    ("高职", COLLEGE),
    ("高职高专", COLLEGE),
    ("大专学历", COLLEGE),
    ("Associate Degree", COLLEGE),
    ("Associate's degree", COLLEGE),
    ("Associate of Science", COLLEGE),
    ("Associate of Applied Science", COLLEGE),
    ("Associates of Arts", COLLEGE),
    ("A.A.S.", COLLEGE),
    ("中专", SECONDARY),
    ("中职", SECONDARY),
    ("职高", SECONDARY),
    ("技校", SECONDARY),
    ("Technical secondary school", SECONDARY),
    ("高中", SECONDARY),
    ("高中毕业", SECONDARY),
    ("High School Diploma", SECONDARY),
]


@pytest.mark.parametrize(("words", "code"), NAMED)
@pytest.mark.parametrize(
    ("before", "after"), [("", ""), ("2023 ", ", Boston"), ("学历：", " 2023")]
)
def test_words_for_a_degree_give_its_code(words, code, before, after):
    found = list(find_degrees(before + words + after))

    assert [degree.value for degree in found] == [code]


NOT_DEGREES = [
    "博士后",
    "博士后研究员",
    "博士生导师",
    "博士点",
    "硕士生导师",
    "硕士导师",
    "研究生院",
    "研究生导师",
    "研究生会",
    "指导研究生工作",
    "本科以上学历",
    "本科及以上",
    "本科院校",
    "本科生导师",
    "大专以上",
    "中专以上",
    "硕士及以上学历",
    "大专院校",
    "专科医院",
    "专科门诊",
    "高等专科学校",
    "专科护士",
    "高职院校",
    "初中",
    "高中数学老师",
    "高中以上",
    "postdoc",
    "Postdoctoral fellow",
    "post-doctoral research",
    "post-PhD",
    "Scrum Master",
    "Master Batch Records",
    "Master Formula",
    "Master Data",
    "mastered HPLC",
    "Research Associate",
    "Associates : Society of Clinical Research",
    "Senior Associate",
    "LC-MS",
    "GC/MS, HPLC",
    "MS Office",
    "MS Word",
    "BA2 assay",
    "Doctor Who",
    "doctors and nurses",
    "high school teacher",
]


@pytest.mark.parametrize("words", NOT_DEGREES)
def test_words_that_only_look_like_a_degree_give_none(words):
    assert list(find_degrees(words)) == []


def test_the_codes_are_those_of_the_reference_table_in_its_order():
    with REFERENCE.open(encoding="utf-8", newline="") as lines:
        levels = sorted(csv.DictReader(lines), key=lambda level: int(level["rank"]))

    assert [level["code"] for level in levels] == list(RISING)


def test_a_span_covers_the_words():
    text = "毕业于中国药科大学，获硕士学位"

    (degree,) = find_degrees(text)

    assert text[degree.start : degree.end] == "硕士学位"


def test_degrees_come_in_their_order_within_the_given_part():
    text = "PhD 2020; MSc 2016; BSc 2014"

    degrees = [degree.value for degree in find_degrees(text, 4)]

    assert degrees == [MASTER, BACHELOR]


def test_the_highest_degree_is_the_one_of_the_longest_study():
    degrees = [Found(BACHELOR, 0, 1), Found(DOCTOR, 2, 3), Found(MASTER, 4, 5)]

    assert highest(degrees) == Found(DOCTOR, 2, 3)
    assert highest([]) is None


def test_of_equal_degrees_the_first_is_kept():
    assert highest([Found(MASTER, 0, 1), Found(MASTER, 4, 5)]) == Found(MASTER, 0, 1)


ABBREVIATED = [
    ("BS Chemistry, Rutgers", ["bachelor"]),
    ("MS Biology, Rutgers", ["master"]),
    ("BSN", ["bachelor"]),
    ("大四学生", ["bachelor"]),
    ("Undergraduate biology student", ["bachelor"]),
    ("taught undergraduate courses", []),
    ("MChem Chemistry", ["master"]),
    ("MS Office, MS Excel, MS Word", []),
    ("LC/MS Methods", []),
    ("BS EN ISO 13485", []),
]


@pytest.mark.parametrize(("text", "expected"), ABBREVIATED)
def test_an_abbreviation_is_a_degree_only_before_a_subject(text, expected):
    assert [one.value for one in find_degrees(text)] == expected
