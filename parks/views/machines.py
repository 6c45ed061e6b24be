"""The tokens and webhooks of an organisation; its administrators' alone."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parks.actions.tokens import make_token, revoke_token
from parks.forms.machines import TokenForm
from parks.http import PortalRequest, page, posted
from parks.models import ApiToken, Organisation
from parks.queries.machines import tokens_of, webhooks_of


def administered(request: PortalRequest, uuid: UUID) -> Organisation:
    """Return an organisation that this person administers, or 404."""
    rows = Organisation.objects.filter(pk__in=request.viewer.administered_ids).with_verified()
    return get_object_or_404(rows, uuid=uuid)


@require_safe
def machines(request: PortalRequest, uuid: UUID) -> HttpResponse:
    organisation = administered(request, uuid)
    context = {
        "organisation": organisation,
        "tokens": tokens_of(organisation),
        "webhooks": webhooks_of(organisation),
        "now": timezone.now(),
    }
    return page(request, "parks/machines.html", context)


def new_token(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Make a token: the answer to the form shows it, and no other page ever does."""
    organisation = administered(request, uuid)
    form = TokenForm(posted(request))
    context = {"organisation": organisation, "form": form, "secret": "", "token": None}
    if form.is_valid():
        made = make_token(
            organisation,
            name=form.cleaned_data["name"],
            scopes=form.cleaned_data["scopes"],
            expires_at=form.expires_at(timezone.now()),
            by=request.user,
        )
        context |= {"secret": made.secret, "token": made.token}
    return page(request, "parks/new_token.html", context)


@require_POST
def revoke(request: PortalRequest, pk: int) -> HttpResponse:
    rows = ApiToken.objects.filter(organisation__in=request.viewer.administered_ids)
    token = get_object_or_404(rows.select_related("organisation"), pk=pk)
    revoke_token(token, by=request.user)
    messages.success(request, _("The token “%(name)s” is revoked.") % {"name": token.name})
    return redirect("parks:machines", token.organisation.uuid)
