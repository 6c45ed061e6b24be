"""Steps of applications and what companies prepare for them: the operator may look, not change."""

from django.contrib import admin

from matching.models import ApplicationStep, MessageTemplate
from parks.admin.base import ScopedModelAdmin
from parks.admin.lists import OfTheViewer


@admin.register(ApplicationStep)
class ApplicationStepAdmin(ScopedModelAdmin):
    operator_may = ("view",)
    list_display = ("application", "state", "reason", "taken_by", "taken_at")
    list_filter = ("state", ("application__opening__park", OfTheViewer))
    list_select_related = ("application__profile__user", "application__opening", "taken_by")
    search_fields = (
        "application__profile__user__full_name",
        "application__opening__title_zh",
        "application__opening__title_en",
    )
    ordering = ("-pk",)
    date_hierarchy = "taken_at"
    fields = ("application", ("state", "reason"), "message", ("taken_by", "taken_at"))


@admin.register(MessageTemplate)
class MessageTemplateAdmin(ScopedModelAdmin):
    operator_may = ("view",)
    list_display = ("company", "state", "changed_at")
    list_filter = ("state",)
    list_select_related = ("company",)
    search_fields = ("company__name_zh", "company__name_en")
    ordering = ("company__name_en", "company__name_zh", "pk")
    fields = ("company", "state", "text_zh", "text_en", "changed_at")
