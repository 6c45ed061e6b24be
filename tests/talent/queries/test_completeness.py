"""How complete a profile is, and what helps most next."""

import pytest
from django.urls import reverse

from talent.models import Profile, WantedPlace
from talent.queries.completeness import PARTS, completeness_of
from tests.factories.parks import ParkFactory, SkillFactory, UserFactory
from tests.factories.talent import (
    DocumentFactory,
    EducationFactory,
    ExperienceFactory,
    ProfileFactory,
    SkillClaimFactory,
)
from tests.factories.vocabulary import DegreeLevelFactory, DisciplineFactory, RegionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def full_profile() -> Profile:
    profile = ProfileFactory(
        wanted_kinds=["job"],
        degree=DegreeLevelFactory(),
        discipline=DisciplineFactory(),
        available_from="2026-07-01",
        headline="Analyst",
    )
    WantedPlace.objects.create(profile=profile, region=RegionFactory())
    profile.parks.add(ParkFactory())
    EducationFactory(profile=profile)
    ExperienceFactory(profile=profile)
    DocumentFactory(profile=profile)
    SkillClaimFactory.create_batch(5, profile=profile)
    SkillClaimFactory(profile=profile, skill=SkillFactory(kind="language"))
    return profile


def said(profile: Profile) -> tuple[int, str, str]:
    percent, step = completeness_of(profile.user_id)
    return (percent, str(step.text), step.address) if step else (percent, "", "")


def test_the_parts_weigh_a_hundred_together():
    assert sum(part.weight for part in PARTS) == 100


def test_who_has_no_profile_begins_with_a_cv():
    percent, step = completeness_of(UserFactory().pk)

    assert (percent, step.address) == (0, reverse("talent:cv"))


def test_an_empty_profile_begins_with_a_cv():
    assert said(ProfileFactory()) == (
        0,
        "Upload your CV: it fills most of your profile",
        reverse("talent:cv"),
    )


def test_a_full_profile_is_complete_and_needs_nothing():
    assert said(full_profile()) == (100, "", "")


@pytest.mark.parametrize(
    ("gap", "percent", "page"),
    [
        ({"wanted_kinds": []}, 90, "profile"),
        ({"degree": None}, 90, "profile"),
        ({"discipline": None}, 92, "profile"),
        ({"available_from": None}, 92, "profile"),
        ({"headline": ""}, 96, "profile"),
    ],
)
def test_a_fact_that_is_missing_is_the_next_step(gap, percent, page):
    profile = full_profile()
    Profile.objects.filter(pk=profile.pk).update(**gap)

    found = said(profile)

    assert (found[0], found[2]) == (percent, reverse(f"talent:{page}"))


@pytest.mark.parametrize(
    ("rows", "percent", "page"),
    [
        ("wanted_places", 90, "profile"),
        ("educations", 90, "history"),
        ("experiences", 94, "history"),
        ("documents", 98, "cv"),
    ],
)
def test_rows_that_are_missing_are_the_next_step(rows, percent, page):
    profile = full_profile()
    getattr(profile, rows).all().delete()

    found = said(profile)

    assert (found[0], found[2]) == (percent, reverse(f"talent:{page}"))


@pytest.mark.parametrize(("skills", "percent"), [(1, 84), (3, 92), (5, 100), (9, 100)])
def test_skills_count_up_to_five(skills, percent):
    profile = full_profile()
    profile.skill_claims.exclude(skill__kind="language").delete()
    SkillClaimFactory.create_batch(skills, profile=profile)

    assert said(profile)[0] == percent


def test_a_skill_that_two_sources_name_counts_once():
    profile = full_profile()
    claims = profile.skill_claims.exclude(skill__kind="language")
    claims.exclude(pk=claims.first().pk).delete()
    SkillClaimFactory(profile=profile, skill=claims.get().skill, source="roster")

    assert said(profile)[0] == 84


def test_anywhere_is_a_place_and_a_graduation_a_start():
    profile = full_profile()
    profile.wanted_places.all().delete()
    Profile.objects.filter(pk=profile.pk).update(
        anywhere=True, available_from=None, graduates_on="2026-06-30"
    )

    assert said(profile)[0] == 100


def test_the_most_useful_of_several_gaps_is_named():
    profile = full_profile()
    profile.parks.clear()
    Profile.objects.filter(pk=profile.pk).update(headline="", discipline=None)

    assert said(profile)[1] == "Choose the parks to be matched in"


def test_it_takes_one_query(django_assert_num_queries):
    profile = full_profile()

    with django_assert_num_queries(1):
        completeness_of(profile.user_id)
