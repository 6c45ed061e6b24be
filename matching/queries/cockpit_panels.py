"""The figures of a snapshot as panels: a chart, its table, addresses, definitions."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from matching.choices.applications import ApplicationState
from matching.choices.numbers import STAGES
from matching.choices.outcomes import OutcomeMonth
from matching.queries.cockpit_charts import bars, columns, heat_map
from matching.queries.cockpit_rows import UNKNOWN
from matching.queries.cockpit_tables import Figures, Line, Number, Panel, drawn, link
from matching.queries.cockpit_targets import target_panels
from matching.queries.figure_tables import Kind
from matching.queries.numbers import rate
from parks.models import ChainStage, DegreeLevel, Discipline

POINTS_FOR_ALL = 4096
Names = Mapping[str, Mapping[str, str]]


def read_names() -> dict[str, dict[str, str]]:
    """Return what the keys of the figures are called, axis by axis, in order; three queries."""
    unknown = {UNKNOWN: _("not stated")}
    stages = {str(row.pk): str(row) for row in ChainStage.objects.order_by("position", "pk")}
    degrees = {str(row.pk): str(row) for row in DegreeLevel.objects.order_by("rank", "pk")}
    roots = Discipline.objects.filter(parent=None).order_by("code")
    return {
        "stage": stages | unknown,
        "degree": degrees | unknown,
        "discipline": {row.code: str(row) for row in roots} | unknown,
    }


def panels(figures: Figures, names: Names, view: str) -> list[Panel]:
    return [
        market_panel(figures["market"], names, view),
        month_panel(figures["months"]),
        funnel_panel(figures["applications"]),
        answer_panel(figures["applications"]),
        talent_panel(figures["talent"], names["degree"]),
        retention_panel(figures["retention"]),
        match_panel(figures["matches"]),
        *target_panels(figures.get("targets", [])),
    ]


def view_names() -> dict[str, str]:
    return {
        "stage-degree": _("Chain stage × degree"),
        "stage-discipline": _("Chain stage × discipline"),
        "degree-discipline": _("Degree × discipline"),
    }


def market_panel(market: Figures, names: Names, view: str) -> Panel:
    axes = view.split("-")
    cells = {(row, column): pair for row, column, *pair in market["views"][view]}
    across = [each for each in names[axes[1]] if any(column == each for _row, column in cells)]
    down = [each for each in names[axes[0]] if any(row == each for row, _column in cells)]
    lines = []
    for pair in ((row, column) for row in down for column in across):
        needed, had = cells.get(pair, (0, 0))
        cut = dict(zip(axes, pair, strict=True))
        label = " · ".join(names[axis][each] for axis, each in cut.items())
        numbers = (
            Number(needed, query=link("demand", **cut)),
            Number(had, query=link("supply", **cut)),
            Number(had - needed),
        )
        lines += [Line(label, numbers)] if needed or had else []
    title = _("Demand and verified supply")
    chart = heat_map(
        f"{title}: {view_names()[view]}",
        [names[axes[0]][row] for row in down],
        [names[axes[1]][column] for column in across],
        [[cells.get((row, column), (0, 0)) for column in across] for row in down],
        legend=_("places wanted / verified people; amber: fewer people than places"),
    )
    note = _(
        "Demand: the places of published openings; an opening that accepts several disciplines "
        "counts in each. Supply: people of the park who want to be matched, have not been hired "
        "and whom a university's roster, an assessment or a certificate vouches for; they count "
        "for a stage when they have a skill that its openings require."
    )
    heads = (view_names()[view], _("Places wanted"), _("Verified people"), _("Difference"))
    return Panel("market", title, note, heads, lines, chart)


def month_panel(months: Sequence[Sequence[Any]]) -> Panel:
    heads = (_("Month"), _("Openings published"), _("People hired"))
    lines = [
        Line(
            month,
            (
                Number(opened, query=link("published", month=month)),
                Number(placed, query=link("hired", month=month)),
            ),
        )
        for month, opened, placed in months
    ]
    title = _("Openings and placements by month")
    note = _("Openings by the day they were published, hires by the day they were noted.")
    return Panel("months", title, note, heads, lines, columns(title, heads[1:], drawn(lines)))


def funnel_panel(funnel: Figures) -> Panel:
    heads = (
        _("Stage of the application"),
        _("Came this far"),
        _("Of all"),
        _("There now"),
        _("Days in it, median"),
        _("Days in it, 90th percentile"),
    )
    lines = []
    for stage, reached in zip(STAGES, funnel["reached"], strict=True):
        _left, median, ninetieth = funnel["stays"].get(stage, (0, None, None))
        numbers = (
            Number(reached, query=link("applications", stage=stage.value)),
            Number(rate(reached, funnel["reached"][0]), Kind.SHARE),
            Number(funnel["states"].get(stage, 0), query=link("standing", state=stage.value)),
            Number(median, Kind.DAYS),
            Number(ninetieth, Kind.DAYS),
        )
        lines.append(Line(str(stage.label), numbers))
    title = _("How far applications come")
    note = _(
        "All applications ever sent to openings of the park. Whoever skips a stage has come that "
        "far too. Days are of those who have left the stage."
    )
    chart = bars(title, heads[1:2], drawn(lines, (0,)))
    return Panel("funnel", title, note, heads, lines, chart)


def answer_panel(answers: Figures) -> Panel:
    share = rate(answers["answered"], answers["answerable"])
    submitted = ApplicationState.SUBMITTED.value
    lines = [
        Line(
            _("Waiting for a first answer"),
            [Number(answers["waiting"], query=link("standing", state=submitted))],
        ),
        Line(
            _("Answered, or waiting for more than 30 days"),
            [Number(answers["answerable"], query=link("answerable"))],
        ),
        Line(_("Answered within 30 days"), [Number(answers["answered"], query=link("answered"))]),
    ]
    chart = bars(_("Answers to applications"), (_("Applications"),), drawn(lines))
    lines += [
        Line(_("Response rate"), [Number(share, Kind.SHARE)]),
        Line(_("Days to the first answer, median"), [Number(answers["days"], Kind.DAYS)]),
    ]
    note = _(
        "The response rate is the part answered within 30 days, of the applications that were "
        "answered in that time or have waited for longer. A lapsed one was not answered."
    )
    heads = (_("Figure"), _("Value"))
    return Panel("answers", _("Answers to applications"), note, heads, lines, chart)


def talent_panel(talent: Sequence[Sequence[Any]], degrees: Mapping[str, str]) -> Panel:
    heads = (_("Degree"), _("People"), _("Verified"), _("Hired"))
    lines = [
        Line(
            degrees[degree],
            [
                Number(count, query=link(figure, degree=degree))
                for figure, count in zip(("people", "verified", "hired"), counts, strict=True)
            ],
        )
        for degree, *counts in talent
        if degree in degrees
    ]
    title = _("Talent and hires by degree")
    note = _(
        "People with a profile in the park; verified: a university's roster, an assessment or a "
        "certificate vouches for them; hired: applications that ended in a hire, ever."
    )
    return Panel("talent", title, note, heads, lines, bars(title, heads[1:], drawn(lines)))


def retention_panel(retention: Sequence[Sequence[int]]) -> Panel:
    heads = (_("Asked"), _("Known"), _("Still at the company"), _("Share"))
    lines = [
        Line(
            str(OutcomeMonth(months).label),
            (
                Number(known, query=link("asked", months=months)),
                Number(there, query=link("stayed", months=months)),
                Number(rate(there, known), Kind.SHARE),
            ),
        )
        for months, known, there in retention
    ]
    title = _("Who stays")
    note = _(
        "Of those hired through the portal whose university recorded where they are so many months "
        "after graduation: how many are at a company that hired them."
    )
    chart = bars(title, heads[1:3], drawn(lines, (0, 1)))
    return Panel("retention", title, note, heads, lines, chart)


def match_panel(matches: Sequence[Sequence[Any]]) -> Panel:
    heads = (
        _("Night"),
        _("Coverage"),
        _("Points of the best match"),
        _("Graduates"),
        _("With a match"),
    )
    lines = [
        Line(
            night,
            (
                Number(rate(covered, graduates), Kind.SHARE),
                Number(None if mean is None else mean / POINTS_FOR_ALL, Kind.SHARE),
                Number(graduates),
                Number(covered, query=link("lists", run=run)),
            ),
        )
        for run, night, _refreshes, graduates, covered, mean in matches
    ]
    title = _("Match quality over the last runs")
    note = _(
        "Coverage: graduates with at least one match, of all in the run. Points: the mean of "
        "everybody's best match, of 100 %. Lists of old runs are not kept: their figures are "
        "those of the snapshot that counted them, and their rows are gone."
    )
    chart = columns(title, heads[1:3], drawn(lines, (0, 1)))
    return Panel("matches", title, note, heads, lines, chart)
