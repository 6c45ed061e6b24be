import datetime

import pytest

from companies.models import Opening
from matching.demo.graduate_plans import PERSONA, graduate_uuid
from matching.demo.opening_plans import flagships, opening_uuid
from matching.demo.store.personas import put_graduate
from matching.demo.store.world import GRADUATE, put_world
from matching.demo.terms import read_terms
from parks.models import LogEntry
from talent.choices.profiles import ClaimSource, Visibility
from talent.models import Profile, SkillClaim
from tests.matching.demo.conftest import SEED, TODAY

pytestmark = pytest.mark.django_db
NEAR = ("upstream", "technology_transfer", "cell_line", "fermentation")  # flagships 0 to 3


@pytest.fixture
def profile(loaded) -> Profile:
    put_world(read_terms(), TODAY)
    put_graduate(TODAY, read_terms())
    return Profile.objects.get(user__email=GRADUATE)


def best_levels(profile: Profile) -> dict[str, int]:
    rows = profile.skill_claims.order_by("level").values_list("skill__code", "level")
    return dict(rows)


def gaps(profile: Profile, opening: Opening) -> dict[str, list[str]]:
    held = best_levels(profile)
    rows = opening.requirements.order_by("position")
    asked = rows.values_list("skill__code", "level", "importance")
    return {
        "musts unmet": [c for c, n, part in asked if part == "must" and held.get(c, 0) < n],
        "below": [c for c, n, _ in asked if 0 < held.get(c, 0) < n],
        "missing": [c for c, _, _ in asked if c not in held],
    }


def test_the_profile_is_complete(profile):
    assert profile.uuid == graduate_uuid(SEED, PERSONA)
    assert profile.headline
    assert "\n\n" in profile.summary
    assert (profile.degree.code, profile.discipline.code) == ("master", "gr:071009")
    assert profile.wanted_kinds == ["job", "internship"]
    assert profile.visibility == Visibility.PARK_COMPANIES
    assert profile.in_matching


def test_she_graduates_next_june_and_starts_in_july(profile):
    assert profile.graduates_on == datetime.date(2027, 6, 30)
    assert profile.available_from == datetime.date(2027, 7, 15)


def test_she_would_work_in_suzhou_then_shanghai_then_nanjing(profile):
    places = profile.wanted_places.order_by("position")

    assert list(places.values_list("region__label_en", flat=True)) == [
        "Suzhou",
        "Shanghai",
        "Nanjing",
    ]


def test_she_belongs_to_the_first_park(profile):
    assert list(profile.parks.values_list("slug", flat=True)) == ["biobay"]


def test_her_skills_rest_on_her_word_a_roster_and_a_certificate(profile):
    sources = set(profile.skill_claims.values_list("source", flat=True))

    assert sources == {ClaimSource.SELF, ClaimSource.ROSTER, ClaimSource.ASSESSED}
    assert profile.skill_claims.filter(source=ClaimSource.SELF).count() >= 25


def test_her_studies_are_a_bachelors_and_a_masters_degree_at_soochow(profile):
    rows = profile.educations.order_by("ended_on")

    assert list(rows.values_list("degree__code", "university__moe_code", "ended_on")) == [
        ("bachelor", "4132010285", datetime.date(2024, 6, 30)),
        ("master", "4132010285", datetime.date(2027, 6, 30)),
    ]


def test_she_has_worked_at_a_company_and_still_works_on_her_thesis(profile):
    rows = profile.experiences.order_by("-started_on")

    assert [(bool(row.ended_on), "\n" in row.text) for row in rows] == [(True, True), (False, True)]


def test_her_profile_came_through_the_actions_and_left_its_trail(profile):
    verbs = LogEntry.objects.about(profile).order_by("pk").values_list("verb", flat=True)

    assert list(verbs) == ["created", "skills changed"]


def test_a_second_time_leaves_her_changes_alone(profile):
    Profile.objects.filter(pk=profile.pk).update(headline="Changed by hand")
    SkillClaim.objects.filter(profile=profile, skill__code="CEL-02").delete()

    put_graduate(TODAY, read_terms())

    profile.refresh_from_db()
    assert profile.headline == "Changed by hand"
    assert not profile.skill_claims.filter(skill__code="CEL-02").exists()


@pytest.mark.parametrize("index", range(len(NEAR)))
def test_she_suits_the_openings_of_her_field_but_for_one_level_and_one_skill(demo, index):
    profile = Profile.objects.get(user__email=GRADUATE)
    opening = Opening.objects.get(uuid=opening_uuid(SEED, index))

    assert gaps(profile, opening) == {"musts unmet": [], "below": ["USP-07"], "missing": ["USP-12"]}


def test_not_everything_at_the_recruiters_suits_her(demo):
    profile = Profile.objects.get(user__email=GRADUATE)
    uuids = [opening_uuid(SEED, index) for index in range(flagships())]

    unmet = [
        opening
        for opening in Opening.objects.filter(uuid__in=uuids)
        if gaps(profile, opening)["musts unmet"]
    ]

    assert 0 < len(unmet) < flagships() / 2
