"""The counted curriculum as tables, in the language of the reader."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from matching.queries.curricula import OTHER, WHOLE
from matching.queries.figure_tables import Column, Kind, Table, table_row
from parks.language import in_language
from parks.models import Skill

Figures = Mapping[str, Any]


def group_name(group: Figures) -> str:
    """Name a group of students: a programme, the small ones together, or all."""
    if group["key"] == WHOLE:
        return _("All programmes")
    if group["key"] == OTHER:
        return _("Other programmes")
    return in_language(group["name_zh"], group["name_en"])


def skills_in(groups: Iterable[Figures]) -> dict[int, str]:
    """Return the labels of all skills in these groups, in one query."""
    ids = {row[0] for group in groups for row in group["skills"]}
    return {pk: skill.label for pk, skill in Skill.objects.in_bulk(ids).items()}


def curriculum_table(group: Figures, labels: Mapping[int, str]) -> Table:
    columns = (
        Column(_("Skill"), Kind.TEXT),
        Column(_("Students who lack it")),
        Column(_("Share of the students"), Kind.SHARE),
        Column(_("Openings that ask for it")),
    )
    rows = [
        table_row(columns, (labels[skill], lacking, lacking / group["students"], demand))
        for skill, lacking, demand in group["skills"]
        if skill in labels
    ]
    return Table(
        "skills",
        _("Skills most often missing"),
        columns,
        rows,
        empty=_("No figure can be told of this group without telling of single students."),
        charted=2,
    )


def file_rows(groups: Iterable[Figures], labels: Mapping[int, str]) -> list[list[Any]]:
    """Return all groups as the rows of one table, with a heading."""
    head = [
        _("Study programme"),
        _("Students"),
        _("Skill"),
        _("Students who lack it"),
        _("Openings that ask for it"),
    ]
    return [
        head,
        *(
            [group_name(group), group["students"], labels[skill], lacking, demand]
            for group in groups
            for skill, lacking, demand in group["skills"]
            if skill in labels
        ),
    ]
