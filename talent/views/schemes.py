"""The desk of an issuer: its schemes, and the certificates that were issued under them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parks.http import PortalRequest, page, posted
from parks.models import CertificateScheme, Organisation
from parks.paging import paged
from talent.actions.certificates import CertificateError, revoke_certificate
from talent.actions.schemes import SchemeError, is_fixed, save_scheme
from talent.forms.schemes import RevocationForm, SchemeForm
from talent.models import Certificate
from talent.queries.certificates import certificates_of, present_day, schemes_of, standing_of


def own_issuer(request: PortalRequest, uuid: UUID) -> Organisation:
    """Return an organisation that this person administers, or 404."""
    mine = Organisation.objects.filter(pk__in=request.viewer.administered_ids)
    return get_object_or_404(mine, uuid=uuid)


@require_safe
def schemes(request: PortalRequest, uuid: UUID) -> HttpResponse:
    issuer = own_issuer(request, uuid)
    context = {**paged(request, schemes_of(issuer)), "organisation": issuer}
    return page(request, "talent/schemes.html", context)


def edit(request: PortalRequest, uuid: UUID, scheme_uuid: UUID | None = None) -> HttpResponse:
    """Write a scheme, or change one; what its certificates say stays as it is."""
    issuer = own_issuer(request, uuid)
    scheme = _own_scheme(request, issuer, scheme_uuid) if scheme_uuid else None
    fixed = scheme is not None and is_fixed(scheme)
    form = SchemeForm(posted(request), issuer=issuer, scheme=scheme, fixed=fixed)
    if form.is_valid():
        skills = form.cleaned_data["skills"]
        try:
            save_scheme(issuer, scheme=scheme, skills=skills, by=request.user, **form.facts())
        except SchemeError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The scheme is saved."))
            return redirect("talent:schemes", issuer.uuid)
    context = {"form": form, "scheme": scheme, "fixed": fixed, "organisation": issuer}
    return page(request, "talent/scheme.html", context)


@require_safe
def issued(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """List what an organisation has issued."""
    issuer = own_issuer(request, uuid)
    found = paged(request, certificates_of(issuer))
    today = present_day()
    rows = [(row, standing_of(row, today)) for row in found["page"]]
    context = {**found, "rows": rows, "organisation": issuer}
    return page(request, "talent/issued_certificates.html", context)


def issued_one(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Show a certificate to who issued it; with a reason, revoke it."""
    rows = Certificate.objects.editable_by(request.viewer).with_scheme()
    certificate = get_object_or_404(rows.exclude(profile=None), uuid=uuid)
    form = RevocationForm(posted(request))
    if form.is_valid():
        try:
            revoke_certificate(certificate=certificate, by=request.user, **form.cleaned_data)
        except CertificateError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Revoked. The holder is told."))
        return redirect("talent:issued_certificate", certificate.uuid)
    standing = standing_of(certificate, present_day())
    context = {"certificate": certificate, "standing": standing, "form": form}
    return page(request, "talent/issued_certificate.html", context)


def _own_scheme(request: PortalRequest, issuer: Organisation, uuid: UUID) -> CertificateScheme:
    rows = CertificateScheme.objects.editable_by(request.viewer).filter(issuer=issuer)
    return get_object_or_404(rows.select_related("issuer"), uuid=uuid)
