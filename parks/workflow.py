"""Tables of moves: which state may follow which, said once per noun."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext as _


class IllegalMoveError(Exception):
    """A row was asked to take a state that its present one does not lead to."""


@dataclass(frozen=True)
class Moves:
    """`table` maps a state to the states that may follow it; a state without an entry is final."""

    states: type[TextChoices]
    table: Mapping[str, frozenset[str]]

    def allows(self, present: str, wanted: str) -> bool:
        return wanted in self.table.get(present, frozenset())

    def require(self, present: str, wanted: str) -> None:
        """Raise IllegalMoveError, in words for the page, unless the move is in the table."""
        if self.allows(present, wanted):
            return
        if present == wanted:
            message = _("This is “%(present)s” already.")
        else:
            message = _("This is “%(present)s” and cannot become “%(wanted)s”.")
        labels = {"present": self.states(present).label, "wanted": self.states(wanted).label}
        raise IllegalMoveError(message % labels)

    def final(self) -> list[str]:
        """Return the states nothing follows, in the order they are declared in."""
        return [state for state in self.states.values if not self.table.get(state)]
