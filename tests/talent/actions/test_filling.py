from datetime import date

import pytest

from talent.actions.filling import fill_profile
from talent.cv.values import (
    CvEducation,
    CvExperience,
    CvFields,
    CvSkill,
    Found,
    PartialDate,
    Period,
)
from tests.factories.talent import UniversityFactory
from tests.factories.vocabulary import DegreeLevelFactory, DisciplineFactory, skill_called

pytestmark = pytest.mark.django_db

TEXT = "x" * 100 + " I used PCR daily " + "y" * 100


def found(value: object) -> Found:
    return Found(value, 0, 1)


def when(year: int, month: int | None = None) -> Found[PartialDate]:
    return found(PartialDate(year, month))


def educated(period: Period = Period(), **facts: object) -> CvFields:  # noqa: B008
    return CvFields(text=TEXT, educations=(CvEducation(period=period, **facts),))


def test_nothing_recognised_fills_nothing():
    filled = fill_profile(CvFields(text="hello"))

    assert filled.facts == {}
    assert (filled.educations, filled.experiences, filled.claims) == ([], [], [])


def test_a_degree_the_vocabulary_does_not_know_is_left_out():
    filled = fill_profile(CvFields(text=TEXT, highest_degree=found("archmage")))

    assert filled.facts == {}


@pytest.mark.parametrize(
    ("end", "day"),
    [
        (when(2026, 2), date(2026, 2, 28)),
        (when(2024, 2), date(2024, 2, 29)),
        (when(2026, 12), date(2026, 12, 31)),
        (when(2026), date(2026, 6, 30)),
    ],
)
def test_a_graduation_is_on_the_last_day_and_without_a_month_in_june(end, day):
    assert fill_profile(CvFields(text=TEXT, graduated_on=end)).facts == {"graduates_on": day}


@pytest.mark.parametrize("year", [0, 1800, 9999])
def test_a_year_no_calendar_means_is_left_out(year):
    assert fill_profile(CvFields(text=TEXT, graduated_on=when(year))).facts == {}


@pytest.mark.parametrize(
    ("period", "days"),
    [
        (Period(when(2020, 9), when(2023, 6)), (date(2020, 9, 1), date(2023, 6, 30))),
        (Period(when(2020), when(2023)), (date(2020, 1, 1), date(2023, 6, 30))),
        (Period(when(2020, 9), None, ongoing=True), (date(2020, 9, 1), None)),
        (Period(None, when(2023, 6)), (None, date(2023, 6, 30))),
        (Period(when(2024, 9), when(2023, 6)), (None, date(2023, 6, 30))),
        (Period(), (None, None)),
    ],
)
def test_a_study_lasts_from_the_first_to_the_last_day(period, days):
    study = fill_profile(educated(period)).educations[0]

    assert (study.started_on, study.ended_on) == days


def test_a_job_without_a_month_lasts_to_the_end_of_its_year():
    job = CvExperience(found("Analyst"), found("Alpha"), Period(when(2020), when(2021)), found("x"))

    experience = fill_profile(CvFields(text=TEXT, experiences=(job,))).experiences[0]

    assert (experience.title, experience.employer) == ("Analyst", "Alpha")
    assert (experience.started_on, experience.ended_on) == (date(2020, 1, 1), date(2021, 12, 31))


@pytest.mark.parametrize(
    ("degree", "scheme"),
    [
        ("bachelor", "undergraduate"),
        ("master", "graduate"),
        ("doctor", "graduate"),
        ("college", "vocational"),
    ],
)
def test_a_major_of_several_catalogues_is_that_of_the_degree(degree, scheme):
    level = DegreeLevelFactory(code=degree)
    schemes = ("graduate", "undergraduate", "vocational")
    majors = {name: DisciplineFactory(scheme=name, label_zh="药学") for name in schemes}
    code = found(tuple(sorted(major.pk for major in majors.values())))

    filled = fill_profile(
        CvFields(
            text=TEXT,
            highest_degree=found(degree),
            educations=(CvEducation(degree=found(degree), discipline_code=code),),
        )
    )

    assert filled.educations[0].discipline == majors[scheme]
    assert filled.facts == {"degree": level, "discipline": majors[scheme]}


def test_the_major_of_the_highest_degree_is_that_of_the_profile():
    DegreeLevelFactory(code="bachelor")
    DegreeLevelFactory(code="master")
    biology = DisciplineFactory(scheme="undergraduate")
    pharmacy = DisciplineFactory(scheme="graduate")

    filled = fill_profile(
        CvFields(
            text=TEXT,
            highest_degree=found("master"),
            educations=(
                CvEducation(degree=found("bachelor"), discipline_code=found((biology.pk,))),
                CvEducation(degree=found("master"), discipline_code=found((pharmacy.pk,))),
            ),
        )
    )

    assert filled.facts["discipline"] == pharmacy


def test_without_a_major_of_the_highest_degree_another_one_says_more_than_none():
    biology = DisciplineFactory(scheme="undergraduate")

    filled = fill_profile(educated(discipline_code=found((biology.pk,))))

    assert filled.facts == {"discipline": biology}


def test_a_major_only_in_words_is_kept_in_words():
    study = fill_profile(educated(discipline=found("Kinesiology"))).educations[0]

    assert (study.discipline, study.discipline_text) == (None, "Kinesiology")


@pytest.mark.parametrize("name", ["苏州大学", "Soochow University"])
def test_a_school_the_portal_knows_is_linked_by_either_name(name):
    university = UniversityFactory(name_zh="苏州大学", name_en="Soochow University")

    study = fill_profile(educated(school=found(name))).educations[0]

    assert (study.university, study.school) == (university, name)


def test_an_unknown_school_is_kept_as_written():
    study = fill_profile(educated(school=found("Hogwarts"))).educations[0]

    assert (study.university, study.school) == (None, "Hogwarts")


def test_a_skill_comes_with_the_words_around_it_and_no_level_when_none_is_said():
    pcr = skill_called("PCR")
    start = TEXT.index("PCR")

    said = CvSkill(Found(pcr.pk, start, start + 3), None)
    claim = fill_profile(CvFields(text=TEXT, skills=(said,))).claims[0]

    assert (claim.skill, claim.level) == (pcr, None)
    assert "I used PCR daily" in claim.evidence
    assert len(claim.evidence) <= 300


def test_a_skill_that_left_the_vocabulary_is_left_out():
    assert fill_profile(CvFields(text=TEXT, skills=(CvSkill(Found(0, 1, 2)),))).claims == []


def test_words_longer_than_their_columns_are_cut():
    filled = fill_profile(educated(school=found("x" * 300), discipline=found("y" * 300)))
    phone = fill_profile(CvFields(text=TEXT, phone=found("1" * 90))).facts["phone"]

    study = filled.educations[0]
    assert (len(study.school), len(study.discipline_text), len(phone)) == (200, 200, 40)


@pytest.mark.parametrize("number", [1, 3])
def test_filling_costs_the_same_for_one_study_or_three(number, django_assert_num_queries):
    majors = [DisciplineFactory() for _count in range(number)]
    pcr = skill_called("PCR")
    studies = tuple(
        CvEducation(school=found(f"School {major.pk}"), discipline_code=found((major.pk,)))
        for major in majors
    )
    fields = CvFields(text=TEXT, educations=studies, skills=(CvSkill(Found(pcr.pk, 1, 2)),))

    with django_assert_num_queries(4):
        fill_profile(fields)
