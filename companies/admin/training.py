"""Training programmes, kept by the park office too; their sessions are moved on the next floor."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin import RelatedOnlyFieldListFilter
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from companies.actions.programmes import (
    ProgrammeError,
    require_party,
    require_same_agreement,
)
from companies.models import Programme, TaughtSkill
from parks.admin.base import ScopedModelAdmin
from parks.admin.inlines import ScopedInline
from parks.http import PortalRequest


class ProgrammeForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        """Ask for what the action asks for: a name, and an agreement of the organiser."""
        cleaned = super().clean()
        if not cleaned.get("name_zh") and not cleaned.get("name_en"):
            self.add_error("name_zh", _("Give a name in Chinese or in English."))
        organiser = cleaned.get("organiser") or getattr(self.instance, "organiser", None)
        try:
            require_party(cleaned.get("agreement"), organiser)
            if self.instance.pk is not None and "agreement" in cleaned:
                held = Programme.objects.get(pk=self.instance.pk)
                require_same_agreement(held, cleaned.get("agreement"))
        except ProgrammeError as error:
            self.add_error("agreement", str(error))
        return cleaned


class TaughtSkillInline(ScopedInline):
    model = TaughtSkill
    fields = ("skill", "level")
    ordering = ("skill__code", "pk")
    autocomplete_fields = ("skill",)


@admin.register(Programme)
class ProgrammeAdmin(ScopedModelAdmin):
    """What is taught, by whom, and what it leads to; organisers have a desk of their own too."""

    form = ProgrammeForm
    operator_may = officers_may = ("view", "add", "change")
    park_lookup = "park_id"
    organisation_lookup = "organiser_id"
    list_display = ("title", "organiser", "hours", "seats", "scheme", "listed")
    list_filter = ("listed", ("organiser", RelatedOnlyFieldListFilter))
    list_select_related = ("organiser", "scheme")
    search_fields = ("name_zh", "name_en", "organiser__name_zh", "organiser__name_en")
    ordering = ("-pk",)
    autocomplete_fields = ("organiser", "agreement", "scheme", "disciplines")
    set_once = ("park", "organiser")
    inlines = (TaughtSkillInline,)
    fields = (
        ("park", "organiser"),
        ("name_zh", "name_en"),
        "text_zh",
        "text_en",
        ("scheme", "agreement"),
        "disciplines",
        ("hours", "seats", "cost"),
        "listed",
    )

    @display(description=gettext_lazy("name"), ordering="name_zh")
    def title(self, row: Programme) -> str:
        return row.name


@admin.register(TaughtSkill)
class TaughtSkillAdmin(ScopedModelAdmin):
    """What programmes teach, all in one list; it is changed on the page of the programme."""

    operator_may = officers_may = ("view",)
    park_lookup = "programme__park_id"
    organisation_lookup = "programme__organiser_id"
    list_display = ("skill", "level", "programme")
    list_filter = ("level",)
    list_select_related = ("skill", "programme")
    search_fields = (
        "skill__label_zh",
        "skill__label_en",
        "programme__name_zh",
        "programme__name_en",
    )
    ordering = ("-programme", "skill__code", "pk")

    def get_fields(
        self, request: PortalRequest, obj: models.Model | None = None
    ) -> tuple[Any, ...]:
        return ("programme", ("skill", "level"))
