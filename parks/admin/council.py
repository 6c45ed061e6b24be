"""The council of a consortium: terms, and the seats with everybody who has held one."""

from copy import copy
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from parks.actions.consortium import ConsortiumError
from parks.actions.council import (
    begin_term,
    leave_seat,
    remove_term,
    take_back_seat,
    take_over_seat,
    take_seat,
)
from parks.actions.seats import rename_holder
from parks.choices.consortium import SeatRole
from parks.http import PortalRequest
from parks.models import ConsortiumMembership, CouncilTerm, Organisation, Seat, User
from parks.queries.council import may_be_removed, may_be_taken_back
from parks.workflow import IllegalMoveError

from .by_action import AddedByAction
from .lists import OfTheViewer
from .moves import MovesAdmin, move


@admin.register(CouncilTerm)
class CouncilTermAdmin(AddedByAction, MovesAdmin):
    """Terms follow each other and are numbered by themselves."""

    operator_may = ("view", "add", "move")
    officers_may = ("view", "add", "move")
    park_lookup = "consortium__lead_id"
    refusals = (IllegalMoveError, ConsortiumError)
    list_display = ("number", "consortium", "starts_on", "ends_on")
    list_filter = (("consortium", OfTheViewer),)
    list_select_related = ("consortium",)
    search_fields = ("consortium__name_zh", "consortium__name_en")
    ordering = ("-starts_on", "-pk")
    fields = ("consortium", ("starts_on", "ends_on"))
    actions_detail = ("remove",)

    @move(
        label=_("Remove the term"),
        icon="delete",
        variant=ActionVariant.DANGER,
        offered=may_be_removed,
    )
    def remove(self, row: CouncilTerm, *, by: User) -> None:
        remove_term(term=row, by=by)

    def add_by_action(self, row: CouncilTerm, *, by: User) -> CouncilTerm:
        return begin_term(
            consortium=row.consortium, starts_on=row.starts_on, ends_on=row.ends_on, by=by
        )


class LastDayForm(forms.Form):
    until = forms.DateField(
        label=_("Last day"), widget=UnfoldAdminTextInputWidget(attrs={"type": "date"})
    )


class HolderForm(forms.Form):
    person = forms.CharField(
        label=_("Person"),
        help_text=_("Everybody reads it. Write a dash where somebody wants their name taken away."),
        max_length=120,
        widget=UnfoldAdminTextInputWidget,
    )


class SeatForm(forms.ModelForm):
    """A seat that is free, or one that is taken over: the same office in the same term."""

    replaces = forms.ModelChoiceField(
        Seat.objects.none(),
        label=_("takes over the seat of"),
        help_text=_("Their seat ends the day before. Choose its term and its office below."),
        required=False,
        widget=UnfoldAdminSelectWidget,
    )

    def clean(self) -> dict[str, Any]:
        old = self.cleaned_data.get("replaces")
        given = self.cleaned_data.get("term"), self.cleaned_data.get("role")
        if old is not None and given != (old.term, old.role):
            self.add_error("replaces", _("That seat is of another term or another office."))
        return super().clean()


@admin.register(Seat)
class SeatAdmin(AddedByAction, MovesAdmin):
    operator_may = ("view", "add", "move")
    officers_may = ("view", "add", "move")
    park_lookup = "term__consortium__lead_id"
    organisation_lookup = "organisation_id"
    refusals = (IllegalMoveError, ConsortiumError)
    form = SeatForm
    list_display = ("person", "role", "organisation", "term", "since", "last_day")
    list_filter = (("until", admin.EmptyFieldListFilter), "role", ("term__consortium", OfTheViewer))
    list_select_related = ("organisation", "term__consortium")
    search_fields = ("person", "organisation__name_zh", "organisation__name_en")
    autocomplete_fields = ("user",)
    readonly_fields = ("last_day",)
    ordering = ("-since", "-pk")
    actions = ("leave",)
    actions_detail = ("leave", "take_back", "rename")

    @admin.display(description=pgettext_lazy("a period", "until"), ordering="until")
    def last_day(self, row: Seat) -> str:
        return date_format(row.until or row.term.ends_on)

    @move(
        label=_("End the seat"),
        icon="event_busy",
        variant=ActionVariant.DANGER,
        form_class=LastDayForm,
        offered=lambda row: row.until is None,
    )
    def leave(self, row: Seat, *, by: User, until: Any) -> None:
        leave_seat(seat=row, until=until, by=by)

    @move(
        label=_("Take it back"),
        icon="undo",
        variant=ActionVariant.DANGER,
        offered=may_be_taken_back,
    )
    def take_back(self, row: Seat, *, by: User) -> None:
        """Whoever held the seat before holds it on."""
        take_back_seat(seat=row, by=by)

    @move(label=_("Correct the name"), icon="edit", form_class=HolderForm)
    def rename(self, row: Seat, *, by: User, person: str) -> None:
        rename_holder(seat=row, person=person, by=by)

    def add_by_action(self, row: Seat, *, by: User) -> Seat:
        who = {
            "organisation": row.organisation,
            "person": row.person,
            "since": row.since,
            "user": row.user,
            "by": by,
        }
        if row.replaces is not None:
            return take_over_seat(seat=row.replaces, **who)
        return take_seat(term=row.term, role=SeatRole(row.role), **who)

    def get_fields(self, request: PortalRequest, obj: Seat | None = None) -> tuple[Any, ...]:
        account = ("user",) if request.viewer.is_operator else ()
        seat = (("term", "role"), ("organisation", "person"), *account)
        return (*seat, ("since", "last_day")) if obj else ("replaces", *seat, "since")

    def get_form(
        self, request: PortalRequest, obj: Seat | None = None, **kwargs: Any
    ) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, **kwargs)
        if "replaces" in form.base_fields:
            field = copy(form.base_fields["replaces"])
            held = Seat.objects.editable_by(request.viewer).filter(until=None)
            field.queryset = held.order_by("-term__starts_on", "pk")
            form.base_fields = {**form.base_fields, "replaces": field}
        return form

    def get_field_queryset(
        self, db: str | None, db_field: models.Field, request: PortalRequest
    ) -> models.QuerySet | None:
        """On a council sit members, of whatever park they are."""
        if db_field.name == "term":
            terms = CouncilTerm.objects.editable_by(request.viewer).select_related("consortium")
            return terms.order_by("-starts_on", "-pk")
        if db_field.name != "organisation":
            return super().get_field_queryset(db, db_field, request)
        members = ConsortiumMembership.objects.editable_by(request.viewer).active()
        rows = Organisation.objects.filter(pk__in=members.values("organisation"))
        return rows.order_by("name_zh", "name_en", "pk")
