"""What people put aside, dismissed and asked to be told of: for the operator to look at only."""

from django.contrib import admin

from matching.models import Alert, AlertedOpening, Dismissal, SavedOpening, SavedSearch
from parks.admin.base import ScopedModelAdmin

OF_A_PERSON = ("profile__user__full_name", "profile__user__email")
OF_AN_OPENING = ("opening__title_zh", "opening__title_en")


@admin.register(SavedOpening)
class SavedOpeningAdmin(ScopedModelAdmin):
    operator_may = ("view",)
    list_display = ("created_at", "profile", "opening")
    list_select_related = ("profile__user", "opening")
    search_fields = (*OF_A_PERSON, *OF_AN_OPENING)
    ordering = ("-created_at", "-pk")
    date_hierarchy = "created_at"


@admin.register(Dismissal)
class DismissalAdmin(ScopedModelAdmin):
    operator_may = ("view",)
    list_display = ("created_at", "profile", "opening", "reason")
    list_filter = ("reason",)
    list_select_related = ("profile__user", "opening")
    search_fields = (*OF_A_PERSON, *OF_AN_OPENING)
    ordering = ("-created_at", "-pk")
    date_hierarchy = "created_at"


@admin.register(SavedSearch)
class SavedSearchAdmin(ScopedModelAdmin):
    operator_may = ("view",)
    list_display = ("created_at", "profile", "name", "query", "period")
    list_filter = ("period",)
    list_select_related = ("profile__user",)
    search_fields = (*OF_A_PERSON, "name", "query")
    ordering = ("-created_at", "-pk")
    date_hierarchy = "created_at"


@admin.register(Alert)
class AlertAdmin(ScopedModelAdmin):
    operator_may = ("view",)
    list_display = ("created_at", "profile", "period", "day")
    list_filter = ("period",)
    list_select_related = ("profile__user",)
    search_fields = OF_A_PERSON
    ordering = ("-created_at", "-pk")
    date_hierarchy = "day"


@admin.register(AlertedOpening)
class AlertedOpeningAdmin(ScopedModelAdmin):
    operator_may = ("view",)
    list_display = ("alert", "profile", "opening")
    list_select_related = ("alert__profile__user", "profile__user", "opening")
    search_fields = (*OF_A_PERSON, *OF_AN_OPENING)
    ordering = ("-pk",)
