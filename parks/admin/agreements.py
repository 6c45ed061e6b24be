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
from unfold.decorators import action, display
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminTextInputWidget

from parks.actions.agreement_news import tell_party
from parks.actions.agreements import (
    RENEWABLE,
    AgreementError,
    draft_agreement,
    move_on,
    next_term,
    renew_agreement,
    require_sound,
    sign_agreement,
    terminate_agreement,
)
from parks.choices.agreements import AGREEMENT_MOVES, AgreementState
from parks.choices.imports import ImportKind
from parks.http import PortalRequest
from parks.models import Agreement, AgreementParty, User
from parks.workflow import IllegalMoveError

from .agreement_parts import ObligationInline, PartyInline, QuotaInline, is_written
from .by_action import AddedByAction
from .changed import ChangedRow
from .columns import GOOD, LOST, MOVING, WAITING, state_column
from .lists import OfTheViewer
from .moves import MovesAdmin, ReasonForm, may_become, move

A = AgreementState
ENTERED = ("kind", "name_zh", "name_en", "number", "starts_on", "ends_on")


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


@admin.register(Agreement)
class AgreementAdmin(ChangedRow, AddedByAction, MovesAdmin):
    """A draft is written here, or imported; its term and who signs are fixed once it is signed.

    What its parts say of each other is looked at when all of them are written.
    """

    operator_may = officers_may = ("view", "add", "change", "move", "delete")
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

    def save_related(
        self, request: PortalRequest, form: Any, formsets: list[Any], change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        require_sound(form.instance)
        if not is_written(form.instance):
            for party in (row for formset in formsets for row in formset.new_objects):
                if isinstance(party, AgreementParty):
                    tell_party(party, "agreement_signed")

    def has_delete_permission(self, request: PortalRequest, obj: Agreement | None = None) -> bool:
        """A draft that is not wanted can go; what was signed is ended, and stays to be read."""
        is_draft = obj is not None and is_written(obj)
        return is_draft and super().has_delete_permission(request, obj)

    def get_readonly_fields(
        self, request: PortalRequest, obj: Agreement | None = None
    ) -> tuple[str, ...]:
        fixed = super().get_readonly_fields(request, obj)
        return fixed if is_written(obj) else (*fixed, "kind", "starts_on", "ends_on")

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
