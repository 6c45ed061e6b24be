"""Meetings of a consortium: called with an agenda, then their minutes; the members are told."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parks.actions.consortium import ConsortiumError
from parks.actions.consortium_news import tell_all_members
from parks.actions.trail import record
from parks.models import Consortium, Meeting, User

MAY_CHANGE = ("title_zh", "title_en", "starts_at", "place", "agenda")
CALLED, MOVED, CALLED_OFF, MINUTES = "called", "changed", "called off", "minutes published"
LETTERS = {
    CALLED: "parks/mail/meeting_called",
    MOVED: "parks/mail/meeting_changed",
    CALLED_OFF: "parks/mail/meeting_called_off",
    MINUTES: "parks/mail/minutes_published",
}
AHEAD = timedelta(days=731)
"""Two years: a meeting that begins later is a slip of the pen."""


class MeetingError(ConsortiumError):
    """A meeting cannot be called or changed like this; says why."""


@transaction.atomic
def call_meeting(*, consortium: Consortium, by: User, **fields: Any) -> Meeting:
    """Write a meeting and tell the members; `fields` are those of MAY_CHANGE.

    Raise MeetingError for a time that has passed, or one years ahead.
    """
    if fields["starts_at"] <= timezone.now():
        raise MeetingError(_("A meeting is called for a time to come."))
    _require_near(fields["starts_at"])
    meeting = Meeting.objects.create(consortium=consortium, **fields)
    _record(meeting, CALLED, by)
    _tell(meeting, CALLED)
    return meeting


@transaction.atomic
def enter_meeting(*, consortium: Consortium, by: User, **fields: Any) -> Meeting:
    """Write a meeting of the past for the sake of its minutes: nobody is invited to it.

    Raise MeetingError for a time to come.
    """
    if fields["starts_at"] > timezone.now():
        raise MeetingError(_("Members are called to a meeting to come."))
    meeting = Meeting.objects.create(consortium=consortium, **fields)
    _record(meeting, "recorded", by)
    return meeting


@transaction.atomic
def change_meeting(*, meeting: Meeting, by: User, **fields: Any) -> Meeting:
    """Write new `fields` of a meeting to come; the members are told of another time or place.

    Raise MeetingError for one that has begun or was called off, and for a new time that has passed
    or is years ahead.
    """
    meeting = _locked(meeting)
    _require_standing(meeting)
    now = timezone.now()
    if meeting.starts_at <= now or fields.get("starts_at", meeting.starts_at) <= now:
        raise MeetingError(_("What has begun is not changed any more: write it in the minutes."))
    _require_near(fields.get("starts_at", now))
    before = (meeting.starts_at, meeting.place)
    for name, value in fields.items():
        setattr(meeting, name, value)
    meeting.save(update_fields=fields)
    _record(meeting, MOVED, by)
    if before != (meeting.starts_at, meeting.place):
        _tell(meeting, MOVED)
    return meeting


@transaction.atomic
def call_off_meeting(*, meeting: Meeting, reason: str, by: User) -> Meeting:
    """Say that a meeting to come does not take place, and tell the members why.

    Raise MeetingError without a reason, for one that has begun and for one called off before.
    """
    meeting = _locked(meeting)
    _require_standing(meeting)
    now = timezone.now()
    if meeting.starts_at <= now:
        raise MeetingError(_("What has begun is not called off any more."))
    if not reason.strip():
        raise MeetingError(_("Say why: the members read it."))
    meeting.cancelled_at, meeting.cancelled_because = now, reason.strip()
    meeting.save(update_fields=["cancelled_at", "cancelled_because"])
    _record(meeting, CALLED_OFF, by)
    _tell(meeting, CALLED_OFF)
    return meeting


@transaction.atomic
def publish_minutes(*, meeting: Meeting, minutes: str, by: User) -> Meeting:
    """Publish what was said and decided, or a corrected text of it; the members are told.

    Raise MeetingError before the meeting has begun, for one that was called off, and for minutes
    that say nothing.
    """
    meeting = _locked(meeting)
    _require_standing(meeting)
    now = timezone.now()
    if meeting.starts_at > now:
        raise MeetingError(_("The meeting has not begun yet."))
    if not minutes.strip():
        raise MeetingError(_("Write the minutes first."))
    meeting.minutes, meeting.minutes_at = minutes.strip(), now
    meeting.save(update_fields=["minutes", "minutes_at"])
    _record(meeting, MINUTES, by)
    _tell(meeting, MINUTES)
    return meeting


def _require_standing(meeting: Meeting) -> None:
    if meeting.cancelled_at is not None:
        raise MeetingError(_("This meeting was called off."))


def _require_near(starts_at: datetime) -> None:
    if starts_at > timezone.now() + AHEAD:
        raise MeetingError(_("A meeting begins within two years. Check the year."))


def _tell(meeting: Meeting, news: str) -> None:
    """Tell everybody who runs a member."""
    tell_all_members(
        meeting.consortium,
        LETTERS[news],
        page_name="matching:consortium_meeting",
        uuid=meeting.uuid,
        meeting=meeting,
    )


def _record(meeting: Meeting, verb: str, by: User) -> None:
    record(meeting, verb, by=by, park_id=meeting.consortium.lead_id)


def _locked(meeting: Meeting) -> Meeting:
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("consortium")
    return rows.get(pk=meeting.pk)
