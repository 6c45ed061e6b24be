"""The steps of a university's students as tables, in the language of the reader."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from matching.choices.students import StudentStep
from matching.queries.figure_tables import Column, Kind, Table, table_row
from matching.queries.students import Progress


def step_table(progress: Progress) -> Table:
    columns = (
        Column(_("Step"), Kind.TEXT),
        Column(_("Share it with you")),
        Column(_("Others, counted only")),
        Column(_("Together")),
    )
    rows = [
        table_row(columns, (str(each.step.label), each.named, each.others, each.together))
        for each in progress.steps
    ]
    note = _(
        "Whoever skips a step has come past it too. Students who do not share their progress are"
        " counted only where no group under five can be read off, also not from a difference;"
        " “—” stands for such a figure."
    )
    return Table("steps", _("How far your students have come"), columns, rows, note=note)


def programme_table(programmes: Iterable[tuple[str, list[int]]]) -> Table:
    columns = (
        Column(_("Study programme"), Kind.TEXT),
        *(Column(str(step.label)) for step in StudentStep),
    )
    rows = [table_row(columns, (name or _("Not stated"), *reached)) for name, reached in programmes]
    return Table(
        "programmes",
        _("Students who share their progress, by programme"),
        columns,
        rows,
        empty=_(
            "Nobody shares their progress yet. Students are asked when they claim their place."
        ),
    )
