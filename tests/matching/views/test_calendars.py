"""Calendar files: one interview to download, and all of them behind a private address."""

import pytest
from django.urls import reverse
from icalendar import Calendar

from matching.actions.interviews import cancel_by_company
from matching.models import CalendarFeed
from tests.factories.matching import CalendarFeedFactory, InterviewFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def feed(profile) -> CalendarFeed:
    return CalendarFeedFactory(profile=profile)


@pytest.fixture
def interview(profile):
    return InterviewFactory(scheduled=True, application__profile=profile)


def address_of(feed) -> str:
    return reverse("matching:calendar_feed", args=[feed.token])


def events_in(response) -> dict:
    events = Calendar.from_ical(response.content).events
    return {event["uid"].partition("@")[0]: event for event in events}


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


# --- one file


def test_the_entry_of_an_interview_is_downloaded(graduate, interview, sign_in):
    response = sign_in(graduate).get(reverse("matching:interview_file", args=[interview.uuid]))

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="interview.ics"'
    assert list(events_in(response)) == [str(interview.uuid)]
    assert Calendar.from_ical(response.content)["method"] == "PUBLISH"


def test_an_interview_without_a_time_has_no_file(graduate, profile, sign_in):
    interview = InterviewFactory(application__profile=profile)

    response = sign_in(graduate).get(reverse("matching:interview_file", args=[interview.uuid]))

    assert response.status_code == 404


# --- the feed


def test_a_calendar_reads_the_feed_without_signing_in(client, feed, interview, profile):
    InterviewFactory(scheduled=True)
    InterviewFactory(application__profile=profile)

    response = client.get(address_of(feed))

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-cache"
    assert response["X-Robots-Tag"] == "noindex"
    assert list(events_in(response)) == [str(interview.uuid)]
    assert "sessionid" not in response.cookies


def test_a_feed_follows_its_interviews_to_the_end(client, feed, interview, recruiter):
    uid = str(interview.uuid)
    before = events_in(client.get(address_of(feed)))[uid]

    cancel_by_company(interview, reason="The place is filled.", by=recruiter)

    after = events_in(client.get(address_of(feed)))[uid]
    assert (before["status"], before["sequence"]) == ("CONFIRMED", 0)
    assert (after["status"], after["sequence"]) == ("CANCELLED", 1)


def test_an_unchanged_feed_is_not_sent_twice(client, feed, interview, recruiter):
    first = client.get(address_of(feed))

    same = client.get(address_of(feed), headers={"if-none-match": first["ETag"]})
    cancel_by_company(interview, reason="The place is filled.", by=recruiter)
    changed = client.get(address_of(feed), headers={"if-none-match": first["ETag"]})

    assert (first.status_code, same.status_code, changed.status_code) == (200, 304, 200)
    assert (same.content, same["ETag"]) == (b"", first["ETag"])
    assert same["Cache-Control"] == "private, no-cache"
    assert changed["ETag"] != first["ETag"]


def test_the_language_of_a_feed_is_its_owners_and_not_the_programs(client, feed, interview):
    texts = {
        client.get(address_of(feed), headers={"accept-language": language}).content
        for language in ("en", "zh-hans", "de")
    }

    assert len(texts) == 1


@pytest.mark.parametrize("number", [1, 3])
def test_a_feed_of_one_or_three_interviews_costs_the_same(
    number, client, feed, profile, django_assert_num_queries
):
    InterviewFactory.create_batch(number, scheduled=True, application__profile=profile)

    with django_assert_num_queries(2):
        response = client.get(address_of(feed))

    assert len(events_in(response)) == number


@pytest.mark.parametrize("token", ["guessed", "0", "secret", "-"])
def test_an_address_that_nobody_has_is_not_found(client, feed, token):
    response = client.get(reverse("matching:calendar_feed", args=[token]))

    assert response.status_code == 404


def test_nothing_is_changed_through_the_feed(client, feed):
    assert client.post(address_of(feed)).status_code == 405


# --- its address


@pytest.mark.usefixtures("english")
def test_a_private_address_is_made_replaced_and_deleted(graduate, profile, interview, sign_in):
    client = sign_in(graduate)

    client.post(reverse("matching:make_calendar"))
    first = CalendarFeed.objects.get(profile=profile)
    shown = client.get(reverse("matching:interviews")).context["feed_address"]
    replaced = client.post(reverse("matching:make_calendar"), follow=True)
    second = CalendarFeed.objects.get(profile=profile)
    answers = [client.get(address_of(feed)).status_code for feed in (first, second)]
    deleted = client.post(reverse("matching:delete_calendar"), follow=True)

    assert shown.endswith(address_of(first))
    assert answers == [404, 200]
    assert client.get(address_of(second)).status_code == 404
    assert said(replaced)[-1] == "Your calendar has a new address; an earlier one no longer works."
    assert said(deleted)[-1] == "The address of your calendar is deleted and no longer works."
    assert deleted.context["feed_address"] == ""


@pytest.mark.usefixtures("english")
def test_the_address_opens_the_calendar_program(graduate, feed, sign_in, settings):
    settings.SITE_URL = "https://talent.example.org"

    context = sign_in(graduate).get(reverse("matching:interviews")).context

    assert context["feed_webcal"] == f"webcal://talent.example.org{address_of(feed)}"
