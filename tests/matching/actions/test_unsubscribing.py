"""The link at the end of each mail: it stops all of them, for good, and can be taken back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.core import signing
from django.db import connection
from django.utils import timezone

from matching.actions.alerts import people_to_tell, tell_news
from matching.actions.unsubscribing import (
    SALT,
    LinkError,
    profile_of,
    resume_alerts,
    stop_alerts,
    unsubscribe_url,
)
from matching.models import SavedSearch
from parks.models import LogEntry, OutboxMail
from tests.factories.companies import OpeningFactory
from tests.factories.matching import SavedSearchFactory
from tests.factories.talent import ProfileFactory
from tests.matching.searchable import make_searchable
from tests.parks.brokers import broker

pytestmark = pytest.mark.django_db

SAVED = datetime(2026, 11, 11, 4, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 15, 22, 30, tzinfo=UTC)
DAY = timedelta(days=1)


def token_of(profile) -> str:
    return unsubscribe_url(profile).rstrip("/").rpartition("/")[2]


def periods(profile) -> list[str]:
    return list(profile.saved_searches.order_by("pk").values_list("period", flat=True))


@pytest.fixture
def told():
    """Somebody with a daily and a weekly search, and one opening that they are told of."""
    daily = SavedSearchFactory(alerts_since=SAVED)
    SavedSearchFactory(profile=daily.profile, query="kind=job", period="weekly")
    OpeningFactory(state="published", published_at=SAVED + DAY, kind="postdoc")
    make_searchable()
    return daily.profile


def test_the_link_says_whose_it_is_and_stays_the_same():
    profile = ProfileFactory()

    assert profile_of(token_of(profile)) == profile
    assert unsubscribe_url(profile) == unsubscribe_url(profile)
    assert len(unsubscribe_url(profile)) <= OutboxMail._meta.get_field("unsubscribe_url").max_length


@pytest.mark.parametrize("change", ["", "x", "other"])
def test_a_link_that_was_not_signed_here_is_refused(change):
    mine, theirs = ProfileFactory(), ProfileFactory()
    forged = {
        "": "",
        "x": token_of(mine) + "x",
        "other": token_of(mine).replace(mine.uuid.hex, theirs.uuid.hex),
    }[change]

    with pytest.raises(LinkError):
        profile_of(forged)


def test_a_link_of_somebody_who_is_gone_is_refused():
    profile = ProfileFactory()
    token = token_of(profile)
    profile.user.delete()

    with pytest.raises(LinkError):
        profile_of(token)


def test_a_token_signed_for_something_else_is_refused():
    other = signing.Signer(salt="something else").sign(ProfileFactory().uuid.hex)

    with pytest.raises(LinkError):
        profile_of(other)
    assert SALT != "something else"


def test_stopping_ends_every_period_of_that_person_alone(told):
    other = SavedSearchFactory(alerts_since=SAVED)

    stopped = stop_alerts(told, now=MORNING)

    assert [search.period for search in stopped.searches] == ["daily", "weekly"]
    assert periods(told) == ["never", "never"]
    assert periods(other.profile) == ["daily"]
    assert people_to_tell(MORNING) == [other.profile_id]
    assert [entry.verb for entry in LogEntry.objects.about(told)] == ["alerts stopped"]


def test_a_mail_that_waits_for_the_mail_server_is_not_sent_after_that(told):
    tell_news(told.pk, now=MORNING)
    other = OutboxMail.objects.create(
        recipient=told.user.email, user=told.user, subject="Your application", text="..."
    )

    stop_alerts(told, now=MORNING)

    assert list(OutboxMail.objects.all()) == [other]


def test_a_mail_that_was_sent_stays_in_the_log(told):
    tell_news(told.pk, now=MORNING)
    OutboxMail.objects.update(state="sent", sent_at=timezone.now())

    stop_alerts(told, now=MORNING)

    assert OutboxMail.objects.count() == 1


def test_pressed_twice_nothing_more_happens(told):
    stop_alerts(told, now=MORNING)

    again = stop_alerts(told, now=MORNING)

    assert again.searches == []
    assert LogEntry.objects.about(told).count() == 1


def test_taken_back_each_search_has_its_period_again_and_what_waits_is_told(told):
    undo = stop_alerts(told, now=MORNING).undo

    resume_alerts(told, undo, now=MORNING + DAY)

    assert periods(told) == ["daily", "weekly"]
    assert [alert.openings.count() for alert in tell_news(told.pk, now=MORNING)] == [1]


def test_what_the_person_has_chosen_since_is_left_as_it_is(told):
    undo = stop_alerts(told, now=MORNING).undo
    first, second = told.saved_searches.order_by("pk")
    first.period = "weekly"
    first.save()
    second.delete()

    resume_alerts(told, undo, now=MORNING + DAY)

    assert periods(told) == ["weekly"]


@pytest.mark.parametrize("forging", ["nonsense", "of somebody else"])
def test_only_what_was_signed_for_this_person_takes_it_back(forging, told):
    other = SavedSearchFactory().profile
    undo = stop_alerts(other, now=MORNING).undo if forging == "of somebody else" else "nonsense"
    stop_alerts(told, now=MORNING)

    with pytest.raises(LinkError):
        resume_alerts(told, undo, now=MORNING + DAY)

    assert periods(told) == ["never", "never"]


def test_after_a_day_it_cannot_be_taken_back(told):
    undo = stop_alerts(told, now=MORNING).undo

    with pytest.raises(LinkError):
        resume_alerts(told, undo, now=MORNING + DAY + timedelta(seconds=1))

    assert periods(told) == ["never", "never"]


@pytest.mark.django_db(transaction=True)
def test_whoever_comes_first_a_mail_written_at_that_moment_is_never_sent_later(told):
    together = Barrier(2)

    def at_once(deed) -> None:
        together.wait()
        try:
            deed()
        finally:
            connection.close()

    with broker(), ThreadPoolExecutor(2) as pool:
        deeds = (lambda: tell_news(told.pk, now=MORNING), lambda: stop_alerts(told, now=MORNING))
        list(pool.map(at_once, deeds))

    assert not OutboxMail.objects.exists()
    assert set(SavedSearch.objects.values_list("period", flat=True)) == {"never"}
