"""Labelled Chinese CV segments of REAL_INPUT_DIR: how many fields are right, how many are found.

The segments are cut from machine-made CVs and have lost their line ends. Labels of one study, as
in "大专/硕士学位", count once, for one study has one degree.
"""

import json

import pytest

from parks.vocabulary.matcher import Matcher, Term
from talent.cv.fields import read_fields
from talent.cv.schools import find_schools

pytestmark = pytest.mark.real_input

CODES = {
    "博士": "doctor",
    "硕士": "master",
    "本科": "bachelor",
    "学士": "bachelor",
    "大专": "college",
    "高中": "secondary",
}
NOTHING = Matcher([Term("none", "no such words")])
SAME_STUDY = 8


@pytest.fixture(scope="module")
def segments(real_input):
    path = real_input / "cvs" / "zh_synthetic" / "segments_biopharma.json"
    return json.loads(path.read_text(encoding="utf-8"))["items"]


@pytest.fixture(scope="module")
def found(segments):
    return [read_fields(one["text"], skills=NOTHING, disciplines=NOTHING) for one in segments]


def labels(segment: dict, label: str) -> list[dict]:
    return [one for one in segment["entities"] if one["label"] == label]


def precision_and_recall(right: int, told: int, wanted: int) -> tuple[float, float]:
    return right / told, right / wanted


def test_schools_are_nearly_always_right_and_mostly_found(segments, found):
    wanted = [
        {(one["start"], one["end"]) for one in labels(segment, "SCHOOL")} for segment in segments
    ]
    told = [
        {(one.school.start, one.school.end) for one in fields.educations if one.school}
        for fields in found
    ]
    right = sum(len(one & other) for one, other in zip(wanted, told, strict=True))

    precision, recall = precision_and_recall(right, sum(map(len, told)), sum(map(len, wanted)))

    assert precision >= 0.97
    assert recall >= 0.9


def test_degrees_are_always_right_and_mostly_found(segments, found):
    told = [[one.degree for one in fields.educations if one.degree] for fields in found]
    wanted = [studied(segment) for segment in segments]
    right = [
        degree
        for degrees, studies in zip(told, wanted, strict=True)
        for degree in degrees
        if any(overlaps(degree, label) for study in studies for label in study)
    ]
    met = [
        study
        for degrees, studies in zip(told, wanted, strict=True)
        for study in studies
        if any(overlaps(degree, label) for degree in degrees for label in study)
    ]

    assert len(right) == sum(map(len, told))
    assert len(met) / sum(map(len, wanted)) >= 0.9


def studied(segment: dict) -> list[list[dict]]:
    """Return the labels of degrees with a code, those of one study together."""
    studies: list[list[dict]] = []
    for label in labels(segment, "EDUCATION"):
        if label["text"] not in CODES:
            continue
        if studies and label["start"] - studies[-1][-1]["end"] <= SAME_STUDY:
            studies[-1].append(label)
        else:
            studies.append([label])
    return studies


def overlaps(degree, label: dict) -> bool:
    same_place = degree.start < label["end"] and label["start"] < degree.end
    return same_place and degree.value == CODES[label["text"]]


def test_names_are_always_right_and_mostly_found(segments, found):
    wanted = [{one["text"] for one in labels(segment, "NAME")} for segment in segments]
    told = [fields.name and fields.name.value for fields in found]

    right = [name in names for name, names in zip(told, wanted, strict=True) if name]

    assert all(right)
    assert len(right) / sum(map(bool, wanted)) >= 0.75


def test_periods_of_posts_are_those_of_the_labels(segments, found):
    wanted = [{one["text"] for one in labels(segment, "YEARSOFWORK")} for segment in segments]
    told = [
        {
            fields.text[post.period.start.start : post.period.end.end]
            for post in fields.experiences
            if post.period.end
        }
        for fields in found
    ]

    strangers = [
        period
        for periods, known in zip(told, wanted, strict=True)
        for period in periods
        if not any(period in one or one in period for one in known)
    ]

    assert len(strangers) <= 0.05 * sum(map(len, told))


def test_nearly_every_chinese_university_is_found_whole(real_input):
    lines = (real_input / "universities_cn.csv").read_text(encoding="utf-8").splitlines()[1:]
    names = [line.split(",")[1] for line in lines]
    texts = [f"2015.09-2019.06{name}药学专业本科" for name in names]

    found = [[one.value for one in find_schools(text, 0, len(text))] for text in texts]

    missed = [name for name, schools in zip(names, found, strict=True) if schools != [name]]
    assert len(names) > 2700
    assert len(missed) <= 0.005 * len(names)
