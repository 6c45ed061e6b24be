"""Who is to be reminded of a meeting of their training."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Exists, OuterRef

from companies.choices.training import PUBLIC_SESSIONS
from companies.models import SessionMeeting
from matching.choices.enrolments import EnrolmentState
from matching.models import Enrolment
from parks.models import LogEntry

REMINDED = "reminded"
REMINDED_BEFORE = timedelta(days=1)


def due_meetings(now: datetime) -> models.QuerySet[SessionMeeting]:
    """Return the meetings of the next day, of sessions that take place."""
    return SessionMeeting.objects.filter(
        session__state__in=PUBLIC_SESSIONS,
        starts_at__gt=now,
        starts_at__lte=now + REMINDED_BEFORE,
    )


def to_remind(meeting: SessionMeeting) -> models.QuerySet[Enrolment]:
    """Return who has a place, for a resit too, and was not reminded of this meeting.

    Who enrolled less than a day before it has just had a mail and needs no second one.
    """
    told = LogEntry.objects.filter(
        noun=Enrolment._meta.label_lower,
        row_id=OuterRef("pk"),
        verb=REMINDED,
        details__meeting=meeting.pk,
        details__starts_at=meeting.starts_at.isoformat(),
    )
    rows = Enrolment.objects.filter(
        ~Exists(told),
        session=meeting.session_id,
        state__in=(EnrolmentState.ENROLLED, EnrolmentState.FAILED),
        enrolled_at__lte=meeting.starts_at - REMINDED_BEFORE,
    )
    return rows.select_related("profile__user", "session__programme").order_by("pk")
