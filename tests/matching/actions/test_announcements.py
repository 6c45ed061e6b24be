"""What the systems of companies hear when applicants and recruiters act on the portal."""

import pytest
from django.utils import timezone

from matching.actions.applications import submit_application
from matching.actions.interviews import choose_slot, reschedule
from matching.actions.offers import accept_offer, decline_offer
from tests.factories.companies import OpeningFactory
from tests.factories.matching import (
    ApplicationFactory,
    InterviewFactory,
    InterviewSlotFactory,
    OfferFactory,
)
from tests.factories.parks import WebhookFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def webhook(company):
    return WebhookFactory(organisation=company)


@pytest.fixture
def application(company, profile):
    opening = OpeningFactory(company=company, published=True)
    return ApplicationFactory(profile=profile, opening=opening, state="interviewing")


def told(webhook) -> list[tuple[str, str]]:
    rows = webhook.deliveries.order_by("pk")
    return [(row.event, row.payload.get("state", "")) for row in rows]


def test_a_new_application_is_told_and_a_draft_is_not(webhook, company, profile):
    opening = OpeningFactory(company=company, published=True)
    ApplicationFactory(profile=profile, opening=opening, state="draft", submitted_at=None)
    assert told(webhook) == []

    submit_application(profile, opening=opening, message="Hello", today=timezone.localdate())

    assert told(webhook) == [("application.submitted", "submitted")]
    payload = webhook.deliveries.get().payload
    assert set(payload) == {"application", "opening", "opening_external_id", "href", "state"}


def test_the_time_that_an_applicant_chooses_is_told_and_a_change_of_it_too(
    webhook, application, graduate
):
    interview = InterviewFactory(application=application)
    slots = InterviewSlotFactory.create_batch(2, opening=application.opening)
    now = timezone.now()

    choose_slot(interview, slot=slots[0], by=graduate, now=now)
    reschedule(interview, slot=slots[1], by=graduate, now=now)

    payloads = [row.payload for row in webhook.deliveries.order_by("pk")]
    assert [event for event, _state in told(webhook)] == ["interview.scheduled"] * 2
    assert [payload["starts_at"] for payload in payloads] == [
        slot.starts_at.isoformat() for slot in slots
    ]
    assert {payload["interview"] for payload in payloads} == {str(interview.uuid)}


@pytest.mark.parametrize(
    ("answer", "state", "moved"),
    [(accept_offer, "accepted", "accepted"), (decline_offer, "declined", "withdrawn")],
)
def test_the_answer_to_an_offer_is_told_after_the_move_it_makes(
    answer, state, moved, webhook, application, graduate
):
    application.state = "offered"
    application.save(update_fields=["state"])
    offer = OfferFactory(application=application)

    answer(offer, by=graduate)

    assert told(webhook) == [("application.moved", moved), ("offer.answered", state)]
