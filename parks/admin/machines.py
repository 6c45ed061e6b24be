"""What machines do for organisations: to look at only, and without any secret."""

import json

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from parks.choices.machines import DeliveryState
from parks.models import ApiToken, Webhook, WebhookDelivery

from .base import ScopedModelAdmin
from .columns import GOOD, LOST, WAITING, state_column

OF_AN_ORGANISATION = ("organisation__name_zh", "organisation__name_en")


@admin.register(ApiToken)
class ApiTokenAdmin(ScopedModelAdmin):
    operator_may = ("view",)
    organisation_lookup = "organisation_id"
    list_display = ("name", "prefix", "organisation", "last_used_at", "expires_at", "revoked_at")
    list_select_related = ("organisation",)
    search_fields = ("name", "prefix", *OF_AN_ORGANISATION)
    ordering = ("-created_at", "-pk")
    date_hierarchy = "created_at"
    fields = (
        ("name", "prefix"),
        ("organisation", "created_by"),
        "scopes",
        ("created_at", "last_used_at"),
        ("expires_at", "revoked_at"),
    )


@admin.register(Webhook)
class WebhookAdmin(ScopedModelAdmin):
    operator_may = ("view",)
    organisation_lookup = "organisation_id"
    list_display = ("url", "organisation", "failures", "disabled_at", "created_at")
    list_select_related = ("organisation",)
    search_fields = ("url", *OF_AN_ORGANISATION)
    ordering = ("-created_at", "-pk")
    date_hierarchy = "created_at"
    fields = ("url", "organisation", "events", ("failures", "disabled_at"), "created_at")


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(ScopedModelAdmin):
    operator_may = ("view",)
    list_display = ("created_at", "webhook", "event", "shown_state", "attempts", "last_status")
    list_filter = ("state", "event")
    list_select_related = ("webhook",)
    search_fields = ("webhook__url", "uuid")
    ordering = ("-created_at", "-pk")
    date_hierarchy = "created_at"
    fields = (
        ("webhook", "event"),
        "content",
        ("state", "attempts"),
        ("last_status", "last_error"),
        ("created_at", "next_try_at", "delivered_at"),
    )
    readonly_fields = ("content",)

    @display(description=_("content"))
    def content(self, delivery: WebhookDelivery) -> str:
        """Plain text: Unfold would colour it with styles that the policy forbids."""
        return json.dumps(delivery.payload, ensure_ascii=False, sort_keys=True)

    shown_state = state_column(
        DeliveryState,
        {
            DeliveryState.WAITING: WAITING,
            DeliveryState.DELIVERED: GOOD,
            DeliveryState.FAILED: LOST,
        },
    )
