"""Agreements of a park with parties, places and obligations: written and moved by its office."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from unfold.decorators import action, display
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminTextInputWidget

from parks.actions.agreements import (
    RENEWABLE,
    AgreementError,
    draft_agreement,
    move_on,
    next_term,
    renew_agreement,
    sign_agreement,
    terminate_agreement,
)
from parks.actions.obligations import settle_obligation
from parks.actions.quotas import lock_places
from parks.choices.agreements import (
    AGREEMENT_MOVES,
    OBLIGATION_MOVES,
    AgreementState,
    ObligationState,
)
from parks.choices.imports import ImportKind
from parks.http import PortalRequest
from parks.models import Agreement, AgreementParty, Obligation, Quota, User
from parks.workflow import IllegalMoveError

from .base import ScopedModelAdmin
from .by_action import AddedByAction
from .changed import ChangedRow
from .columns import GOOD, LOST, MOVING, WAITING, state_column
from .inlines import InlineForm, ScopedInline
from .lists import OfTheViewer
from .moves import MovesAdmin, ReasonForm, may_become, move

A, O = AgreementState, ObligationState  # noqa: E741
ENTERED = ("kind", "name_zh", "name_en", "number", "starts_on", "ends_on")
OF_AN_AGREEMENT = ("agreement__name_zh", "agreement__name_en", "agreement__number")


class AdminDay(forms.DateField):
    """A day in a question of the web admin, chosen in the calendar of the browser."""

    widget = UnfoldAdminTextInputWidget(attrs={"type": "date"})


class SignForm(forms.Form):
    signed_on = AdminDay(label=_("Signed on"), initial=timezone.localdate)


class RenewForm(forms.Form):
    starts_on = AdminDay(
        label=_("In force from"),
        required=False,
        help_text=_("Empty: the day after the last one."),
    )
    ends_on = AdminDay(
        label=_("In force until"), required=False, help_text=_("Empty: as long as before.")
    )


class WaiveForm(forms.Form):
    note = forms.CharField(
        label=_("Reason"),
        help_text=_("The parties read it."),
        widget=UnfoldAdminTextInputWidget(),
    )


class PartyInline(ScopedInline):
    model = AgreementParty
    fields = ("organisation", "side", "signatory")
    ordering = ("pk",)
    autocomplete_fields = ("organisation",)


class QuotaForm(InlineForm):
    def clean_places(self) -> int:
        """What is used is no field of the form, so the row’s own constraint is not asked here.

        It is read behind the lock, which also waits for whoever takes one of the places right now.
        """
        places, rows = self.cleaned_data["places"], Quota.objects.filter(pk=self.instance.pk)
        lock_places(self.instance.agreement_id)
        if rows.filter(used__gt=places).exists():
            raise forms.ValidationError(_("More places than this are used already."))
        return places


class QuotaInline(ScopedInline):
    """Places can be added at any time; `used` is counted where they are taken."""

    form = QuotaForm
    model = Quota
    fields = ("year", "degree", "discipline", "places", "used")
    readonly_fields = ("used",)
    ordering = ("year", "degree__rank", "pk")
    autocomplete_fields = ("degree", "discipline")


class ObligationInline(ScopedInline):
    model = Obligation
    fields = ("owner", "text_zh", "text_en", "due_on", "state")
    readonly_fields = ("state",)
    ordering = ("due_on", "pk")
    autocomplete_fields = ("owner",)


@admin.register(Agreement)
class AgreementAdmin(ChangedRow, AddedByAction, MovesAdmin):
    """A draft is written here, or imported; its term is fixed from the day it is signed."""

    operator_may = officers_may = ("view", "add", "change", "move")
    park_lookup = "park_id"
    refusals = (IllegalMoveError, AgreementError)
    set_once = ("park",)
    list_display = ("title", "kind", "number", "shown_state", "starts_on", "ends_on")
    list_filter = ("state", "kind", ("park", OfTheViewer))
    list_select_related = ("park",)
    search_fields = ("name_zh", "name_en", "number")
    ordering = ("ends_on", "pk")
    autocomplete_fields = ("disciplines",)
    readonly_fields = ("state", "signed_on", "ended_because", "renews", "filename")
    inlines = (PartyInline, QuotaInline, ObligationInline)
    actions = ("sign", "terminate")
    actions_list = ("import_agreements",)
    actions_detail = ("sign", "renew", "terminate")
    shown_state = state_column(
        A,
        {
            A.DRAFT: MOVING,
            A.SIGNED: MOVING,
            A.ACTIVE: GOOD,
            A.EXPIRING: WAITING,
            A.TERMINATED: LOST,
        },
    )

    @display(description=_("name"))
    def title(self, row: Agreement) -> str:
        return row.name

    @move(
        label=_("All have signed"),
        icon="contract",
        variant=ActionVariant.PRIMARY,
        form_class=SignForm,
        offered=may_become(AGREEMENT_MOVES, A.SIGNED),
    )
    @transaction.atomic
    def sign(self, row: Agreement, *, by: User, signed_on: Any) -> None:
        """An agreement whose term has begun is in force at once, not from the next night on."""
        row = sign_agreement(agreement=row, by=by, signed_on=signed_on)
        move_on(row, row.park.day_at(timezone.now()))

    @move(
        label=_("Renew"),
        icon="autorenew",
        form_class=RenewForm,
        offered=lambda row: row.state in RENEWABLE,
    )
    def renew(self, row: Agreement, *, by: User, starts_on: Any, ends_on: Any) -> None:
        """The draft stands in the list; what is left empty follows the old one."""
        first, last = next_term(row)
        starts_on = starts_on or first
        ends_on = ends_on or last + (starts_on - first)
        renew_agreement(agreement=row, starts_on=starts_on, ends_on=ends_on, by=by)

    @move(
        label=_("Terminate"),
        icon="cancel",
        variant=ActionVariant.DANGER,
        form_class=ReasonForm,
        offered=may_become(AGREEMENT_MOVES, A.TERMINATED),
    )
    def terminate(self, row: Agreement, *, by: User, reason: str) -> None:
        terminate_agreement(agreement=row, by=by, reason=reason)

    @action(description=_("Import agreements"), icon="upload_file", url_path="import-agreements")
    def import_agreements(self, request: PortalRequest) -> HttpResponse:
        """Go to the page of the portal on which the sheet of a ceremony is brought in."""
        if not self.may(request.viewer, "add"):
            raise PermissionDenied
        return redirect("parks:new_import", ImportKind.AGREEMENTS)

    def add_by_action(self, row: Agreement, *, by: User) -> Agreement:
        fields = {name: getattr(row, name) for name in ENTERED}
        return draft_agreement(park=row.park, by=by, **fields)

    def get_readonly_fields(
        self, request: PortalRequest, obj: Agreement | None = None
    ) -> tuple[str, ...]:
        fixed = super().get_readonly_fields(request, obj)
        is_draft = obj is None or obj.state == A.DRAFT
        return fixed if is_draft else (*fixed, "kind", "starts_on", "ends_on")

    def get_fields(self, request: PortalRequest, obj: Agreement | None = None) -> tuple[Any, ...]:
        entered = (
            ("park", "kind"),
            ("name_zh", "name_en"),
            "number",
            ("starts_on", "ends_on"),
            "disciplines",
        )
        kept = (("state", "signed_on"), "ended_because", ("renews", "filename"))
        return (*entered, *kept) if obj else entered


class PartOfAgreement(ScopedModelAdmin):
    """Written on the page of its agreement."""

    operator_may = officers_may = ("view",)
    park_lookup = "agreement__park_id"


@admin.register(AgreementParty)
class AgreementPartyAdmin(PartOfAgreement):
    organisation_lookup = "organisation_id"
    list_display = ("organisation", "side", "agreement", "signatory")
    list_filter = ("side", ("agreement", OfTheViewer))
    list_select_related = ("organisation", "agreement")
    search_fields = ("organisation__name_zh", "organisation__name_en", *OF_AN_AGREEMENT)
    ordering = ("-pk",)
    fields = (("agreement", "organisation"), ("side", "signatory"))


@admin.register(Quota)
class QuotaAdmin(PartOfAgreement):
    list_display = ("agreement", "year", "degree", "discipline", "places", "used")
    list_filter = ("year", ("agreement", OfTheViewer))
    list_select_related = ("agreement", "degree", "discipline")
    search_fields = OF_AN_AGREEMENT
    ordering = ("-year", "agreement", "pk")
    fields = (("agreement", "year"), ("degree", "discipline"), ("places", "used"))


@admin.register(Obligation)
class ObligationAdmin(PartOfAgreement, MovesAdmin):
    operator_may = officers_may = ("view", "move")
    organisation_lookup = "owner_id"
    refusals = (IllegalMoveError, AgreementError)
    list_display = ("words", "owner", "due_on", "shown_state", "agreement")
    list_filter = ("state", "due_on", ("agreement", OfTheViewer))
    list_select_related = ("owner", "agreement")
    search_fields = ("text_zh", "text_en", "owner__name_zh", "owner__name_en")
    ordering = ("due_on", "pk")
    fields = (
        ("agreement", "owner"),
        ("text_zh", "text_en"),
        ("due_on", "state"),
        ("settled_by", "settled_at"),
        "note",
    )
    actions = actions_detail = ("done", "waive", "reopen")
    shown_state = state_column(O, {O.OPEN: WAITING, O.DONE: GOOD})

    @display(description=pgettext_lazy("an obligation", "what"))
    def words(self, row: Obligation) -> str:
        return row.text

    @move(
        label=_("It is done"),
        icon="task_alt",
        variant=ActionVariant.PRIMARY,
        offered=may_become(OBLIGATION_MOVES, O.DONE),
    )
    def done(self, row: Obligation, *, by: User) -> None:
        settle_obligation(obligation=row, state=O.DONE, by=by)

    @move(
        label=_("Waive it"),
        icon="block",
        form_class=WaiveForm,
        offered=may_become(OBLIGATION_MOVES, O.WAIVED),
    )
    def waive(self, row: Obligation, *, by: User, note: str) -> None:
        settle_obligation(obligation=row, state=O.WAIVED, by=by, note=note)

    @move(
        label=_("It is not done yet"),
        icon="undo",
        offered=may_become(OBLIGATION_MOVES, O.OPEN),
    )
    def reopen(self, row: Obligation, *, by: User) -> None:
        settle_obligation(obligation=row, state=O.OPEN, by=by)
