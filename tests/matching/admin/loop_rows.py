"""Rows between agreement and hiring in every state there is, and those of them that wait."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from companies.choices.training import SessionState
from matching.choices.enrolments import EnrolmentState
from parks.choices.agreements import AgreementState, ObligationState
from parks.choices.consortium import MemberState, ResolutionState
from parks.models import Park
from tests.factories.agreements import AgreementFactory, ObligationFactory
from tests.factories.consortium import (
    ConsortiumFactory,
    ConsortiumMembershipFactory,
    ResolutionFactory,
)
from tests.factories.training import EnrolmentFactory, ProgrammeFactory, SessionFactory

TITLES = (
    "Membership applications",
    "Resolutions open for votes",
    "Agreements about to end",
    "Overdue obligations",
    "On waiting lists",
    "Certificates to issue",
)
WAITING = {
    "Membership applications": 2,  # applied or reviewed
    "Resolutions open for votes": 1,
    "Agreements about to end": 4,  # in force or expiring, ending today or in 60 days
    "Overdue obligations": 1,  # open since yesterday
    "On waiting lists": 1,
    "Certificates to issue": 1,
}


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def one_of_each(park: Park) -> dict[str, Any]:
    """Return a waiting row of each heap by its title."""
    consortium = ConsortiumFactory(lead=park)
    programme = ProgrammeFactory(park=park)
    later = AgreementFactory(park=park, in_force=True, starts_on=day(-9), ends_on=day(200))
    rows = (
        ConsortiumMembershipFactory(consortium=consortium, applied=True),
        ResolutionFactory(consortium=consortium, open=True),
        AgreementFactory(park=park, in_force=True, starts_on=day(-300), ends_on=day(20)),
        ObligationFactory(agreement=later, due_on=day(-1)),
        EnrolmentFactory(session=SessionFactory(programme=programme), state="waiting"),
        SessionFactory(programme=programme, state="assessed"),
    )
    return dict(zip(TITLES, rows, strict=True))


def fill_loop(park: Park) -> None:
    """Put a row of every state into a park, and days at both edges of what counts."""
    consortium = ConsortiumFactory(lead=park)
    for member in MemberState:
        facts = {"state": member, "reason": "It merged."}
        ConsortiumMembershipFactory(consortium=consortium, **facts)
    for vote in ResolutionState:
        ResolutionFactory(consortium=consortium, state=vote, opened_at=timezone.now())
    fill_agreements(park)
    programme = ProgrammeFactory(park=park)
    for state in SessionState:
        SessionFactory(programme=programme, state=state)
    session = SessionFactory(programme=programme)
    for enrolment in EnrolmentState:
        EnrolmentFactory(session=session, state=enrolment, reason="Ill.")


def fill_agreements(park: Park) -> None:
    for state in AgreementState:
        for days in (0, 60, 61):
            facts = {"signed_on": day(-300), "starts_on": day(-300), "ended_because": "Merged."}
            AgreementFactory(park=park, state=state, ends_on=day(days), **facts)
    signed = AgreementFactory(park=park, in_force=True, starts_on=day(-9), ends_on=day(200))
    for state in ObligationState:
        for days in (-1, 0):
            facts = {"due_on": day(days), "settled_at": timezone.now()}
            ObligationFactory(agreement=signed, state=state, **facts)
