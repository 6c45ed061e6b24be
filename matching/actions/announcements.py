"""What the systems of companies are told of applications: ids, states and where to read on."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from companies.queries.external_ids import own_id
from matching.choices.applications import ApplicationState
from matching.models import Application, Interview, Offer
from parks.actions.webhooks import announce
from parks.choices.machines import WebhookEvent


def announce_step(application: Application, state: ApplicationState) -> None:
    """Tell of a state that an application took; of a draft nobody knows."""
    if state == ApplicationState.DRAFT:
        return
    submitted = state == ApplicationState.SUBMITTED
    event = WebhookEvent.APPLICATION_SUBMITTED if submitted else WebhookEvent.APPLICATION_MOVED
    _announce(application, event, state=str(state))


def announce_interview(interview: Interview) -> None:
    """Tell of the time that an applicant chose, or chose instead of another."""
    starts_at = interview.slot.starts_at.isoformat() if interview.slot else None
    scheduled = {"interview": str(interview.uuid), "starts_at": starts_at}
    _announce(interview.application, WebhookEvent.INTERVIEW_SCHEDULED, **scheduled)


def announce_offer(offer: Offer) -> None:
    answered = {"offer": str(offer.uuid), "state": str(offer.state)}
    _announce(offer.application, WebhookEvent.OFFER_ANSWERED, **answered)


def _announce(application: Application, event: WebhookEvent, **facts: Any) -> None:
    opening = application.opening
    payload = {
        "application": str(application.uuid),
        "opening": str(opening.uuid),
        "opening_external_id": own_id(opening),
        "href": settings.SITE_URL + reverse("api:getApplication", args=[application.uuid]),
        **facts,
    }
    announce(opening.company_id, event, payload)
