"""Hirings and the looks back at them: written by what happens, read without names of people."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from matching.choices.enrolments import HiredThrough
from matching.models import Placement, PlacementCheck
from matching.queries.placement_checks import answer_of
from parks.admin.base import ScopedModelAdmin
from parks.admin.lists import OfTheViewer
from parks.http import PortalRequest

OPENING = (
    "opening__title_zh",
    "opening__title_en",
    "opening__company__name_zh",
    "opening__company__name_en",
)


class ThroughFilter(admin.SimpleListFilter):
    title = _("through")
    parameter_name = "through"

    def lookups(self, request: PortalRequest, model_admin: admin.ModelAdmin) -> list:
        return HiredThrough.choices

    def queryset(self, request: PortalRequest, queryset):
        known = self.value() in HiredThrough.values
        return queryset.filter(through__contains=[self.value()]) if known else queryset


@admin.register(Placement)
class PlacementAdmin(ScopedModelAdmin):
    """An office has no grant to the profiles of its applicants: a person is a code here."""

    operator_may = ("view",)
    officers_may = ("view",)
    park_lookup = "application__opening__park_id"
    organisation_lookup = "application__opening__company_id"
    unasked = ("enrolment",)
    list_display = ("person", "opening", "company", "came_through", "agreement", "hired_on")
    list_filter = (ThroughFilter, "hired_on", ("application__opening__park", OfTheViewer))
    list_select_related = (
        "application__profile",
        "application__opening__company",
        "agreement",
        "quota__agreement",
        "quota__degree",
        "enrolment__session__programme",
    )
    search_fields = tuple(f"application__{name}" for name in OPENING)
    ordering = ("-hired_on", "-pk")
    date_hierarchy = "hired_on"
    fields = (
        ("person", "opening"),
        ("company", "hired_on"),
        "came_through",
        ("agreement", "quota"),
        "training",
    )
    readonly_fields = ("person", "opening", "company", "came_through", "training")

    @display(description=_("person"))
    def person(self, row: Placement) -> str:
        return row.application.profile.pseudonym

    @display(description=_("opening"))
    def opening(self, row: Placement) -> str:
        return row.application.opening.title

    @display(description=_("company"), ordering="application__opening__company")
    def company(self, row: Placement) -> str:
        return str(row.application.opening.company)

    @display(description=_("through"))
    def came_through(self, row: Placement) -> str:
        return ", ".join(row.ways)

    @display(description=_("training"))
    def training(self, row: Placement) -> str:
        return str(row.enrolment.session) if row.enrolment else "–"


@admin.register(PlacementCheck)
class PlacementCheckAdmin(ScopedModelAdmin):
    """Answered by the company and the person, on a page of theirs."""

    operator_may = ("view",)
    officers_may = ("view",)
    park_lookup = "placement__application__opening__park_id"
    organisation_lookup = "placement__application__opening__company_id"
    list_display = ("placement", "months", "answer", "recorded_at")
    list_filter = ("months", "is_there", "is_promoted", "channel")
    list_select_related = ("placement__application__opening__company",)
    search_fields = tuple(f"placement__application__{name}" for name in OPENING)
    ordering = ("-recorded_at", "-pk")
    fields = (("placement", "months"), "answer", "recorded_at")
    readonly_fields = ("answer",)

    @display(description=_("answer"))
    def answer(self, row: PlacementCheck) -> str:
        return str(answer_of(row).label)
