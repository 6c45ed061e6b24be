"""Certificates with the training that led to them."""

from talent.models.certificates import CertificateQuerySet


def with_sessions(certificates: CertificateQuerySet) -> CertificateQuerySet:
    """Add `enrolment`, with its session and programme, where training led to the certificate."""
    return certificates.select_related("enrolment__session__programme").prefetch_related(
        "scheme__skills__skill"
    )
