"""What openings ask, all in one list; it is changed on the page of the opening."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from companies.models import OpeningQuestion, OpeningSkill
from parks.admin.base import ScopedModelAdmin
from parks.http import PortalRequest


@admin.register(OpeningSkill)
class OpeningSkillAdmin(ScopedModelAdmin):
    """What openings ask for, all in one list; it is changed on the page of the opening."""

    operator_may = officers_may = ("view",)
    park_lookup = "opening__park_id"
    list_display = ("skill", "importance", "level", "opening", "company")
    list_filter = ("importance", "level", "opening__state")
    list_select_related = ("skill", "opening__company")
    search_fields = (
        "skill__label_zh",
        "skill__label_en",
        "opening__title_zh",
        "opening__title_en",
    )
    ordering = ("-opening", "position", "pk")

    @display(description=_("company"), ordering="opening__company")
    def company(self, row: OpeningSkill) -> str:
        return str(row.opening.company)

    def get_fields(
        self, request: PortalRequest, obj: models.Model | None = None
    ) -> tuple[Any, ...]:
        return ("opening", "skill", ("importance", "level"))


@admin.register(OpeningQuestion)
class OpeningQuestionAdmin(ScopedModelAdmin):
    """What openings ask of those who apply; it is changed on the page of the opening."""

    operator_may = officers_may = ("view",)
    park_lookup = "opening__park_id"
    list_display = ("text", "kind", "is_required", "opening")
    list_filter = ("kind", "is_required")
    list_select_related = ("opening",)
    search_fields = ("text_zh", "text_en", "opening__title_zh", "opening__title_en")
    ordering = ("-opening", "position", "pk")
    fields = ("opening", ("text_zh", "text_en"), ("kind", "is_required"), "choices")
