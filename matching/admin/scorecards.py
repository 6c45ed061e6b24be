"""Panels and scorecards: a company's own affair; the operator may look, not move."""

from django.contrib import admin

from matching.models import Scorecard, SkillRating, SlotInterviewer
from parks.admin.base import ScopedModelAdmin

APPLICANT = "application__profile__user__full_name"


@admin.register(SlotInterviewer)
class SlotInterviewerAdmin(ScopedModelAdmin):
    operator_may = ("view",)
    list_display = ("slot", "interviewer", "busy")
    list_select_related = ("slot", "interviewer")
    search_fields = (
        "interviewer__full_name",
        "interviewer__email",
        "slot__opening__title_zh",
        "slot__opening__title_en",
    )
    ordering = ("-slot__starts_at", "-pk")
    date_hierarchy = "slot__starts_at"


@admin.register(Scorecard)
class ScorecardAdmin(ScopedModelAdmin):
    operator_may = ("view",)
    list_display = ("application", "interviewer", "recommendation", "submitted_at")
    list_filter = ("recommendation",)
    list_select_related = ("application__profile__user", "application__opening", "interviewer")
    search_fields = (APPLICANT, "interviewer__full_name")
    ordering = ("-pk",)
    date_hierarchy = "begun_at"
    fields = (("application", "interviewer"), ("recommendation", "submitted_at"), "text")


@admin.register(SkillRating)
class SkillRatingAdmin(ScopedModelAdmin):
    operator_may = ("view",)
    list_display = ("scorecard", "skill", "rating")
    list_filter = ("rating",)
    list_select_related = (
        "scorecard__application__profile__user",
        "scorecard__application__opening",
        "scorecard__interviewer",
        "skill",
    )
    search_fields = (f"scorecard__{APPLICANT}", "skill__label_zh", "skill__label_en")
    ordering = ("-scorecard", "skill", "pk")
