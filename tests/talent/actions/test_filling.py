from datetime import date

import pytest

from talent.actions.filling import fill_profile
from talent.cv.values import (
    CvEducation,
    CvExperience,
    CvFields,
    CvOwnFacts,
    CvPlaces,
    CvSkill,
    Found,
    PartialDate,
    Period,
)
from tests.factories.talent import StudyProgrammeFactory, UniversityFactory
from tests.factories.vocabulary import (
    DegreeLevelFactory,
    DisciplineFactory,
    RegionFactory,
    skill_called,
)

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


def test_a_headline_and_an_introduction_are_facts():
    said = CvFields(text=TEXT, headline=found("Lab\n analyst" + "x" * 200), summary=found("I\nam"))

    facts = fill_profile(said).facts

    assert (facts["headline"][:12], len(facts["headline"])) == ("Lab analystx", 160)
    assert facts["summary"] == "I\nam"


def test_the_name_and_the_places_come_beside_the_facts():
    region = RegionFactory()
    said = CvFields(
        text=TEXT, name=found("Lin Yue"), places=CvPlaces(wanted=(found((region.pk,)),))
    )

    filled = fill_profile(said)

    assert (filled.name, filled.places, filled.facts) == ("Lin Yue", [region], {})


@pytest.mark.parametrize(
    ("title", "organisation", "told"),
    [
        ("Analyst", "Alpha", "Analyst (internship)"),
        ("分析员", "Alpha", "分析员（实习）"),
        ("QC", "甲公司", "QC（实习）"),
        ("QC Intern", "Alpha", "QC Intern"),
        ("实习生", "Alpha", "实习生"),
        (None, "Alpha", "Internship"),
        (None, "甲公司", "实习"),
    ],
)
def test_an_internship_that_only_its_heading_tells_is_told_in_the_title(title, organisation, told):
    post = CvExperience(
        title and found(title), found(organisation), Period(), found(""), is_internship=True
    )

    assert fill_profile(CvFields(text=TEXT, experiences=(post,))).experiences[0].title == told


def test_a_day_that_is_written_out_is_kept():
    text = "2020-09-12 – 2023-06-15"
    period = Period(Found(PartialDate(2020, 9), 0, 10), Found(PartialDate(2023, 6), 13, len(text)))

    study = fill_profile(CvFields(text=text, educations=(CvEducation(period=period),)))

    row = study.educations[0]
    assert (row.started_on, row.ended_on) == (date(2020, 9, 12), date(2023, 6, 15))


def test_a_programme_of_the_university_is_recognised():
    university = UniversityFactory(name_en="Soochow University")
    programme = StudyProgrammeFactory(university=university, name_en="Pharmaceutics")

    filled = fill_profile(
        educated(school=found("soochow university"), discipline=found("pharmaceutics"))
    )

    row = filled.educations[0]
    assert (row.university, row.programme) == (university, programme)


def test_a_discipline_stated_by_its_code_is_that_one():
    discipline = DisciplineFactory(code="ug:1007")

    known, forged = (
        fill_profile(educated(discipline=found("x"), stated_code=code)).educations[0]
        for code in ("ug:1007", "ug:9999")
    )

    assert (known.discipline, forged.discipline) == (discipline, None)


def test_a_file_of_this_portal_states_degree_discipline_and_graduation_itself():
    master, doctor = (DegreeLevelFactory(code=code) for code in ("master", "doctor"))
    discipline = DisciplineFactory(code="gr:0710")
    own = CvOwnFacts(degree=doctor.code, discipline=discipline.code, graduates_on=date(2027, 6, 15))

    facts = fill_profile(CvFields(text=TEXT, highest_degree=found(master.code), own=own)).facts

    assert facts == {
        "degree": doctor,
        "discipline": discipline,
        "graduates_on": date(2027, 6, 15),
    }


@pytest.mark.parametrize("studies", [1, 4])
def test_filling_costs_the_same_for_one_study_or_four(studies, django_assert_num_queries):
    university = UniversityFactory(name_en="Soochow")
    programme = StudyProgrammeFactory(university=university, name_en="Pharmacy")
    education = CvEducation(school=found("Soochow"), discipline=found("Pharmacy"))
    said = CvFields(text=TEXT, educations=(education,) * studies)

    # Degrees, universities and programmes; no discipline, skill or place is named here.
    with django_assert_num_queries(3):
        filled = fill_profile(said)

    assert [row.programme for row in filled.educations] == [programme] * studies
