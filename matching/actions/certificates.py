"""A pass becomes a certificate; the way from training to what talent issues."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from matching.choices.enrolments import EnrolmentState
from matching.models import Enrolment
from parks.models import User
from talent.actions.certificates import CertificateError, revoke_certificate, write_certificate
from talent.models import Certificate, Profile

__all__ = ("CertificateError", "issue_certificate", "reissue_certificate", "revoke_certificate")


@transaction.atomic
def issue_certificate(
    *, enrolment: Enrolment, by: User | None, now: datetime | None = None
) -> Certificate:
    """Issue the certificate of somebody who has passed; a second call returns the same one.

    Its verified skill claims are written with it, which the change journal turns into the
    re-match. Raises CertificateError when they have not passed, when the programme leads to no
    certificate, and as write_certificate does.
    """
    row = _locked(enrolment)
    if row.certificate is not None:
        return row.certificate
    return _write(row, by, now=now)


@transaction.atomic
def reissue_certificate(*, enrolment: Enrolment, by: User, reason: str) -> Certificate:
    """Issue a new certificate to somebody whose certificate of a pass was revoked by mistake.

    It has a number of its own; the revoked one stays revoked. Raises CertificateError without a
    reason, while one stands, and as issue_certificate does.
    """
    row = _locked(enrolment)
    if not reason.strip():
        raise CertificateError(_("Say why, the person reads it."))
    if row.certificate is None or row.certificate.revoked_at is None:
        raise CertificateError(_("Only in place of a revoked certificate is one issued again."))
    return _write(row, by, reissued_because=reason.strip())


def _locked(enrolment: Enrolment) -> Enrolment:
    Profile.objects.select_for_update(of=("self",)).get(pk=enrolment.profile_id)
    rows = Enrolment.objects.select_for_update(of=("self",))
    return rows.select_related(
        "certificate",
        "profile",
        "session__programme__scheme__issuer",
        "session__programme__scheme__park",
    ).get(pk=enrolment.pk)


def _write(
    row: Enrolment, by: User | None, *, now: datetime | None = None, reissued_because: str = ""
) -> Certificate:
    if row.state != EnrolmentState.PASSED:
        raise CertificateError(_("Only who has passed gets a certificate."))
    scheme = row.session.programme.scheme
    if scheme is None:
        raise CertificateError(_("This programme leads to no certificate."))
    certificate = write_certificate(
        row.profile,
        scheme=scheme,
        by=by,
        now=now or timezone.now(),
        reissued_because=reissued_because,
    )
    row.certificate = certificate
    row.save(update_fields=["certificate"])
    return certificate
