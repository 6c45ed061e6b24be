"""The outbox, to see what left and what did not."""

from django.contrib import admin

from parks.choices.accounts import OutboxState
from parks.models import OutboxMail

from .base import ScopedModelAdmin
from .columns import GOOD, LOST, WAITING, state_column


@admin.register(OutboxMail)
class OutboxMailAdmin(ScopedModelAdmin):
    operator_may = ("view",)
    list_display = ("recipient", "subject", "shown_state", "attempts", "created_at", "sent_at")
    list_filter = ("state",)
    search_fields = ("recipient", "subject")
    ordering = ("-pk",)
    date_hierarchy = "created_at"
    fields = (
        ("recipient", "user"),
        "subject",
        "text",
        ("state", "attempts"),
        "last_error",
        ("created_at", "sent_at"),
    )
    shown_state = state_column(
        OutboxState,
        {OutboxState.QUEUED: WAITING, OutboxState.SENT: GOOD, OutboxState.FAILED: LOST},
    )
