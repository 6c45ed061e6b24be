"""Filters that people keep of lists: who has how many of which; what they look for is their own."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from parks.models import SavedFilter

from .base import ScopedModelAdmin
from .columns import plain
from .trail import noun_label


@admin.register(SavedFilter)
class SavedFilterAdmin(ScopedModelAdmin):
    operator_may = ("view",)
    list_display = ("person", "shown_noun", "name", "created_at")
    list_select_related = ("user",)
    search_fields = ("user__full_name", "user__email")
    ordering = ("-created_at", "-pk")
    person = plain("user", _("person"))
    readonly_fields = ("person", "shown_noun")
    fields = ("person", ("shown_noun", "name"), "created_at")

    @display(description=_("list"), ordering="noun")
    def shown_noun(self, row: SavedFilter) -> str:
        return noun_label(row.noun)
