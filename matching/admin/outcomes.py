"""Destinations and agreements in the web admin: the operator looks; the career offices write."""

from django.contrib import admin

from matching.models import Outcome, TripartiteAgreement
from parks.admin.base import ScopedModelAdmin


@admin.register(Outcome)
class OutcomeAdmin(ScopedModelAdmin):
    """Personal data of graduates: only their university works with it, on pages of its own."""

    operator_may = ("view",)
    organisation_lookup = "entry__university_id"
    list_display = ("entry", "months", "category", "source", "recorded_at")
    list_filter = ("months", "category", "source")
    list_select_related = ("entry",)
    search_fields = ("entry__student_number", "entry__full_name")
    ordering = ("-recorded_at", "-pk")
    fields = (
        ("entry", "months"),
        ("category", "source"),
        ("company", "employer_text"),
        ("region", "evidence_name"),
        ("recorded_by", "recorded_at"),
    )


@admin.register(TripartiteAgreement)
class TripartiteAgreementAdmin(ScopedModelAdmin):
    """The register of a university: its office moves it on, on a page of its own."""

    operator_may = ("view",)
    organisation_lookup = "entry__university_id"
    list_display = ("entry", "number", "state", "changed_on")
    list_filter = ("state",)
    list_select_related = ("entry",)
    search_fields = ("number", "entry__student_number", "entry__full_name")
    ordering = ("-changed_on", "-pk")
    fields = (("entry", "number"), ("state", "changed_on"), ("company", "employer_text"))
