"""What both sides read of an interview; the calendar entry always agrees with the mail."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from icalendar import Calendar

from matching.actions.interview_slots import offer_slots, withdraw_slot
from matching.actions.interviews import (
    cancel_by_applicant,
    cancel_by_company,
    cancel_interviews_of,
    choose_slot,
    reschedule,
)
from parks.models import Membership, Notice, NoticePreference, OutboxMail, User
from tests.factories.parks import MembershipFactory, UserFactory
from tests.matching.arranged import FIRST, NOW, arrange, times

pytestmark = pytest.mark.django_db


@pytest.fixture
def arranged():
    return arrange()


@pytest.fixture
def chosen(arranged):
    choose_slot(arranged.interview, slot=arranged.slots[0], by=arranged.applicant, now=NOW)
    return arranged


def mails_to(user) -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(user=user).order_by("pk"))


def event_in(mail: OutboxMail):
    (event,) = Calendar.from_ical(mail.calendar).events
    return event


def told(mail: OutboxMail) -> tuple[str, str, int]:
    """The method of a mail's entry, its name and its number."""
    event = event_in(mail)
    assert Calendar.from_ical(mail.calendar)["method"] == mail.calendar_method
    return mail.calendar_method, event["uid"].partition("@")[0], event["sequence"]


def test_an_invitation_carries_the_message_and_the_way_to_choose(arranged):
    (mail,) = mails_to(arranged.applicant)

    assert mail.subject == "Alpha Biologics invites you to an interview: Analyst"
    assert "We look forward to it." in mail.text
    assert arranged.interview.get_absolute_url() in mail.text
    assert mail.calendar == ""
    notice = Notice.objects.get(user=arranged.applicant)
    assert (notice.kind, notice.text_en) == ("interview", mail.subject)
    assert "质量分析员" in notice.text_zh


def test_a_chosen_time_goes_to_both_calendars(chosen):
    mine, theirs = mails_to(chosen.applicant)[-1], mails_to(chosen.recruiter)[-1]

    uuid = str(chosen.interview.uuid)
    assert [told(mail) for mail in (mine, theirs)] == [("REQUEST", uuid, 0)] * 2
    assert mine.subject == "Your interview is arranged: Analyst, Alpha Biologics"
    assert theirs.subject == f"{chosen.applicant} has chosen an interview time: Analyst"
    kinds = Notice.objects.order_by("pk").values_list("user", "kind")
    assert list(kinds)[1:] == [(chosen.applicant.pk, "interview"), (chosen.recruiter.pk, "desk")]


def test_a_new_time_has_the_same_name_and_a_higher_number(chosen):
    reschedule(chosen.interview, slot=chosen.slots[2], by=chosen.applicant, now=NOW)

    for person in (chosen.applicant, chosen.recruiter):
        before, after = mails_to(person)[-2:]
        assert told(after) == ("REQUEST", str(chosen.interview.uuid), 1)
        assert event_in(after)["uid"] == event_in(before)["uid"]
        assert event_in(after).start == chosen.slots[2].starts_at
    assert mails_to(chosen.applicant)[-1].subject == (
        "Your interview has a new time: Analyst, Alpha Biologics"
    )


@pytest.mark.parametrize(
    ("cancel", "by_applicant", "by_company"),
    [
        (
            lambda a: cancel_by_applicant(a.interview, reason="I am ill.", by=a.applicant, now=NOW),
            "You have cancelled this interview; Alpha Biologics has been told.",
            "has cancelled this interview.",
        ),
        (
            lambda a: cancel_by_company(a.interview, reason="Fire drill.", by=a.recruiter),
            "Alpha Biologics has cancelled this interview.",
            "Your company has cancelled this interview; the applicant has been told.",
        ),
        (
            lambda a: cancel_interviews_of(a.application, by=a.recruiter, now=NOW),
            "Your application has ended, and so the interview will not take place.",
            "The application has ended, and so the interview will not take place.",
        ),
    ],
)
def test_a_cancellation_strikes_out_the_entry_on_both_sides(
    chosen, cancel, by_applicant, by_company
):
    cancel(chosen)

    mine, theirs = mails_to(chosen.applicant)[-1], mails_to(chosen.recruiter)[-1]
    uuid = str(chosen.interview.uuid)
    assert [told(mail) for mail in (mine, theirs)] == [("CANCEL", uuid, 1)] * 2
    assert {event_in(mail)["status"] for mail in (mine, theirs)} == {"CANCELLED"}
    assert by_applicant in mine.text
    assert by_company in theirs.text


def test_a_reason_is_read_by_the_other_side(chosen):
    cancel_by_applicant(chosen.interview, reason="I am ill.", by=chosen.applicant, now=NOW)

    assert "Reason: I am ill." in mails_to(chosen.recruiter)[-1].text


def test_a_declined_invitation_is_told_to_those_who_offer_times(arranged):
    cancel_by_applicant(arranged.interview, reason="No time.", by=arranged.applicant, now=NOW)

    mail = mails_to(arranged.recruiter)[-1]
    assert (mail.calendar, mail.calendar_method) == ("", "")
    assert "Reason: No time." in mail.text


def test_a_withdrawn_time_is_struck_out_and_the_applicant_asked_again(chosen):
    withdraw_slot(chosen.slots[0], by=chosen.recruiter, now=NOW)

    mine, theirs = mails_to(chosen.applicant)[-1], mails_to(chosen.recruiter)[-1]
    uuid = str(chosen.interview.uuid)
    assert [told(mail) for mail in (mine, theirs)] == [("CANCEL", uuid, 1)] * 2
    assert event_in(mine).start == FIRST
    assert mine.subject == "Please choose another time: Analyst, Alpha Biologics"


def test_a_move_to_a_colleagues_time_leaves_the_first_recruiters_calendar(chosen):
    colleague = UserFactory()
    MembershipFactory(user=colleague, organisation=chosen.opening.company)
    (slot,) = offer_slots(
        chosen.opening, slots=times(1, FIRST + timedelta(days=1)), by=colleague, now=NOW
    )

    reschedule(chosen.interview, slot=slot, by=chosen.applicant, now=NOW)

    uuid = str(chosen.interview.uuid)
    struck, added = mails_to(chosen.recruiter)[-1], mails_to(colleague)[-1]
    assert (told(struck), told(added)) == (("CANCEL", uuid, 1), ("REQUEST", uuid, 1))
    assert event_in(struck).start == FIRST
    assert event_in(added).start == FIRST + timedelta(days=1)
    assert "has chosen another time, at which you are not needed" in struck.text


def test_who_has_left_the_company_learns_nothing_of_its_applicants(arranged):
    Membership.objects.filter(user=arranged.recruiter).update(left_at=timezone.now())

    choose_slot(arranged.interview, slot=arranged.slots[0], by=arranged.applicant, now=NOW)

    assert mails_to(arranged.recruiter) == []
    assert not Notice.objects.filter(user=arranged.recruiter).exists()


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Europe/Berlin", "America/New_York"])
def test_the_hour_in_the_mail_is_the_hour_in_the_calendar(zone):
    arranged = arrange(time_zone=zone)

    choose_slot(arranged.interview, slot=arranged.slots[0], by=arranged.applicant, now=NOW)

    mail = mails_to(arranged.applicant)[-1]
    local = event_in(mail).start.astimezone(ZoneInfo(zone))
    assert event_in(mail).start.astimezone(UTC) == FIRST
    assert f"{local:%A, %-d %B %Y, %H:%M}" in mail.text
    assert ("On the clocks there:" in mail.text) is (zone != "Asia/Shanghai")


def test_a_reader_of_chinese_gets_mail_and_entry_in_chinese():
    arranged = arrange(language="zh-hans")

    choose_slot(arranged.interview, slot=arranged.slots[0], by=arranged.applicant, now=NOW)

    mail = mails_to(arranged.applicant)[-1]
    assert "质量分析员" in mail.subject
    assert "阿尔法生物" in event_in(mail)["summary"]
    assert "质量分析员" in event_in(mail)["summary"]
    assert "2026年11月25日" in mail.text


def test_who_wants_no_mail_of_interviews_is_told_in_the_portal(arranged):
    NoticePreference.objects.create(user=arranged.applicant, kind="interview", by_mail=False)
    before = len(mails_to(arranged.applicant))

    choose_slot(arranged.interview, slot=arranged.slots[0], by=arranged.applicant, now=NOW)

    assert len(mails_to(arranged.applicant)) == before
    assert Notice.objects.filter(user=arranged.applicant, kind="interview").count() == 2


def test_a_mail_says_where_and_what_to_bring(arranged):
    slot = arranged.slots[0]
    slot.video_url, slot.note = "https://meet.example.org/room", "Bring your student card."
    slot.save()

    choose_slot(arranged.interview, slot=slot, by=arranged.applicant, now=NOW)

    text = mails_to(arranged.applicant)[-1].text
    facts = ("Building 3, room 204", "https://meet.example.org/room", "Bring your student card.")
    assert [fact for fact in facts if fact not in text] == []


def test_nobody_who_is_gone_is_written_to(chosen):
    User.objects.filter(pk=chosen.recruiter.pk).update(is_active=False)
    before = len(mails_to(chosen.recruiter))

    cancel_by_applicant(chosen.interview, reason="I am ill.", by=chosen.applicant, now=NOW)

    assert len(mails_to(chosen.recruiter)) == before
