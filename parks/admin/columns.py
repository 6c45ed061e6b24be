"""Columns and filters that several lists share."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import models
from django.utils.formats import number_format
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

WAITING, GOOD, LOST, MOVING = "warning", "success", "danger", "info"


def state_column(
    states: type[models.TextChoices], colours: Mapping[str, str]
) -> Callable[..., tuple[str, str]]:
    """A state in words, on a colour; a state that is given none stays grey."""
    all_states = dict.fromkeys(states.values, "") | dict(colours)

    @display(description=_("state"), ordering="state", label=all_states)
    def shown_state(self: object, row: models.Model) -> tuple[str, str]:
        return row.state, row.get_state_display()

    return shown_state


def plain(field: str, label: str) -> Callable[..., str]:
    """A person or row by its name, without a link that the reader may not be able to open."""

    @display(description=label, ordering=field, empty_value="–")
    def shown(self: object, row: models.Model) -> str | None:
        related = getattr(row, field)
        return str(related) if related else None

    return shown


def grouped(field: str, label: str) -> Callable[..., str]:
    """A number with its thousands apart, as people read it."""

    @display(description=label, ordering=field)
    def shown(self: object, row: models.Model) -> str:
        return number_format(getattr(row, field), force_grouping=True)

    return shown


def since(field: str, label: str) -> Callable[..., str]:
    """How long ago something was, in words."""

    @display(description=label, ordering=field, empty_value="–")
    def shown(self: object, row: models.Model) -> str | None:
        moment: datetime | None = getattr(row, field)
        return timesince(moment, depth=1) if moment else None

    return shown
