"""Offering times, and taking them back."""

from datetime import timedelta

import pytest

from matching.actions.interview_errors import InterviewError, SlotOverError
from matching.actions.interview_slots import OfferedTime, offer_slots, withdraw_slot
from matching.actions.interviews import choose_slot
from matching.models import InterviewSlot
from parks.models import LogEntry, OutboxMail
from tests.factories.companies import OpeningFactory
from tests.matching.arranged import FIRST, NOW, another_invited, arrange, times

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

ONE_HOUR = timedelta(hours=1)


def offer(opening, recruiter, *slots):
    return offer_slots(opening, slots=slots, by=recruiter, now=NOW)


def test_times_are_offered_with_who_offers_them(company, recruiter):
    opening = OpeningFactory(company=company, published=True)

    slots = offer(opening, recruiter, *times(2))

    assert list(opening.slots.earliest_first()) == slots
    assert {slot.offered_by for slot in slots} == {recruiter}
    assert [slot.starts_at for slot in slots] == [FIRST, FIRST + timedelta(minutes=30)]
    entry = LogEntry.objects.about(opening).get()
    assert (entry.verb, entry.details) == ("slots offered", {"number": 2})


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"ends_at": FIRST - ONE_HOUR}, "The end lies before the beginning."),
        ({"place": ""}, "Say where: a place or a video link."),
        ({"time_zone": "Asia/Nowhere"}, "“Asia/Nowhere” is not a time zone"),
        ({"place": "", "video_url": "not an address"}, "Enter a valid URL."),
    ],
)
def test_one_wrong_time_and_none_is_offered(company, recruiter, wrong, words):
    opening = OpeningFactory(company=company, published=True)
    good, other = times(2)

    with pytest.raises(InterviewError, match=words):
        offer(opening, recruiter, good, other._replace(**wrong))

    assert not InterviewSlot.objects.exists()
    assert not LogEntry.objects.exists()


def test_a_time_that_is_over_is_not_offered(company, recruiter):
    opening = OpeningFactory(company=company, published=True)

    with pytest.raises(SlotOverError, match="lie ahead"):
        offer(opening, recruiter, OfferedTime(NOW, NOW + ONE_HOUR, place="Room 1"))

    assert not InterviewSlot.objects.exists()


def test_who_found_nothing_free_hears_of_new_times():
    arranged = arrange(slots=1)
    waiting = another_invited(arranged)
    choose_slot(arranged.interview, slot=arranged.slots[0], by=arranged.applicant, now=NOW)
    OutboxMail.objects.all().delete()

    offer(arranged.opening, arranged.recruiter, *times(1, FIRST + ONE_HOUR))

    mail = OutboxMail.objects.get()
    assert mail.recipient == waiting.application.profile.user.email
    assert mail.subject == "New interview times: Analyst, Alpha Biologics"


def test_who_could_choose_already_is_not_told_of_more_times():
    arranged = arrange(slots=1)
    OutboxMail.objects.all().delete()

    offer(arranged.opening, arranged.recruiter, *times(1, FIRST + ONE_HOUR))

    assert not OutboxMail.objects.exists()


def test_a_free_time_is_withdrawn_silently():
    arranged = arrange(slots=2)
    OutboxMail.objects.all().delete()

    withdraw_slot(arranged.slots[0], by=arranged.recruiter, now=NOW)

    assert list(arranged.opening.slots.free(NOW)) == [arranged.slots[1]]
    assert not OutboxMail.objects.exists()
    entry = LogEntry.objects.about(arranged.opening).latest("pk")
    assert (entry.verb, entry.details) == (
        "slot withdrawn",
        {"slot": str(arranged.slots[0].uuid)},
    )


def test_whoever_had_a_withdrawn_time_chooses_again_and_calendars_hear_a_higher_number():
    arranged = arrange()
    choose_slot(arranged.interview, slot=arranged.slots[0], by=arranged.applicant, now=NOW)

    withdraw_slot(arranged.slots[0], by=arranged.recruiter, now=NOW)
    arranged.interview.refresh_from_db()
    sent_back = (arranged.interview.state, arranged.interview.slot, arranged.interview.sequence)
    again = choose_slot(arranged.interview, slot=arranged.slots[1], by=arranged.applicant, now=NOW)

    assert sent_back == ("invited", None, 1)
    assert (again.state, again.slot, again.sequence) == ("scheduled", arranged.slots[1], 2)


def test_withdrawing_twice_is_withdrawing_once():
    arranged = arrange()
    withdraw_slot(arranged.slots[0], by=arranged.recruiter, now=NOW)
    entries = LogEntry.objects.count()

    withdraw_slot(arranged.slots[0], by=arranged.recruiter, now=NOW)

    assert LogEntry.objects.count() == entries


def test_a_time_that_has_come_is_not_withdrawn():
    arranged = arrange()

    with pytest.raises(SlotOverError, match="cannot be withdrawn"):
        withdraw_slot(arranged.slots[0], by=arranged.recruiter, now=FIRST)

    arranged.slots[0].refresh_from_db()
    assert arranged.slots[0].is_withdrawn is False
