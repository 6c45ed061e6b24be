"""What a line of a roster makes of a student: new, or of the entry that is there."""

from collections.abc import Mapping
from typing import Any

from talent.models import RosterEntry

from .reading import columns_of
from .words import Words

CHOSEN = ("programme_id", "discipline_id")
"""What people may have chosen by hand for the words of a file."""


def stated_columns(
    said: Mapping[str, Any], entry: RosterEntry | None, words: Words
) -> dict[str, Any]:
    """Return the columns that a line states of a student; of what is blank it says nothing.

    The programme is looked up by its words. What people have chosen by hand for the same words
    stays; new words bring a new discipline. Who is in a file is on the roster again.
    """
    columns = columns_of(said)
    degree_id = columns.get("degree_id") or (entry.degree_id if entry else None)
    named: frozenset[int] = said.get("discipline", frozenset())
    if "programme" in said:
        columns |= _unless_chosen(_studied(said["programme"], degree_id, named, words), entry)
        degree_id = columns.get("degree_id") or degree_id
    if named:
        columns["discipline_id"] = words.discipline_for(named, degree_id)
    if entry is not None and entry.left_at is not None:
        columns["left_at"] = None
    return columns


def _studied(
    text: str, degree_id: int | None, named: frozenset[int], words: Words
) -> dict[str, Any]:
    """Return what the words of a programme mean; it gives a degree that nothing else states.

    Words that are no programme here, but a major of the catalogue of the degree, tell that.
    """
    columns: dict[str, Any] = dict.fromkeys(CHOSEN) | {"programme_text": text}
    programme = words.programme(text, degree_id=degree_id, disciplines=named)
    if programme is None:
        columns["discipline_id"] = words.major_called(text, degree_id)
    else:
        columns["programme_id"] = programme.pk
        if degree_id is None:
            columns["degree_id"] = programme.degree_id
    return columns


def _unless_chosen(columns: dict[str, Any], entry: RosterEntry | None) -> dict[str, Any]:
    if entry is None or entry.programme_text != columns["programme_text"]:
        return columns
    settled = {name for name in CHOSEN if columns[name] is None or getattr(entry, name) is not None}
    return {name: value for name, value in columns.items() if name not in settled}
