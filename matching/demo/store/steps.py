"""The steps that the applications of the demo took on their way, as the actions leave them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from matching.choices.applications import ApplicationState
from matching.demo.application_plans import ApplicationPlan
from matching.demo.days import between
from matching.models import Application, ApplicationStep
from parks.choices.organisations import MembershipRole
from parks.models import Membership

S = ApplicationState
OF_THE_APPLICANT = (S.SUBMITTED, S.ACCEPTED, S.WITHDRAWN)
BEFORE = {
    S.SUBMITTED: (),
    S.SHORTLISTED: (S.SUBMITTED,),
    S.INTERVIEWING: (S.SUBMITTED, S.SHORTLISTED),
    S.OFFERED: (S.SUBMITTED, S.SHORTLISTED, S.INTERVIEWING),
    S.ACCEPTED: (S.SUBMITTED, S.SHORTLISTED, S.INTERVIEWING, S.OFFERED),
    S.HIRED: (S.SUBMITTED, S.SHORTLISTED, S.INTERVIEWING, S.OFFERED, S.ACCEPTED),
    S.LAPSED: (S.SUBMITTED,),
}
# These end at any point of the way; how far it went is drawn with the application.
WAYS_TO_AN_END = (BEFORE[S.SHORTLISTED], BEFORE[S.SHORTLISTED], BEFORE[S.INTERVIEWING])
# How far into the time between sending and the last change a step lies; an offer is made at 0.8.
PARTS = {S.SUBMITTED: 0.0, S.SHORTLISTED: 0.25, S.INTERVIEWING: 0.5, S.OFFERED: 0.8}
PARTS_OF_THE_HIRED = {**PARTS, S.ACCEPTED: 0.9}


def put_steps(plans: Sequence[ApplicationPlan], rows: Sequence[Application]) -> None:
    """Create the steps of applications that were just stored, with the times of their story."""
    recruiters = _recruiters({row.opening.company_id for row in rows})
    applicants = dict(
        Application.objects.filter(pk__in=[row.pk for row in rows])
        .order_by("pk")
        .values_list("pk", "profile__user")
    )
    ApplicationStep.objects.bulk_create(
        _step(row, state, taken_at, _taker(state, applicants[row.pk], recruiters, row))
        for plan, row in zip(plans, rows, strict=True)
        for state, taken_at in way_of(plan, row)
    )


def way_of(plan: ApplicationPlan, row: Application) -> list[tuple[ApplicationState, datetime]]:
    """Return the states an application took and when, the present one last."""
    state = ApplicationState(row.state)
    before = BEFORE.get(state, WAYS_TO_AN_END[plan.refusal % len(WAYS_TO_AN_END)])
    if state == S.REFUSED and plan.message % 2:
        before = BEFORE[S.SHORTLISTED]
    parts = PARTS_OF_THE_HIRED if state == S.HIRED else PARTS
    last = parts[S.OFFERED] if state == S.OFFERED else float(state != S.SUBMITTED)
    return [
        (taken, between(row.submitted_at, row.changed_at, part))
        for taken, part in [*((taken, parts[taken]) for taken in before), (state, last)]
    ]


def date_steps(application: Application) -> None:
    """Spread steps that were taken “now” over the time between sending and the last change."""
    steps = list(application.steps.order_by("taken_at", "pk"))
    for position, step in enumerate(steps):
        part = position / (len(steps) - 1) if len(steps) > 1 else 0
        step.taken_at = between(application.submitted_at, application.changed_at, part)
    ApplicationStep.objects.bulk_update(steps, ["taken_at"])


def _recruiters(companies: Iterable[int]) -> Mapping[int, int]:
    """Return who answers for each company: its administrator of the longest standing."""
    rows = Membership.objects.live().filter(organisation__in=companies, role=MembershipRole.ADMIN)
    return dict(rows.order_by("-pk").values_list("organisation", "user"))


def _taker(
    state: ApplicationState, applicant: int, recruiters: Mapping[int, int], row: Application
) -> int | None:
    if state in OF_THE_APPLICANT:
        return applicant
    return None if state == S.LAPSED else recruiters.get(row.opening.company_id)


def _step(
    row: Application, state: ApplicationState, taken_at: datetime, taken_by: int | None
) -> ApplicationStep:
    refused = state == S.REFUSED
    return ApplicationStep(
        application=row,
        state=state,
        reason=row.refusal_reason if refused else "",
        message=row.refusal_message if refused else "",
        taken_at=taken_at,
        taken_by_id=taken_by,
    )
