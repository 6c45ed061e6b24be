"""Rates by group: recounted in plain Python on random people, and small groups never told."""

from datetime import date
from random import Random

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from matching.actions.runs import run_park
from matching.choices.applications import ApplicationState
from matching.models import MatchRun
from matching.queries.fairness import (
    SMALLER,
    UNKNOWN,
    Dimension,
    Tally,
    fairness_of,
    hidden_groups,
    province_code,
    told,
)
from parks.models import Region
from talent.models import Education, Profile, RosterEntry
from tests.factories.matching import (
    ApplicationFactory,
    GraduateMatchesFactory,
    MatchRunFactory,
    OpeningMatchesFactory,
)
from tests.factories.talent import ProfileFactory, RosterEntryFactory, UniversityFactory
from tests.factories.vocabulary import RegionFactory
from tests.matching.random_markets import random_market
from tests.matching.stored import lists_of

NIGHT = date(2026, 11, 22)


@pytest.fixture
def places(db) -> list[Region]:
    """Two provinces, and a city in each."""
    provinces = RegionFactory.create_batch(2)
    cities = [RegionFactory(code=f"{one.code[:2]}0500", parent=one) for one in provinces]
    return [*provinces, *cities]


def enrol(profile: Profile, **known: object) -> RosterEntry:
    return RosterEntryFactory(user=profile.user, claimed_at=timezone.now(), **known)


def recount(run: MatchRun) -> dict[Dimension, dict[str, Tally]]:
    """The same from one row after the other."""
    graduates, openings = lists_of(run)
    listed = {pk for ids, _points in openings.values() for pk in list(ids)[:10]}
    found: dict[Dimension, dict[str, Tally]] = {each: {} for each in Dimension}
    for profile in Profile.objects.filter(pk__in=graduates):
        hired = profile.applications.filter(state=ApplicationState.HIRED).exists()
        if hired or not profile.in_matching or profile.visibility != "park_companies":
            continue
        for dimension, group in groups_of(profile).items():
            tally = found[dimension].setdefault(group, Tally())
            tally.people += 1
            tally.listed += profile.pk in listed
    return found


def groups_of(profile: Profile) -> dict[Dimension, str]:
    sex = school = region = ""
    for education in profile.educations.exclude(university=None).order_by("pk"):
        school = education.university.kind
    rosters = RosterEntry.objects.filter(user=profile.user).order_by("graduates_on", "pk")
    for entry in rosters:
        sex, school = entry.sex or sex, entry.university.kind
        if entry.home_region:
            region = entry.home_region.code[:2] + "0000"
    return {Dimension.SEX: sex, Dimension.SCHOOL: school, Dimension.REGION: region}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_rate_is_that_of_a_plain_recount(park, places, seed):
    random = Random(seed)  # noqa: S311  not for secrets
    market = random_market(park, seed=seed, people=40, openings=6)
    schools = [UniversityFactory(kind="university"), UniversityFactory(kind="college")]
    for profile in market.profiles:
        if random.random() < 0.4:
            Education.objects.create(profile=profile, university=random.choice([None, *schools]))
        for _entry in range(random.randrange(3)):
            enrol(
                profile,
                university=UniversityFactory(kind=random.choice(["university", "college"])),
                sex=random.choice(["female", "male", ""]),
                home_region=random.choice([None, *places]),
                graduates_on=date(2026, random.randint(1, 12), 1),
            )
    run = run_park(park, night=NIGHT)
    hidden, hired = random.sample(market.profiles, 2)
    Profile.objects.filter(pk=hidden.pk).update(in_matching=False)
    ApplicationFactory(profile=hired, opening=market.openings[0], state=ApplicationState.HIRED)

    found = fairness_of(run)

    assert found.groups == recount(run)
    assert found.openings == 6
    whole = recount(run)[Dimension.SEX].values()
    assert found.whole == Tally(sum(t.people for t in whole), sum(t.listed for t in whole))
    assert found.whole.listed > 0


def test_only_the_first_ten_of_an_opening_count(db):
    run = MatchRunFactory()
    people = ProfileFactory.create_batch(12, visibility="park_companies")
    for profile in people:
        GraduateMatchesFactory(run=run, profile=profile)
    ids = [profile.pk for profile in people]
    OpeningMatchesFactory(run=run, profile_ids=ids, points=[1] * 12)
    OpeningMatchesFactory(run=run, profile_ids=ids[:3], points=[1] * 3)

    assert fairness_of(run).whole == Tally(12, 10)


def test_a_roster_that_nobody_claimed_says_nothing_of_anybody(db):
    run = MatchRunFactory()
    GraduateMatchesFactory(run=run, profile=ProfileFactory(visibility="park_companies"))
    RosterEntryFactory(sex="female")

    assert fairness_of(run).groups[Dimension.SEX] == {UNKNOWN: Tally(1, 0)}


def test_places_are_told_by_province():
    assert [province_code(code) for code in ("320000", "320500", "320506")] == ["320000"] * 3


GROUPS = st.dictionaries(st.sampled_from(["", *"abcdef"]), st.integers(1, 12)).map(
    lambda sizes: {name: Tally(people, people // 2) for name, people in sizes.items()}
)


@given(GROUPS)
def test_no_group_under_five_can_be_read_or_worked_out(groups):
    rows = told(groups)

    apart = [row for row in rows if row[0] != SMALLER]
    rest = sum(tally.people for tally in groups.values()) - sum(row[1] for row in apart)
    left_out = groups.keys() - {row[0] for row in apart}
    assert all(people >= 5 for _name, people, _listed in apart)
    assert rest == 0 or len(left_out) > 1 or len(groups) == 1
    assert rest == 0 or rest >= 5 or not apart
    assert [row[1] for row in rows if row[0] == SMALLER] in ([], [rest if rest >= 5 else None])
    assert {row: (groups[row].people, groups[row].listed) for row, *_ in apart} == {
        name: (people, listed) for name, people, listed in apart
    }


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ({"a": 5, "b": 9}, set()),
        ({"a": 4, "b": 9, "c": 7}, {"a", "c"}),
        ({"a": 1, "b": 2, "c": 9, "d": 30}, {"a", "b", "c"}),
        ({"a": 3, "b": 4, "c": 9}, {"a", "b"}),
        ({"a": 4}, {"a"}),
        ({}, set()),
    ],
)
def test_the_next_smallest_groups_go_with_one_that_is_too_small(sizes, hidden):
    assert hidden_groups({name: Tally(people) for name, people in sizes.items()}) == hidden


def test_the_largest_group_is_told_first_and_who_is_not_known_behind_the_known():
    groups = {"": Tally(50, 9), "a": Tally(6, 1), "b": Tally(8, 2), "c": Tally(2, 1), "d": Tally(3)}

    assert told(groups) == [("b", 8, 2), ("a", 6, 1), ("", 50, 9), (SMALLER, 5, 1)]
