"""What a recruiter fills in, and the times that come of it."""

from datetime import UTC, date, datetime, time

import pytest

from matching.calendars.cutting import Stretch
from matching.forms.slots import ChosenTimesForm, SlotsForm, with_names
from tests.factories.parks import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

TODAY = date(2026, 11, 22)
FILLED = {
    "first_day": "2026-11-25",
    "last_day": "",
    "weekdays": ["0", "1", "2", "3", "4"],
    "begins": "09:00",
    "ends": "10:30",
    "minutes": "30",
    "pause": "15",
    "buffer_minutes": "0",
    "time_zone": "Asia/Shanghai",
    "place": "Room 1",
}


def form_with(people=(), **changed) -> SlotsForm:
    data = FILLED | changed
    return SlotsForm(data, people=people, today=TODAY, time_zone="Asia/Shanghai")


def errors_of(form) -> dict[str, list[str]]:
    return {name: list(errors) for name, errors in form.errors.items()}


def test_two_half_hours_with_a_break_fit_into_an_hour_and_a_half():
    form = form_with()

    assert errors_of(form) == {}
    assert form.cleaned_data["times"] == [
        Stretch(*(datetime(2026, 11, 25, *clock, tzinfo=UTC) for clock in clocks))
        for clocks in (((1, 0), (1, 30)), ((1, 45), (2, 15)))
    ]


def test_several_days_leave_out_the_days_of_the_week_that_are_not_ticked():
    form = form_with(last_day="2026-11-30", ends="09:30")

    days = [row.starts_at.day for row in form_times(form)]
    assert days == [25, 26, 27, 30]


def form_times(form) -> list[Stretch]:
    assert form.is_valid(), form.errors
    return form.cleaned_data["times"]


def test_the_zone_of_the_park_is_proposed_and_another_changes_the_hours():
    unbound = SlotsForm(people=(), today=TODAY, time_zone="Europe/Berlin")

    (first, *_rest) = form_times(form_with(time_zone="Europe/Berlin"))

    assert unbound.fields["time_zone"].initial == "Europe/Berlin"
    assert first.starts_at == datetime(2026, 11, 25, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"first_day": "2026-11-21"}, "first_day", "This day lies in the past."),
        ({"last_day": "2026-11-24"}, "last_day", "The last day lies before the first."),
        (
            {"last_day": "2027-01-26"},
            "last_day",
            "Offer the times of two months at most at once.",
        ),
        ({"ends": "09:00"}, "ends", "The end lies before the beginning."),
        ({"place": ""}, "place", "Say where: a place or a video link."),
        (
            {"minutes": "120"},
            "__all__",
            "No interview fits: look at the days and the hours again.",
        ),
        (
            {"first_day": "2026-11-28"},
            "__all__",
            "No interview fits: look at the days and the hours again.",
        ),
        (
            {"last_day": "2026-12-24", "ends": "18:00"},
            "__all__",
            "These are 264 times; offer 60 at most.",
        ),
        (
            {
                "first_day": "2027-03-28",
                "weekdays": ["6"],
                "begins": "02:30",
                "ends": "05:00",
                "time_zone": "Europe/Berlin",
            },
            "begins",
            "On 28 March 2027 the clocks there skip 02:30.",
        ),
    ],
)
def test_what_cannot_be_is_said_at_its_field(changed, field, words):
    assert errors_of(form_with(**changed)) == {field: [words]}


@pytest.mark.parametrize(("pause", "is_valid"), [("19", False), ("20", True)])
def test_a_panel_that_keeps_ten_minutes_free_needs_twenty_between_two_interviews(pause, is_valid):
    person = UserFactory()

    form = form_with([person], panel=[person.pk], buffer_minutes="10", pause=pause)

    assert form.is_valid() is is_valid
    told = "Leave 20 minutes at least: twice what the panel keeps free."
    assert errors_of(form) == ({} if is_valid else {"pause": [told]})


def test_without_a_panel_nobody_keeps_anything_free():
    assert form_with(buffer_minutes="10", pause="0").is_valid()


def test_somebody_who_is_not_of_the_company_cannot_be_chosen():
    member, outsider = UserFactory(), UserFactory()

    form = form_with([member], panel=[outsider.pk])

    assert list(form.errors) == ["panel"]


def test_applicants_read_the_names_of_the_panel_only_if_the_company_wants():
    person = UserFactory(full_name="Wang Fang")
    silent = form_with([person], panel=[person.pk], note="Bring your card")
    told = form_with([person], panel=[person.pk], note="Bring your card", names_shown="on")

    assert (silent.is_valid(), told.is_valid()) == (True, True)
    assert silent.cleaned_data["note"] == "Bring your card"
    assert told.cleaned_data["note"] == "Bring your card · You will meet: Wang Fang"


def test_names_alone_are_a_note_and_no_panel_adds_none():
    assert with_names("", [UserFactory(full_name="Wang Fang")]) == "You will meet: Wang Fang"
    assert with_names("Bring your card", []) == "Bring your card"


def test_a_note_that_the_names_make_too_long_is_refused():
    person = UserFactory(full_name="Wang Fang")

    form = form_with([person], panel=[person.pk], note="n" * 390, names_shown="on")

    assert errors_of(form) == {"note": ["With the names of the panel the note is too long."]}


def test_only_times_that_were_shown_can_be_ticked():
    shown = form_times(form_with())
    first, second = (row.key for row in shown)

    some = ChosenTimesForm({"times": [second]}, shown=shown)
    changed = ChosenTimesForm({"times": [first, "20261125T0300Z/20261125T0330Z"]}, shown=shown)
    none = ChosenTimesForm({}, shown=shown)

    assert (some.is_valid(), some.cleaned_data["times"]) == (True, shown[1:])
    assert (changed.is_valid(), none.is_valid()) == (False, False)


def test_the_hours_that_are_proposed_are_a_morning_of_working_days():
    form = SlotsForm(people=(), today=TODAY, time_zone="Asia/Shanghai")

    initial = {name: form.fields[name].initial for name in ("begins", "ends", "weekdays")}
    assert initial == {"begins": time(9), "ends": time(12), "weekdays": [0, 1, 2, 3, 4]}
