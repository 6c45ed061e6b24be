"""Sign-in by button and a look at the mail: these addresses exist with DEMO=1 only."""

from typing import Any

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from parks.actions.sign_ins import SIGNED_IN, note_sign_in
from parks.http import PortalRequest, page
from parks.models import OutboxMail, User

PERSONAS = {
    "graduate": _("Graduate"),
    "recruiter": _("Company HR"),
    "interviewer": _("Interviewer"),
    "careers": _("Career office"),
    "office": _("Park office"),
    "secretariat": _("Consortium office"),
    "operator": _("Operator"),
}
DOMAIN = "demo.example"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SHOWN = 30


@login_not_required
@require_POST
def sign_in(request: PortalRequest, persona: str) -> HttpResponse:
    if persona not in PERSONAS:
        raise Http404
    user = get_object_or_404(User, email=f"{persona}@{DOMAIN}")
    login(request, user, backend=BACKEND)
    note_sign_in(user, SIGNED_IN)
    return redirect("home")


@login_not_required
@require_safe
def mail(request: PortalRequest) -> HttpResponse:
    """Show the newest mail of the demo people, which leaves the machine for nobody."""
    newest = OutboxMail.objects.order_by("-pk")[:SHOWN]
    return page(request, "demo_mail.html", {"mails": newest})


def personas(request: PortalRequest) -> dict[str, Any]:
    """Context processor: the people whose buttons stand at the top of each page of the demo."""
    return {"demo_personas": PERSONAS.items()}
