"""Parks and the honours they were given."""

from collections.abc import Iterable

from django.contrib import admin
from django.contrib.admin import RelatedOnlyFieldListFilter
from django.db import models
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from parks.actions.trail import record
from parks.http import PortalRequest
from parks.models import Park, ParkHonour

from .base import ScopedModelAdmin
from .inlines import ScopedInline


class HonourInline(ScopedInline):
    model = ParkHonour
    fields = ("name_zh", "name_en", "year")
    ordering = ("-year", "pk")


@admin.register(Park)
class ParkAdmin(ScopedModelAdmin):
    officers_may = ("view", "change")
    park_lookup = "pk"
    set_once = ("slug",)
    operator_sets = ("listed",)
    list_display = ("name", "stage", "region", "listed", "organisations")
    list_filter = ("stage", "listed")
    list_select_related = ("region",)
    search_fields = ("name_zh", "name_en", "slug")
    ordering = ("name_zh", "pk")
    autocomplete_fields = ("region",)
    prepopulated_fields = {"slug": ("name_en",)}
    inlines = (HonourInline,)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("name_zh", "name_en"),
                    ("slug", "stage"),
                    ("region", "time_zone"),
                    ("website", "listed"),
                )
            },
        ),
        (_("Summary"), {"fields": ("summary_zh", "summary_en")}),
        (_("Recruiting"), {"fields": ("anonymous_screening",)}),
    )

    @display(description=_("name"), ordering="name_zh")
    def name(self, row: Park) -> str:
        return row.name

    @display(description=_("organisations"), ordering="organisation_count")
    def organisations(self, row: Park) -> int:
        return row.organisation_count

    def log_deletions(self, request: PortalRequest, queryset: Iterable[Park]) -> None:
        """An entry that belongs to the park would keep it from being deleted."""
        for row in queryset:
            record(row, "deleted", by=request.user)

    def get_queryset(self, request: PortalRequest) -> models.QuerySet:
        rows = super().get_queryset(request)
        return rows.annotate(organisation_count=models.Count("organisations"))


@admin.register(ParkHonour)
class ParkHonourAdmin(ScopedModelAdmin):
    officers_may = ("view", "add", "change")
    park_lookup = "park_id"
    operator_sets = ("park",)
    list_display = ("name", "park", "year")
    list_filter = ("year", ("park", RelatedOnlyFieldListFilter))
    list_select_related = ("park",)
    search_fields = ("name_zh", "name_en")
    ordering = ("-year", "pk")
    autocomplete_fields = ("park",)

    @display(description=_("name"), ordering="name_zh")
    def name(self, row: ParkHonour) -> str:
        return row.name
