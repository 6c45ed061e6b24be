"""Hirings and the looks back at them: written by what happens, read without names of people."""

from django.contrib import admin
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from matching.actions.placements import PlacementError, give_place
from matching.choices.enrolments import HiredThrough
from matching.models import Placement, PlacementCheck
from matching.queries.placement_checks import answer_of, looks_at
from matching.queries.result_tables import months_later
from parks.admin.base import ScopedModelAdmin
from parks.admin.lists import OfTheViewer
from parks.admin.moves import MovesAdmin, move
from parks.http import PortalRequest
from parks.models import User

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
class PlacementAdmin(MovesAdmin):
    """An office has no grant to the profiles of its applicants: a person is a code here."""

    operator_may = officers_may = ("view", "move")
    refusals = (PlacementError,)
    actions = actions_detail = ("give_place",)
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
        "looks_back",
    )
    readonly_fields = ("person", "opening", "company", "came_through", "training", "looks_back")

    @move(
        label=_("Use up a place for it"),
        icon="event_seat",
        offered=lambda row: row.agreement_id and not row.quota_id,
    )
    def give_place(self, row: Placement, *, by: User) -> None:
        give_place(placement=row, by=by)

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

    @display(description=_("looks back"))
    def looks_back(self, row: Placement) -> str:
        """Lead to the page on which the office can answer too; what is not due is left out."""
        ((_row, looks),) = looks_at([row], timezone.localdate())
        links = [
            (look.address, months_later(look.months), look.words or _("no answer yet"))
            for look in looks
            if look.is_due
        ]
        link = '<a class="text-link underline" href="{}">{}: {}</a>'
        return format_html_join(" · ", link, links) or "–"

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
