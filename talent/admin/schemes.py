"""What organisations certify; what stands in certificates that are issued stays as it is."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import RelatedOnlyFieldListFilter
from django.db import models
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from parks.admin.base import ScopedModelAdmin
from parks.admin.inlines import ScopedInline
from parks.http import PortalRequest
from parks.models import CertificateScheme, GrantedSkill
from talent.actions.schemes import FIXED, is_fixed


class GrantedSkillInline(ScopedInline):
    """The skills of a scheme; once certificates were issued they stay."""

    model = GrantedSkill
    fields = ("skill", "level")
    ordering = ("skill__code", "pk")
    autocomplete_fields = ("skill",)

    def may_change_parent(self, request: PortalRequest, parent: models.Model | None) -> bool:
        may = super().may_change_parent(request, parent)
        return may and (parent is None or not is_fixed(parent))


@admin.register(CertificateScheme)
class CertificateSchemeAdmin(ScopedModelAdmin):
    """The office of a park keeps the schemes of its issuers, who have a desk of their own too."""

    operator_may = officers_may = ("view", "add", "change")
    park_lookup = "park_id"
    organisation_lookup = "issuer_id"
    list_display = ("code", "title", "issuer", "level", "months_valid", "is_current")
    list_filter = ("is_current", ("issuer", RelatedOnlyFieldListFilter))
    list_select_related = ("issuer",)
    search_fields = ("code", "name_zh", "name_en")
    ordering = ("code", "pk")
    autocomplete_fields = ("issuer",)
    set_once = ("issuer", "park")
    inlines = (GrantedSkillInline,)
    fields = (
        ("code", "issuer"),
        ("park", "is_shared"),
        ("name_zh", "name_en"),
        ("level", "months_valid", "is_current"),
        "criteria_zh",
        "criteria_en",
    )

    def get_readonly_fields(
        self, request: PortalRequest, obj: models.Model | None = None
    ) -> tuple[Any, ...]:
        fixed = super().get_readonly_fields(request, obj)
        return (*fixed, *FIXED) if obj is not None and is_fixed(obj) else fixed

    def save_model(
        self, request: PortalRequest, obj: CertificateScheme, form: Any, change: bool
    ) -> None:
        obj.park = obj.park or obj.issuer.park
        super().save_model(request, obj, form, change)

    @display(description=_("name"), ordering="name_zh")
    def title(self, row: CertificateScheme) -> str:
        return row.name


@admin.register(GrantedSkill)
class GrantedSkillAdmin(ScopedModelAdmin):
    operator_may = officers_may = ("view",)
    park_lookup = "scheme__park_id"
    list_display = ("skill", "level", "scheme")
    list_filter = ("level",)
    list_select_related = ("skill", "scheme")
    search_fields = ("skill__label_zh", "skill__label_en", "scheme__code")
    ordering = ("scheme", "skill__code", "pk")
    fields = ("scheme", "skill", "level")
