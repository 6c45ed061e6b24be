"""Who acts for an organisation: invited, given a role, removed, gone by themselves."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parks.actions.organisations import (
    OrganisationError,
    change_role,
    invite_member,
    leave_organisation,
    revoke_invitation,
)
from parks.choices.organisations import MembershipRole, OrganisationKind
from parks.forms.team import InviteForm, RoleForm, role_choices, role_notes
from parks.http import PortalRequest, page
from parks.models import Membership, Organisation
from parks.queries.organisations import people_asking


@require_safe
def team(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Show the members to everybody who acts in full; its administrators may change the team."""
    return _page(request, _among(request.viewer.organisation_ids, uuid))


@require_POST
def invite(request: PortalRequest, uuid: UUID) -> HttpResponse:
    organisation = _among(request.viewer.administered_ids, uuid)
    form = _invite_form(organisation, request.POST)
    if form.is_valid():
        try:
            invite_member(organisation, **form.cleaned_data, by=request.user)
        except OrganisationError as error:
            form.add_error("email", str(error))
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("parks:team", uuid)
    return _page(request, organisation, form=form)


@require_POST
def role(request: PortalRequest, uuid: UUID, pk: int) -> HttpResponse:
    organisation = _among(request.viewer.administered_ids, uuid)
    membership = get_object_or_404(organisation.memberships.live(), pk=pk)
    form = RoleForm(request.POST, organisation=organisation)
    if form.is_valid():
        wanted = MembershipRole(form.cleaned_data["role"])
        _try(request, _("The role is changed."), change_role, membership, role=wanted)
    return redirect("parks:team", uuid)


@require_POST
def remove(request: PortalRequest, uuid: UUID, pk: int) -> HttpResponse:
    organisation = _among(request.viewer.administered_ids, uuid)
    membership = get_object_or_404(organisation.memberships.live(), pk=pk)
    _try(request, _("The person no longer acts for you."), leave_organisation, membership)
    return redirect("parks:team", uuid)


@require_POST
def leave(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """End the viewer's own membership, whatever its role."""
    mine = Membership.objects.live().filter(user=request.viewer.user_id)
    membership = get_object_or_404(mine, organisation__uuid=uuid)
    if _try(request, _("You no longer act for it."), leave_organisation, membership):
        return redirect("companies:join")
    return redirect("companies:organisation", uuid)


@require_POST
def revoke(request: PortalRequest, uuid: UUID, pk: int) -> HttpResponse:
    organisation = _among(request.viewer.administered_ids, uuid)
    invitation = get_object_or_404(organisation.invitations, pk=pk)
    _try(request, _("The invitation is taken back."), revoke_invitation, invitation)
    return redirect("parks:team", uuid)


def _try(
    request: PortalRequest,
    said: str,
    deed: Callable[..., object],
    row: object,
    **wanted: MembershipRole,
) -> bool:
    """Do it and say so, or say why not."""
    try:
        deed(row, **wanted, by=request.user)
    except OrganisationError as error:
        messages.error(request, str(error))
        return False
    messages.success(request, said)
    return True


def _among(ids: frozenset[int], uuid: UUID) -> Organisation:
    return get_object_or_404(Organisation.objects.filter(pk__in=ids), uuid=uuid)


def _page(
    request: PortalRequest, organisation: Organisation, form: InviteForm | None = None
) -> HttpResponse:
    is_admin = organisation.pk in request.viewer.administered_ids
    members = organisation.memberships.live().select_related("user", "organisation")
    context = {
        "organisation": organisation,
        "members": members.order_by("joined_at", "pk"),
        "roles": role_choices(organisation),
        "notes": role_notes(organisation),
        "is_admin": is_admin,
        "is_office": organisation.kind == OrganisationKind.PARK_OFFICE,
        "form": None,
        "invitations": (),
        "asking": (),
        "now": timezone.now(),
    }
    if is_admin:
        context |= _waiting(organisation) | {"form": form or _invite_form(organisation)}
    return page(request, "parks/team.html", context)


def _invite_form(organisation: Organisation, sent: QueryDict | None = None) -> InviteForm:
    form = InviteForm(sent, organisation=organisation)
    form.helper.form_action = reverse("parks:invite", args=[organisation.uuid])
    return form


def _waiting(organisation: Organisation) -> dict[str, Any]:
    """Return what administrators see beside the members: who was invited, and who asks."""
    invitations = organisation.invitations.open().select_related("organisation")
    return {
        "invitations": invitations.order_by("-sent_at", "-pk"),
        "asking": people_asking(organisation, timezone.now()),
    }
