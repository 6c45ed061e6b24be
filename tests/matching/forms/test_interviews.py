"""Choosing a time, and saying why one cancels."""

from datetime import UTC, datetime, timedelta

import pytest

from matching.forms.interviews import CancelInterviewForm, SlotForm, by_day
from tests.factories.matching import InterviewFactory, InterviewSlotFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

EVENING = datetime(2026, 11, 25, 12, tzinfo=UTC)
HALF = timedelta(minutes=30)


@pytest.fixture
def interview():
    return InterviewFactory()


def slot(interview, starts_at=EVENING, **fields):
    opening = interview.application.opening
    return InterviewSlotFactory(
        opening=opening, starts_at=starts_at, ends_at=starts_at + HALF, **fields
    )


def seen(label) -> str:
    return label.partition("</span>")[2]


def form(interview, chosen=None, free=()):
    data = None if chosen is None else {"slot": chosen}
    return SlotForm(data, interview=interview, free=free, zone="Asia/Shanghai")


def test_times_are_grouped_by_the_day_of_their_reader(interview):
    first, second = slot(interview), slot(interview, EVENING + 6 * timedelta(hours=1))

    in_beijing = by_day([first, second], "Asia/Shanghai")
    in_new_york = by_day([first, second], "America/New_York")

    assert [
        (day, [(value, seen(label)) for value, label in times]) for day, times in in_beijing
    ] == [
        ("Wednesday, 25 November 2026", [(str(first.uuid), "20:00–20:30 · Building 3")]),
        ("Thursday, 26 November 2026", [(str(second.uuid), "02:00–02:30 · Building 3")]),
    ]
    assert [(day, len(times)) for day, times in in_new_york] == [("Wednesday, 25 November 2026", 2)]


def test_a_time_elsewhere_says_both_clocks_and_a_call_that_it_is_one(interview):
    call = slot(interview, place="", video_url="https://meet.example.org/1")

    ((_day, ((_uuid, label),)),) = by_day([call], "Europe/Berlin")

    assert seen(label) == "13:00–13:30 (20:00–20:30 Beijing time) · video call"


def test_who_hears_the_times_one_by_one_hears_the_day_with_each(interview):
    ((day, ((_uuid, label),)),) = by_day([slot(interview, place="<Room> 1")], "Asia/Shanghai")

    assert label == (f'<span class="visually-hidden">{day}, </span>20:00–20:30 · &lt;Room&gt; 1')


def test_a_free_time_is_chosen_by_its_id(interview):
    free = slot(interview)

    filled = form(interview, str(free.uuid), [free])

    assert filled.is_valid()
    assert filled.cleaned_data["slot"] == free


def test_a_time_that_has_gone_meanwhile_is_left_to_the_action(interview):
    gone, free = slot(interview), slot(interview, EVENING + HALF)

    filled = form(interview, str(gone.uuid), [free])

    assert filled.is_valid()
    assert str(gone.uuid) not in str(filled["slot"])


@pytest.mark.parametrize("chosen", ["", "no id", "00000000-0000-4000-8000-000000000000", "\x00"])
def test_what_is_no_time_of_this_opening_is_refused(interview, chosen):
    assert form(interview, chosen).errors["slot"]


def test_a_time_of_another_opening_is_none_of_these(interview):
    foreign = InterviewSlotFactory()

    filled = form(interview, str(foreign.uuid))

    assert filled.errors["slot"] == ["This time is not one of those you were offered."]


@pytest.mark.parametrize(
    ("reason", "is_valid"), [("I am ill.", True), ("  ", False), ("x" * 301, False)]
)
def test_a_cancellation_needs_a_short_reason(interview, reason, is_valid):
    assert CancelInterviewForm({"reason": reason}, interview=interview).is_valid() is is_valid
