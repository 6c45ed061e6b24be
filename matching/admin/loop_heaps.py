"""What waits for a park office between agreement and hiring."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.choices.training import SessionState
from companies.models import Session
from matching.choices.enrolments import EnrolmentState
from matching.models import Enrolment
from parks.choices.agreements import IN_FORCE, NOTICE_DAYS, ObligationState
from parks.choices.consortium import MemberState, ResolutionState
from parks.models import Agreement, ConsortiumMembership, Obligation, Resolution

from .heap import Heap


def today() -> str:
    return timezone.localdate().isoformat()


def last_day_told() -> str:
    return (timezone.localdate() + timedelta(days=max(NOTICE_DAYS))).isoformat()


def overdue(rows: models.QuerySet) -> models.QuerySet:
    return rows.filter(state=ObligationState.OPEN, due_on__lt=today())


def ending(rows: models.QuerySet) -> models.QuerySet:
    return rows.filter(state__in=IN_FORCE, ends_on__lte=last_day_told())


LOOP_HEAPS: tuple[Heap, ...] = (
    Heap(
        noun=ConsortiumMembership,
        title=_("Membership applications"),
        empty=_("Nobody has applied to join."),
        since="applied_at",
        name=lambda row: str(row.organisation),
        detail=lambda row: str(row.consortium),
        narrow=lambda rows: rows.filter(state__in=(MemberState.APPLIED, MemberState.REVIEWED)),
        query=lambda: f"state__in={MemberState.APPLIED},{MemberState.REVIEWED}",
        with_rows=("organisation", "consortium__lead"),
        park=lambda row: row.consortium.lead,
    ),
    Heap(
        noun=Resolution,
        title=_("Resolutions open for votes"),
        empty=_("No resolution is open for votes."),
        since="opened_at",
        name=str,
        detail=lambda row: str(row.consortium),
        narrow=lambda rows: rows.filter(state=ResolutionState.OPEN),
        query=lambda: f"state__exact={ResolutionState.OPEN}",
        with_rows=("consortium",),
    ),
    Heap(
        noun=Agreement,
        title=_("Agreements about to end"),
        empty=_("No agreement ends in the next 60 days."),
        since="ends_on",
        name=str,
        detail=lambda row: row.get_kind_display(),
        narrow=ending,
        query=lambda: f"state__in={','.join(IN_FORCE)}&ends_on__lte={last_day_told()}",
    ),
    Heap(
        noun=Obligation,
        title=_("Overdue obligations"),
        empty=_("No obligation is overdue."),
        since="due_on",
        name=lambda row: row.text,
        detail=lambda row: str(row.owner),
        narrow=overdue,
        query=lambda: f"state__exact={ObligationState.OPEN}&due_on__lt={today()}",
        with_rows=("owner",),
    ),
    Heap(
        noun=Enrolment,
        title=_("On waiting lists"),
        empty=_("Nobody waits for a place in a session."),
        since="enrolled_at",
        name=lambda row: str(row.profile),
        detail=lambda row: str(row.session),
        narrow=lambda rows: rows.filter(state=EnrolmentState.WAITING),
        query=lambda: f"state__exact={EnrolmentState.WAITING}",
        with_rows=("profile__user", "session__programme"),
    ),
    Heap(
        noun=Session,
        title=_("Certificates to issue"),
        empty=_("No assessed session waits for its certificates."),
        since="ends_on",
        name=str,
        detail=lambda row: row.get_state_display(),
        narrow=lambda rows: rows.filter(state=SessionState.ASSESSED),
        query=lambda: f"state__exact={SessionState.ASSESSED}",
        with_rows=("programme",),
    ),
)
