"""Who stands on the desk of the demo's recruiter: applicants, people invited, people in the pool.

They are graduates who by `application_plans` apply nowhere, so that no story contradicts another;
who takes which part depends on the seed alone, not on how many graduates are there yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from matching.choices.applications import ApplicationState
from matching.demo.application_plans import plan_applications
from matching.demo.draws import uuid_of
from matching.demo.graduate_plans import RISING_DEGREES, GraduatePlan, plan_graduate
from matching.demo.opening_plans import OpeningPlan, flagships, plan_opening
from matching.demo.reading import words
from talent.choices.profiles import Visibility

LOOKED_AT = 49  # graduates: a demo of fifty has them all

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Part:
    """A graduate in a part of `words/desk.toml`; `opening` is the number of the opening."""

    graduate: GraduatePlan
    facts: Facts
    opening: OpeningPlan | None

    @property
    def uuid(self) -> UUID:
        opening = self.opening.uuid if self.opening else "pool"
        return uuid_of("desk", *self.graduate.source, opening)

    @property
    def steps(self) -> list[tuple[ApplicationState, int]]:
        """The states an applicant took and how many days ago, the first one included."""
        later = [(ApplicationState(state), days) for state, days in self.facts.get("steps", ())]
        return [(ApplicationState.SUBMITTED, self.facts["days"]), *later]


class DeskPlan(NamedTuple):
    applicants: tuple[Part, ...]
    invited: tuple[Part, ...]
    pool: tuple[Part, ...]


@lru_cache(maxsize=20)
def plan_desk(seed: int) -> DeskPlan:
    """Give the parts to graduates, those whom an opening suits first; parts may stay empty."""
    free = [plan for index in range(1, LOOKED_AT) if (plan := _free(seed, index)) is not None]
    content = words("desk")
    visible = [plan for plan in free if plan.visibility == Visibility.PARK_COMPANIES]
    invited = _cast(seed, content["invitation"], visible)
    asked = [part.graduate for part in invited]
    return DeskPlan(
        applicants=_cast(seed, content["applicant"], [plan for plan in free if plan not in asked]),
        invited=invited,
        pool=_cast(seed, content["pool"], visible),
    )


def _free(seed: int, index: int) -> GraduatePlan | None:
    plan = plan_graduate(seed, index)
    taken = plan.sparse or plan_applications(seed, index, flagships() + LOOKED_AT)
    return None if taken else plan


def _cast(seed: int, rows: tuple[Facts, ...], free: list[GraduatePlan]) -> tuple[Part, ...]:
    parts = []
    waiting = list(free)
    for facts in rows:
        opening = plan_opening(seed, facts["opening"]) if "opening" in facts else None
        if waiting:
            chosen = max(waiting, key=lambda plan: (_nearness(plan, opening), -plan.index))
            waiting.remove(chosen)
            parts.append(Part(chosen, facts, opening))
    return tuple(parts)


def _nearness(plan: GraduatePlan, opening: OpeningPlan | None) -> int:
    """How many of the things that matter to an opening a graduate has; 0 without an opening."""
    if opening is None:
        return 0
    return sum(
        (
            4 * (opening.company.park in plan.parks),
            2 * (opening.role.track == plan.track.code),
            opening.role in plan.roles,
            plan.rank >= RISING_DEGREES.index(opening.degree),
            opening.kind in plan.kinds,
        )
    )
