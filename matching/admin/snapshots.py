"""Countings as they were kept; the cockpit and its sisters show what is in them."""

from django.contrib import admin
from django.contrib.admin import RelatedOnlyFieldListFilter

from matching.models import Snapshot
from parks.admin.base import ScopedModelAdmin


@admin.register(Snapshot)
class SnapshotAdmin(ScopedModelAdmin):
    operator_may = officers_may = ("view",)
    park_lookup = "park_id"
    list_display = ("kind", "park", "organisation", "taken_at", "seconds")
    list_filter = ("kind", ("park", RelatedOnlyFieldListFilter))
    list_select_related = ("park", "organisation")
    search_fields = ("park__name_zh", "park__name_en")
    ordering = ("-taken_at", "-pk")
    date_hierarchy = "taken_at"
    fields = ("kind", ("park", "organisation"), ("taken_at", "seconds"), "figures")
