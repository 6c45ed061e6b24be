"""How far the students of a university have come: by name where they share it, else counted."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest

from matching.choices.applications import ApplicationState
from matching.choices.students import StudentStep
from matching.models import Application, ApplicationStep
from matching.queries.small_groups import published_steps
from parks.language import in_language
from talent.models import Profile, RosterEntry, University
from talent.models.roster import RosterEntryQuerySet

ASK_AGAIN_AFTER = timedelta(days=14)
"""Who has not claimed by then may be written to again."""
BEYOND_APPLIED = (
    (ApplicationState.HIRED, StudentStep.PLACED),
    (ApplicationState.ACCEPTED, StudentStep.OFFERED),
    (ApplicationState.OFFERED, StudentStep.OFFERED),
    (ApplicationState.INTERVIEWING, StudentStep.INTERVIEWED),
)


class StepCount(NamedTuple):
    """Who came to a step or further: those who share it, the others, and all of them.

    The others are None where a group under five could be read off; then so are all.
    """

    step: StudentStep
    named: int
    others: int | None

    @property
    def together(self) -> int | None:
        return None if self.others is None else self.named + self.others


@dataclass(frozen=True)
class Progress:
    """Students who have claimed their place and are still on the roster."""

    claimed: int
    sharing: int
    steps: list[StepCount]


class Waiting(NamedTuple):
    """What a career office can do next: students on the roster, and who has yet to claim."""

    students: int
    claimed: int
    without_code: int
    not_answering: int


def with_step(rows: RosterEntryQuerySet) -> RosterEntryQuerySet:
    """Add `step`, how far each has come; it is for whoever shares it, and for counting."""
    profile = Profile.objects.filter(user=OuterRef("user"), erased_at=None)
    sent = Application.objects.filter(profile__user=OuterRef("user"))
    taken = ApplicationStep.objects.filter(application__profile__user=OuterRef("user"))
    return rows.annotate(
        step=Greatest(
            Case(When(Exists(profile), then=Value(StudentStep.PROFILE)), default=Value(0)),
            _furthest(sent, "profile__user"),
            _furthest(taken, "application__profile__user"),
        )
    )


def _furthest(rows: QuerySet, owner: str) -> Coalesce:
    """The furthest step that states of applications lead to; a draft leads to none."""
    known = (When(state=state, then=Value(step)) for state, step in BEYOND_APPLIED)
    place = Case(*known, default=Value(StudentStep.APPLIED), output_field=IntegerField())
    sent = rows.exclude(state=ApplicationState.DRAFT).order_by()
    return Coalesce(Subquery(sent.values(owner).annotate(far=Max(place)).values("far")), 0)


def progress_of(university: University) -> Progress:
    """Count the steps of all claimed students, in one query."""
    rows = with_step(RosterEntry.objects.filter(university=university).claimed().enrolled())
    counts = {(shares, step): 0 for shares in (True, False) for step in StudentStep}
    found = rows.order_by().values_list("shares_progress", "step").annotate(Count("pk"))
    counts |= {(shares, StudentStep(step)): number for shares, step, number in found}
    named = [counts[True, step] for step in StudentStep]
    others = [counts[False, step] for step in StudentStep]
    steps = [
        StepCount(step, sum(named[step:]), hidden)
        for step, hidden in zip(StudentStep, published_steps(others), strict=True)
    ]
    return Progress(sum(named) + sum(others), sum(named), steps)


def named_by_programme(university: University) -> list[tuple[str, list[int]]]:
    """Count those who share their steps by programme: who came to each step or further."""
    rows = RosterEntry.objects.filter(university=university, shares_progress=True)
    rows = with_step(rows.claimed().enrolled()).order_by().select_related(None)
    found = rows.values_list(
        "programme_id", "programme__name_zh", "programme__name_en", "programme_text", "step"
    ).annotate(Count("pk"))
    programmes: dict[tuple[object, ...], list[int]] = {}
    for *programme, step, number in found:
        reached = programmes.setdefault(tuple(programme), [0] * len(StudentStep))
        for passed in range(step + 1):
            reached[passed] += number
    named = [(programme_name(*key[1:]), reached) for key, reached in programmes.items()]
    return sorted(named, key=lambda item: (-item[1][0], item[0]))


def programme_name(name_zh: str | None, name_en: str | None, text: str) -> str:
    return in_language(name_zh or "", name_en or "") or text


def waiting_at(university: University, now: datetime) -> Waiting:
    """Count what waits on the roster, in one query."""
    unclaimed = Q(user=None)
    old = Q(code_sent_at__lt=now - ASK_AGAIN_AFTER)
    counts = (
        RosterEntry.objects.filter(university=university)
        .enrolled()
        .aggregate(
            students=Count("pk"),
            claimed=Count("pk", filter=~unclaimed),
            without_code=Count("pk", filter=unclaimed & Q(code_sent_at=None)),
            not_answering=Count("pk", filter=unclaimed & old),
        )
    )
    return Waiting(**counts)


def companies_of(entry: RosterEntry) -> list[str]:
    """Name the companies that hired a student who shares their progress; nobody's else."""
    if entry.user_id is None or not entry.shares_progress or entry.left_at is not None:
        return []
    hired = Application.objects.filter(
        profile__user=entry.user_id, state=ApplicationState.HIRED
    ).select_related("opening__company")
    return [str(row.opening.company) for row in hired.order_by("pk")]
