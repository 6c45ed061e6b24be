"""Bases of agreements: accredited by the office of the park, run by their host."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminTextInputWidget

from parks.actions.bases import BaseError, accredit_base, end_base, suspend_base
from parks.choices.agreements import BASE_MOVES, BaseState
from parks.models import Base, BaseVisit, Mentor, User
from parks.workflow import IllegalMoveError

from .agreements import AdminDay
from .base import ScopedModelAdmin
from .changed import ChangedRow
from .columns import GOOD, LOST, WAITING, state_column
from .lists import OfTheViewer
from .moves import MovesAdmin, ReasonForm, may_become, move

B = BaseState
OF_A_BASE = ("base__name_zh", "base__name_en")


class AccreditForm(forms.Form):
    accredited_by = forms.CharField(
        label=_("Accredited by"), max_length=160, widget=UnfoldAdminTextInputWidget()
    )
    accredited_on = AdminDay(label=_("Accredited on"), initial=timezone.localdate)
    accredited_until = AdminDay(label=_("Accredited until"), required=False)


class BaseForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        """The host has signed the agreement; once the base is there, both are fixed."""
        said = super().clean()
        agreement, host = self.cleaned_data.get("agreement"), self.cleaned_data.get("host")
        if agreement and host and not agreement.parties.filter(organisation=host).exists():
            self.add_error("host", _("The host is a party of the agreement. Add it there first."))
        return said


@admin.register(Base)
class BaseAdmin(ChangedRow, MovesAdmin):
    """Mentors, students and visits stand on the page of the base, which its host works with."""

    operator_may = officers_may = ("view", "add", "change", "move")
    park_lookup = "agreement__park_id"
    organisation_lookup = "host_id"
    form = BaseForm
    refusals = (IllegalMoveError, BaseError)
    set_once = ("agreement", "host")
    list_display = ("title", "host", "kind", "shown_state", "capacity", "accredited_until")
    list_filter = ("state", "kind", ("agreement", OfTheViewer))
    list_select_related = ("host",)
    search_fields = ("name_zh", "name_en", "host__name_zh", "host__name_en")
    ordering = ("pk",)
    autocomplete_fields = ("agreement", "host")
    readonly_fields = ("state", "accredited_by", "accredited_on", "accredited_until")
    fields = (
        ("agreement", "host"),
        ("name_zh", "name_en"),
        ("kind", "capacity"),
        "state",
        ("accredited_by", "accredited_on", "accredited_until"),
    )
    actions = actions_detail = ("accredit", "suspend", "end")
    shown_state = state_column(B, {B.APPLIED: WAITING, B.ACCREDITED: GOOD, B.SUSPENDED: LOST})

    @display(description=_("name"))
    def title(self, row: Base) -> str:
        return row.name

    @move(
        label=_("Accredit"),
        icon="verified",
        variant=ActionVariant.PRIMARY,
        form_class=AccreditForm,
        offered=may_become(BASE_MOVES, B.ACCREDITED),
    )
    def accredit(self, row: Base, *, by: User, **answers: Any) -> None:
        accredit_base(base=row, by=by, **answers)

    @move(
        label=_("Suspend"),
        icon="pause",
        form_class=ReasonForm,
        offered=may_become(BASE_MOVES, B.SUSPENDED),
    )
    def suspend(self, row: Base, *, by: User, reason: str) -> None:
        suspend_base(base=row, by=by, reason=reason)

    @move(
        label=_("Close the base"),
        icon="cancel",
        variant=ActionVariant.DANGER,
        form_class=ReasonForm,
        offered=may_become(BASE_MOVES, B.ENDED),
    )
    def end(self, row: Base, *, by: User, reason: str) -> None:
        end_base(base=row, by=by, reason=reason)


class PartOfBase(ScopedModelAdmin):
    """Written on the page of its base."""

    operator_may = officers_may = ("view",)
    park_lookup = "base__agreement__park_id"
    organisation_lookup = "base__host_id"


@admin.register(Mentor)
class MentorAdmin(PartOfBase):
    list_display = ("user", "base", "students_at_most", "since", "until")
    list_filter = (("base", OfTheViewer),)
    list_select_related = ("user", "base")
    search_fields = ("user__full_name", *OF_A_BASE)
    ordering = ("-pk",)
    fields = (("base", "user"), ("field_zh", "field_en"), ("students_at_most", "since", "until"))


@admin.register(BaseVisit)
class BaseVisitAdmin(PartOfBase):
    list_display = ("base", "visited_on", "visitor")
    list_filter = (("base", OfTheViewer), "visited_on")
    list_select_related = ("base", "visitor")
    search_fields = OF_A_BASE
    ordering = ("-visited_on", "-pk")
    fields = (("base", "visitor"), ("visited_on", "recorded_by"), "note")
