"""Offering times on the page: looked at first, then offered; withdrawn again."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.models import InterviewSlot, SlotInterviewer
from parks.choices.organisations import MembershipRole
from parks.models import OutboxMail
from tests.factories.companies import OpeningFactory
from tests.factories.matching import (
    InterviewFactory,
    InterviewSlotFactory,
    SlotInterviewerFactory,
)
from tests.matching.sittings import granted, make_sitting, member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

DAY = timedelta(days=1)


@pytest.fixture
def opening(company):
    return OpeningFactory(company=company, published=True, title_en="Analyst")


@pytest.fixture
def wang(company):
    return member(company, MembershipRole.INTERVIEWER, full_name="Wang Fang")


@pytest.fixture
def day():
    """Some day next month, so that every hour of it lies ahead."""
    return (timezone.now() + 30 * DAY).date()


@pytest.fixture
def filled(day, wang):
    """Nine to half past ten in Beijing: two half hours with a quarter between them."""
    return {
        "first_day": day.isoformat(),
        "weekdays": ["0", "1", "2", "3", "4", "5", "6"],
        "begins": "09:00",
        "ends": "10:30",
        "minutes": "30",
        "pause": "15",
        "buffer_minutes": "5",
        "time_zone": "Asia/Shanghai",
        "place": "Room 1",
        "note": "Bring your card",
        "panel": [wang.pk],
    }


def offer_page(opening) -> str:
    return reverse("matching:offer_slots", args=[opening.uuid])


def keys(day) -> list[str]:
    return [f"{day:%Y%m%d}T{hours}" for hours in ("0100Z/", "0145Z/")]


def shown_keys(response) -> list[str]:
    return [row["key"] for row in response.context["times"]]


def test_times_are_looked_at_before_anything_is_offered(opening, recruiter, sign_in, filled, day):
    response = sign_in(recruiter).post(offer_page(opening), filled | {"save": "Show"})

    begins = [key.partition("/")[0] for key in shown_keys(response)]
    assert begins == [f"{day:%Y%m%d}T0100Z", f"{day:%Y%m%d}T0145Z"]
    assert [row["is_ticked"] for row in response.context["times"]] == [True, True]
    assert "09:00–09:30" in response.text
    assert "09:45–10:15" in response.text
    assert "Beijing time" in response.text
    assert not InterviewSlot.objects.exists()


def test_the_ticked_times_are_offered_with_panel_buffer_and_note(
    opening, recruiter, sign_in, filled, wang, day
):
    client = sign_in(recruiter)
    shown = shown_keys(client.post(offer_page(opening), filled))

    response = client.post(offer_page(opening), filled | {"offer": "yes", "times": shown[1:]})

    assert response.url == reverse("matching:slots", args=[opening.uuid])
    (slot,) = opening.slots.all()
    assert slot.starts_at == datetime(day.year, day.month, day.day, 1, 45, tzinfo=UTC)
    assert (slot.place, slot.note, slot.buffer_minutes) == ("Room 1", "Bring your card", 5)
    assert (slot.time_zone, slot.offered_by) == ("Asia/Shanghai", recruiter)
    assert [seat.interviewer for seat in slot.panel.all()] == [wang]
    assert "1 time is offered." in client.get(response.url).text


def test_times_that_changed_since_they_were_shown_are_shown_again(
    opening, recruiter, sign_in, filled
):
    client = sign_in(recruiter)
    shown = shown_keys(client.post(offer_page(opening), filled))
    changed = filled | {"begins": "09:05", "offer": "yes", "times": shown}

    response = client.post(offer_page(opening), changed)

    assert "Nothing is offered yet" in response.text
    assert shown_keys(response) != shown
    assert not InterviewSlot.objects.exists()


def test_a_time_at_which_the_panel_is_busy_says_so_and_is_not_ticked(
    opening, recruiter, sign_in, filled, wang, day
):
    nine = datetime(day.year, day.month, day.day, 1, tzinfo=UTC)
    slot = InterviewSlotFactory(starts_at=nine, ends_at=nine + timedelta(minutes=30))
    SlotInterviewerFactory(slot=slot, interviewer=wang)

    response = sign_in(recruiter).post(offer_page(opening), filled)

    first, second = response.context["times"]
    assert (first["is_ticked"], second["is_ticked"]) == (False, True)
    assert "Wang Fang has another interview at that time" in response.text
    assert second["why"] == []


def test_whoever_was_quicker_with_the_interviewer_is_named_and_nothing_is_offered(
    opening, recruiter, sign_in, filled, wang, day
):
    client = sign_in(recruiter)
    shown = shown_keys(client.post(offer_page(opening), filled))
    nine = datetime(day.year, day.month, day.day, 1, tzinfo=UTC)
    slot = InterviewSlotFactory(starts_at=nine, ends_at=nine + timedelta(minutes=30))
    SlotInterviewerFactory(slot=slot, interviewer=wang)

    response = client.post(offer_page(opening), filled | {"offer": "yes", "times": shown})

    assert "Wang Fang has another interview at that time" in response.text
    assert opening.slots.count() == 0


def test_a_mistake_is_said_at_its_field_and_the_form_keeps_the_rest(
    opening, recruiter, sign_in, filled
):
    response = sign_in(recruiter).post(offer_page(opening), filled | {"place": ""})

    assert response.context["form"].errors["place"] == ["Say where: a place or a video link."]
    assert 'value="Bring your card"' in response.text
    assert response.context["times"] == []


def test_the_panel_is_chosen_among_the_people_of_the_company(
    opening, recruiter, wang, sign_in, stranger
):
    form = sign_in(recruiter).get(offer_page(opening)).context["form"]

    assert [label for _value, label in form.fields["panel"].choices] == ["Chen Hao", "Wang Fang"]


def test_a_list_says_what_is_free_taken_over_or_withdrawn(opening, recruiter, sign_in):
    sitting = make_sitting(company=opening.company, starts_at=timezone.now() + DAY)
    slots = {"opening": sitting.opening}
    InterviewSlotFactory(**slots, place="Free room")
    InterviewSlotFactory(**slots, is_withdrawn=True, place="Withdrawn room")
    InterviewSlotFactory(
        **slots, starts_at=timezone.now() - DAY, ends_at=timezone.now() - DAY / 2, place="Past room"
    )
    address = reverse("matching:slots", args=[sitting.opening.uuid])
    client = sign_in(recruiter)

    ahead, past = client.get(address).text, client.get(address, {"show": "past"}).text

    assert [word in ahead for word in ("Free room", "Lin Yue", "Wang Fang")] == [True] * 3
    assert [word in ahead for word in ("Withdrawn room", "Past room")] == [False] * 2
    assert [word in past for word in ("Withdrawn room", "Past room", "Free room")] == [
        True,
        True,
        False,
    ]


def test_a_name_whose_grant_has_ended_is_not_on_the_list(opening, recruiter, sign_in):
    sitting = make_sitting(company=opening.company, starts_at=timezone.now() + DAY)
    sitting.grant.delete()

    text = sign_in(recruiter).get(reverse("matching:slots", args=[sitting.opening.uuid])).text

    assert "Lin Yue" not in text
    assert "has ended your access" in text


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_or_three(
    opening, recruiter, sign_in, number, django_assert_num_queries
):
    for index in range(number):
        slot = InterviewSlotFactory(opening=opening, starts_at=timezone.now() + (index + 1) * DAY)
        SlotInterviewerFactory(slot=slot)
        interview = InterviewFactory(application__opening=opening, slot=slot, state="scheduled")
        granted(interview.application)
    client = sign_in(recruiter)

    # session, person, opening, count, slots, who has them, panels, who waits
    with django_assert_num_queries(8):
        response = client.get(reverse("matching:slots", args=[opening.uuid]))

    assert len(response.context["rows"]) == number


def test_an_empty_list_says_what_to_do(opening, recruiter, sign_in):
    text = sign_in(recruiter).get(reverse("matching:slots", args=[opening.uuid])).text

    assert "No time is on offer" in text
    assert offer_page(opening) in text


def test_a_time_is_withdrawn_and_its_applicant_told(recruiter, company, sign_in):
    sitting = make_sitting(company=company, starts_at=timezone.now() + DAY)
    client = sign_in(recruiter)

    response = client.post(reverse("matching:withdraw_slot", args=[sitting.slot.uuid]))

    sitting.slot.refresh_from_db()
    assert response.url == reverse("matching:slots", args=[sitting.opening.uuid])
    assert sitting.slot.is_withdrawn
    assert not SlotInterviewer.objects.filter(slot=sitting.slot).exists()
    assert OutboxMail.objects.filter(user=sitting.applicant).count() == 1


def test_a_time_that_is_over_stays_and_the_page_says_why(recruiter, company, sign_in):
    sitting = make_sitting(company=company, starts_at=timezone.now() - DAY)
    client = sign_in(recruiter)

    response = client.post(reverse("matching:withdraw_slot", args=[sitting.slot.uuid]), follow=True)

    assert "This time is over; it cannot be withdrawn." in response.text
    sitting.slot.refresh_from_db()
    assert not sitting.slot.is_withdrawn


def test_the_neighbour_company_finds_nothing(opening, stranger, sign_in):
    slot = InterviewSlotFactory(opening=opening)
    client = sign_in(stranger)

    answers = [
        client.get(reverse("matching:slots", args=[opening.uuid])),
        client.get(offer_page(opening)),
        client.post(offer_page(opening)),
        client.post(reverse("matching:withdraw_slot", args=[slot.uuid])),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    slot.refresh_from_db()
    assert not slot.is_withdrawn
