import datetime

import pytest

from matching import engine
from matching.evaluation.collection import LabelledGraduate
from matching.evaluation.cvs import GraduateReader, ReadGraduate, graduate_columns
from matching.evaluation.names import Names
from matching.evaluation.remarks import Remarks
from matching.loading.vocabulary import load_vocabulary_index
from parks.models import DegreeLevel, Discipline, Region, Skill
from talent.cv.errors import TooLongCvError

CHINESE = (
    "姓名：张某某\n电话：13800000000\n邮箱：zhang@example.org\n"
    "教育背景\n2021.09-2024.06 江南大学 药学 硕士\n"
    "专业技能\n熟练掌握PCR，了解ELISA\n期望工作地点：苏州"
)


@pytest.fixture(scope="module")
def reader(vocabulary) -> GraduateReader:
    return GraduateReader(Names.load(), Remarks())


def graduate(text: str, language: str = "zh", **given) -> LabelledGraduate:
    return LabelledGraduate("g1", language, text, **given)


def skill(label: str) -> int:
    return Skill.objects.get(label_en=label).pk


def rank(code: str) -> int:
    return DegreeLevel.objects.get(code=code).rank


def test_a_chinese_cv_tells_degree_discipline_skills_with_levels_and_places(reader):
    read = reader.read(graduate(CHINESE))

    assert read.degree_rank == rank("master")
    major = Discipline.objects.get(pk=read.discipline_id)
    assert (major.label_zh, major.scheme) == ("药学", "graduate")
    assert read.available_on == datetime.date(2024, 6, 30).toordinal()
    assert read.levels[skill("PCR")] == engine.Level.PROFICIENT
    assert read.levels[skill("ELISA")] == engine.Level.AWARE
    assert Region.objects.get(code="320500").pk in read.place_ids


def test_name_and_contact_data_are_not_among_the_words(reader):
    text = reader.read(graduate(CHINESE)).text

    assert not any(words in text for words in ("张某某", "13800000000", "zhang@example.org"))
    assert "期望工作地点" in text


def test_an_english_sentence_is_enough(reader):
    read = reader.read(graduate("I hold a BSc in Biotechnology and have run PCR daily.", "en"))

    assert read.degree_rank == rank("bachelor")
    assert skill("PCR") in read.levels


def test_what_is_denied_is_not_held(reader):
    read = reader.read(graduate("I have no experience with PCR.", "en"))

    assert read.levels == {}


@pytest.mark.parametrize("degree", ["doctor", "博士", "PhD", "博士在读", "Doctor of Philosophy"])
def test_a_given_degree_wins_over_the_one_that_is_read(reader, degree):
    assert reader.read(graduate(CHINESE, degree=degree)).degree_rank == rank("doctor")


@pytest.mark.parametrize(
    "discipline", ["生物技术", "Biotechnology", "ug:071002", "生物技术（本科）"]
)
def test_a_given_discipline_wins_over_the_one_that_is_read(reader, discipline):
    read = reader.read(graduate(CHINESE, discipline=discipline, degree="本科"))

    assert Discipline.objects.get(pk=read.discipline_id).label_zh == "生物技术"


def test_given_skills_are_held_beside_those_read_and_keep_a_level_that_is_read(reader):
    given = ("MOL-01", "流式细胞术", "Western blot", "ELISA and HPLC work")

    levels = reader.read(graduate("熟练掌握PCR。", skills=given)).levels

    assert levels[skill("PCR")] == engine.Level.PROFICIENT
    named = {Skill.objects.get(pk=pk).label_en for pk, level in levels.items() if level == 1}
    assert {"Flow cytometry", "ELISA"} <= named
    assert len(levels) == 5


def test_what_is_given_and_not_understood_is_told_and_what_was_read_stays(vocabulary):
    remarks = Remarks()
    given = {"degree": "wizard", "discipline": "alchemy", "skills": ("necromancy",)}

    read = GraduateReader(Names.load(), remarks).read(graduate(CHINESE, **given))

    assert remarks.counts == {"degree": 1, "discipline": 1, "skills": 1}
    assert read.degree_rank == rank("master")
    assert Discipline.objects.get(pk=read.discipline_id).label_zh == "药学"


def test_a_text_that_is_too_long_is_refused(reader):
    with pytest.raises(TooLongCvError):
        reader.read(graduate("字" * 200_001))


def test_people_become_columns_and_say_nothing_that_they_have_not_said(vocabulary):
    index = load_vocabulary_index()
    pcr, elisa = skill("PCR"), skill("ELISA")
    silent = ReadGraduate(None, None, None, (), {}, "")
    biology = Discipline.objects.get(code="family:biology").pk
    place = Region.objects.get(code="320500").pk
    open_book = ReadGraduate(30, biology, 738000, (place, place), {elisa: 2, pcr: 3}, "PCR PCR")

    columns = graduate_columns([silent, open_book], index)

    assert columns.degree.tolist() == [-1, 30]
    assert columns.discipline.tolist() == [-1, index.disciplines[biology]]
    assert columns.available_from.tolist() == [-1, 738000]
    assert columns.places.lengths.tolist() == [0, 1]
    assert columns.claims.lengths.tolist() == [0, 2]
    held = dict(zip(columns.claims.skill.tolist(), columns.claims.level.tolist(), strict=True))
    assert held == {index.skills[pcr]: 3, index.skills[elisa]: 2}
    assert set(columns.claims.evidence.tolist()) == {engine.Evidence.SELF}
    assert columns.matchable.all()
    assert columns.kinds.lengths.tolist() == [0, 0]
    assert not columns.anywhere.any()
    assert columns.texts.lengths.tolist()[0] == 0
    assert columns.texts.lengths.tolist()[1] > 0
