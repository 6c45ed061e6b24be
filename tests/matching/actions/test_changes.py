"""The journal of changes: when it is due, whom it touches, and what may be forgotten."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from matching.actions.changes import (
    WAITING_SINCE,
    Change,
    Touched,
    are_due,
    forget_changes,
    read_changes,
    touching,
)
from matching.actions.runs import run_park
from matching.models import MatchChange
from talent.models import Profile
from tests.factories.companies import OpeningFactory
from tests.factories.matching import MatchRunFactory
from tests.factories.talent import ProfileFactory
from tests.matching.markets import SmallMarket, small_market

pytestmark = pytest.mark.django_db

NIGHT = date(2026, 11, 22)
NOW = timezone.now()


@pytest.fixture(autouse=True)
def nothing_has_waited():
    cache.delete(WAITING_SINCE)
    yield
    cache.delete(WAITING_SINCE)


@pytest.fixture
def market(park) -> SmallMarket:
    return small_market(park)


def ago(*seconds: float) -> list[Change]:
    """Entries of that many seconds ago, the oldest first."""
    ordered = sorted(seconds, reverse=True)
    return [
        Change(pk, "profile", pk, NOW - timedelta(seconds=each)) for pk, each in enumerate(ordered)
    ]


@pytest.mark.parametrize(
    ("seconds", "due"),
    [
        ([], False),
        ([1], False),
        ([9.9], False),
        ([10], True),
        ([25, 12], True),
        ([25, 3], False),
        ([30, 3], True),
    ],
)
def test_changes_are_due_after_ten_seconds_of_quiet_or_thirty_without(seconds, due):
    assert are_due(ago(*seconds), NOW) is due


def test_somebody_who_saves_all_the_time_is_served_too():
    """One entry whose time is renewed every four seconds never gets old by itself."""
    looks = [NOW + timedelta(seconds=seconds) for seconds in range(0, 60, 4)]

    due = [are_due([Change(1, "profile", 1, look - timedelta(seconds=4))], look) for look in looks]

    assert due == [False] * 7 + [True] * 8


def test_after_a_pass_the_waiting_begins_anew():
    are_due(ago(29), NOW)

    forget_changes([])

    assert cache.get(WAITING_SINCE) is None
    assert are_due(ago(5), NOW + timedelta(seconds=4)) is False


def test_what_was_read_is_forgotten_and_what_changed_again_is_kept(market):
    read = read_changes()
    Profile.objects.filter(pk=market.ann.pk).update(summary="Fermentation")

    forget_changes(read)

    assert [(left.side, left.row_id) for left in read_changes()] == [("profile", market.ann.pk)]


def test_what_came_since_it_was_read_is_kept(market):
    read = read_changes()
    newcomer = ProfileFactory()

    forget_changes(read)

    assert list(MatchChange.objects.values_list("row_id", flat=True)) == [newcomer.pk]


def test_the_journal_is_read_from_the_oldest_entry_on(market):
    Profile.objects.filter(pk=market.ann.pk).update(summary="Fermentation")

    times = [change.changed_at for change in read_changes()]

    assert times == sorted(times)
    assert read_changes()[-1].row_id == market.ann.pk


def test_touched_rows_are_told_by_side():
    touched = Touched.by([Change(1, "profile", 7, NOW), Change(2, "opening", 8, NOW)])

    assert (touched.profiles, touched.openings) == ({7}, {8})
    assert Change(3, "profile", 7, NOW) in touched
    assert Change(3, "opening", 7, NOW) not in touched


def test_nothing_is_touched_by_no_change():
    assert not Touched.by([])


def both(profile: int = 0, opening: int = 0) -> Touched:
    profiles, openings = {profile} - {0}, {opening} - {0}
    return Touched(frozenset(profiles), frozenset(openings))


def test_a_run_is_touched_by_its_own_people_and_openings_alone(market):
    run = run_park(market.park, night=NIGHT)
    stranger, elsewhere = ProfileFactory(), OpeningFactory(published=True)

    mine = touching(run, both(market.ann.pk, market.analyst.pk))
    theirs = touching(run, both(stranger.pk, elsewhere.pk))

    assert mine == both(market.ann.pk, market.analyst.pk)
    assert not theirs


def test_a_draft_touches_no_run(market):
    run = run_park(market.park, night=NIGHT)
    draft = OpeningFactory(company=market.analyst.company)

    assert not touching(run, both(opening=draft.pk))


def test_who_has_left_still_touches_the_lists_they_stand_in(market):
    run = run_park(market.park, night=NIGHT)
    market.ann.parks.clear()
    type(market.analyst).objects.filter(pk=market.analyst.pk).update(state="closed")

    touched = both(market.ann.pk, market.analyst.pk)

    assert touching(run, touched) == touched


def test_who_has_come_touches_the_lists_they_will_stand_in(market):
    run = run_park(market.park, night=NIGHT)
    newcomer = ProfileFactory()
    newcomer.parks.add(market.park)
    opening = OpeningFactory(company=market.analyst.company, published=True)

    touched = both(newcomer.pk, opening.pk)

    assert touching(run, touched) == touched


def test_of_very_many_rows_it_is_not_asked_whose_they_are(market):
    run = run_park(market.park, night=NIGHT)
    elsewhere = OpeningFactory.create_batch(3, published=True)
    touched = Touched(openings=frozenset(opening.pk for opening in elsewhere))

    assert touching(run, touched, many=2) == touched
    assert not touching(run, touched, many=3)


def test_who_is_gone_from_the_database_touches_every_run(market):
    runs = [run_park(market.park, night=NIGHT), MatchRunFactory()]
    ann = market.ann.pk
    market.ann.user.delete()

    touched = [touching(run, both(ann)) for run in runs]

    assert touched == [both(ann)] * 2
    assert not both(ann).without_missing()
