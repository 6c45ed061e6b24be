"""What a company reads of a profile, and in which order."""

from datetime import date

import pytest

from matching.queries.shown_profiles import missing_basics, shown_profile
from talent.models import Education, Experience
from tests.factories.parks import SkillFactory
from tests.factories.talent import ProfileFactory, SkillClaimFactory
from tests.factories.vocabulary import DegreeLevelFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_claims_are_sorted_by_who_says_so_and_by_level():
    profile = ProfileFactory()
    elisa, pcr, hplc = (SkillFactory(label_en=name) for name in ("ELISA", "PCR", "HPLC"))
    for skill, level, source in (
        (elisa, 2, "self"),
        (pcr, 3, "self"),
        (hplc, None, "self"),
        (elisa, 4, "certificate"),
        (pcr, 1, "roster"),
    ):
        SkillClaimFactory(profile=profile, skill=skill, level=level, source=source)

    groups = shown_profile(profile, granted=True).skills

    assert [(label, [str(claim) for claim in claims]) for label, claims in groups] == [
        ("Certificate", ["ELISA"]),
        ("University roster", ["PCR"]),
        ("Said by the person", ["PCR", "ELISA", "HPLC"]),
    ]


def test_languages_and_certificates_stand_apart_from_skills():
    profile = ProfileFactory()
    for kind in ("method", "language", "certificate"):
        SkillClaimFactory(profile=profile, skill=SkillFactory(kind=kind, label_en=kind))

    found = shown_profile(profile, granted=True)

    parts = (found.skills, found.languages, found.certificates)
    assert [[str(claim) for _label, claims in part for claim in claims] for part in parts] == [
        ["method"],
        ["language"],
        ["certificate"],
    ]


def test_what_is_newest_in_a_history_comes_first():
    profile = ProfileFactory()
    for year in (2020, 2024, 2022):
        Education.objects.create(profile=profile, school=f"S{year}", ended_on=date(year, 6, 30))
        Experience.objects.create(profile=profile, title=f"T{year}", started_on=date(year, 1, 1))

    shown_profile(profile, granted=True)

    assert [row.school for row in profile.educations.all()] == ["S2024", "S2022", "S2020"]
    assert [row.title for row in profile.experiences.all()] == ["T2024", "T2022", "T2020"]


@pytest.mark.parametrize(("granted", "queries"), [(False, 1), (True, 3)])
@pytest.mark.parametrize("rows", [1, 3])
def test_one_query_reads_the_studies_and_two_more_what_a_grant_opens(
    rows, granted, queries, django_assert_num_queries
):
    profile = ProfileFactory()
    for _ in range(rows):
        SkillClaimFactory(profile=profile)
        Education.objects.create(profile=profile, school="School")
        Experience.objects.create(profile=profile, title="Trainee")

    with django_assert_num_queries(queries):
        shown_profile(profile, granted=granted)


def test_without_a_grant_no_skill_is_read():
    claim = SkillClaimFactory()

    assert shown_profile(claim.profile, granted=False).skills == []


@pytest.mark.parametrize(
    ("name", "has_degree", "missing"),
    [
        ("Lin Yue", True, []),
        ("", True, ["name"]),
        ("  ", False, ["name", "degree"]),
        ("Lin Yue", False, ["degree"]),
    ],
)
def test_a_name_and_a_degree_are_what_no_company_can_do_without(name, has_degree, missing):
    degree = DegreeLevelFactory() if has_degree else None
    profile = ProfileFactory(user__full_name=name, degree=degree)

    assert missing_basics(profile) == missing
