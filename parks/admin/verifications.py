"""Requests to be recognised as a real organisation, decided by the park office."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import RelatedOnlyFieldListFilter
from django.db import models
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display
from unfold.enums import ActionVariant

from parks.actions.verifications import (
    claimant_of,
    confirm_decline,
    decide_verification,
    drop_decline,
    propose_decline,
    reason_in_words,
    request_verification,
)
from parks.choices.organisations import VerificationState
from parks.http import PortalRequest
from parks.models import User, Verification
from parks.queries.organisations import works_there
from parks.queries.verifications import earlier_requests, steps_of

from .by_action import AddedByAction
from .columns import GOOD, LOST, MOVING, WAITING, plain, since, state_column
from .evidence import shown_files
from .lacks import LackForm
from .moves import MovesAdmin, move
from .verification_queue import (
    WaitingFilter,
    decided_by_one,
    is_proposed,
    may_be_declined,
    may_be_proposed,
    waiting_since,
)
from .waits import wait_column, wait_words

WORDS_ON_ADDRESS = {
    True: _("Yes: the submitter has confirmed an address at it"),
    False: _("No: the submitter has confirmed no address at it"),
    None: _("Nothing to compare: no domain is named"),
}


@admin.register(Verification)
class VerificationAdmin(AddedByAction, MovesAdmin):
    operator_may = ("view", "add", "move")
    officers_may = ("view", "add", "move")
    park_lookup = "organisation__park_id"
    organisation_lookup = "organisation_id"
    list_display = (
        "organisation",
        "kind",
        "shown_state",
        "answer",
        "waits",
        "submitter",
        "decided_at",
    )
    list_filter = (
        WaitingFilter,
        "state",
        "organisation__kind",
        ("organisation__park", RelatedOnlyFieldListFilter),
    )
    list_select_related = (
        "organisation__park",
        "submitted_by",
        "decided_by",
        "decline_proposed_by",
    )
    search_fields = (
        "organisation__name_zh",
        "organisation__name_en",
        "organisation__credit_code",
    )
    ordering = ("-submitted_at", "-pk")
    date_hierarchy = "submitted_at"
    autocomplete_fields = ("organisation",)
    actions = actions_detail = (
        "approve",
        "take_into_review",
        "ask_back",
        "decline",
        "propose_to_decline",
        "confirm_decline",
        "drop_decline",
    )
    compressed_fields = False
    change_form_after_template = "admin/parks/verification/beside.html"
    submitter = plain("submitted_by", _("submitted by"))
    decider = plain("decided_by", _("decided by"))
    proposer = plain("decline_proposed_by", _("decline proposed by"))
    answer = wait_column(waiting_since, lambda row: row.organisation.park, ordering="submitted_at")
    due = wait_words(waiting_since, lambda row: row.organisation.park)
    waits = since("submitted_at", _("submitted … ago"))
    shown_state = state_column(
        VerificationState,
        {
            VerificationState.PENDING: WAITING,
            VerificationState.IN_REVIEW: MOVING,
            VerificationState.ASKED: MOVING,
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
        "effect",
        "submitted_at",
        "due",
        "proposer",
        "decline_proposed_at",
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
                    ("state", "due"),
                    "submitted_at",
                    ("submitter", "submitter_address"),
                    "work_address",
                    "effect",
                )
            },
        ),
        (
            _("The decision"),
            {
                "fields": (
                    ("decider", "decided_at"),
                    ("proposer", "decline_proposed_at"),
                    "reason",
                )
            },
        ),
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

    @display(description=_("once it is approved"))
    def effect(self, row: Verification) -> str:
        """Say before the decision whom it lets in; asked once per row, which lives one request."""
        if not hasattr(row, "effect"):
            claimant = claimant_of(row)
            words = _("%(person)s runs it, with the openings and applicants that are there.")
            nobody = _("It publishes openings and sees candidates.")
            row.effect = words % {"person": claimant} if claimant else str(nobody)
        return row.effect

    @move(
        label=_("Take into review"),
        icon="visibility",
        offered=decided_by_one(VerificationState.IN_REVIEW),
    )
    def take_into_review(self, row: Verification, *, by: User) -> None:
        decide_verification(row, state=VerificationState.IN_REVIEW, by=by)

    @move(
        label=_("Approve"),
        icon="check",
        variant=ActionVariant.PRIMARY,
        offered=decided_by_one(VerificationState.APPROVED),
    )
    def approve(self, row: Verification, *, by: User) -> None:
        decide_verification(row, state=VerificationState.APPROVED, by=by)

    @move(
        label=_("Ask back"),
        icon="contact_support",
        form_class=LackForm,
        offered=decided_by_one(VerificationState.ASKED),
    )
    def ask_back(self, row: Verification, *, by: User, lack: str, message: str) -> None:
        reason = reason_in_words(lack, message)
        decide_verification(row, state=VerificationState.ASKED, reason=reason, by=by)

    @move(
        label=_("Decline"),
        icon="block",
        variant=ActionVariant.DANGER,
        form_class=LackForm,
        offered=may_be_declined,
    )
    def decline(self, row: Verification, *, by: User, lack: str, message: str) -> None:
        reason = reason_in_words(lack, message)
        decide_verification(row, state=VerificationState.DECLINED, reason=reason, by=by)

    @move(
        label=_("Propose to decline"),
        icon="block",
        variant=ActionVariant.DANGER,
        form_class=LackForm,
        offered=may_be_proposed,
    )
    def propose_to_decline(self, row: Verification, *, by: User, lack: str, message: str) -> None:
        propose_decline(row, reason=reason_in_words(lack, message), by=by)

    @move(
        label=_("Confirm the decline"),
        icon="block",
        variant=ActionVariant.DANGER,
        offered=is_proposed,
    )
    def confirm_decline(self, row: Verification, *, by: User) -> None:
        confirm_decline(row, by=by)

    @move(label=_("Drop the decline"), icon="undo", offered=is_proposed)
    def drop_decline(self, row: Verification, *, by: User) -> None:
        drop_decline(row, by=by)

    def add_by_action(self, row: Verification, *, by: User) -> Verification:
        return request_verification(row.organisation, by=by)

    def get_fieldsets(
        self, request: PortalRequest, obj: models.Model | None = None
    ) -> tuple[Any, ...]:
        return self.facts if obj else ((None, {"fields": ("organisation",)}),)

    def get_queryset(self, request: PortalRequest) -> models.QuerySet:
        return super().get_queryset(request).select_related(*self.list_select_related)

    def get_ordering(self, request: PortalRequest) -> tuple[str, ...]:
        """What waits is worked off oldest first."""
        is_queue = request.GET.get(WaitingFilter.parameter_name) in ("waits", "second", "asked")
        return ("submitted_at", "pk") if is_queue else self.ordering

    def render_change_form(
        self, request: PortalRequest, context: dict[str, Any], **kwargs: Any
    ) -> HttpResponse:
        """Set the evidence, and what was asked for before, beside the facts."""
        row = kwargs.get("obj")
        if row is not None:
            context |= {
                "files": shown_files(row),
                "earlier": earlier_requests(row),
                "steps": steps_of(row),
            }
        return super().render_change_form(request, context, **kwargs)
