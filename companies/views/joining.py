"""How somebody comes to act for a company: find it, claim it, ask to be let in, or register it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from companies.actions.registration import CodeTakenError, register_company
from companies.forms.registration import RegistrationForm
from companies.models import Company
from companies.queries.joining import companies_found, companies_to_join
from parks.actions.evidence import send_again
from parks.actions.joining import ask_to_join, claim_organisation
from parks.actions.organisations import OrganisationError
from parks.choices.organisations import VerificationState
from parks.evidence_files import EvidenceError, EvidenceFile
from parks.forms.base import PortalForm
from parks.forms.evidence import ClaimForm, SendAgainForm
from parks.http import PortalRequest, page, posted
from parks.models import Organisation, User, Verification
from parks.paging import paged
from parks.queries.organisations import my_claims, my_invitations, my_memberships

LONGEST_WORDS = 100


@require_safe
def join(request: PortalRequest) -> HttpResponse:
    """Whom the viewer acts for, what they have asked for, and the search for another company."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_WORDS]
    found = companies_found(words, request.viewer) if words else Company.objects.none()
    context = {
        **paged(request, found),
        "words": words,
        "memberships": my_memberships(request.viewer),
        "claims": my_claims(request.viewer),
        "invitations": my_invitations(request.user, timezone.now()),
    }
    return page(request, "companies/join.html", context)


def register(request: PortalRequest) -> HttpResponse:
    form = RegistrationForm(posted(request), request.FILES or None, viewer=request.viewer)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            company = register_company(facts=form.facts(), file=file, by=request.user)
        except CodeTakenError as error:
            form.refuse_code(error.organisation)
        except (OrganisationError, EvidenceError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Registered. You can draft openings while you wait."))
            return redirect("companies:organisation", company.uuid)
    return page(request, "companies/register.html", {"form": form})


def join_company(request: PortalRequest, slug: str) -> HttpResponse:
    """One company: claim it while nobody acts for it, else ask those who do."""
    company = get_object_or_404(companies_to_join(), slug=slug)
    if acts_for(request, company):
        return redirect("companies:organisation", company.uuid)
    claims = company.verifications.filter(submitted_by=request.user)
    asked = claims.filter(state=VerificationState.ASKED).first()
    form = _claim_form(request, company, asked)
    if form and form.is_valid():
        try:
            _claim(company, asked, file=form.cleaned_data["file"], by=request.user)
        except (OrganisationError, EvidenceError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Sent. You will hear from the park office."))
            return redirect("companies:join_company", company.slug)
    newest_first = claims.order_by("-submitted_at", "-pk")
    context = {"company": company, "form": form, "asked": asked, "claims": newest_first}
    return page(request, "companies/join_company.html", context)


def _claim_form(
    request: PortalRequest, company: Company, asked: Verification | None
) -> PortalForm | None:
    """Return what may be sent now: a claim, once more what was asked back, or nothing."""
    form_class = ClaimForm
    if asked is not None:
        form_class = SendAgainForm
    elif company.is_run or company.is_claimed or company.is_verified:
        return None
    return form_class(posted(request), request.FILES or None)


def _claim(
    company: Company, asked: Verification | None, *, file: EvidenceFile | None, by: User
) -> None:
    if asked is not None:
        send_again(asked, file=file, by=by)
    else:
        claim_organisation(company, file=file, by=by)


@require_POST
def ask(request: PortalRequest, slug: str) -> HttpResponse:
    company = get_object_or_404(companies_to_join(), slug=slug)
    if not acts_for(request, company):
        try:
            ask_to_join(company, by=request.user, now=timezone.now())
        except OrganisationError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Asked. When somebody invites you, you will get a mail."))
    return redirect("companies:join_company", company.slug)


def acts_for(request: PortalRequest, organisation: Organisation) -> bool:
    viewer = request.viewer
    return organisation.pk in viewer.organisation_ids | viewer.interviewing_for
