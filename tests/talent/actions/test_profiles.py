"""A person's profile and what they say of their own skills."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from parks.choices.work import SkillLevel
from parks.models import LogEntry, User
from talent.actions.profiles import (
    Claim,
    add_own_claims,
    change_own_claims,
    change_profile,
    set_own_claims,
)
from talent.choices.profiles import ClaimSource
from talent.models import Profile, SkillClaim, WantedPlace
from tests.factories.parks import ParkFactory, SkillFactory, UserFactory
from tests.factories.talent import ProfileFactory, SkillClaimFactory
from tests.factories.vocabulary import RegionFactory

pytestmark = pytest.mark.django_db


def claims_of(profile: Profile) -> list[tuple]:
    rows = SkillClaim.objects.filter(profile=profile).order_by("skill", "source")
    return list(rows.values_list("skill", "level", "source", "evidence"))


def places_of(profile: Profile) -> list[int]:
    rows = WantedPlace.objects.filter(profile=profile).order_by("position")
    return list(rows.values_list("region", flat=True))


def test_a_person_gets_a_profile_by_filling_it_in():
    user, park, region = UserFactory(), ParkFactory(), RegionFactory()

    profile = change_profile(
        user, parks=[park], places=[region], headline="Analyst", available_from=date(2027, 1, 1)
    )

    assert Profile.objects.get() == profile
    assert (profile.user, profile.headline) == (user, "Analyst")
    assert list(profile.parks.all()) == [park]
    assert places_of(profile) == [region.pk]
    entry = LogEntry.objects.get()
    assert (entry.verb, entry.actor) == ("created", user)
    assert entry.details == {"fields": ["available_from", "headline"]}


def test_the_log_of_a_profile_names_what_changed_and_holds_none_of_it():
    change_profile(UserFactory(), phone="13800138000", headline="Lin Yue, analyst")

    assert "13800138000" not in str(LogEntry.objects.get().details)
    assert "Lin Yue" not in str(LogEntry.objects.get().details)


def test_what_is_not_given_stays_as_it_is():
    user, park, region = UserFactory(), ParkFactory(), RegionFactory()
    change_profile(user, parks=[park], places=[region], headline="Analyst", phone="138")

    profile = change_profile(user, headline="Operator")

    assert (profile.headline, profile.phone) == ("Operator", "138")
    assert (list(profile.parks.all()), places_of(profile)) == ([park], [region.pk])
    assert LogEntry.objects.order_by("-pk").first().verb == "changed"


def test_parks_and_places_can_be_emptied():
    user = UserFactory()
    change_profile(user, parks=[ParkFactory()], places=[RegionFactory()])

    profile = change_profile(user, parks=[], places=[])

    assert (list(profile.parks.all()), places_of(profile)) == ([], [])


def test_places_keep_the_order_of_preference():
    user, regions = UserFactory(), RegionFactory.create_batch(3)
    change_profile(user, places=regions)

    profile = change_profile(user, places=[regions[2], regions[0]])

    assert places_of(profile) == [regions[2].pk, regions[0].pk]


def test_a_field_that_does_not_exist_changes_nothing():
    user = UserFactory()

    with pytest.raises(ValueError, match="salary"):
        change_profile(user, salary=1)

    assert not Profile.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_saving_twice_at_once_makes_one_profile():
    user, together = UserFactory(), Barrier(4)

    def save() -> None:
        together.wait()
        change_profile(User.objects.get(pk=user.pk), headline="Analyst")
        connection.close()

    savers = [Thread(target=save) for _ in range(4)]
    for saver in savers:
        saver.start()
    for saver in savers:
        saver.join()

    assert Profile.objects.get().headline == "Analyst"


def test_own_skills_are_replaced_and_verified_ones_stay():
    profile, old, new = ProfileFactory(), SkillFactory(), SkillFactory()
    SkillClaimFactory(profile=profile, skill=old, level=2)
    SkillClaimFactory(profile=profile, skill=old, level=4, source=ClaimSource.ASSESSED)

    set_own_claims(
        profile, claims=[Claim(new, SkillLevel.EXPERT, "ran it for years")], by=profile.user
    )

    assert claims_of(profile) == [
        (old.pk, 4, "assessed", ""),
        (new.pk, 4, "self", "ran it for years"),
    ]
    assert LogEntry.objects.get().verb == "skills changed"


def test_the_skills_of_others_are_not_touched():
    other = SkillClaimFactory()

    set_own_claims(ProfileFactory(), claims=[], by=UserFactory())

    assert SkillClaim.objects.get() == other


def test_a_level_that_is_not_stated_stays_unstated():
    profile, skill = ProfileFactory(), SkillFactory()

    set_own_claims(profile, claims=[Claim(skill)], by=profile.user)

    assert claims_of(profile) == [(skill.pk, None, "self", "")]


def test_a_long_quote_is_cut():
    profile = ProfileFactory()

    set_own_claims(profile, claims=[Claim(SkillFactory(), evidence="证" * 500)], by=profile.user)

    assert profile.skill_claims.get().evidence == "证" * 300


def test_skills_are_added_and_a_level_that_is_given_replaces_the_old_one():
    profile = ProfileFactory()
    levelled, unlevelled, kept, new = SkillFactory.create_batch(4)
    for skill in (levelled, unlevelled, kept):
        SkillClaimFactory(profile=profile, skill=skill, level=2, evidence="before")

    claims = [Claim(levelled, SkillLevel.EXPERT), Claim(unlevelled), Claim(new, evidence="after")]
    add_own_claims(profile, claims=(claim for claim in claims), by=profile.user)

    assert claims_of(profile) == [
        (levelled.pk, 4, "self", "before"),
        (unlevelled.pk, 2, "self", "before"),
        (kept.pk, 2, "self", "before"),
        (new.pk, None, "self", "after"),
    ]
    assert LogEntry.objects.get().details == {"added": 1, "raised": 1}


def test_adding_a_skill_that_was_assessed_adds_what_the_person_says():
    profile, skill = ProfileFactory(), SkillFactory()
    SkillClaimFactory(profile=profile, skill=skill, level=4, source=ClaimSource.ASSESSED)

    add_own_claims(profile, claims=[Claim(skill, SkillLevel.AWARE)], by=profile.user)

    assert claims_of(profile) == [(skill.pk, 4, "assessed", ""), (skill.pk, 1, "self", "")]


@pytest.mark.parametrize("levels", [(None, 4), (4, None), (2, 4), (4, 2)])
def test_a_skill_that_is_named_twice_is_added_once_at_the_higher_level(levels):
    profile, skill = ProfileFactory(), SkillFactory()
    claims = [Claim(skill, level and SkillLevel(level)) for level in levels]

    add_own_claims(profile, claims=claims, by=profile.user)

    assert claims_of(profile) == [(skill.pk, 4, "self", "")]


def test_levels_change_skills_go_and_come_and_the_rest_stays():
    profile = ProfileFactory()
    graded, gone, kept = (SkillClaimFactory(profile=profile, level=2) for _ in range(3))
    new = SkillFactory()

    number = change_own_claims(
        profile,
        levels={graded.skill_id: SkillLevel.EXPERT},
        removed=[gone.skill_id],
        added=[Claim(new), Claim(kept.skill, SkillLevel.AWARE)],
        by=profile.user,
    )

    assert number == 1
    assert claims_of(profile) == [
        (graded.skill_id, 4, "self", ""),
        (kept.skill_id, 2, "self", ""),
        (new.pk, None, "self", ""),
    ]


def test_verified_skills_and_those_of_others_are_neither_graded_nor_removed():
    verified = SkillClaimFactory(level=4, source=ClaimSource.ROSTER)
    other = SkillClaimFactory(skill=verified.skill, level=3)

    change_own_claims(
        verified.profile,
        levels={verified.skill_id: SkillLevel.AWARE},
        removed=[verified.skill_id],
        by=verified.profile.user,
    )

    assert claims_of(verified.profile) == [(verified.skill_id, 4, "roster", "")]
    assert claims_of(other.profile) == [(other.skill_id, 3, "self", "")]


def test_a_level_of_a_skill_that_is_not_there_adds_nothing():
    profile, skill = ProfileFactory(), SkillFactory()

    change_own_claims(profile, levels={skill.pk: SkillLevel.EXPERT}, by=profile.user)

    assert claims_of(profile) == []
