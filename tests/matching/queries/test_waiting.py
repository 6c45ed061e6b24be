"""What waits for an answer of a graduate comes before what their profile leaves open."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.queries.steps import Step
from matching.queries.waiting import waiting_steps
from tests.factories.companies import OpeningFactory
from tests.factories.matching import ApplicationFactory, InterviewFactory, OfferFactory
from tests.factories.placements import PlacementFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

NOW = datetime.datetime(2026, 11, 20, 9, tzinfo=datetime.UTC)


@pytest.fixture
def applied(profile):
    """Return a sent application of the graduate for an opening of this title."""

    def application(title: str):
        return ApplicationFactory(
            profile=profile, opening=OpeningFactory(title_en=title, title_zh="", published=True)
        )

    return application


def test_offers_come_by_their_deadline_and_interviews_after_them(profile, applied):
    late, soon, asked = applied("Late"), applied("Soon"), applied("Asked")
    OfferFactory(application=late, reply_by=datetime.date(2026, 12, 9))
    OfferFactory(application=soon, reply_by=datetime.date(2026, 12, 1))
    interview = InterviewFactory(application=asked)

    assert waiting_steps(profile, NOW) == [
        Step("Answer the offer for Soon by 1 Dec 2026", soon.get_absolute_url()),
        Step("Answer the offer for Late by 9 Dec 2026", late.get_absolute_url()),
        Step("Choose a time for your interview: Asked", interview.get_absolute_url()),
    ]


def test_what_is_answered_chosen_or_somebody_elses_does_not_wait(profile, applied):
    OfferFactory(application=applied("Answered"), state="accepted", answered_at=timezone.now())
    InterviewFactory(application=applied("Chosen"), scheduled=True)
    OfferFactory(application=ApplicationFactory())

    assert waiting_steps(profile, NOW) == []


def test_the_desk_names_what_waits_first(profile, applied, sign_in):
    application = applied("Offered")
    OfferFactory(application=application, reply_by=datetime.date(2099, 12, 1))

    response = sign_in(profile.user).get(reverse("matching:me"))

    steps = response.context["steps"]
    assert steps[0].address == application.get_absolute_url()
    assert len(steps) == 3


def test_no_more_than_three_are_named(profile, applied, django_assert_num_queries):
    for number in range(5):
        InterviewFactory(application=applied(f"Number {number}"))

    with django_assert_num_queries(1):
        steps = waiting_steps(profile, NOW)

    assert len(steps) == 3


def test_a_look_back_at_a_hiring_waits_after_what_has_a_last_day(profile, applied):
    hired = PlacementFactory(
        application=applied("Hired"), hired_on=datetime.date(2025, 10, 1)
    ).application
    OfferFactory(application=applied("Offered"), reply_by=datetime.date(2026, 12, 9))

    steps = waiting_steps(profile, NOW)

    assert steps[1:] == [
        Step(
            f"Are you still at {hired.opening.company}? Answer with one click",
            reverse("matching:placement_check", args=[hired.uuid, 6]),
        )
    ]
