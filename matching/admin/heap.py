"""One heap of work of a park office."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models

from parks.models import Park


@dataclass(frozen=True)
class Heap:
    """What waits of one noun: `query` is the list that shows exactly these rows.

    `park` leads to the park whose promised days count; without it there is no promise.
    """

    noun: type[models.Model]
    title: Any
    empty: Any
    since: str
    name: Callable[[Any], str]
    detail: Callable[[Any], str]
    narrow: Callable[[models.QuerySet], models.QuerySet]
    query: Callable[[], str]
    with_rows: tuple[str, ...] = ()
    park: Callable[[Any], Park | None] | None = None
