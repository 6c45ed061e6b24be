"""Rates and lists of destinations as tables, in the language of the reader."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from matching.choices.outcomes import OutcomeCategory, OutcomeSource
from matching.queries.figure_tables import Column, Kind, Table, Value, table_row
from matching.queries.outcomes import Group, Rates
from matching.queries.small_groups import LEAST
from talent.models import RosterEntry


def rate_table(groups: Iterable[Group]) -> Table:
    columns = (Column(_("Programme"), Kind.TEXT), Column(_("Degree"), Kind.TEXT), *_columns())
    rows = [
        table_row(
            columns,
            (group.programme or _("Other programmes"), group.degree or "—", *_values(group.rates)),
        )
        for group in groups
    ]
    return Table(
        "by-programme",
        _("By programme and degree"),
        columns,
        rows,
        note=_("Groups of fewer than five graduates are counted together."),
        empty=_("Fewer than five graduates are due: no figure is told of them."),
    )


def summary_table(rates: Rates) -> Table:
    """All who are due as one row; no row where they are fewer than five."""
    columns = (Column(_("Graduates"), Kind.TEXT), *_columns())
    rows = [table_row(columns, (_("All"), *_values(rates)))] if rates.due >= LEAST else []
    return Table("all", _("All graduates"), columns, rows)


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Due")),
        Column(_("Known")),
        Column(_("Placed")),
        Column(_("Knowledge rate"), Kind.SHARE),
        Column(_("Outcome rate of all due"), Kind.SHARE),
        Column(_("Outcome rate of the known"), Kind.SHARE),
    )


def _values(rates: Rates) -> tuple[Value, ...]:
    return (*rates, rates.knowledge, rates.outcome, rates.outcome_of_known)


def list_rows(entries: Iterable[RosterEntry]) -> list[list[str]]:
    """Return the office's own list as the rows of a file, with a heading."""
    categories, sources = dict(OutcomeCategory.choices), dict(OutcomeSource.choices)
    head = [
        _("Student number"),
        _("Name"),
        _("Study programme"),
        _("Degree"),
        _("Graduation date"),
        _("Destination"),
        _("Employer or school"),
        _("Known from"),
    ]
    return [
        head,
        *(
            [
                entry.student_number,
                entry.full_name,
                entry.study,
                str(entry.degree),
                entry.graduates_on.isoformat(),
                str(categories.get(entry.category, "")),
                entry.employer or "",
                str(sources.get(entry.source, "")),
            ]
            for entry in entries
        ),
    ]
