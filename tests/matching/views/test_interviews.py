"""A student's interviews: the list, choosing, changing and cancelling."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.models import Interview
from tests.factories.matching import (
    ApplicationFactory,
    CalendarFeedFactory,
    InterviewFactory,
    InterviewSlotFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

MINE = reverse("matching:interviews")
DAY = timedelta(days=1)


def invited(profile, **fields) -> Interview:
    title = {"application__opening__title_en": "Analyst"}
    return InterviewFactory(application__profile=profile, **title, **fields)


def with_slots(interview, number=3) -> list:
    opening = interview.application.opening
    begins = [timezone.now() + DAY * (1 + index) for index in range(number)]
    return [InterviewSlotFactory(opening=opening, starts_at=begin) for begin in begins]


def over(profile, **fields) -> Interview:
    begin = timezone.now() - DAY
    slot = {"slot__starts_at": begin, "slot__ends_at": begin + timedelta(hours=1)}
    return invited(profile, scheduled=True, **slot, **fields)


def choose(client, interview, slot):
    return client.post(interview.get_absolute_url(), {"slot": slot.uuid}, follow=True)


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


# --- the list


def test_the_list_tells_what_waits_what_comes_and_what_is_past(graduate, profile, sign_in):
    waiting, coming = invited(profile), invited(profile, scheduled=True)
    past = over(profile)
    cancelled = invited(profile, state="cancelled")
    InterviewFactory()

    context = sign_in(graduate).get(MINE).context

    assert context["to_choose"] == [waiting]
    assert [row for row, _time in context["upcoming"]] == [coming]
    assert [row for row, _time in context["past"]] == [cancelled, past]


def test_an_empty_list_says_how_interviews_come_about(graduate, sign_in):
    text = sign_in(graduate).get(MINE).text

    assert "No interview yet" in text
    assert reverse("matching:applications") in text


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_interview_or_three(
    number, graduate, profile, sign_in, django_assert_num_queries
):
    for _ in range(number):
        invited(profile)
        invited(profile, scheduled=True)
        over(profile)
    CalendarFeedFactory(profile=profile)
    client = sign_in(graduate)

    with django_assert_num_queries(7):
        response = client.get(MINE)

    shown = response.context
    assert [len(shown[part]) for part in ("to_choose", "upcoming", "past")] == [number] * 3


def test_times_are_shown_in_the_readers_zone_and_the_slots_beside_it(graduate, profile, sign_in):
    graduate.time_zone = "Europe/Berlin"
    graduate.save()
    interview = invited(profile, scheduled=True)

    text = sign_in(graduate).get(MINE).text

    assert "Times are in Berlin time." in text
    assert f"{interview.slot.local_start:%H:%M}" in text.partition("On the clocks there: ")[2]


# --- one interview


def test_the_free_times_are_offered_by_day(graduate, profile, sign_in):
    interview = invited(profile, message="Bring your <b>CV</b>.")
    slots = with_slots(interview)

    response = sign_in(graduate).get(interview.get_absolute_url())

    days = response.context["slot_form"].fields["slot"].choices
    offered = [value for _day, times in days for value, _label in times]
    assert offered == [str(slot.uuid) for slot in slots]
    assert "Bring your &lt;b&gt;CV&lt;/b&gt;." in response.text


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_of_one_or_three_times_costs_the_same(
    number, graduate, profile, sign_in, django_assert_num_queries
):
    interview = invited(profile)
    with_slots(interview, number)
    client = sign_in(graduate)

    with django_assert_num_queries(4):
        client.get(interview.get_absolute_url())


def test_where_nothing_is_free_the_page_says_what_happens_next(graduate, profile, sign_in):
    interview = invited(profile)

    text = sign_in(graduate).get(interview.get_absolute_url()).text

    assert "You are told as soon as the company offers more." in text
    assert 'name="slot"' not in text


def test_a_time_is_chosen_by_a_button(graduate, profile, sign_in):
    interview = invited(profile)
    first, *_rest = with_slots(interview)

    response = choose(sign_in(graduate), interview, first)

    interview.refresh_from_db()
    assert (interview.state, interview.slot) == ("scheduled", first)
    assert said(response) == ["The time is yours. You have a mail with the calendar entry."]
    assert reverse("matching:interview_file", args=[interview.uuid]) in response.text


def test_a_time_that_has_just_gone_is_said_and_the_rest_offered(graduate, profile, sign_in):
    interview = invited(profile)
    first, *rest = with_slots(interview)
    rival = ApplicationFactory(opening=interview.application.opening)
    InterviewFactory(application=rival, state="scheduled", slot=first)

    response = choose(sign_in(graduate), interview, first)

    interview.refresh_from_db()
    assert interview.state == "invited"
    assert said(response) == ["Somebody else has just taken this time. Choose another."]
    left = [slot for slot in (first, *rest) if str(slot.uuid) in response.text]
    assert left == rest


def test_a_time_of_another_opening_is_refused_at_the_field(graduate, profile, sign_in):
    interview = invited(profile)
    with_slots(interview)

    response = choose(sign_in(graduate), interview, InterviewSlotFactory())

    interview.refresh_from_db()
    assert interview.state == "invited"
    assert "This time is not one of those you were offered." in response.text


def test_a_time_is_changed_by_a_button(graduate, profile, sign_in):
    interview = invited(profile, scheduled=True)
    before = interview.slot
    _first, second, _third = with_slots(interview)

    choose(sign_in(graduate), interview, second)

    interview.refresh_from_db()
    assert (interview.slot, interview.sequence) == (second, 1)
    free = interview.application.opening.slots.free(timezone.now())
    assert before in free


def test_an_interview_is_cancelled_with_a_reason(graduate, profile, sign_in):
    interview = invited(profile, scheduled=True)
    address = reverse("matching:cancel_interview", args=[interview.uuid])

    response = sign_in(graduate).post(address, {"reason": "I am <i>ill</i>."}, follow=True)

    interview.refresh_from_db()
    assert (interview.state, interview.cancelled_by_applicant) == ("cancelled", True)
    assert said(response) == ["The interview is cancelled; the company has been told."]
    assert "You cancelled it." in response.text
    assert "I am &lt;i&gt;ill&lt;/i&gt;." in response.text


def test_a_cancellation_without_a_reason_shows_the_field_again(graduate, profile, sign_in):
    interview = invited(profile, scheduled=True)
    with_slots(interview)
    address = reverse("matching:cancel_interview", args=[interview.uuid])

    response = sign_in(graduate).post(address, {"reason": " "})

    interview.refresh_from_db()
    assert interview.state == "scheduled"
    assert response.context["cancel_form"].errors["reason"]
    assert f'action="{interview.get_absolute_url()}"' in response.text


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("held", "This is “Held” and cannot become “Cancelled”."),
        ("cancelled", "This is “Cancelled” already."),
    ],
)
def test_what_is_over_is_not_cancelled(state, words, graduate, profile, sign_in):
    interview = over(profile)
    Interview.objects.filter(pk=interview.pk).update(state=state)
    address = reverse("matching:cancel_interview", args=[interview.uuid])

    response = sign_in(graduate).post(address, {"reason": "Late."}, follow=True)

    assert said(response) == [words]


def test_an_interview_that_has_begun_shows_no_buttons(graduate, profile, sign_in):
    interview = over(profile)
    with_slots(interview)

    text = sign_in(graduate).get(interview.get_absolute_url()).text

    assert "This interview has begun; it can no longer be changed." in text
    assert "<form" not in text.partition("<main")[2].partition("</main>")[0]


def test_a_cancellation_of_the_company_gives_its_reason(graduate, profile, sign_in):
    interview = invited(profile, state="cancelled", reason="The place is filled.")

    text = sign_in(graduate).get(interview.get_absolute_url()).text

    assert "The company cancelled it." in text
    assert "The place is filled." in text


@pytest.mark.parametrize(
    "person", ["recruiter", "stranger", "career_officer", "park_officer", "operator"]
)
def test_nobody_else_reads_or_changes_an_interview_here(person, profile, sign_in, company, request):
    interview = invited(profile, application__opening__company=company)
    (slot,) = with_slots(interview, 1)
    client = sign_in(request.getfixturevalue(person))

    answers = [
        client.get(interview.get_absolute_url()).status_code,
        client.post(interview.get_absolute_url(), {"slot": slot.uuid}).status_code,
        client.post(
            reverse("matching:cancel_interview", args=[interview.uuid]), {"reason": "x"}
        ).status_code,
    ]

    interview.refresh_from_db()
    assert (answers, interview.state) == ([404, 404, 404], "invited")
