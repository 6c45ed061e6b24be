"""Who acts for an organisation, and who was asked to."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin import RelatedOnlyFieldListFilter, SimpleListFilter
from django.db import models
from django.utils.translation import gettext_lazy as _
from unfold.enums import ActionVariant

from parks.actions.organisations import (
    change_role,
    invite_member,
    join_organisation,
    leave_organisation,
)
from parks.choices.organisations import InvitationState, MembershipRole, roles_of
from parks.http import PortalRequest
from parks.models import Invitation, Membership, User

from .by_action import AddedByAction
from .columns import GOOD, LOST, WAITING, plain, state_column
from .moves import MovesAdmin, move


class MembershipForm(forms.ModelForm):
    """An organisation keeps somebody who can let others in."""

    def clean_role(self) -> str:
        role, row = self.cleaned_data["role"], self.instance
        if row.pk and role not in roles_of(row.organisation.kind):
            raise forms.ValidationError(_("An organisation of this kind does not give this role."))
        steps_down = row.pk and row.role == MembershipRole.ADMIN != role and row.left_at is None
        if steps_down and not other_administrators(row).exists():
            raise forms.ValidationError(_("Make somebody else an administrator first."))
        return role


def other_administrators(membership: Membership) -> models.QuerySet:
    admins = Membership.objects.live().filter(role=MembershipRole.ADMIN)
    return admins.filter(organisation=membership.organisation_id).exclude(pk=membership.pk)


class LiveFilter(SimpleListFilter):
    title = _("membership")
    parameter_name = "membership"

    def lookups(self, request: PortalRequest, model_admin: object) -> list[tuple[str, Any]]:
        return [("present", _("Present")), ("past", _("Past"))]

    def queryset(self, request: PortalRequest, rows: models.QuerySet) -> models.QuerySet:
        past = {"present": True, "past": False}.get(self.value())
        return rows if past is None else rows.filter(left_at__isnull=past)


@admin.register(Membership)
class MembershipAdmin(AddedByAction, MovesAdmin):
    officers_may = ("view", "change", "move")
    park_lookup = "organisation__park_id"
    organisation_lookup = "organisation_id"
    form = MembershipForm
    list_display = ("person", "organisation", "role", "joined_at", "left_at")
    list_filter = (LiveFilter, "role", ("organisation__park", RelatedOnlyFieldListFilter))
    list_select_related = ("user", "organisation")
    search_fields = (
        "user__full_name",
        "user__email",
        "organisation__name_zh",
        "organisation__name_en",
    )
    ordering = ("-joined_at", "-pk")
    date_hierarchy = "joined_at"
    autocomplete_fields = ("user", "organisation")
    readonly_fields = ("person", "joined_at", "left_at")
    set_once = ("organisation",)
    actions = ("end_membership",)
    actions_detail = ("end_membership",)
    person = plain("user", _("person"))

    @move(
        label=_("End membership"),
        icon="person_remove",
        variant=ActionVariant.DANGER,
        offered=lambda row: row.left_at is None,
    )
    def end_membership(self, row: Membership, *, by: User) -> None:
        leave_organisation(row, by=by)

    def save_model(
        self, request: PortalRequest, obj: Membership, form: forms.ModelForm, change: bool
    ) -> None:
        """A role is changed by the action that the pages call, so that the person is told."""
        if not change:
            super().save_model(request, obj, form, change)
        elif "role" in form.changed_data:
            change_role(obj, role=MembershipRole(obj.role), by=request.user)

    def log_change(self, request: PortalRequest, obj: Membership, message: Any) -> None:
        """The action has written the trail; nothing but the role can be changed."""

    def add_by_action(self, row: Membership, *, by: User) -> Membership:
        role = MembershipRole(row.role)
        return join_organisation(row.organisation, user=row.user, role=role, by=by)

    def get_fields(
        self, request: PortalRequest, obj: models.Model | None = None
    ) -> tuple[Any, ...]:
        if obj is None:
            return ("user", "organisation", "role")
        return ("person", "organisation", "role", ("joined_at", "left_at"))


@admin.register(Invitation)
class InvitationAdmin(AddedByAction):
    """The link's secret is never shown here: whoever reads it could join."""

    operator_may = ("view", "add")
    officers_may = ("view", "add")
    park_lookup = "organisation__park_id"
    organisation_lookup = "organisation_id"
    list_display = ("email", "organisation", "role", "shown_state", "sent_at", "expires_at")
    list_filter = ("state", "role", ("organisation__park", RelatedOnlyFieldListFilter))
    list_select_related = ("organisation",)
    search_fields = ("email", "organisation__name_zh", "organisation__name_en")
    ordering = ("-sent_at", "-pk")
    date_hierarchy = "sent_at"
    autocomplete_fields = ("organisation",)
    sender = plain("invited_by", _("invited by"))
    shown_state = state_column(
        InvitationState,
        {
            InvitationState.SENT: WAITING,
            InvitationState.ACCEPTED: GOOD,
            InvitationState.REVOKED: LOST,
        },
    )
    readonly_fields = ("state", "sender", "sent_at", "expires_at")
    unasked = ("uuid",)  # a secret, which rows above or below a value would narrow down

    def add_by_action(self, row: Invitation, *, by: User) -> Invitation:
        role = MembershipRole(row.role)
        return invite_member(row.organisation, email=row.email, role=role, by=by)

    def get_fields(
        self, request: PortalRequest, obj: models.Model | None = None
    ) -> tuple[Any, ...]:
        entered = ("organisation", "email", "role")
        return (*entered, "state", "sender", ("sent_at", "expires_at")) if obj else entered
