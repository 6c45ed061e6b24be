"""Every table of moves of the portal: found by walking the choices, with a row, ways and rights."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from django.db import models
from django.utils import timezone

from companies.actions.openings import move_opening
from companies.actions.reports import dismiss_report, uphold_report
from companies.actions.sessions import move_session
from companies.models import Company
from matching.actions.application_moves import move_application
from matching.actions.assessments import assess
from matching.actions.enrolments import remove_enrolment, withdraw_enrolment
from matching.actions.interviews import cancel_by_company, choose_slot, mark_held
from matching.actions.invitations_to_apply import (
    accept_invitation,
    decline_invitation,
    take_back_invitation,
)
from matching.actions.offers import accept_offer, decline_offer, take_back_offer
from matching.actions.tripartite import save_agreement
from matching.choices.applications import ApplicationState
from matching.choices.outcomes import TripartiteState
from parks.actions.agreements import sign_agreement, terminate_agreement
from parks.actions.bases import accredit_base, end_base, suspend_base
from parks.actions.consortium import move_member
from parks.actions.imports import commit_import, revert_import
from parks.actions.obligations import settle_obligation
from parks.actions.resolutions import close_resolution, open_resolution, withdraw_resolution
from parks.actions.verifications import decide_verification
from parks.models import Consortium, ConsortiumMembership, Park, Resolution, User
from parks.workflow import Moves
from talent.models import Profile, University
from tests.factories.agreements import AgreementFactory, BaseFactory, ObligationFactory
from tests.factories.certificates import AssessmentFactory
from tests.factories.companies import OpeningFactory, OpeningReportFactory
from tests.factories.matching import (
    ApplicationFactory,
    InterviewFactory,
    InterviewSlotFactory,
    InvitationToApplyFactory,
    OfferFactory,
)
from tests.factories.outcomes import TripartiteAgreementFactory
from tests.factories.parks import ImportJobFactory, VerificationFactory
from tests.factories.talent import RosterEntryFactory
from tests.factories.training import EnrolmentFactory, ProgrammeFactory, SessionFactory

APPS = ("parks", "companies", "talent", "matching")
COMPANY = frozenset({"company admin", "recruiter"})
OFFICE = frozenset({"office"})
Way = Callable[[Any, User], Any]


@dataclass(frozen=True)
class World:
    """The organisations and the person that every row below belongs to."""

    park: Park
    company: Company
    university: University
    profile: Profile
    consortium: Consortium


@dataclass(frozen=True)
class Noun:
    """`ways` lead to a state by an action; `filled` is what a row needs in any state.

    `editors` are the roles, besides the operator, that reach the row to change it.
    """

    row: Callable[[World], models.Model]
    editors: frozenset[str]
    ways: Mapping[str, Way] = field(default_factory=dict)
    filled: Mapping[str, Any] = field(default_factory=dict)


def found_tables() -> dict[str, Moves]:
    """Return every table of moves by name, from all modules of choices of our apps."""
    found: dict[int, tuple[str, Moves]] = {}
    for module in _modules():
        for name, value in vars(module).items():
            if isinstance(value, Moves):
                found[id(value)] = (name, value)
    return dict(found.values())


def _modules() -> Iterator[Any]:
    for app in APPS:
        package = importlib.import_module(f"{app}.choices")
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(info.name)


def _of(states: str, action: Callable[..., Any], **facts: Any) -> dict[str, Way]:
    """Ways to several states by one action that is told the state."""
    return {
        state: lambda row, by, state=state: action(row, state=state, by=by, **facts)
        for state in states.split()
    }


def _session(world: World, **facts: Any) -> models.Model:
    programme = ProgrammeFactory(park=world.park, organiser=world.company)
    return SessionFactory(programme=programme, **facts)


def _enrolment(world: World) -> models.Model:
    """Somebody in a session that runs; the result of the theory decides."""
    session = _session(world, state="running")
    row = EnrolmentFactory(session=session, profile=world.profile, state="enrolled")
    AssessmentFactory(enrolment=row, part="practice", points=100)
    return row


def _examined(points: int) -> Way:
    return lambda row, by: assess(enrolment=row, part="theory", points=points, examiner=by)


def _opening(world: World) -> models.Model:
    return OpeningFactory(company=world.company, park=world.park, published=True)


def _application(world: World) -> models.Model:
    return ApplicationFactory(profile=world.profile, opening=_opening(world))


def _interview(world: World) -> models.Model:
    application = _application(world)
    slot = InterviewSlotFactory(opening=application.opening)
    return InterviewFactory(application=application, slot=slot)


def _agreement(world: World) -> models.Model:
    return AgreementFactory(park=world.park, in_force=True)


def _steps(states: str) -> dict[str, Way]:
    return {
        state: lambda row, by, state=state: move_application(row, ApplicationState(state), by=by)
        for state in states.split()
    }


NOUNS: Mapping[str, Noun] = MappingProxyType(
    {
        "VERIFICATION_MOVES": Noun(
            row=lambda world: VerificationFactory(organisation=world.company),
            editors=OFFICE,
            ways=_of("in_review asked approved declined", decide_verification, reason="Because."),
            filled={"reason": "Because.", "decided_at": timezone.now()},
        ),
        "IMPORT_MOVES": Noun(
            row=lambda world: ImportJobFactory(organisation=world.company, kept=True),
            editors=COMPANY,
            ways={
                "committing": lambda row, by: commit_import(row, by=by),
                "reverted": lambda row, by: revert_import(row, by=by),
            },
            filled={"committed_at": timezone.now(), "error": "Broken."},
        ),
        "SESSION_MOVES": Noun(
            row=_session,
            editors=COMPANY | OFFICE,
            ways={
                state: lambda row, by, state=state: move_session(session=row, to=state, by=by)
                for state in ["planned", "open", "running", "assessed", "closed", "cancelled"]
            },
        ),
        "ENROLMENT_MOVES": Noun(
            row=_enrolment,
            editors=COMPANY | OFFICE,
            ways={
                "passed": _examined(100),
                "failed": _examined(0),
                "withdrawn": lambda row, by: withdraw_enrolment(enrolment=row, by=by),
                "removed": lambda row, by: remove_enrolment(enrolment=row, by=by, reason="Why."),
            },
            filled={"reason": "Because."},
        ),
        "REPORT_MOVES": Noun(
            row=lambda world: OpeningReportFactory(opening=_opening(world)),
            editors=OFFICE,
            ways={
                "upheld": lambda row, by: uphold_report(
                    row, state="paused", comment="False.", answer="Thank you.", by=by
                ),
                "dismissed": lambda row, by: dismiss_report(row, answer="It is true.", by=by),
            },
            filled={"decided_at": timezone.now(), "answer": "Looked at."},
        ),
        "OPENING_MOVES": Noun(
            row=_opening,
            editors=COMPANY | OFFICE,
            ways=_of("submitted returned published paused closed", move_opening, comment="So."),
            filled={
                "published_at": timezone.now(),
                "submitted_at": timezone.now(),
                "review_comment": "So.",
            },
        ),
        "TRIPARTITE_MOVES": Noun(
            row=lambda world: TripartiteAgreementFactory(
                entry=RosterEntryFactory(university=world.university)
            ),
            editors=frozenset({"university"}),
            ways={
                state: lambda row, by, state=state: save_agreement(
                    row.entry, state=state, by=by, today=timezone.localdate(), reason="So."
                )
                for state in TripartiteState.values
            },
        ),
        "APPLICATION_MOVES": Noun(
            row=_application,
            editors=COMPANY,
            ways=_steps("shortlisted interviewing offered accepted hired withdrawn lapsed"),
            filled={"refusal_reason": "other", "submitted_at": timezone.now()},
        ),
        "INTERVIEW_MOVES": Noun(
            row=_interview,
            editors=COMPANY,
            ways={
                "scheduled": lambda row, by: choose_slot(
                    row,
                    slot=InterviewSlotFactory(opening=row.application.opening),
                    by=by,
                    now=timezone.now(),
                ),
                "cancelled": lambda row, by: cancel_by_company(row, reason="Ill.", by=by),
                "held": lambda row, by: mark_held(row, by=by, now=timezone.now()),
            },
        ),
        "OFFER_MOVES": Noun(
            row=lambda world: OfferFactory(
                application=ApplicationFactory(
                    profile=world.profile, opening=_opening(world), state="offered"
                )
            ),
            editors=COMPANY,
            ways={
                "accepted": lambda row, by: accept_offer(row, by=by),
                "declined": lambda row, by: decline_offer(row, by=by),
                "taken_back": lambda row, by: take_back_offer(row, by=by),
            },
            filled={"answered_at": timezone.now()},
        ),
        "INVITATION_MOVES": Noun(
            row=lambda world: InvitationToApplyFactory(
                opening=_opening(world), profile=world.profile
            ),
            editors=COMPANY,
            ways={
                "accepted": lambda row, by: accept_invitation(row, by=by, now=timezone.now()),
                "declined": lambda row, by: decline_invitation(
                    row, reason="other", by=by, now=timezone.now()
                ),
                "taken_back": lambda row, by: take_back_invitation(row, by=by, now=timezone.now()),
            },
            filled={"answered_at": timezone.now()},
        ),
        "AGREEMENT_MOVES": Noun(
            row=_agreement,
            editors=OFFICE,
            ways={
                "signed": lambda row, by: sign_agreement(
                    agreement=row, by=by, signed_on=date(2026, 1, 5)
                ),
                "terminated": lambda row, by: terminate_agreement(
                    agreement=row, by=by, reason="Merged."
                ),
            },
            filled={"ended_because": "Merged.", "signed_on": date(2026, 1, 5)},
        ),
        "OBLIGATION_MOVES": Noun(
            row=lambda world: ObligationFactory(agreement=_agreement(world), owner=world.company),
            editors=OFFICE,
            ways={
                state: lambda row, by, state=state: settle_obligation(
                    obligation=row, state=state, by=by, note="So."
                )
                for state in ["open", "done", "waived"]
            },
            filled={"settled_at": timezone.now()},
        ),
        "BASE_MOVES": Noun(
            row=lambda world: BaseFactory(agreement=_agreement(world), host=world.company),
            editors=OFFICE,
            ways={
                "accredited": lambda row, by: accredit_base(
                    base=row, by=by, accredited_by="Park", accredited_on=date(2026, 1, 5)
                ),
                "suspended": lambda row, by: suspend_base(base=row, by=by, reason="So."),
                "ended": lambda row, by: end_base(base=row, by=by, reason="So."),
            },
        ),
        "MEMBER_MOVES": Noun(
            row=lambda world: ConsortiumMembership.objects.create(
                consortium=world.consortium, organisation=world.company
            ),
            editors=OFFICE,
            ways=_of("reviewed active suspended left declined", move_member, reason="Because."),
            filled={"joined_on": date(2026, 1, 1), "reason": "Because."},
        ),
        "RESOLUTION_MOVES": Noun(
            row=lambda world: Resolution.objects.create(
                consortium=world.consortium, title_en="Fee"
            ),
            editors=OFFICE,
            ways={
                "open": lambda row, by: open_resolution(resolution=row, by=by),
                "passed": lambda row, by: close_resolution(resolution=row, by=by),
                "rejected": lambda row, by: close_resolution(resolution=row, by=by),
                "no_quorum": lambda row, by: close_resolution(resolution=row, by=by),
                "withdrawn": lambda row, by: withdraw_resolution(resolution=row, by=by),
            },
            filled={"opened_at": timezone.now()},
        ),
    }
)
