"""Recognising the columns of a table by their headings, in whatever language they are written."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _

from .errors import ImportFileError


class Column(NamedTuple):
    """Where a field stands: the position of its cell in a row, and the heading as written."""

    position: int
    heading: str


Columns = Mapping[str, tuple[Column, ...]]


@dataclass(frozen=True)
class Headings:
    """The headings each field goes by, the best known first.

    `collecting` are the fields that take every column named so; another field takes one. `chosen`
    says by hand which heading is which field (None: not read), and wins over the names.
    """

    names: Mapping[str, Sequence[str]]
    collecting: frozenset[str] = frozenset()
    chosen: Mapping[str, str | None] = field(default_factory=dict)

    def recognised(self, cells: Sequence[str]) -> int:
        """Return how many fields a row of headings names."""
        return len(self._found(cells))

    def columns(self, cells: Sequence[str]) -> Columns:
        """Return the columns of each field a row of headings names.

        Raise ImportFileError when a heading chosen by hand is missing, or when a heading of a
        field that takes one column stands twice.
        """
        self._check_chosen(cells)
        return {
            name: tuple(found) if name in self.collecting else (_only(found),)
            for name, found in self._found(cells).items()
        }

    def _found(self, cells: Sequence[str]) -> dict[str, list[Column]]:
        by_heading: dict[str, list[Column]] = {}
        for position, heading in enumerate(cells):
            by_heading.setdefault(fold_heading(heading), []).append(Column(position, heading))
        found = {
            name: [column for heading in headings for column in by_heading.get(heading, ())]
            for name, headings in ((name, self._headings_of(name)) for name in self.names)
        }
        return {name: self._sorted(name, columns) for name, columns in found.items() if columns}

    def _headings_of(self, name: str) -> list[str]:
        """Return the folded headings to look for; those chosen by hand leave no others."""
        chosen = {fold_heading(heading): target for heading, target in self.chosen.items()}
        by_hand = [heading for heading, target in chosen.items() if target == name]
        known = dict.fromkeys(map(fold_heading, self.names[name]))
        return by_hand or [heading for heading in known if heading not in chosen]

    def _sorted(self, name: str, columns: list[Column]) -> list[Column]:
        return sorted(columns) if name in self.collecting else columns

    def _check_chosen(self, cells: Sequence[str]) -> None:
        present = set(map(fold_heading, cells))
        for heading in self.chosen:
            if fold_heading(heading) not in present:
                raise ImportFileError(
                    _("No column is headed “%(heading)s”; the headings are: %(headings)s.")
                    % {"heading": heading, "headings": _listed(filter(None, cells))}
                )


def fold_heading(heading: str) -> str:
    """Return the form in which headings are compared: letters and digits, no (remarks)."""
    plain = unicodedata.normalize("NFKC", heading).casefold()
    bare = plain.split("(")[0]
    return _letters(bare) or _letters(plain)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _only(columns: list[Column]) -> Column:
    first, *others = columns
    if any(fold_heading(other.heading) == fold_heading(first.heading) for other in others):
        raise ImportFileError(
            _("The heading “%(heading)s” stands twice: rename or delete one of the columns.")
            % {"heading": first.heading}
        )
    return first


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
