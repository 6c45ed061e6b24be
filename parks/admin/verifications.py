"""Requests to be recognised as a real organisation, decided by the park office."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import RelatedOnlyFieldListFilter, SimpleListFilter
from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display
from unfold.enums import ActionVariant

from parks.actions.verifications import (
    claimant_of,
    decide_verification,
    request_verification,
)
from parks.choices.organisations import VERIFICATION_MOVES, VerificationState
from parks.http import PortalRequest
from parks.models import User, Verification
from parks.queries.organisations import works_there

from .by_action import AddedByAction
from .columns import GOOD, LOST, MOVING, WAITING, plain, since, state_column
from .evidence import evidence_url
from .moves import MovesAdmin, ReasonForm, may_become, move

WORDS_ON_ADDRESS = {
    True: _("Yes: the submitter has confirmed an address at it"),
    False: _("No: the submitter has confirmed no address at it"),
    None: _("Nothing to compare: no domain is named"),
}


class WaitingFilter(SimpleListFilter):
    title = _("decision")
    parameter_name = "decision"

    def lookups(self, request: PortalRequest, model_admin: object) -> list[tuple[str, Any]]:
        return [("waits", _("Waits for a decision")), ("made", _("Decided"))]

    def queryset(self, request: PortalRequest, rows: models.QuerySet) -> models.QuerySet:
        if self.value() == "made":
            return rows.exclude(pk__in=rows.open())
        return rows.open() if self.value() == "waits" else rows


@admin.register(Verification)
class VerificationAdmin(AddedByAction, MovesAdmin):
    operator_may = ("view", "add", "move")
    officers_may = ("view", "add", "move")
    park_lookup = "organisation__park_id"
    organisation_lookup = "organisation_id"
    list_display = ("organisation", "kind", "shown_state", "waits", "submitter", "decided_at")
    list_filter = (
        WaitingFilter,
        "state",
        "organisation__kind",
        ("organisation__park", RelatedOnlyFieldListFilter),
    )
    list_select_related = ("organisation", "submitted_by")
    search_fields = (
        "organisation__name_zh",
        "organisation__name_en",
        "organisation__credit_code",
    )
    ordering = ("-submitted_at", "-pk")
    date_hierarchy = "submitted_at"
    autocomplete_fields = ("organisation",)
    actions = actions_detail = ("approve", "take_into_review", "decline")
    submitter = plain("submitted_by", _("submitted by"))
    decider = plain("decided_by", _("decided by"))
    waits = since("submitted_at", _("submitted … ago"))
    shown_state = state_column(
        VerificationState,
        {
            VerificationState.PENDING: WAITING,
            VerificationState.IN_REVIEW: MOVING,
            VerificationState.APPROVED: GOOD,
            VerificationState.DECLINED: LOST,
        },
    )
    readonly_fields = (
        "kind",
        "credit_code",
        "website",
        "email_domain",
        "state",
        "submitter",
        "submitter_address",
        "work_address",
        "licence",
        "effect",
        "submitted_at",
        "decider",
        "decided_at",
        "reason",
    )
    facts = (
        (
            _("The organisation"),
            {"fields": ("organisation", ("kind", "credit_code"), ("website", "email_domain"))},
        ),
        (
            _("The request"),
            {
                "fields": (
                    ("state", "submitted_at"),
                    ("submitter", "submitter_address"),
                    "work_address",
                    "licence",
                    "effect",
                )
            },
        ),
        (_("The decision"), {"fields": (("decider", "decided_at"), "reason")}),
    )

    @display(description=_("kind"), ordering="organisation__kind")
    def kind(self, row: Verification) -> str:
        return row.organisation.get_kind_display()

    @display(description=_("unified social credit code"), empty_value="–")
    def credit_code(self, row: Verification) -> str:
        return row.organisation.credit_code or "–"

    @display(description=_("website"))
    def website(self, row: Verification) -> str:
        return row.organisation.website or "–"

    @display(description=_("work e-mail domain"))
    def email_domain(self, row: Verification) -> str:
        return row.organisation.email_domain or "–"

    @display(description=_("address of the submitter"))
    def submitter_address(self, row: Verification) -> str:
        return row.submitted_by.email if row.submitted_by else "–"

    @display(description=_("work e-mail matches the domain"))
    def work_address(self, row: Verification) -> str:
        return str(WORDS_ON_ADDRESS[works_there(row)])

    @display(description=_("licence"))
    def licence(self, row: Verification) -> str:
        """Link the files that were brought; each is saved to look at, not opened here."""
        files = row.evidence.order_by("pk")
        link = '<a class="text-link" href="{}">{}</a> ({})'
        rows = [(evidence_url(file), file.filename, filesizeformat(file.size)) for file in files]
        return format_html_join(SafeString("<br>"), link, rows) or "–"

    @display(description=_("once it is approved"))
    def effect(self, row: Verification) -> str:
        """Say before the decision whom it lets in."""
        claimant = claimant_of(row)
        if claimant is None:
            return str(_("It publishes openings and sees candidates."))
        words = _("%(person)s runs it, with the openings and applicants that are there.")
        return words % {"person": claimant}

    @move(
        label=_("Take into review"),
        icon="visibility",
        offered=may_become(VERIFICATION_MOVES, VerificationState.IN_REVIEW),
    )
    def take_into_review(self, row: Verification, *, by: User) -> None:
        decide_verification(row, state=VerificationState.IN_REVIEW, by=by)

    @move(
        label=_("Approve"),
        icon="check",
        variant=ActionVariant.PRIMARY,
        offered=may_become(VERIFICATION_MOVES, VerificationState.APPROVED),
    )
    def approve(self, row: Verification, *, by: User) -> None:
        decide_verification(row, state=VerificationState.APPROVED, by=by)

    @move(
        label=_("Decline"),
        icon="block",
        variant=ActionVariant.DANGER,
        form_class=ReasonForm,
        offered=may_become(VERIFICATION_MOVES, VerificationState.DECLINED),
    )
    def decline(self, row: Verification, *, by: User, reason: str) -> None:
        decide_verification(row, state=VerificationState.DECLINED, reason=reason, by=by)

    def add_by_action(self, row: Verification, *, by: User) -> Verification:
        return request_verification(row.organisation, by=by)

    def get_fieldsets(
        self, request: PortalRequest, obj: models.Model | None = None
    ) -> tuple[Any, ...]:
        return self.facts if obj else ((None, {"fields": ("organisation",)}),)
