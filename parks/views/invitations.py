from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from parks.actions.organisations import OrganisationError, accept_invitation
from parks.http import PortalRequest, page
from parks.models import Invitation


def invitation(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Show an invitation to the person whose address it was sent to, and let them accept it."""
    mine = Invitation.objects.open().filter(email__iexact=request.user.email)
    invitation = get_object_or_404(mine.select_related("organisation", "invited_by"), uuid=uuid)
    if request.method == "POST":
        try:
            accept_invitation(invitation, by=request.user)
        except OrganisationError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Welcome: you act for this organisation now."))
            return redirect("home")
    return page(request, "parks/invitation.html", {"invitation": invitation})
