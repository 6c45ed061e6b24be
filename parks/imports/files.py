"""The files that people take from an import: an empty table to fill, and what was refused."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from parks.models import ImportJob, ImportRow

from .kinds import RowKind
from .mapping import own_headings
from .writing import workbook_bytes

LANGUAGES = ("zh-hans", "en")
SEPARATOR = " | "


def template_of(kind: RowKind, language: str) -> bytes:
    """Return a workbook with the headings and an example; a second sheet explains the columns.

    Call it with that language active; `language` is "zh-hans" or "en".
    """
    place = LANGUAGES.index(language)
    headings = [field.headings[place] for field in kind.fields]
    example = [field.examples[place] for field in kind.fields]
    notes = [
        (field.headings[place], _("needed") if field.is_required else "", str(field.help))
        for field in kind.fields
    ]
    head = (_("Column"), _("Must be there"), _("What it holds"))
    return workbook_bytes([(_("Table"), [headings, example]), (_("Explanation"), [head, *notes])])


def refused_table(job: ImportJob, rows: Iterable[ImportRow]) -> list[list[str]]:
    """Return the refused lines as they stood in the file, with where and why in front.

    The columns in front are named so that they are not read when the file comes back.
    """
    headings = job.mapping.get("headings", [])
    table = [[*own_headings(), *headings]]
    table += [[str(row.line), in_words(row.reasons), *row.cells] for row in rows]
    return table


def in_words(reasons: list[list[str]]) -> str:
    """Return the reasons of a line as one line of text."""
    return SEPARATOR.join(f"{column}: {reason}" if column else reason for column, reason in reasons)
