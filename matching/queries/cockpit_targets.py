"""Yearly targets in the cockpit: what consortia wanted and reached, each number with its rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from matching.queries.cockpit_charts import bars
from matching.queries.cockpit_rows import Scope
from matching.queries.cockpit_tables import Line, Number, Panel, drawn, link
from matching.queries.figure_tables import Kind
from matching.queries.numbers import rate
from matching.queries.targets import target_lines
from parks.choices.agreements import MetricCode
from parks.language import in_language
from parks.models import Consortium


def count_targets(scope: Scope, before: Mapping[str, Any]) -> list[list[Any]]:
    """The targets of this year of the consortia that the park leads, those recorded here.

    A row: id and names of the consortium, year, metric, target, reached, expected by the end of
    the year and needed each month; the last two are None where nothing can be said.
    """
    today = scope.now.astimezone(scope.zone).date()
    return [
        [
            consortium.pk,
            consortium.name_zh,
            consortium.name_en,
            today.year,
            line.target.metric,
            line.target.value,
            line.actual,
            line.forecast.expected,
            line.per_month,
        ]
        for consortium in led_by(scope).order_by("pk")
        for line in target_lines(consortium=consortium, year=today.year, today=today)
        if line.actual is not None
    ]


def led_by(scope: Scope) -> QuerySet[Consortium]:
    return scope.within(Consortium.objects.all(), "lead")


def target_panels(rows: Sequence[Sequence[Any]]) -> list[Panel]:
    """Return one panel, or none where there are no targets, as in snapshots from before them."""
    if not rows:
        return []
    heads = (
        _("Target of the year"),
        _("Reached"),
        _("Target"),
        _("Share"),
        _("Expected by the end of the year"),
        _("Needed each month"),
    )
    several = len({row[0] for row in rows}) > 1
    lines = [_line(*row, several) for row in rows]
    title = _("Training and other targets of the year")
    note = _(
        "Counted over the records of the lead park and of the organisations that are members "
        "today. Expected: as the year has gone so far, from the end of January on."
    )
    chart = bars(title, heads[3:4], drawn(lines, (2,)))
    return [Panel("targets", title, note, heads, lines, chart)]


def _line(
    pk: int,
    zh: str,
    en: str,
    year: int,
    metric: str,
    target: int,
    reached: int,
    expected: int | None,
    per_month: int | None,
    several: bool,
) -> Line:
    """Name the consortium where the panel is of several."""
    rows = link("target", consortium=pk, year=year, metric=metric)
    numbers = (
        Number(reached, query=rows),
        Number(target),
        Number(rate(reached, target), Kind.SHARE),
        Number(expected),
        Number(per_month),
    )
    label = str(MetricCode(metric).label)
    return Line(f"{label} · {in_language(zh, en)}" if several else label, numbers)
