"""The results of an agreement or a programme as tables, in the language of the reader."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.queries.agreement_results import Figure, Look, Results
from matching.queries.figure_tables import Column, Kind, Table, table_row


def result_tables(figures: Results) -> list[Table]:
    """Return three tables: from enrolment to hiring, through what, and what became of it."""
    return [_course(figures), _ways(figures), _looks(figures)]


def _course(figures: Results) -> Table:
    columns = (Column(_("Step"), Kind.TEXT), Column(_("People")))
    steps = (
        (_("Enrolled"), figures.enrolled),
        (_("Passed"), figures.passed),
        (_("Certified"), figures.certified),
        (_("Applied"), figures.applied),
        (_("Hired"), figures.hired),
    )
    rows = [table_row(columns, step) for step in steps]
    note = _(
        "People, each counted once. Who may not know them reads no group under five, nor a figure "
        "that would tell of one by subtraction: “—” stands there."
    )
    return Table("course", _("From enrolment to hiring"), columns, rows, note=note)


def _ways(figures: Results) -> Table:
    columns = (Column(_("Way"), Kind.TEXT), Column(_("People hired")))
    rows = [table_row(columns, (str(way.label), part)) for way, part in figures.through.items()]
    note = _("More than one way can be true of a hiring.")
    return Table("through", _("Hired through"), columns, rows, note=note)


def _looks(figures: Results) -> Table:
    columns = (
        Column(_("After the hiring"), Kind.TEXT),
        Column(_("Known")),
        Column(_("Still there")),
        Column(_("Share"), Kind.SHARE),
        Column(_("Promoted")),
        Column(_("In management")),
        Column(_("In their field")),
    )
    rows = [
        table_row(
            columns, (months_later(months), look.known, look.there, share(look), *promoted(look))
        )
        for months, look in figures.looks.items()
    ]
    note = _("As the company or the person answered last; the share is of those who are known.")
    return Table("looks", _("What became of it"), columns, rows, note=note)


def months_later(months: int) -> str:
    return ngettext("%(number)d month", "%(number)d months", months) % {"number": months}


def promoted(look: Look) -> tuple[Figure, ...]:
    return look.promoted, look.management, look.technical


def share(look: Look) -> float | None:
    """Return who is still there, of those who are known; None where either may not be told."""
    return look.there / look.known if look.known and look.there is not None else None
