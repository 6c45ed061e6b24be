from django.db import models
from django.utils.translation import gettext_lazy as _

from parks.workflow import Moves


class InterviewState(models.TextChoices):
    INVITED = "invited", _("Choose a time")
    SCHEDULED = "scheduled", _("Scheduled")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


class OfferState(models.TextChoices):
    OPEN = "open", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    TAKEN_BACK = "taken_back", _("Taken back")
    EXPIRED = "expired", _("Deadline passed")


LIVE = (InterviewState.INVITED, InterviewState.SCHEDULED)
SITTING = (InterviewState.SCHEDULED, InterviewState.HELD)
"""When an interview has a panel: it takes place, or did."""
INTERVIEW_MOVES = Moves(
    InterviewState,
    {
        InterviewState.INVITED: frozenset({InterviewState.SCHEDULED, InterviewState.CANCELLED}),
        InterviewState.SCHEDULED: frozenset(
            {
                InterviewState.INVITED,
                InterviewState.SCHEDULED,
                InterviewState.HELD,
                InterviewState.CANCELLED,
            }
        ),
    },
)
OFFER_MOVES = Moves(
    OfferState,
    {
        OfferState.OPEN: frozenset(
            {OfferState.ACCEPTED, OfferState.DECLINED, OfferState.TAKEN_BACK, OfferState.EXPIRED}
        )
    },
)
