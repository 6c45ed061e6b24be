"""Meetings of a consortium: called, moved, their minutes; every member's people are told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parks.actions.meetings import (
    MeetingError,
    call_meeting,
    call_off_meeting,
    change_meeting,
    enter_meeting,
    publish_minutes,
)
from parks.models import LogEntry, Meeting, Notice, OutboxMail
from tests.factories.consortium import ConsortiumFactory, ConsortiumMembershipFactory
from tests.factories.parks import MembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
DAY = timedelta(days=1)


@pytest.fixture
def consortium(park):
    return ConsortiumFactory(lead=park, name_en="Pharma Union")


def meeting_of(consortium, **fields):
    facts = {"title_en": "Spring", "starts_at": timezone.now() + 7 * DAY, "agenda": "1. Fees"}
    return call_meeting(consortium=consortium, by=UserFactory(), **facts | fields)


def begun(meeting):
    meeting.starts_at = timezone.now() - DAY
    meeting.save(update_fields=["starts_at"])
    return meeting


def test_everybody_who_runs_a_member_is_told_once_and_led_to_their_own_page(consortium):
    first, second = ConsortiumMembershipFactory.create_batch(2, consortium=consortium)
    others = [
        ConsortiumMembershipFactory(consortium=consortium, applied=True),
        ConsortiumMembershipFactory(consortium=consortium, state="suspended", reason="Fee"),
        ConsortiumMembershipFactory(),
    ]
    runs_both = MembershipFactory(organisation=first.organisation, role="admin").user
    MembershipFactory(organisation=second.organisation, role="admin", user=runs_both)
    runs_one = MembershipFactory(organisation=second.organisation, role="admin").user
    MembershipFactory(organisation=second.organisation, role="member")
    for other in others:
        MembershipFactory(organisation=other.organisation, role="admin")

    meeting = meeting_of(consortium)

    pages = dict(Notice.objects.values_list("user", "address"))
    assert pages == {
        runs_both.pk: f"/desk/consortia/{first.pk}/meetings/{meeting.uuid}/",
        runs_one.pk: f"/desk/consortia/{second.pk}/meetings/{meeting.uuid}/",
    }
    assert {notice.text_en for notice in Notice.objects.all()} == {"Pharma Union meets: Spring"}


def test_a_call_another_time_and_the_minutes_are_news_and_another_agenda_is_not(consortium):
    member = ConsortiumMembershipFactory(consortium=consortium)
    administrator = MembershipFactory(organisation=member.organisation, role="admin").user
    by = UserFactory()

    meeting = meeting_of(consortium)
    change_meeting(meeting=meeting, by=by, agenda="1. Fees 2. Seats")
    change_meeting(meeting=meeting, by=by, place="Hall 2")
    publish_minutes(meeting=begun(meeting), minutes=" Fees stay. ", by=by)

    notices = Notice.objects.filter(user=administrator).order_by("pk")
    assert list(notices.values_list("text_en", flat=True)) == [
        "Pharma Union meets: Spring",
        "Pharma Union: another time or place for Spring",
        "Pharma Union: minutes of Spring",
    ]
    meeting.refresh_from_db()
    assert (meeting.agenda, meeting.minutes) == ("1. Fees 2. Seats", "Fees stay.")
    assert meeting.minutes_at is not None
    log = LogEntry.objects.about(meeting).order_by("pk").values_list("verb", flat=True)
    assert list(log) == ["called", "changed", "changed", "minutes published"]


def test_a_meeting_is_not_called_into_the_past_nor_changed_once_begun(consortium):
    by = UserFactory()
    with pytest.raises(MeetingError):
        meeting_of(consortium, starts_at=timezone.now() - DAY)
    meeting = meeting_of(consortium)

    with pytest.raises(MeetingError, match="begun yet"):
        publish_minutes(meeting=meeting, minutes="Early", by=by)
    with pytest.raises(MeetingError):
        change_meeting(meeting=meeting, by=by, starts_at=timezone.now() - DAY)
    begun(meeting)
    with pytest.raises(MeetingError):
        change_meeting(meeting=meeting, by=by, agenda="Late")
    with pytest.raises(MeetingError, match="Write"):
        publish_minutes(meeting=meeting, minutes="  ", by=by)

    meeting.refresh_from_db()
    assert (meeting.agenda, meeting.minutes, meeting.minutes_at) == ("1. Fees", "", None)


def test_a_meeting_to_come_is_called_off_with_a_reason_that_the_members_read(consortium):
    member = ConsortiumMembershipFactory(consortium=consortium)
    administrator = MembershipFactory(organisation=member.organisation, role="admin").user
    meeting, by = meeting_of(consortium), UserFactory()
    OutboxMail.objects.all().delete()

    call_off_meeting(meeting=meeting, reason=" The hall is flooded. ", by=by)

    meeting.refresh_from_db()
    assert meeting.cancelled_because == "The hall is flooded."
    assert meeting.cancelled_at is not None
    notice = Notice.objects.filter(user=administrator).latest("pk")
    assert notice.text_en == "Pharma Union: Spring does not take place"
    assert notice.address == f"/desk/consortia/{member.pk}/meetings/{meeting.uuid}/"
    assert "The hall is flooded." in OutboxMail.objects.get(user=administrator).text
    log = LogEntry.objects.about(meeting).order_by("pk").values_list("verb", "actor")
    assert list(log)[1:] == [("called off", by.pk)]


def test_what_was_called_off_is_over_and_what_has_begun_is_not_called_off(consortium):
    by, meeting = UserFactory(), meeting_of(consortium)
    held = begun(meeting_of(consortium))

    with pytest.raises(MeetingError, match="Say why"):
        call_off_meeting(meeting=meeting, reason="  ", by=by)
    with pytest.raises(MeetingError, match="begun"):
        call_off_meeting(meeting=held, reason="Flood", by=by)
    call_off_meeting(meeting=meeting, reason="Flood", by=by)
    told = Notice.objects.count()
    for change in (
        lambda: call_off_meeting(meeting=meeting, reason="Fire", by=by),
        lambda: change_meeting(meeting=meeting, by=by, place="Hall 2"),
        lambda: publish_minutes(meeting=begun(meeting), minutes="None.", by=by),
    ):
        with pytest.raises(MeetingError, match="was called off"):
            change()

    meeting.refresh_from_db()
    held.refresh_from_db()
    assert (meeting.cancelled_because, meeting.place, meeting.minutes) == ("Flood", "", "")
    assert held.cancelled_at is None
    assert Notice.objects.count() == told


def test_a_meeting_of_the_past_is_entered_for_its_minutes_and_nobody_is_invited(consortium):
    member = ConsortiumMembershipFactory(consortium=consortium)
    MembershipFactory(organisation=member.organisation, role="admin")
    by, facts = UserFactory(), {"consortium": consortium, "title_en": "Autumn"}

    meeting = enter_meeting(**facts, starts_at=timezone.now() - 200 * DAY, by=by)
    told_of_it = Notice.objects.count()
    publish_minutes(meeting=meeting, minutes="The fee stays.", by=by)
    with pytest.raises(MeetingError):
        enter_meeting(**facts, starts_at=timezone.now() + DAY, by=by)

    assert (told_of_it, Notice.objects.count()) == (0, 1)
    meeting.refresh_from_db()
    assert meeting.minutes == "The fee stays."
    log = LogEntry.objects.about(meeting).order_by("pk").values_list("verb", flat=True)
    assert list(log) == ["recorded", "minutes published"]


def test_a_meeting_begins_within_two_years(consortium):
    now, by = timezone.now(), UserFactory()

    near = meeting_of(consortium, starts_at=now + 700 * DAY)
    with pytest.raises(MeetingError, match="within two years"):
        meeting_of(consortium, starts_at=now + 800 * DAY)
    with pytest.raises(MeetingError, match="within two years"):
        change_meeting(meeting=near, starts_at=now + 800 * DAY, by=by)

    assert Meeting.objects.get().starts_at == now + 700 * DAY
