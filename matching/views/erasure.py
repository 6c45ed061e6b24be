from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from matching.actions.erasure import ErasureError, erase_account
from matching.forms.privacy import ErasureForm
from matching.queries.privacy import withdrawable_of
from parks.actions.organisations import OrganisationError
from parks.http import PortalRequest, page, posted


def erase(request: PortalRequest) -> HttpResponse:
    """Say what goes and what stays; with the password and the word typed, erase the account."""
    form = ErasureForm(posted(request), user=request.user)
    if request.method == "POST" and not _may_try(request):
        messages.error(request, _("Too many tries. Wait a minute, then try again."))
        return redirect("matching:erase")
    if form.is_valid():
        try:
            erase_account(request.user, now=timezone.now())
        except (ErasureError, OrganisationError) as error:
            form.add_error(None, str(error))
        else:
            logout(request)
            messages.success(request, _("Your account is erased. We wish you well."))
            return redirect("home")
    live = withdrawable_of(request.user)
    return page(request, "matching/erase.html", {"form": form, "live": live})


def _may_try(request: PortalRequest) -> bool:
    """Guessing the password here is slowed down as it is at the sign-in."""
    return ratelimit.consume(request, action="reauthenticate", user=request.user)
