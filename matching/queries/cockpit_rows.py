"""What the cockpit counts, as QuerySets: a number and the rows behind it are cut from the same.

A cut is what the address of a number says: `degree=3` or, for those of whom it is not known,
`degree=none`. A word that is not there cuts nothing off.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import (
    CharField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, Least

from companies.choices.openings import Importance
from companies.models import Opening, OpeningSkill
from matching.choices.applications import ApplicationState
from matching.choices.numbers import STAGES
from matching.models import Application, ApplicationStep, GraduateMatches, Outcome
from matching.queries.responses import IN_TIME, with_first_answer
from matching.queries.target_rows import METRICS, Year
from parks.choices.agreements import MetricCode
from parks.models import Consortium, Park
from talent.choices.profiles import ClaimSource
from talent.models import Profile, RosterEntry, SkillClaim

UNKNOWN = "none"
VIEWS = ("stage-degree", "stage-discipline", "degree-discipline")
"""The heat maps of demand and supply: rows, columns."""
VERIFIED = (ClaimSource.ROSTER, ClaimSource.ASSESSED, ClaimSource.CERTIFICATE)
OPENING_AXES = {"stage": "chain_stage", "degree": "min_degree"}
Cut = Mapping[str, str]


class UnknownFigureError(Exception):
    """The address names a figure or a cut that there is not."""


@dataclass(frozen=True)
class Scope:
    """Of which park (None: of all) something is counted, and until when."""

    park: Park | None
    now: datetime

    @property
    def zone(self) -> ZoneInfo:
        """By whose clock a month begins."""
        return ZoneInfo(self.park.time_zone if self.park else settings.TIME_ZONE)

    def within(self, rows: QuerySet, lookup: str) -> QuerySet:
        return rows.filter(**{lookup: self.park}) if self.park else rows

    def month(self, name: str) -> tuple[datetime, datetime]:
        """Return the first moments of a month such as 2026-11 and of the next one."""
        first = datetime.strptime(name, "%Y-%m").replace(tzinfo=self.zone)
        months = first.year * 12 + first.month
        return first, first.replace(year=months // 12, month=months % 12 + 1)


def demand(scope: Scope, cut: Cut) -> QuerySet[Opening]:
    """Published openings; their `headcount` is the demand."""
    rows = scope.within(Opening.objects.published().filter(is_template=False), "park")
    for axis, column in OPENING_AXES.items():
        rows = _cut(rows, column, cut.get(axis))
    return _of_family(rows, cut.get("discipline"))


def _cut(rows: QuerySet, column: str, value: str | None) -> QuerySet:
    if not value:
        return rows
    return rows.filter(**{column: None if value == UNKNOWN else int(value)})


def _of_family(rows: QuerySet[Opening], family: str | None) -> QuerySet[Opening]:
    """Keep the openings that accept something of a family; none: those that accept any."""
    if not family:
        return rows
    chosen = Opening.disciplines.through.objects.filter(opening=OuterRef("pk"))
    if family == UNKNOWN:
        return rows.filter(~Exists(chosen))
    return rows.filter(Exists(chosen.filter(discipline__path__startswith=f"{family}/")))


def people(scope: Scope, cut: Cut) -> QuerySet[Profile]:
    """Everybody with a profile, in this park; `family` is the root of what they studied."""
    rows = scope.within(Profile.objects.filter(erased_at=None), "parks")
    root = Func(
        F("discipline__path"),
        Value("/"),
        Value(1),
        function="split_part",
        output_field=CharField(),
    )
    return _of_person(rows.annotate(family=root), cut)


def _of_person(rows: QuerySet[Profile], cut: Cut) -> QuerySet[Profile]:
    rows = _cut(rows, "degree", cut.get("degree"))
    family = cut.get("discipline")
    if not family:
        return rows
    return rows.filter(discipline=None) if family == UNKNOWN else rows.filter(family=family)


def verified(scope: Scope, cut: Cut) -> QuerySet[Profile]:
    """Those of whom a university or an assessor vouches for something."""
    on_roster = RosterEntry.objects.enrolled().filter(user=OuterRef("user"))
    vouched = SkillClaim.objects.filter(profile=OuterRef("pk"), source__in=VERIFIED)
    return people(scope, cut).filter(Exists(on_roster) | Exists(vouched))


def supply(scope: Scope, cut: Cut) -> QuerySet[Profile]:
    """Verified people who want to be matched and whom nobody has hired yet.

    Of a stage: who has a skill that a published opening of that stage calls required.
    """
    hired = Application.objects.filter(profile=OuterRef("pk"), state=ApplicationState.HIRED)
    rows = verified(scope, cut).filter(~Exists(hired), in_matching=True)
    stage = cut.get("stage")
    if not stage:
        return rows
    asking = demand(scope, {"stage": stage}).values("pk")
    asked = OpeningSkill.objects.filter(importance=Importance.MUST, opening__in=asking)
    claims = SkillClaim.objects.filter(skill__in=asked.order_by().values("skill"))
    return rows.filter(pk__in=claims.order_by().values("profile"))


def published(scope: Scope, cut: Cut) -> QuerySet[Opening]:
    """Openings by the day they were first published, whatever became of them."""
    rows = scope.within(Opening.objects.filter(is_template=False), "park")
    return _in_month(rows.filter(published_at__lte=scope.now), "published_at", scope, cut)


def _in_month(rows: QuerySet, column: str, scope: Scope, cut: Cut) -> QuerySet:
    if not cut.get("month"):
        return rows
    first, next_one = scope.month(cut["month"])
    return rows.filter(**{f"{column}__gte": first, f"{column}__lt": next_one})


def applications(scope: Scope, cut: Cut) -> QuerySet[Application]:
    """What was sent, withdrawn ones too; of a stage: what came that far or further."""
    rows = Application.objects.filter(submitted_at__lte=scope.now)
    rows = scope.within(rows.exclude(state=ApplicationState.DRAFT), "opening__park")
    if not cut.get("stage"):
        return rows
    further = STAGES[STAGES.index(ApplicationState(cut["stage"])) :]
    if further == STAGES:
        return rows
    steps = ApplicationStep.objects.filter(application=OuterRef("pk"), state__in=further)
    return rows.filter(Q(state__in=further) | Exists(steps))


def standing(scope: Scope, cut: Cut) -> QuerySet[Application]:
    """Applications that are in one state now."""
    return applications(scope, {}).filter(state=ApplicationState(cut["state"]))


def answerable(scope: Scope, cut: Cut) -> QuerySet[Application]:
    """Applications answered within 30 days, and those that were kept waiting for longer."""
    rows = with_first_answer(applications(scope, {}))
    waited = Least(Coalesce("answered_at", scope.now), Coalesce("left_at", scope.now))
    in_time = Q(answered_at__lte=F("submitted_at") + IN_TIME)
    return rows.alias(waited=waited).filter(in_time | Q(waited__gte=F("submitted_at") + IN_TIME))


def answered(scope: Scope, cut: Cut) -> QuerySet[Application]:
    rows = with_first_answer(applications(scope, {}))
    return rows.filter(answered_at__lte=F("submitted_at") + IN_TIME)


def hired(scope: Scope, cut: Cut) -> QuerySet[Application]:
    """Applications that ended in a hire, by the day it was noted."""
    steps = ApplicationStep.objects.filter(application=OuterRef("pk"), state=ApplicationState.HIRED)
    last = Subquery(steps.order_by("-taken_at", "-pk").values("taken_at")[:1])
    rows = applications(scope, {}).filter(state=ApplicationState.HIRED)
    rows = _cut(rows, "profile__degree", cut.get("degree"))
    return _in_month(rows.annotate(hired_at=Coalesce(last, "changed_at")), "hired_at", scope, cut)


def asked(scope: Scope, cut: Cut) -> QuerySet[Outcome]:
    """Where people are whom a company hired through the portal, so many months later."""
    hires = applications(scope, {}).filter(
        state=ApplicationState.HIRED, profile__user=OuterRef("entry__user")
    )
    rows = Outcome.objects.filter(Exists(hires), entry__user__isnull=False)
    return _cut(rows, "months", cut.get("months"))


def stayed(scope: Scope, cut: Cut) -> QuerySet[Outcome]:
    """Those of them who are still at a company that hired them."""
    hires = applications(scope, {}).filter(
        state=ApplicationState.HIRED,
        profile__user=OuterRef("entry__user"),
        opening__company=OuterRef("company"),
    )
    return asked(scope, cut).filter(Exists(hires))


def lists(scope: Scope, cut: Cut) -> QuerySet[GraduateMatches]:
    """Lists of a run that hold at least one match."""
    rows = scope.within(GraduateMatches.objects.all(), "run__park")
    return _cut(rows, "run", cut.get("run")).exclude(points=b"")


def with_best(rows: QuerySet[GraduateMatches]) -> QuerySet[GraduateMatches]:
    """Add `best`, the points of the first match: little-endian, two bytes."""
    low, high = (
        Func("points", Value(place), function="get_byte", output_field=IntegerField())
        for place in (0, 1)
    )
    return rows.annotate(best=low + high * 256)


def target(scope: Scope, cut: Cut) -> QuerySet:
    """What counts towards a yearly target of a consortium that the park leads."""
    consortia = scope.within(Consortium.objects.all(), "lead")
    consortium = consortia.filter(pk=int(cut["consortium"])).first()
    year = date(int(cut["year"]), 1, 1).year
    if consortium is None:
        raise UnknownFigureError(cut["consortium"])
    return METRICS[MetricCode(cut["metric"])](Year(consortium, year))


Rows = Callable[[Scope, Cut], QuerySet]
FIGURES: dict[str, Rows] = {
    "demand": demand,
    "supply": supply,
    "people": people,
    "verified": verified,
    "published": published,
    "applications": applications,
    "standing": standing,
    "answerable": answerable,
    "answered": answered,
    "hired": hired,
    "asked": asked,
    "stayed": stayed,
    "lists": lists,
    "target": target,
}


def rows_behind(figure: str, scope: Scope, cut: Cut) -> QuerySet:
    """Return the rows that a number of the cockpit counts, as they are now.

    Raises UnknownFigureError for a figure or a cut that the cockpit has not.
    """
    if figure not in FIGURES:
        raise UnknownFigureError(figure)
    try:
        return FIGURES[figure](scope, cut)
    except (ValueError, KeyError) as error:
        raise UnknownFigureError(figure) from error
