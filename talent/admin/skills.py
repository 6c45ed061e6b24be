"""Skills that people claim, or were found to have."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models

from parks.access import Viewer
from parks.admin.base import ScopedModelAdmin
from parks.http import PortalRequest
from talent.choices.profiles import ClaimSource
from talent.models import SkillClaim


@admin.register(SkillClaim)
class SkillClaimAdmin(ScopedModelAdmin):
    """What certificates prove is written and taken back with them, and only looked at here."""

    list_display = ("skill", "level", "source", "profile", "claimed_at")
    list_filter = ("source", "level")
    list_select_related = ("skill", "profile__user")
    search_fields = ("skill__label_zh", "skill__label_en", "profile__user__full_name")
    ordering = ("-pk",)
    date_hierarchy = "claimed_at"
    autocomplete_fields = ("profile", "skill")
    set_once = ("profile",)
    readonly_fields = ("certificate",)
    fields = ("profile", "skill", ("level", "source"), "certificate", "evidence")

    def may_edit(self, viewer: Viewer, row: models.Model | None) -> bool:
        return super().may_edit(viewer, row) and (row is None or row.certificate_id is None)

    def formfield_for_choice_field(
        self, db_field: models.Field, request: PortalRequest, **kwargs: Any
    ) -> forms.Field:
        if db_field.name == "source":
            rows = ClaimSource.choices
            kwargs["choices"] = [row for row in rows if row[0] != ClaimSource.CERTIFICATE]
        return super().formfield_for_choice_field(db_field, request, **kwargs)
