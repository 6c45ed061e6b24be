"""Finding interviews, times and feeds."""

from datetime import UTC, datetime, timedelta

import pytest

from matching.models import Interview
from matching.queries.interviews import (
    calendar_entries,
    feed_with_token,
    free_slots,
    interviews_of,
    my_interviews,
)
from tests.factories.matching import (
    ApplicationFactory,
    CalendarFeedFactory,
    InterviewFactory,
    InterviewSlotFactory,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)


def interview_in(profile, state, *, starts_at=None) -> Interview:
    application = ApplicationFactory(profile=profile, state="interviewing")
    slot = None
    if starts_at is not None:
        slot = InterviewSlotFactory(
            opening=application.opening, starts_at=starts_at, ends_at=starts_at + HOUR
        )
    return InterviewFactory(application=application, state=state, slot=slot)


def test_what_lies_ahead_and_what_is_past(profile):
    invited = interview_in(profile, "invited")
    to_come = interview_in(profile, "scheduled", starts_at=NOW + HOUR)
    going_on = interview_in(profile, "scheduled", starts_at=NOW - HOUR / 2)
    over = interview_in(profile, "scheduled", starts_at=NOW - 2 * HOUR)
    held = interview_in(profile, "held", starts_at=NOW - 3 * HOUR)
    cancelled = interview_in(profile, "cancelled", starts_at=NOW + HOUR)

    mine = my_interviews(profile.user_id)

    assert set(mine.ahead(NOW)) == {invited, to_come, going_on}
    assert set(mine.past(NOW)) == {over, held, cancelled}


def test_my_interviews_are_mine(profile):
    mine = interview_in(profile, "invited")
    InterviewFactory()

    assert list(my_interviews(profile.user_id)) == [mine]
    assert list(my_interviews(None)) == []


def test_a_calendar_shows_what_had_a_time_whatever_came_of_it(profile):
    interview_in(profile, "invited")
    interview_in(profile, "cancelled")
    InterviewFactory(scheduled=True)
    states = ("scheduled", "held", "cancelled")
    timed = [interview_in(profile, state, starts_at=NOW) for state in states]

    assert list(calendar_entries(profile)) == timed


def test_the_interviews_of_an_application_come_newest_first(profile):
    first = interview_in(profile, "cancelled")
    second = InterviewFactory(application=first.application)
    InterviewFactory()

    assert interviews_of(first.application) == [second, first]


def test_free_times_are_those_of_the_opening_ahead_not_withdrawn_not_taken():
    interview = InterviewFactory()
    opening = interview.application.opening

    def slot(hours, **fields):
        begin = NOW + hours * HOUR
        return InterviewSlotFactory(
            **{"opening": opening, "starts_at": begin, "ends_at": begin + HOUR} | fields
        )

    late, early, freed = slot(3), slot(1), slot(2)
    taken = slot(4)
    slot(5, is_withdrawn=True)
    slot(-1)
    InterviewSlotFactory(starts_at=NOW + HOUR)
    other = ApplicationFactory(opening=opening)
    InterviewFactory(application=other, state="scheduled", slot=taken)
    InterviewFactory(application=other, state="cancelled", slot=freed)

    assert free_slots(interview, NOW) == [early, freed, late]


def test_a_feed_is_found_by_its_whole_secret_and_only_while_its_owner_has_an_account(profile):
    feed = CalendarFeedFactory(profile=profile, token="right-secret")

    found = [feed_with_token(token).first() for token in ("right-secret", "right", "")]
    profile.user.is_active = False
    profile.user.save()

    assert found == [feed, None, None]
    assert feed_with_token("right-secret").first() is None
