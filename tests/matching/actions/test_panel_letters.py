"""What the panel of an interview is told; its calendar entry is the applicant's."""

from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from icalendar import Calendar

from matching.actions.interview_slots import offer_slots, withdraw_slot
from matching.actions.interviews import (
    cancel_by_applicant,
    cancel_by_company,
    choose_slot,
    reschedule,
)
from parks.choices.organisations import MembershipRole
from parks.models import Membership, OutboxMail, User
from tests.matching.arranged import FIRST, NOW, arrange, times
from tests.matching.sittings import member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def arranged():
    """Two times: Wang Fang sits in the first, Zhou Jie in the second."""
    arranged = arrange(slots=1)
    withdraw_slot(arranged.slots[0], by=arranged.recruiter, now=NOW)
    for name, time in zip(("Wang Fang", "Zhou Jie"), times(2), strict=True):
        person = member(arranged.opening.company, MembershipRole.INTERVIEWER, full_name=name)
        offer_slots(arranged.opening, slots=[time], by=arranged.recruiter, now=NOW, panel=[person])
    OutboxMail.objects.all().delete()
    return arranged


def slots(arranged):
    return list(arranged.opening.slots.free(NOW).earliest_first())


def wang() -> User:
    return User.objects.get(full_name="Wang Fang")


def zhou() -> User:
    return User.objects.get(full_name="Zhou Jie")


def entries() -> dict[str, tuple[str, int]]:
    """What each calendar heard last, by the name of its owner."""
    found = {}
    for mail in OutboxMail.objects.exclude(calendar="").order_by("pk"):
        (event,) = Calendar.from_ical(mail.calendar).events
        found[mail.user.full_name] = (mail.calendar_method, event["sequence"])
    return found


def last_mail(person) -> OutboxMail:
    return OutboxMail.objects.filter(user=person).latest("pk")


def choose(arranged):
    return choose_slot(arranged.interview, slot=slots(arranged)[0], by=arranged.applicant, now=NOW)


def test_the_panel_and_the_applicant_get_one_entry_and_who_offered_it_a_mail(arranged):
    choose(arranged)

    applicant = arranged.applicant.full_name
    assert entries() == {applicant: ("REQUEST", 0), "Wang Fang": ("REQUEST", 0)}
    mine, theirs = last_mail(arranged.applicant), last_mail(wang())
    (event,), (other,) = (Calendar.from_ical(mail.calendar).events for mail in (mine, theirs))
    assert (event["uid"], event.start, event.end) == (other["uid"], other.start, other.end)
    assert "The panel has the calendar entry." in last_mail(arranged.recruiter).text
    assert "The calendar entry is attached." in theirs.text


def test_the_letter_to_the_panel_leads_to_a_page_that_the_panel_can_open(arranged, sign_in):
    choose(arranged)

    page = f"/desk/interviews/{arranged.interview.uuid}/"
    assert page in last_mail(wang()).text
    assert OutboxMail.objects.filter(user=zhou()).count() == 0


def test_the_applicant_reads_no_name_of_the_panel_anywhere(arranged):
    choose(arranged)

    mail = last_mail(arranged.applicant)
    assert "Wang Fang" not in mail.subject + mail.text + mail.html + mail.calendar
    assert wang().email not in mail.calendar


def test_a_move_strikes_the_entry_of_the_first_panel_and_writes_that_of_the_second(arranged):
    first, second = slots(arranged)
    choose(arranged)

    reschedule(arranged.interview, slot=second, by=arranged.applicant, now=NOW)

    applicant = arranged.applicant.full_name
    assert entries() == {
        applicant: ("REQUEST", 1),
        "Wang Fang": ("CANCEL", 1),
        "Zhou Jie": ("REQUEST", 1),
    }
    (event,) = Calendar.from_ical(last_mail(wang()).calendar).events
    assert event.start == first.starts_at
    assert "at which you are not needed" in last_mail(wang()).text


@pytest.mark.parametrize("by", ["applicant", "company"])
def test_a_cancellation_leaves_the_calendars_of_the_panel(arranged, by):
    choose(arranged)

    if by == "applicant":
        cancel_by_applicant(arranged.interview, reason="I am ill.", by=arranged.applicant, now=NOW)
    else:
        cancel_by_company(arranged.interview, reason="Fire drill.", by=arranged.recruiter)

    assert entries()["Wang Fang"] == ("CANCEL", 1)
    assert "Reason: " in last_mail(wang()).text


def test_a_withdrawn_time_leaves_the_calendars_of_the_panel(arranged):
    first = slots(arranged)[0]
    choose(arranged)

    withdraw_slot(first, by=arranged.recruiter, now=NOW)

    assert entries()["Wang Fang"] == ("CANCEL", 1)
    assert first.panel.count() == 0


def test_a_declined_invitation_is_no_business_of_the_panels_of_free_times(arranged):
    cancel_by_applicant(arranged.interview, reason="No time.", by=arranged.applicant, now=NOW)

    told = OutboxMail.objects.exclude(user=arranged.applicant).values_list("user", flat=True)
    assert list(told) == [arranged.recruiter.pk]


def test_who_has_left_the_company_hears_nothing_although_on_the_panel(arranged):
    Membership.objects.filter(user=wang()).update(left_at=timezone.now())

    choose(arranged)

    assert not OutboxMail.objects.filter(user=wang()).exists()


def test_who_offered_the_time_and_is_an_interviewer_now_hears_of_it_on_a_panel_alone(arranged):
    Membership.objects.filter(user=arranged.recruiter).update(role=MembershipRole.INTERVIEWER)

    choose(arranged)

    assert not OutboxMail.objects.filter(user=arranged.recruiter).exists()


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Europe/Berlin", "America/New_York"])
def test_the_hour_in_the_mail_to_the_panel_is_the_hour_in_its_calendar(arranged, zone):
    User.objects.filter(pk=wang().pk).update(time_zone=zone)

    choose(arranged)

    mail = last_mail(wang())
    (event,) = Calendar.from_ical(mail.calendar).events
    local = event.start.astimezone(ZoneInfo(zone))
    assert event.start == FIRST
    assert f"{local:%A, %-d %B %Y, %H:%M}" in mail.text
