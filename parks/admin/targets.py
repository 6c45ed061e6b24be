"""Yearly targets of a consortium: set by the office of its lead park."""

from django.contrib import admin
from django.db import models

from parks.http import PortalRequest
from parks.models import AnnualTarget, Consortium

from .base import ScopedModelAdmin


@admin.register(AnnualTarget)
class AnnualTargetAdmin(ScopedModelAdmin):
    """What is reached stands on the page of targets, where every number leads to its rows."""

    officers_may = ("view", "add", "change", "delete")
    park_lookup = "consortium__lead_id"
    set_once = ("consortium", "year", "metric")
    list_display = ("metric", "consortium", "year", "value", "at_most")
    list_filter = ("year", "metric")
    list_select_related = ("consortium",)
    search_fields = ("consortium__name_zh", "consortium__name_en")
    ordering = ("-year", "consortium", "metric", "pk")
    fields = (("consortium", "year"), ("metric",), ("value", "at_most"))

    def get_field_queryset(
        self, db: str | None, db_field: models.Field, request: PortalRequest
    ) -> models.QuerySet | None:
        """Everybody may read of a listed consortium; its targets are set by the lead park."""
        if db_field.name == "consortium":
            return Consortium.objects.editable_by(request.viewer).order_by("name_zh", "pk")
        return super().get_field_queryset(db, db_field, request)
