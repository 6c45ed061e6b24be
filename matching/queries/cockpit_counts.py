"""The figures of the cockpit, counted by PostgreSQL; only groups come here, never their rows.

Each is a number of JSON, so that a snapshot keeps it as it is. Keys of groups are written as in
`cockpit_rows`: ids and codes as text, "none" for what is not known.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Avg, Count, QuerySet, Sum
from django.db.models.functions import TruncMonth

from matching.choices.outcomes import OutcomeMonth
from matching.models import MatchRun
from matching.queries import cockpit_rows
from matching.queries.cockpit_rows import UNKNOWN, VIEWS, Scope
from matching.queries.cockpit_targets import count_targets
from matching.queries.funnel import count_funnel
from parks.models import ChainStage, DegreeLevel, Discipline

MONTHS = 24
RUNS = 30
PLACED_AT = (OutcomeMonth.HALF_A_YEAR, OutcomeMonth.A_YEAR, OutcomeMonth.THREE_YEARS)
NEEDED = "needed"
HAD = "had"
Figures = dict[str, Any]
Part = Callable[[Scope, Figures], Any]


def key(value: Any) -> str:
    return UNKNOWN if value in (None, "") else str(value)


def by(rows: QuerySet, *columns: str, count: Any = None) -> list[tuple[Any, ...]]:
    """Return groups with their count (or another aggregate), one query."""
    return list(rows.order_by().values_list(*columns).annotate(count or Count("pk")))


def count_market(scope: Scope, before: Figures) -> Figures:
    """Demand and supply in three views: rows of two keys, places wanted and people there are.

    An opening that accepts several families of disciplines counts in each of them.
    """
    cells: dict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    for view, where, number in (*_demand(scope), *_supply(scope)):
        cells[view][where] += number
    return {
        "views": {
            view: _pairs(cells[f"{NEEDED} {view}"], cells[f"{HAD} {view}"]) for view in VIEWS
        },
        "places": cockpit_rows.demand(scope, {}).aggregate(all=Sum("headcount"))["all"] or 0,
        "openings": cockpit_rows.demand(scope, {}).count(),
        "supply": cockpit_rows.supply(scope, {}).count(),
    }


Counted = tuple[str, tuple[str, str], int]


def _pairs(needed: Counter[tuple[str, ...]], had: Counter[tuple[str, ...]]) -> list[list[Any]]:
    return [[*pair, needed[pair], had[pair]] for pair in sorted({*needed, *had})]


def _demand(scope: Scope) -> Iterable[Counted]:
    for stage, degree, places in _places(scope, {}):
        yield f"{NEEDED} stage-degree", (stage, degree), places
    roots = Discipline.objects.filter(parent=None).order_by("code")
    for family in (*roots.values_list("code", flat=True), UNKNOWN):
        for stage, degree, places in _places(scope, {"discipline": family}):
            yield f"{NEEDED} stage-discipline", (stage, family), places
            yield f"{NEEDED} degree-discipline", (degree, family), places


def _places(scope: Scope, cut: cockpit_rows.Cut) -> Iterable[tuple[str, str, int]]:
    rows = cockpit_rows.demand(scope, cut)
    for stage, degree, places in by(rows, "chain_stage", "min_degree", count=Sum("headcount")):
        yield key(stage), key(degree), places


def _supply(scope: Scope) -> Iterable[Counted]:
    for degree, family, number in by(cockpit_rows.supply(scope, {}), "degree", "family"):
        yield f"{HAD} degree-discipline", (key(degree), key(family)), number
    stages = ChainStage.objects.order_by("position").values_list("pk", flat=True)
    for stage in (*map(str, stages), UNKNOWN):
        rows = cockpit_rows.supply(scope, {"stage": stage})
        for degree, family, number in by(rows, "degree", "family"):
            yield f"{HAD} stage-degree", (stage, key(degree)), number
            yield f"{HAD} stage-discipline", (stage, key(family)), number


def count_months(scope: Scope, before: Figures) -> list[list[Any]]:
    """Openings published and people hired in each of the last 24 months, this one included."""
    opened = _by_month(cockpit_rows.published(scope, {}), "published_at", scope)
    placed = _by_month(cockpit_rows.hired(scope, {}), "hired_at", scope)
    return [[month, opened[month], placed[month]] for month in months_until(scope)]


def _by_month(rows: QuerySet, column: str, scope: Scope) -> Counter[str]:
    first, _next = scope.month(months_until(scope)[0])
    recent = rows.filter(**{f"{column}__gte": first})
    trunc = recent.annotate(month=TruncMonth(column, tzinfo=scope.zone))
    return Counter({f"{month:%Y-%m}": number for month, number in by(trunc, "month")})


def months_until(scope: Scope) -> list[str]:
    today = scope.now.astimezone(scope.zone)
    last = today.year * 12 + today.month - 1
    return [f"{m // 12}-{m % 12 + 1:02}" for m in range(last - MONTHS + 1, last + 1)]


def count_applications(scope: Scope, before: Figures) -> Figures:
    """The funnel: how many came how far, where they stand, days in a stage, and the answers."""
    funnel = count_funnel(cockpit_rows.applications(scope, {}), scope.now)
    responses = funnel.whole.responses
    return {
        "reached": list(funnel.whole.reached),
        "states": {state: tally.sent for state, tally in sorted(funnel.states.items())},
        "stays": {str(stage): list(stay) for stage, stay in funnel.stays.items()},
        "waiting": funnel.whole.waiting,
        "answerable": responses.counted,
        "answered": responses.answered,
        "days": responses.days,
    }


def count_talent(scope: Scope, before: Figures) -> list[list[Any]]:
    """People, verified people and hires by degree; every degree has its row."""
    columns = [
        Counter({key(degree): number for degree, number in by(rows, column)})
        for rows, column in (
            (cockpit_rows.people(scope, {}), "degree"),
            (cockpit_rows.verified(scope, {}), "degree"),
            (cockpit_rows.hired(scope, {}), "profile__degree"),
        )
    ]
    ids = DegreeLevel.objects.order_by("rank", "pk").values_list("pk", flat=True)
    degrees = (*map(str, ids), UNKNOWN)
    return [[degree, *(column[degree] for column in columns)] for degree in degrees]


def count_retention(scope: Scope, before: Figures) -> list[list[int]]:
    """Of those hired who were asked 6, 12 and 36 months later: how many are still there."""
    known, there = (
        Counter(dict(by(rows(scope, {}), "months")))
        for rows in (cockpit_rows.asked, cockpit_rows.stayed)
    )
    return [[int(months), known[months], there[months]] for months in PLACED_AT]


def count_matches(scope: Scope, before: Figures) -> list[list[Any]]:
    """The last 30 runs, oldest first: night, graduates, how many have a match, mean of their best.

    What an earlier snapshot counted of a run is taken over unless the run was refreshed since:
    lists of old runs are not kept.
    """
    runs = scope.within(MatchRun.objects.exclude(finished_at=None), "park")
    newest = list(runs.filter(graduates__gt=0).order_by("-started_at", "-pk")[:RUNS])[::-1]
    old = {(row[0], row[2]): row for row in before.get("matches", [])}
    return [old.get((run.pk, run.refreshes)) or _match_quality(scope, run) for run in newest]


def _match_quality(scope: Scope, run: MatchRun) -> list[Any]:
    rows = cockpit_rows.lists(scope, {"run": str(run.pk)})
    found = cockpit_rows.with_best(rows).aggregate(covered=Count("pk"), mean=Avg("best"))
    mean = None if found["mean"] is None else float(found["mean"])
    return [run.pk, run.night.isoformat(), run.refreshes, run.graduates, found["covered"], mean]


PARTS: dict[str, Part] = {
    "market": count_market,
    "months": count_months,
    "applications": count_applications,
    "talent": count_talent,
    "retention": count_retention,
    "matches": count_matches,
    "targets": count_targets,
}
