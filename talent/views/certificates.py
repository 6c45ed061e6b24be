"""Certificates: what a stranger may check, and what the holder takes along."""

import io
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from parks.http import PortalRequest, page
from parks.models import Park
from parks.tries import may_look
from parks.views.keys import public_json
from talent.choices.certificates import Standing
from talent.exports.certificate_paper import render_certificate
from talent.exports.credential import enveloped, issuer_profile, revocation_list
from talent.models import Certificate
from talent.queries.certificates import my_certificates, present_day, revoked_in, verify

LOOKS_A_MINUTE = 60
"""Enough for somebody who checks a pile of papers, too few to guess 99 bits."""


@login_not_required
@require_safe
def verify_certificate(request: PortalRequest, code: str) -> HttpResponse:
    """Say whether the certificate behind a link stands, and nothing that is not printed on it.

    An unknown code gets the same page after the same two queries; nobody tries many.
    """
    if not may_look(request, page="verify_certificate", a_minute=LOOKS_A_MINUTE):
        return page(request, "429.html", {}, status=429)
    verified = verify(code.lower(), present_day())
    status = 404 if verified.standing == Standing.UNKNOWN else 200
    context = {**verified._asdict(), "code": code}
    response = page(request, "talent/verify_certificate.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def certificate_pdf(request: PortalRequest, uuid: UUID) -> FileResponse:
    certificate = _mine(request, uuid)
    data = render_certificate(certificate)
    return _file(data, f"{certificate.serial}.pdf", "application/pdf")


@require_safe
def credential_jwt(request: PortalRequest, uuid: UUID) -> FileResponse:
    """Hand out the signed Open Badges credential as it is, for a wallet."""
    certificate = _mine(request, uuid)
    return _file(certificate.credential.encode(), f"{certificate.serial}.jwt", "application/vc+jwt")


@require_safe
def credential_json(request: PortalRequest, uuid: UUID) -> JsonResponse:
    """Hand out the credential wrapped in JSON, for systems that take only that."""
    certificate = _mine(request, uuid)
    response = JsonResponse(enveloped(certificate.credential), content_type="application/vc")
    name = f"{certificate.serial}.json"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["Cache-Control"] = "private, no-store"
    return response


@login_not_required
@require_safe
def issuer(request: PortalRequest, slug: str) -> JsonResponse:
    """Answer with the profile that credentials name as their issuer."""
    return public_json(issuer_profile(get_object_or_404(Park, slug=slug)))


@login_not_required
@require_safe
def revoked_certificates(request: PortalRequest, slug: str) -> JsonResponse:
    """Answer with the credentials of a park that were revoked, by number only."""
    park = get_object_or_404(Park, slug=slug)
    return public_json(revocation_list(park, revoked_in(park)))


def _mine(request: PortalRequest, uuid: UUID) -> Certificate:
    return get_object_or_404(my_certificates(request.viewer.user_id), uuid=uuid)


def _file(data: bytes, name: str, content_type: str) -> FileResponse:
    response = FileResponse(
        io.BytesIO(data), as_attachment=True, filename=name, content_type=content_type
    )
    response["Cache-Control"] = "private, no-store"
    return response
