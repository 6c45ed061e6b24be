"""How far applications came, how long they stayed where, from where they came and how they ended.

PostgreSQL counts in one pass over the applications and their steps; no row of them comes here.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from matching.choices.applications import ANSWERS, ApplicationState
from matching.choices.numbers import STAGES
from matching.models import ApplicationStep
from matching.models.applications import ApplicationQuerySet
from matching.queries.responses import IN_TIME, SECONDS_OF_A_DAY, Responses

LEFT_STAGES = STAGES[:-1]
"""Nobody leaves the last one."""
COLUMNS = ("pk", "opening__company", "opening", "source", "state", "refusal_reason", "submitted_at")
GROUPS = ("company", "opening", "source", "state", "reason")
MASKS = {0b01111: "company", 0b10111: "opening", 0b11011: "source", 0b11101: "state"}
MASKS |= {0b11110: "reason", 0b11111: "whole"}
"""What PostgreSQL's GROUPING says of each: the bits of the groups that are added up."""

# `place`: the number of a stage, counted from 1; `far`: that of the furthest one taken.
# `stay`: seconds until the next step, endless where there is none; stays in one stage add up.
FUNNEL = """
WITH sent (id, company, opening, source, state, reason, submitted_at) AS NOT MATERIALIZED ({sent}),
steps AS (
    SELECT step.application_id AS id, step.state, step.taken_at, sent.submitted_at,
        {place} AS place,
        COALESCE(date_part('epoch', lead(step.taken_at) OVER way - step.taken_at), 'infinity')
            AS stay
    FROM {steps} step JOIN sent ON sent.id = step.application_id WHERE step.state <> %s
    WINDOW way AS (PARTITION BY step.application_id ORDER BY step.taken_at, step.id)
),
taken AS MATERIALIZED (
    SELECT id, max(place) AS far,
        min(taken_at) FILTER (WHERE state = ANY(%s)) AS answered_at,
        min(taken_at) FILTER (WHERE state = %s) AS left_at,
        date_part('epoch', min(taken_at) FILTER (WHERE state = ANY(%s)) - min(submitted_at))
            AS wait,
        {stays}
    FROM steps GROUP BY id
),
known AS (
    SELECT sent.*, GREATEST(taken.far, {stands}, 1) AS far, taken.wait,
        taken.answered_at <= sent.submitted_at + %s AS in_time,
        LEAST(taken.answered_at, taken.left_at, %s) >= sent.submitted_at + %s AS kept_waiting
    FROM sent LEFT JOIN taken USING (id)
)
SELECT GROUPING({groups}), COALESCE(company::text, opening::text, source, state, reason),
    ARRAY[{reached}], count(*) FILTER (WHERE state = %s),
    count(*) FILTER (WHERE in_time OR kept_waiting), count(*) FILTER (WHERE in_time), count(wait),
    NULL::float[]
FROM known GROUP BY GROUPING SETS ({groups}, ())
UNION ALL
SELECT NULL, NULL, ARRAY[{lefts}], NULL, NULL, NULL, NULL, ARRAY[{quantiles}] FROM taken
"""


class Tally(NamedTuple):
    """Counts of some applications: `reached` says how many came to each stage or a later one.

    `waiting` have no answer yet; the median of the responses is known of the whole alone.
    """

    reached: tuple[int, ...]
    waiting: int
    responses: Responses

    @property
    def sent(self) -> int:
        return self.reached[0]

    @property
    def hired(self) -> int:
        return self.reached[-1]


class Stay(NamedTuple):
    """Days in a stage of the `left` applications that have left it: median, 90th percentile."""

    left: int
    median: float | None
    ninetieth: float | None


class Funnel(NamedTuple):
    """The whole, and its parts by id of company and opening, source, state, reason of refusal."""

    whole: Tally
    stays: Mapping[ApplicationState, Stay]
    companies: Mapping[int, Tally]
    openings: Mapping[int, Tally]
    sources: Mapping[str, Tally]
    states: Mapping[str, Tally]
    reasons: Mapping[str, Tally]


NOTHING = Tally((0,) * len(STAGES), 0, Responses(0, 0, 0, None))


def count_funnel(applications: ApplicationQuerySet, now: datetime) -> Funnel:
    """Count some applications by one query; they must not be an empty set by definition.

    Whoever skips a stage counts as having come that far, so that no stage has more than the one
    before. Time in a stage is that of applications that have left it: all their stays there, for
    an offer that is taken back and made again is two. Answers are counted as
    `matching.queries.responses` counts them. Groups without applications are not there.
    """
    rows = _rows(applications, now)
    times = next(row for row in rows if row[0] is None)
    groups: dict[str, dict[str, Tally]] = {name: {} for name in (*GROUPS, "whole")}
    for mask, key, reached, waiting, *answers, _none in (row for row in rows if row != times):
        groups[MASKS[mask]][key] = Tally(tuple(reached), waiting, Responses(*answers, None))
    stays, wait = _times(times)
    whole = groups["whole"].get(None, NOTHING)
    return Funnel(
        whole=whole._replace(responses=whole.responses._replace(days=wait)),
        stays=stays,
        companies=_by_id(groups["company"]),
        openings=_by_id(groups["opening"]),
        sources=groups["source"],
        states=groups["state"],
        reasons={reason: tally for reason, tally in groups["reason"].items() if reason},
    )


def _by_id(tallies: Mapping[str, Tally]) -> dict[int, Tally]:
    return {int(key): tally for key, tally in tallies.items()}


def _times(row: tuple[Any, ...]) -> tuple[dict[ApplicationState, Stay], float | None]:
    """Read the row of times: the stay in each stage, and the median wait for an answer."""
    lefts, seconds = row[2], row[-1]
    days = [None if each is None else each / SECONDS_OF_A_DAY for each in seconds]
    medians, ninetieths = days[: len(LEFT_STAGES)], days[len(LEFT_STAGES) : -1]
    rows = zip(lefts, medians, ninetieths, strict=True)
    stays = {stage: Stay(*row) for stage, row in zip(LEFT_STAGES, rows, strict=True)}
    return stays, days[-1]


def _rows(applications: ApplicationQuerySet, now: datetime) -> list[tuple[Any, ...]]:
    sent, values = applications.order_by().values_list(*COLUMNS).query.sql_with_params()
    statement = FUNNEL.format(sent=sent, steps=ApplicationStep._meta.db_table, **_columns())
    answers = list(map(str, ANSWERS))
    of_steps = (ApplicationState.DRAFT, answers, ApplicationState.WITHDRAWN, answers)
    of_waits = (IN_TIME, now, IN_TIME, ApplicationState.SUBMITTED)
    with connection.cursor() as cursor:
        cursor.execute(statement, (*values, *of_steps, *of_waits))
        return cursor.fetchall()


def _columns() -> dict[str, str]:
    """Write the columns that are the same for each stage, and the groups."""
    left = [f"stay{place}" for place, _stage in enumerate(LEFT_STAGES, start=1)]
    stays = (
        f"NULLIF(sum(stay) FILTER (WHERE place = {place}), 'infinity') AS {column}"
        for place, column in enumerate(left, start=1)
    )
    reached = (
        f"count(*) FILTER (WHERE far >= {place})" for place, _stage in enumerate(STAGES, start=1)
    )
    return {
        "groups": ", ".join(GROUPS),
        "place": _place("step.state"),
        "stands": _place("sent.state"),
        "stays": ", ".join(stays),
        "reached": ", ".join(reached),
        "lefts": ", ".join(f"count({column})" for column in left),
        "quantiles": ", ".join(_quantiles(left)),
    }


def _place(column: str) -> str:
    """Number the stages; a CASE is quicker than looking the state up in an array."""
    places = " ".join(f"WHEN '{stage}' THEN {place}" for place, stage in enumerate(STAGES, start=1))
    return f"CASE {column} {places} END"


def _quantiles(stays: list[str]) -> Iterator[str]:
    for part, columns in ((0.5, stays), (0.9, stays), (0.5, ["wait"])):
        for column in columns:
            yield f"percentile_cont({part}) WITHIN GROUP (ORDER BY {column})"
