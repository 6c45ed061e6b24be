"""Who applied for what, and how far it went; an application is drawn with its graduate."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from companies.choices.openings import OpeningState
from matching.choices.applications import ApplicationState
from matching.demo.companies import Standing
from matching.demo.days import after, between, midnight, office_hour
from matching.demo.draws import draw, uuid_of, weighted
from matching.demo.graduate_plans import (
    PERSONA,
    RISING_DEGREES,
    GraduatePlan,
    plan_graduate,
)
from matching.demo.opening_plans import OpeningPlan, flagships, plan_opening

APPLICANTS_SHARE = 0.4
FLAGSHIP_SHARE = 0.35
MOST_APPLICATIONS, TRIES = 3, 60
LONGEST_WAIT = timedelta(days=57)
HIRED_WITHIN = timedelta(days=35)
ACCEPTS_APPLICATIONS = {OpeningState.PUBLISHED, OpeningState.PAUSED, OpeningState.CLOSED}
STATES = {
    ApplicationState.SUBMITTED: 42,
    ApplicationState.SHORTLISTED: 16,
    ApplicationState.INTERVIEWING: 12,
    ApplicationState.OFFERED: 5,
    ApplicationState.ACCEPTED: 2,
    ApplicationState.HIRED: 2,
    ApplicationState.REFUSED: 15,
    ApplicationState.WITHDRAWN: 4,
    ApplicationState.LAPSED: 2,
}
# Nobody reads the applications at a company that no recruiter has claimed.
STATES_UNREAD = {ApplicationState.SUBMITTED: 9, ApplicationState.WITHDRAWN: 1}
STATES_AFTER_CLOSING = {ApplicationState.REFUSED: 3, ApplicationState.HIRED: 1}
TAKEN = {ApplicationState.ACCEPTED, ApplicationState.HIRED}


@dataclass(frozen=True)
class ApplicationPlan:
    """`sent_part` and `changed_part` say how far into the time of the opening things happened.

    `hired_ago`, in days, is told of hirings of earlier years.
    """

    uuid: UUID
    graduate: UUID
    opening: OpeningPlan
    state: ApplicationState
    message: int
    refusal: int
    sent_part: float
    changed_part: float
    hired_ago: int | None = None


def plan_applications(seed: int, index: int, openings: int) -> list[ApplicationPlan]:
    """Return the applications of graduate `index` for openings whose number is below `openings`.

    What is drawn depends on the graduate alone; applications for openings that are not there yet
    appear when the demo is topped up.
    """
    source = draw("applications", seed, index)
    if index == PERSONA or source.random() >= APPLICANTS_SHARE:
        return []
    graduate = plan_graduate(seed, index)
    chosen = {} if graduate.sparse or graduate.found_work else _chosen(source, seed, graduate)
    plans = [_plan(source, graduate, opening) for opening in chosen.values()]
    return [plan for plan in _one_place_taken(plans) if plan.opening.index < openings]


def _chosen(source: Random, seed: int, graduate: GraduatePlan) -> dict[int, OpeningPlan]:
    wanted, found = source.randint(1, MOST_APPLICATIONS), {}
    for _ in range(TRIES):
        opening = plan_opening(seed, _number(source, graduate.index))
        if _suits(graduate, opening):
            found[opening.index] = opening
        if len(found) == wanted:
            break
    return found


def _number(source: Random, graduate_index: int) -> int:
    """Draw the number of an opening; the later the graduate, the more openings there may be."""
    if source.random() < FLAGSHIP_SHARE:
        return source.randrange(flagships())
    return source.randrange(20 + graduate_index * 2 // 5)


def _suits(graduate: GraduatePlan, opening: OpeningPlan) -> bool:
    tracks = {role.track for role in graduate.roles}
    near = opening.role.track in tracks or opening.role.code in _neighbours(graduate)
    return (
        near
        and opening.state in ACCEPTS_APPLICATIONS
        and opening.kind in graduate.kinds
        and opening.company.park in graduate.parks
        and graduate.rank >= RISING_DEGREES.index(opening.degree)
    )


def _neighbours(graduate: GraduatePlan) -> set[str]:
    """People who grow cells also apply where others grow them."""
    return {"upstream", "cell_line"} if graduate.track.code in ("bioprocess", "cells") else set()


def _plan(source: Random, graduate: GraduatePlan, opening: OpeningPlan) -> ApplicationPlan:
    if opening.company.standing == Standing.UNCLAIMED:
        states = STATES_UNREAD
    else:
        closed = opening.state == OpeningState.CLOSED
        states = STATES_AFTER_CLOSING if closed else STATES
    return ApplicationPlan(
        uuid=uuid_of("application", *graduate.source, opening.uuid),
        graduate=graduate.uuid,
        opening=opening,
        state=weighted(source, states),
        message=source.randrange(1000),
        refusal=source.randrange(1000),
        sent_part=source.random(),
        changed_part=source.random(),
    )


def _one_place_taken(plans: list[ApplicationPlan]) -> list[ApplicationPlan]:
    """Nobody has accepted two places."""
    taken = [plan for plan in plans if plan.state in TAKEN][1:]
    return [plan for plan in plans if plan not in taken]


def sent_and_changed(
    plan: ApplicationPlan, *, published_at: datetime, closes_on: date | None, today: date
) -> tuple[datetime, datetime]:
    """Return when it was submitted and last changed: between publication and today or the end.

    Nobody has waited so long that the application would have lapsed.
    """
    if plan.hired_ago is not None:
        hired_at = office_hour(after(today, -plan.hired_ago), plan.changed_part)
        return hired_at - HIRED_WITHIN, hired_at
    end = midnight(today if closes_on is None else min(today, closes_on))
    start = min(max(published_at, midnight(today) - LONGEST_WAIT), end)
    submitted_at = between(start, end, plan.sent_part)
    if plan.state == ApplicationState.SUBMITTED:
        return submitted_at, submitted_at
    return submitted_at, between(submitted_at, midnight(today), plan.changed_part)
