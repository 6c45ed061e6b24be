"""Reported postings: looked at by the park office, upheld or not, and answered."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin import RelatedOnlyFieldListFilter
from django.db import models
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from companies.actions.openings import OpeningError
from companies.actions.reports import ReportError, dismiss_report, uphold_report
from companies.choices.openings import REPORT_MOVES, OpeningState, ReportState
from companies.models import OpeningReport
from parks.admin.columns import GOOD, LOST, WAITING, plain, since, state_column
from parks.admin.moves import MovesAdmin, may_become, move
from parks.admin.waits import wait_column, wait_words
from parks.http import PortalRequest
from parks.models import User
from parks.workflow import IllegalMoveError


def words(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, widget=UnfoldAdminTextareaWidget(attrs={"rows": 4})
    )


class DismissForm(forms.Form):
    answer = words(
        _("Answer to the reporter"), _("Whoever reported it reads this. The company hears nothing.")
    )


class UpholdForm(forms.Form):
    state = forms.ChoiceField(
        label=_("The posting is"),
        choices=(
            (OpeningState.PAUSED, _("paused, until the company has put it right")),
            (OpeningState.CLOSED, _("closed for good")),
        ),
        widget=UnfoldAdminSelectWidget,
    )
    comment = words(
        _("Reason for the company"),
        _("The company reads this. Write nothing that tells who reported the posting."),
    )
    answer = words(_("Answer to the reporter"), _("Everybody who reported this posting reads it."))


def waiting_since(row: OpeningReport) -> datetime | None:
    return row.reported_at if row.state == ReportState.OPEN else None


@admin.register(OpeningReport)
class OpeningReportAdmin(MovesAdmin):
    operator_may = officers_may = ("view", "move")
    park_lookup = "opening__park_id"
    organisation_lookup = ""
    refusals = (IllegalMoveError, OpeningError, ReportError)
    list_display = (
        "posting",
        "company",
        "reason",
        "shown_state",
        "answer_due",
        "reported",
        "reporter",
        "decided_at",
    )
    list_filter = ("state", "reason", ("opening__park", RelatedOnlyFieldListFilter))
    list_select_related = ("opening__company", "opening__park", "reported_by", "decided_by")
    search_fields = (
        "opening__title_zh",
        "opening__title_en",
        "opening__company__name_zh",
        "opening__company__name_en",
    )
    ordering = ("-reported_at", "-pk")
    date_hierarchy = "reported_at"
    actions = actions_detail = ("uphold", "dismiss")
    reporter = plain("reported_by", _("reported by"))
    decider = plain("decided_by", _("decided by"))
    reported = since("reported_at", _("reported … ago"))
    answer_due = wait_column(waiting_since, lambda row: row.opening.park, ordering="reported_at")
    due = wait_words(waiting_since, lambda row: row.opening.park)
    shown_state = state_column(
        ReportState,
        {
            ReportState.OPEN: WAITING,
            ReportState.UPHELD: LOST,
            ReportState.DISMISSED: GOOD,
        },
    )
    readonly_fields = (
        "posting_link",
        "company",
        "posting_state",
        "due",
        "reporter",
        "reported_at",
        "decider",
    )
    fieldsets = (
        (_("The posting"), {"fields": ("posting_link", ("company", "posting_state"))}),
        (
            _("The report"),
            {"fields": ("reason", "text", ("reporter", "reported_at", "due"))},
        ),
        (_("The decision"), {"fields": (("state", "decider", "decided_at"), "answer")}),
    )

    @display(description=_("opening"), ordering="opening__title_zh")
    def posting(self, row: OpeningReport) -> str:
        return row.opening.title

    @display(description=_("opening"))
    def posting_link(self, row: OpeningReport) -> SafeString:
        page = reverse("admin:companies_opening_change", args=[row.opening_id])
        return format_html('<a class="text-link" href="{}">{}</a>', page, row.opening.title)

    @display(description=_("company"), ordering="opening__company__name_zh")
    def company(self, row: OpeningReport) -> str:
        return str(row.opening.company)

    @display(description=_("state of the posting"))
    def posting_state(self, row: OpeningReport) -> str:
        return row.opening.get_state_display()

    @move(
        label=_("Uphold"),
        icon="gavel",
        variant=ActionVariant.DANGER,
        form_class=UpholdForm,
        offered=may_become(REPORT_MOVES, ReportState.UPHELD),
    )
    def uphold(
        self, row: OpeningReport, *, by: User, state: str, comment: str, answer: str
    ) -> None:
        uphold_report(row, state=OpeningState(state), comment=comment, answer=answer, by=by)

    @move(
        label=_("Do not uphold"),
        icon="thumb_down",
        form_class=DismissForm,
        offered=may_become(REPORT_MOVES, ReportState.DISMISSED),
    )
    def dismiss(self, row: OpeningReport, *, by: User, answer: str) -> None:
        dismiss_report(row, answer=answer, by=by)

    def get_queryset(self, request: PortalRequest) -> models.QuerySet:
        return super().get_queryset(request).select_related(*self.list_select_related)

    def get_ordering(self, request: PortalRequest) -> tuple[str, ...]:
        """What waits is worked off oldest first."""
        waits = request.GET.get("state__exact") == ReportState.OPEN
        return ("reported_at", "pk") if waits else self.ordering
