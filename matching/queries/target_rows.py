"""What the yearly targets of a consortium count, as QuerySets: a number and the rows behind it.

Whose records count: those of the lead park, and those of the organisations that are members of
the consortium today. A metric without an entry in METRICS is not recorded here yet.
"""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from companies.choices.training import SessionState
from companies.models import Session
from matching.choices.enrolments import EnrolmentState
from matching.models import Enrolment, Placement
from parks.choices.agreements import AgreementState, MetricCode
from parks.choices.consortium import MemberState
from parks.models import Agreement, AgreementParty, Consortium, ConsortiumMembership
from talent.models import Certificate

ASSESSED = (EnrolmentState.PASSED, EnrolmentState.FAILED)
HELD = (SessionState.ASSESSED, SessionState.CLOSED)
STILL_TO_COME = (SessionState.PLANNED, SessionState.OPEN, SessionState.RUNNING)


class Year(NamedTuple):
    """A consortium in one year: what every metric is counted over."""

    consortium: Consortium
    year: int

    @property
    def last_day(self) -> date:
        return date(self.year, 12, 31)

    def counts(self, organisation: str, park: str) -> Q:
        """Say that a row belongs to the lead park or to an organisation that is a member now."""
        members = ConsortiumMembership.objects.active().filter(consortium=self.consortium)
        member = Q(**{f"{organisation}__in": members.order_by().values("organisation")})
        return member | Q(**{park: self.consortium.lead_id})


def trained(asked: Year) -> QuerySet[Enrolment]:
    """Assessed enrolments, person by session: whoever is assessed in two sessions counts twice.

    Passed or not, but assessed; of the year in which the session's last day lies.
    """
    scope = asked.counts("session__programme__organiser", "session__programme__park")
    rows = Enrolment.objects.filter(scope, state__in=ASSESSED)
    return rows.filter(session__ends_on__year=asked.year)


def certified(asked: Year) -> QuerySet[Certificate]:
    """Certificates by their day of issue, without those that were revoked since."""
    scope = asked.counts("scheme__issuer", "scheme__park")
    return Certificate.objects.standing().filter(scope, issued_on__year=asked.year)


def agreements(asked: Year) -> QuerySet[Agreement]:
    """Agreements by the day they were signed, renewals too, whatever became of them.

    An agreement counts when it is the lead park's or a member is among its parties.
    """
    members = ConsortiumMembership.objects.active().filter(consortium=asked.consortium)
    parties = AgreementParty.objects.filter(
        agreement=OuterRef("pk"), organisation__in=members.order_by().values("organisation")
    )
    rows = Agreement.objects.filter(Q(park=asked.consortium.lead_id) | Exists(parties))
    return rows.filter(signed_on__year=asked.year).exclude(state=AgreementState.DRAFT)


def placements(asked: Year) -> QuerySet[Placement]:
    """Hirings by their day: of openings of the lead park, or by a company that is a member.

    Somebody who is hired twice in a year counts twice.
    """
    scope = asked.counts("application__opening__company", "application__opening__park")
    return Placement.objects.filter(scope, hired_on__year=asked.year)


def members(asked: Year) -> QuerySet[ConsortiumMembership]:
    """Members at the end of the year, or today while it runs: who had joined and not left.

    Who is suspended counts for no year that runs; for one that is over, as somebody who was there.
    """
    rows = ConsortiumMembership.objects.filter(
        consortium=asked.consortium, joined_on__lte=asked.last_day
    )
    left_later = Q(state=MemberState.LEFT, left_on__gt=asked.last_day)
    there = [MemberState.ACTIVE]
    if asked.last_day < asked.consortium.lead.day_at(timezone.now()):
        there.append(MemberState.SUSPENDED)
    return rows.filter(Q(state__in=there) | left_later)


def sessions(asked: Year) -> QuerySet[Session]:
    """Sessions held to their assessment, of the year in which their last day lies."""
    return _sessions(asked).filter(state__in=HELD)


def sessions_to_come(asked: Year) -> QuerySet[Session]:
    """Sessions planned, open or running that end in the year: their places can still count."""
    return _sessions(asked).filter(state__in=STILL_TO_COME)


def _sessions(asked: Year) -> QuerySet[Session]:
    scope = asked.counts("programme__organiser", "programme__park")
    return Session.objects.filter(scope, ends_on__year=asked.year)


METRICS: dict[MetricCode, Callable[[Year], QuerySet]] = {
    MetricCode.TRAINED: trained,
    MetricCode.CERTIFIED: certified,
    MetricCode.AGREEMENTS: agreements,
    MetricCode.PLACEMENTS: placements,
    MetricCode.MEMBERS: members,
    MetricCode.SESSIONS: sessions,
}
