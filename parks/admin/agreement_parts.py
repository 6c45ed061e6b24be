"""What an agreement holds: parties, places by year, obligations; written on its page."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from unfold.decorators import display
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminTextInputWidget

from parks.actions.agreements import AgreementError
from parks.actions.obligations import settle_obligation
from parks.actions.quotas import lock_places
from parks.choices.agreements import OBLIGATION_MOVES, AgreementState, ObligationState
from parks.http import PortalRequest
from parks.models import Agreement, AgreementParty, Obligation, Quota, User
from parks.workflow import IllegalMoveError

from .base import ScopedModelAdmin
from .changed import ChangedRows
from .columns import GOOD, WAITING, state_column
from .inlines import InlineForm, ScopedInline
from .lists import OfTheViewer
from .moves import MovesAdmin, may_become, move

O = ObligationState  # noqa: E741
OF_AN_AGREEMENT = ("agreement__name_zh", "agreement__name_en", "agreement__number")


class WaiveForm(forms.Form):
    note = forms.CharField(
        label=_("Reason"),
        help_text=_("The parties read it."),
        widget=UnfoldAdminTextInputWidget(),
    )


class PartyInline(ScopedInline):
    """Who has signed stays; somebody who joins later can be added."""

    model = AgreementParty
    fields = ("organisation", "side", "signatory")
    ordering = ("pk",)
    autocomplete_fields = ("organisation",)

    def has_change_permission(self, request: PortalRequest, obj: Agreement | None = None) -> bool:
        return is_written(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: PortalRequest, obj: Agreement | None = None) -> bool:
        return is_written(obj) and super().has_delete_permission(request, obj)


def is_written(agreement: Agreement | None) -> bool:
    """Say whether an agreement is still being written: nobody has signed it."""
    return agreement is None or agreement.state == AgreementState.DRAFT


class QuotaForm(InlineForm):
    def clean(self) -> dict[str, Any]:
        """Places that somebody uses stay those of their year, degree and discipline."""
        said = super().clean()
        moved = {"year", "degree", "discipline"} & {*self.changed_data}
        if self.instance.pk and moved and _is_used(self.instance.pk):
            self.add_error(
                None, _("Some of these places are used: add a row for another year or degree.")
            )
        return said

    def clean_places(self) -> int:
        """What is used is no field of the form, so the row’s own constraint is not asked here.

        It is read behind the lock, which also waits for whoever takes one of the places right now.
        """
        places = self.cleaned_data["places"]
        lock_places(self.instance.agreement_id)
        if self.instance.pk and _is_used(self.instance.pk, beyond=places):
            raise forms.ValidationError(_("More places than this are used already."))
        return places


def _is_used(quota_id: int, *, beyond: int = 0) -> bool:
    return Quota.objects.filter(pk=quota_id, used__gt=beyond).exists()


class QuotaRows(ChangedRows):
    def clean(self) -> None:
        """Two rows for the same people are one with more places, also where neither is saved.

        Of a row that is there already its own constraint has told.
        """
        super().clean()
        seen = set()
        for form in self.forms:
            if not form.has_changed() and not form.instance.pk:
                continue
            if self.can_delete and self._should_delete_form(form):
                continue
            key = tuple(form.cleaned_data.get(name) for name in ("year", "degree", "discipline"))
            if key in seen and not form.non_field_errors():
                form.add_error(
                    None, _("There is a row for this year, degree and discipline already.")
                )
            seen.add(key)


class QuotaInline(ScopedInline):
    """Places can be added at any time; `used` is counted where they are taken."""

    form, formset = QuotaForm, QuotaRows
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
