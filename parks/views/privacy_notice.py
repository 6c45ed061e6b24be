from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parks.actions.consents import note_consent
from parks.choices.notices import ConsentPurpose
from parks.consents import TERMS_VERSION
from parks.http import PortalRequest, page


@login_not_required
@require_safe
def privacy_notice(request: PortalRequest) -> HttpResponse:
    return page(request, "parks/privacy_notice.html", {"version": TERMS_VERSION})


@require_POST
def agree(request: PortalRequest) -> HttpResponse:
    """Agree to the present terms and notice, and go on where one was."""
    note_consent(request.user, purpose=ConsentPurpose.TERMS)
    messages.success(request, _("Thank you. Your consent is noted with today's date."))
    address = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(address if is_ours else reverse("home"))
