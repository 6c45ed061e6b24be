"""The trail: who did what to which row, when. Read only, for everybody."""

from datetime import datetime, time, timedelta
from operator import itemgetter
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.db import models
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import RangeDateFilter
from unfold.decorators import display
from unfold.paginator import InfinitePaginator
from unfold.utils import parse_date_str

from parks.actions.sign_ins import SIGN_IN_VERBS
from parks.choices.organisations import OrganisationKind
from parks.http import PortalRequest
from parks.models import LogEntry, Membership, User

from .base import ScopedModelAdmin
from .columns import plain
from .lists import OfTheViewer
from .words import VERBS


def noun_label(noun: str) -> str:
    """Return the name of a noun for readers; one that no longer exists keeps its label."""
    known = noun.count(".") == 1 and noun.split(".")[1] in nouns_of(noun.split(".")[0])
    return str(apps.get_model(noun)._meta.verbose_name) if known else noun


def nouns_of(app_label: str) -> frozenset[str]:
    return frozenset(apps.all_models.get(app_label, {}))


class NounFilter(SimpleListFilter):
    """The nouns of the admin, so that the filter costs no query over the whole trail."""

    title = _("noun")
    parameter_name = "noun"

    def lookups(self, request: PortalRequest, model_admin: Any) -> list[tuple[str, Any]]:
        offices = model_admin.admin_site._registry.items()
        nouns = [model._meta for model, office in offices if office.has_view_permission(request)]
        return sorted((noun.label_lower, str(noun.verbose_name)) for noun in nouns)

    def queryset(self, request: PortalRequest, rows: models.QuerySet) -> models.QuerySet:
        return rows.filter(noun=self.value()) if self.value() else rows


class VerbFilter(SimpleListFilter):
    title = _("what happened")
    parameter_name = "verb"

    def lookups(self, request: PortalRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return sorted(((verb, gettext(verb)) for verb in VERBS), key=itemgetter(1))

    def queryset(self, request: PortalRequest, rows: models.QuerySet) -> models.QuerySet:
        return rows.filter(verb=self.value()) if self.value() else rows


class DayFilter(RangeDateFilter):
    """From one day to another, both whole, by the reader's clock."""

    def queryset(self, request: PortalRequest, rows: models.QuerySet) -> models.QuerySet:
        for end, lookup, days_on in (("from", "gte", 0), ("to", "lt", 1)):
            day = parse_date_str(self.used_parameters.get(f"{self.parameter_name}_{end}", ""))
            if day is not None:
                midnight = datetime.combine(day + timedelta(days=days_on), time.min)
                moment = timezone.make_aware(midnight)
                rows = rows.filter(**{f"{self.field_path}__{lookup}": moment})
        return rows


class StaffFilter(SimpleListFilter):
    """The people of the offices: all for an operator, those of the own parks for an officer."""

    title = _("by")
    parameter_name = "person"

    def lookups(self, request: PortalRequest, model_admin: Any) -> list[tuple[str, Any]]:
        staff = User.objects.filter(is_staff=True).order_by("full_name", "pk")
        if not request.viewer.is_operator:
            offices = Membership.objects.filter(
                organisation__kind=OrganisationKind.PARK_OFFICE,
                organisation__park__in=request.viewer.steward_of,
            )
            staff = staff.filter(pk__in=offices.values("user"))
        return [(str(user.pk), str(user)) for user in staff]

    def queryset(self, request: PortalRequest, rows: models.QuerySet) -> models.QuerySet:
        known = {value for value, _label in self.lookup_choices}
        return rows.filter(actor=self.value()) if self.value() in known else rows


@admin.register(LogEntry)
class LogEntryAdmin(ScopedModelAdmin):
    operator_may = ("view",)
    officers_may = ("view",)
    park_lookup = "park_id"
    paginator = InfinitePaginator
    show_full_result_count = False
    list_display = ("happened_at", "person", "verb_name", "noun_name", "row_id", "about", "park")
    list_filter = (
        ("happened_at", DayFilter),
        StaffFilter,
        VerbFilter,
        NounFilter,
        ("park", OfTheViewer),
    )
    list_filter_submit = True
    list_select_related = ("actor", "organisation", "park")
    search_fields = ("verb", "actor__full_name", "actor__email")
    ordering = ("-happened_at", "-pk")
    date_hierarchy = "happened_at"
    person = plain("actor", _("by"))
    about = plain("organisation", _("organisation"))
    readonly_fields = ("person", "verb_name", "noun_name", "about", "shown_details")
    fields = (
        ("happened_at", "person"),
        ("verb_name", "noun_name", "row_id"),
        ("about", "park"),
        "shown_details",
    )

    def get_queryset(self, request: PortalRequest) -> models.QuerySet:
        """An officer reads of nouns that the office may open, not who applied where.

        To these come the sign-ins of the office's own people.
        """
        rows = super().get_queryset(request)
        if request.viewer.is_operator:
            return rows
        offices = self.admin_site._registry.items()
        may = [model._meta.label_lower for model, office in offices if opens(office, request)]
        sign_ins = models.Q(noun=User._meta.label_lower, verb__in=SIGN_IN_VERBS)
        return rows.filter(models.Q(noun__in=may) | sign_ins)

    def get_search_results(
        self, request: PortalRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        """Addresses cannot be guessed letter by letter: an officer searches what happened only."""
        if request.viewer.is_operator:
            return super().get_search_results(request, queryset, search_term)
        return queryset.filter(verb__icontains=search_term), False

    @display(description=_("what happened"), ordering="verb")
    def verb_name(self, row: LogEntry) -> str:
        return gettext(row.verb)

    @display(description=_("noun"), ordering="noun")
    def noun_name(self, row: LogEntry) -> str:
        return noun_label(row.noun)

    @display(description=_("details"))
    def shown_details(self, row: LogEntry) -> str:
        lines = ((name, worded(value)) for name, value in row.details.items())
        return format_html_join("\n", "<div>{}: {}</div>", lines) or "–"


def opens(office: admin.ModelAdmin, request: PortalRequest) -> bool:
    return office.has_view_permission(request)


def worded(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
