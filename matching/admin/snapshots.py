"""Countings as they were kept; the cockpit and its sisters show what is in them."""

import json

from django.contrib import admin
from django.contrib.admin import RelatedOnlyFieldListFilter
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

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
    fields = ("kind", ("park", "organisation"), ("taken_at", "seconds"), "counted")
    readonly_fields = ("counted",)

    @display(description=_("figures"))
    def counted(self, row: Snapshot) -> str:
        return json.dumps(row.figures, ensure_ascii=False)
