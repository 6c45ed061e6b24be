"""Universities and what they teach."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from parks.admin.base import ScopedModelAdmin
from parks.admin.inlines import ScopedInline
from parks.admin.organisations import MembershipInline, OrganisationKindsAdmin, VerificationInline
from parks.choices.organisations import OrganisationKind
from talent.models import StudyProgramme, University


class StudyProgrammeInline(ScopedInline):
    model = StudyProgramme
    fields = ("name_zh", "name_en", "degree", "discipline")
    autocomplete_fields = ("degree", "discipline")
    ordering = ("name_zh", "name_en", "pk")


@admin.register(University)
class UniversityAdmin(OrganisationKindsAdmin):
    kinds = (OrganisationKind.UNIVERSITY, OrganisationKind.COLLEGE)
    list_display = ("name", "kind", "moe_code", "region", "verified")
    list_filter = ("kind", *OrganisationKindsAdmin.list_filter)
    list_select_related = ("region",)
    search_fields = (*OrganisationKindsAdmin.search_fields, "moe_code")
    inlines = (StudyProgrammeInline, MembershipInline, VerificationInline)
    fieldsets = (
        (None, {"fields": (("name_zh", "name_en"), ("kind", "moe_code"), ("slug", "park"))}),
        (_("Proof"), {"fields": (("credit_code", "email_domain"), ("website", "region"))}),
        (_("Summary"), {"fields": ("summary_zh", "summary_en")}),
    )


@admin.register(StudyProgramme)
class StudyProgrammeAdmin(ScopedModelAdmin):
    officers_may = ("view", "add", "change")
    park_lookup = "university__park_id"
    organisation_lookup = "university_id"
    set_once = ("university",)
    list_display = ("name", "university", "degree", "discipline")
    list_filter = ("degree",)
    list_select_related = ("university", "degree", "discipline")
    search_fields = ("name_zh", "name_en", "university__name_zh", "university__name_en")
    ordering = ("university", "name_zh", "name_en", "pk")
    autocomplete_fields = ("university", "degree", "discipline")

    @display(description=_("name"), ordering="name_zh")
    def name(self, row: StudyProgramme) -> str:
        return row.name
