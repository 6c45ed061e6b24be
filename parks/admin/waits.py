"""How long rows of a queue have waited for the office, on the colour that its promise gives."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from parks.models import Park
from parks.queries.waits import DUE, IN_TIME, LATE, wait_of

from .columns import GOOD, LOST, WAITING

COLOURS = {IN_TIME: GOOD, DUE: WAITING, LATE: LOST, "": ""}


def wait_words(
    since: Callable[[Any], datetime | None], park: Callable[[Any], Park | None]
) -> Callable[..., str]:
    """The same on the page of one row, in words alone."""

    @display(description=_("time to answer"))
    def shown(self: object, row: Any) -> str:
        moment = since(row)
        return wait_of(moment, park(row), now=timezone.now()).words if moment else "–"

    return shown


def wait_column(
    since: Callable[[Any], datetime | None], park: Callable[[Any], Park | None], *, ordering: str
) -> Callable[..., tuple[str, str]]:
    """Working days that are left or over; `since` gives None for what waits no more."""

    @display(description=_("time to answer"), ordering=ordering, label=COLOURS)
    def shown(self: object, row: Any) -> tuple[str, str]:
        moment = since(row)
        if moment is None:
            return "", ""
        wait = wait_of(moment, park(row), now=timezone.now())
        return wait.state, wait.words

    return shown
