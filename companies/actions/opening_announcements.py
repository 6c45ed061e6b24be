"""What a company's own system is told of its openings."""

from django.conf import settings
from django.urls import reverse

from companies.choices.openings import OpeningState
from companies.models import Opening
from companies.queries.external_ids import own_id
from parks.actions.webhooks import announce
from parks.choices.machines import WebhookEvent


def announce_opening(opening: Opening, verb: str) -> None:
    """Tell that an opening took a state; what else is done to it is on its page alone."""
    if verb not in OpeningState.values:
        return
    payload = {
        "opening": str(opening.uuid),
        "external_id": own_id(opening),
        "state": str(opening.state),
        "href": settings.SITE_URL + reverse("api:getOpening", args=[opening.uuid]),
    }
    announce(opening.company_id, WebhookEvent.OPENING_CHANGED, payload)
