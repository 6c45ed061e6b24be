"""Consortia and who is in them: admitted, suspended and declined by the office of the lead park."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.enums import ActionVariant

from parks.actions.consortium import ConsortiumError, apply_to_join, move_member
from parks.choices.consortium import MEMBER_MOVES, MemberState
from parks.models import Consortium, ConsortiumMembership, User
from parks.workflow import IllegalMoveError

from .base import ScopedModelAdmin
from .by_action import AddedByAction
from .columns import GOOD, LOST, MOVING, WAITING, state_column
from .lists import OfTheViewer
from .moves import MovesAdmin, ReasonForm, may_become, move


class ConsortiumForm(forms.ModelForm):
    def clean_founded_on(self) -> date | None:
        day = self.cleaned_data["founded_on"]
        if day is not None and day > timezone.localdate():
            raise forms.ValidationError(_("A consortium was founded today or earlier."))
        return day


@admin.register(Consortium)
class ConsortiumAdmin(ScopedModelAdmin):
    operator_may = ("view", "add", "change")
    officers_may = ("view", "add", "change")
    park_lookup = "lead_id"
    form = ConsortiumForm
    operator_sets = ("lead", "slug")
    list_display = ("name", "lead", "founded_on", "quorum_percent", "listed")
    list_filter = ("listed",)
    list_select_related = ("lead",)
    search_fields = ("name_zh", "name_en", "slug")
    ordering = ("name_zh", "pk")
    prepopulated_fields = {"slug": ("name_en",)}
    fields = (
        ("name_zh", "name_en"),
        ("slug", "lead"),
        "summary_zh",
        "summary_en",
        ("founded_on", "quorum_percent"),
        "listed",
    )

    @admin.display(description=_("name"), ordering="name_zh")
    def name(self, row: Consortium) -> str:
        return row.name


@admin.register(ConsortiumMembership)
class ConsortiumMembershipAdmin(AddedByAction, MovesAdmin):
    """A new row is an application; the organisation and the office hear of every step."""

    operator_may = ("view", "add", "move")
    officers_may = ("view", "add", "move")
    park_lookup = "consortium__lead_id"
    organisation_lookup = "organisation_id"
    refusals = (IllegalMoveError, ConsortiumError)
    list_display = ("organisation", "kind", "consortium", "shown_state", "joined_on", "left_on")
    list_filter = ("state", "organisation__kind", ("consortium", OfTheViewer))
    list_select_related = ("organisation", "consortium")
    search_fields = ("organisation__name_zh", "organisation__name_en")
    ordering = ("-applied_at", "-pk")
    autocomplete_fields = ("organisation",)
    readonly_fields = ("state", "applied_at", "joined_on", "left_on", "reason")
    set_once = ("consortium", "organisation")
    actions = actions_detail = ("review", "admit", "suspend", "decline", "end")
    shown_state = state_column(
        MemberState,
        {
            MemberState.APPLIED: WAITING,
            MemberState.REVIEWED: MOVING,
            MemberState.ACTIVE: GOOD,
            MemberState.SUSPENDED: LOST,
        },
    )

    @admin.display(description=_("kind"), ordering="organisation__kind")
    def kind(self, row: ConsortiumMembership) -> str:
        return row.organisation.get_kind_display()

    @move(
        label=_("Mark as reviewed"),
        icon="visibility",
        offered=may_become(MEMBER_MOVES, MemberState.REVIEWED),
    )
    def review(self, row: ConsortiumMembership, *, by: User) -> None:
        move_member(row, state=MemberState.REVIEWED, by=by)

    @move(
        label=_("Admit as a member"),
        icon="how_to_reg",
        variant=ActionVariant.PRIMARY,
        offered=may_become(MEMBER_MOVES, MemberState.ACTIVE),
    )
    def admit(self, row: ConsortiumMembership, *, by: User) -> None:
        move_member(row, state=MemberState.ACTIVE, by=by)

    @move(
        label=_("Suspend the membership"),
        icon="pause_circle",
        form_class=ReasonForm,
        offered=may_become(MEMBER_MOVES, MemberState.SUSPENDED),
    )
    def suspend(self, row: ConsortiumMembership, *, by: User, reason: str) -> None:
        move_member(row, state=MemberState.SUSPENDED, by=by, reason=reason)

    @move(
        label=_("Do not admit"),
        icon="block",
        variant=ActionVariant.DANGER,
        form_class=ReasonForm,
        offered=may_become(MEMBER_MOVES, MemberState.DECLINED),
    )
    def decline(self, row: ConsortiumMembership, *, by: User, reason: str) -> None:
        move_member(row, state=MemberState.DECLINED, by=by, reason=reason)

    @move(
        label=_("End the membership"),
        icon="logout",
        variant=ActionVariant.DANGER,
        form_class=ReasonForm,
        offered=lambda row: row.state in (MemberState.ACTIVE, MemberState.SUSPENDED),
    )
    def end(self, row: ConsortiumMembership, *, by: User, reason: str) -> None:
        move_member(row, state=MemberState.LEFT, by=by, reason=reason)

    def add_by_action(self, row: ConsortiumMembership, *, by: User) -> ConsortiumMembership:
        return apply_to_join(consortium=row.consortium, organisation=row.organisation, by=by)

    def get_fields(self, request: Any, obj: ConsortiumMembership | None = None) -> tuple[Any, ...]:
        asked = (("consortium", "organisation"),)
        if obj is None:
            return asked
        return (*asked, ("state", "applied_at"), ("joined_on", "left_on"), "reason")
