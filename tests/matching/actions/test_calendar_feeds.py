"""The private address of a person's calendar."""

from datetime import UTC, datetime, timedelta

import pytest

from matching.actions.calendar_feeds import delete_feed, make_feed
from matching.models import CalendarFeed
from parks.models import LogEntry
from tests.factories.talent import ProfileFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)


def test_an_address_cannot_be_guessed_and_its_secret_is_not_in_the_trail(profile):
    feed = make_feed(profile, now=NOW)

    assert len(feed.token) == 43  # 32 random bytes in base64
    entry = LogEntry.objects.about(feed).get()
    assert (entry.verb, entry.actor, entry.details) == ("address made", profile.user, {})


def test_a_new_address_ends_the_old_one(profile):
    old = make_feed(profile, now=NOW).token

    new = make_feed(profile, now=NOW + timedelta(days=1))

    assert new.token != old
    assert list(CalendarFeed.objects.values_list("token", flat=True)) == [new.token]
    assert new.created_at == NOW + timedelta(days=1)


def test_an_address_is_deleted_and_those_of_others_stay(profile):
    make_feed(profile, now=NOW)
    other = make_feed(ProfileFactory(), now=NOW)

    delete_feed(profile)

    assert list(CalendarFeed.objects.all()) == [other]
    assert LogEntry.objects.latest("pk").verb == "deleted"


def test_where_there_is_no_address_none_is_deleted(profile):
    delete_feed(profile)

    assert not LogEntry.objects.exists()
