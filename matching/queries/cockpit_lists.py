"""The rows behind a number of the cockpit as a table: facts that the number tells, and no names.

People are told by the pseudonym that companies know them by: the office of a park may count them
and has no grant to their profiles.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from companies.models import Opening
from matching.models import Application, GraduateMatches, Outcome
from matching.queries import target_lists
from matching.queries.matches import unpacked_points
from talent.models import Profile

POINTS_FOR_ALL = 4096
JOINS: dict[type[Model], tuple[str, ...]] = {
    Opening: ("company", "chain_stage", "min_degree"),
    Profile: ("degree", "discipline"),
    Application: ("profile", "opening__company"),
    Outcome: ("company",),
    GraduateMatches: ("profile", "run"),
    **target_lists.JOINS,
}


def listed(rows: QuerySet) -> QuerySet:
    """Return the rows as they are shown: with what their cells read, newest first."""
    return rows.select_related(*JOINS[rows.model]).order_by("-pk")


def headings(model: type[Model]) -> Sequence[str]:
    return {
        Opening: (
            _("Opening"),
            _("Company"),
            _("State"),
            _("Chain stage"),
            _("Least degree"),
            _("Places"),
            _("Published"),
        ),
        Profile: (_("Person"), _("Degree"), _("Discipline"), _("Graduates")),
        Application: (_("Person"), _("Opening"), _("Company"), _("State"), _("Sent")),
        Outcome: (_("Company"), _("Asked"), _("Destination")),
        GraduateMatches: (_("Person"), _("Night"), _("Best match")),
        **target_lists.headings(),
    }[model]


def cells(row: Any) -> Sequence[str]:
    return CELLS[type(row)](row)


def _opening(row: Opening) -> Sequence[str]:
    stage, degree = str(row.chain_stage or "–"), str(row.min_degree or "–")
    state, places = row.get_state_display(), str(row.headcount)
    return (row.title, str(row.company), state, stage, degree, places, _day(row.published_at))


def _person(row: Profile) -> Sequence[str]:
    year = str(row.graduates_on.year) if row.graduates_on else "–"
    return (row.pseudonym, str(row.degree or "–"), str(row.discipline or "–"), year)


def _application(row: Application) -> Sequence[str]:
    opening, state = row.opening, row.get_state_display()
    company = str(opening.company)
    return (row.profile.pseudonym, opening.title, company, state, _day(row.submitted_at))


def _outcome(row: Outcome) -> Sequence[str]:
    return (str(row.company or "–"), row.get_months_display(), row.get_category_display())


def _list(row: GraduateMatches) -> Sequence[str]:
    best = unpacked_points(row.points)[0] / POINTS_FOR_ALL
    return (row.profile.pseudonym, date_format(row.run.night), f"{best:.0%}")


def _day(moment: Any) -> str:
    return date_format(localtime(moment), "SHORT_DATE_FORMAT") if moment else "–"


CELLS: dict[type[Model], Callable[[Any], Sequence[str]]] = {
    Opening: _opening,
    Profile: _person,
    Application: _application,
    Outcome: _outcome,
    GraduateMatches: _list,
    **target_lists.CELLS,
}
