"""Interviews as a company's people see them: recruiters all, interviewers those of their panels."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
)

from matching.calendars.times import SlotTime, time_for
from matching.choices.applications import NOT_WITH_THE_COMPANY
from matching.choices.interviews import SITTING, InterviewState
from matching.models import Interview, InterviewSlot, Scorecard, SlotInterviewer
from matching.models.interviews import InterviewQuerySet, SlotQuerySet
from parks.access import Viewer
from parks.models import Membership, User
from talent.models import ProfileGrant

DAY = timedelta(days=1)
SHOWN_OF_TODAY = 8


class Period(StrEnum):
    """What a company's calendar shows."""

    TODAY = "today"
    WEEK = "week"
    ALL = "all"


class Timed(NamedTuple):
    """An interview with its time for one reader; None while the applicant chooses."""

    interview: Interview
    time: SlotTime | None


def desk_interviews(viewer: Viewer) -> InterviewQuerySet:
    """Return the interviews of the viewer's companies, and of the panels they sit on.

    `is_readable` says whether the applicant can be read; who is an interviewer and no more finds
    none that they cannot read.
    """
    sent = Interview.objects.exclude(application__state__in=NOT_WITH_THE_COMPANY)
    of_mine = Q(application__opening__company__in=viewer.organisation_ids)
    return _with_readable(sent).filter(of_mine | _on_a_panel(viewer))


def panel_interviews(viewer: Viewer) -> InterviewQuerySet:
    """Return the interviews in which the viewer sits and whose applicants can still be read."""
    sent = Interview.objects.exclude(application__state__in=NOT_WITH_THE_COMPANY)
    return _with_readable(sent).filter(_on_a_panel(viewer))


def _with_readable(interviews: InterviewQuerySet) -> InterviewQuerySet:
    grants = ProfileGrant.objects.live().filter(
        reference=OuterRef("application__uuid"),
        organisation=OuterRef("application__opening__company"),
    )
    return interviews.annotate(is_readable=Exists(grants))


def _on_a_panel(viewer: Viewer) -> Q:
    """Sitting there now, for a company they act for now, as long as the grant lasts."""
    seats = SlotInterviewer.objects.filter(slot=OuterRef("slot"), interviewer=viewer.user_id)
    companies = viewer.organisation_ids | viewer.interviewing_for
    acting = Q(application__opening__company__in=companies)
    return acting & Q(Exists(seats), state__in=SITTING, is_readable=True)


def in_period(
    interviews: InterviewQuerySet, period: Period, *, now: datetime, zone: str
) -> InterviewQuerySet:
    """Narrow to a day or a week (Monday to Sunday) by the clock of `zone`, in order of time.

    A period shows what takes place in it; “all” shows everything, what waits for a choice first.
    """
    if period == Period.ALL:
        return interviews.order_by(F("slot__starts_at").desc(nulls_first=True), "-pk")
    begin, end = bounds(period, now=now, zone=zone)
    within = interviews.filter(
        state__in=SITTING, slot__starts_at__gte=begin, slot__starts_at__lt=end
    )
    return within.order_by("slot__starts_at", "pk")


def bounds(period: Period, *, now: datetime, zone: str) -> tuple[datetime, datetime]:
    """Return when the day or week around a moment begins and ends, at midnight of `zone`."""
    clock = ZoneInfo(zone)
    today = now.astimezone(clock).date()
    first = today - today.weekday() * DAY if period == Period.WEEK else today
    after = first + (7 if period == Period.WEEK else 1) * DAY
    return (
        datetime.combine(first, time(), tzinfo=clock),
        datetime.combine(after, time(), tzinfo=clock),
    )


def with_panel(interviews: InterviewQuerySet, viewer: Viewer) -> InterviewQuerySet:
    """Add people and panels; `is_mine`: the viewer sits there; `has_my_card`: it is handed in."""
    cards = Scorecard.objects.handed_in().filter(
        application=OuterRef("application"), interviewer=viewer.user_id
    )
    seats = Prefetch("slot__panel", _seats())
    rows = interviews.with_people().prefetch_related(seats)
    mine = SlotInterviewer.objects.filter(slot=OuterRef("slot"), interviewer=viewer.user_id)
    sits = ExpressionWrapper(Q(Exists(mine), state__in=SITTING), BooleanField())
    return rows.annotate(has_my_card=Exists(cards), is_mine=sits)


def slots_of(opening_id: int) -> SlotQuerySet:
    """Return the slots of an opening, each with `holders` (who has it or had it) and its panel."""
    held = Interview.objects.filter(state__in=SITTING).select_related("application__profile__user")
    holders = Prefetch("interviews", _with_readable(held).order_by("pk"), to_attr="holders")
    rows = InterviewSlot.objects.filter(opening=opening_id)
    return rows.prefetch_related(holders, Prefetch("panel", _seats()))


def _seats() -> QuerySet[SlotInterviewer]:
    """Who sits there; `is_member` is False for somebody who has left the company since."""
    members = Membership.objects.live().filter(
        user=OuterRef("interviewer"), organisation=OuterRef("slot__opening__company")
    )
    seats = SlotInterviewer.objects.select_related("interviewer").annotate(
        is_member=Exists(members)
    )
    return seats.order_by("interviewer__full_name", "pk")


def todays_interviews(viewer: Viewer, user: User, now: datetime) -> list[Timed]:
    """Return what takes place today by the clock of the user, for the desk, in one query."""
    rows = in_period(
        desk_interviews(viewer), Period.TODAY, now=now, zone=user.time_zone
    ).with_people()
    return timed(rows[:SHOWN_OF_TODAY], user.time_zone)


def timed(interviews: Iterable[Interview], zone: str) -> list[Timed]:
    """Add to each its time in this time zone; one that only waits for a choice has none."""
    return [
        Timed(row, time_for(row.slot, zone) if row.slot and _has_time(row) else None)
        for row in interviews
    ]


def _has_time(interview: Interview) -> bool:
    return interview.state != InterviewState.INVITED
