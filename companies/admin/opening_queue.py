"""What waits for the office among openings, and what went on show without it."""

from datetime import datetime
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db import models
from django.utils.translation import gettext_lazy as _

from companies.choices.openings import OpeningState
from companies.models import Opening
from companies.queries.reviews import without_review
from parks.http import PortalRequest

QUEUE = ("submitted_at", "pk")


class UnseenFilter(SimpleListFilter):
    title = _("review")
    parameter_name = "review"

    def lookups(self, request: PortalRequest, model_admin: object) -> list[tuple[str, Any]]:
        return [
            ("waits", _("Waits for review")),
            ("unseen", _("Published without review")),
            ("reported", _("Reported")),
        ]

    def queryset(self, request: PortalRequest, rows: models.QuerySet) -> models.QuerySet:
        if self.value() == "unseen":
            return without_review(rows)
        if self.value() == "reported":
            return rows.filter(is_reported=True)
        return rows.filter(state=OpeningState.SUBMITTED) if self.value() == "waits" else rows


def waiting_since(row: Opening) -> datetime | None:
    return row.waits_since if row.state == OpeningState.SUBMITTED else None


def is_queue(request: PortalRequest) -> bool:
    """Say whether the list shows what waits, however it was asked for."""
    by_state = request.GET.get("state__exact") == OpeningState.SUBMITTED
    return by_state or request.GET.get(UnseenFilter.parameter_name) == "waits"
