"""Why an opening cannot be changed or moved, in words for the page."""

from django.utils.translation import gettext as _

from companies.models import Opening
from companies.wording import Breach


class OpeningError(Exception):
    """The opening does not allow what was asked; says why."""


class ChangedMeanwhileError(OpeningError):
    """Somebody else changed the opening after it was read; `opening` is as they left it."""

    def __init__(self, opening: Opening) -> None:
        super().__init__(_("Somebody else changed this opening after you opened it."))
        self.opening = opening


class WordingError(OpeningError):
    """A posting says what no posting may say; `breaches` tell where, and by which law."""

    def __init__(self, breaches: list[Breach]) -> None:
        told = (f"“{breach.quote}”: {breach.rule.name}" for breach in breaches)
        super().__init__(_("This must not stand in a posting: %s") % "; ".join(told))
        self.breaches = breaches
