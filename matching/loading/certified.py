"""The certificates behind the claims that count, as a reader may know them."""

from collections.abc import Sequence
from typing import NamedTuple

from matching import engine
from matching.loading.lines import CertificateLine
from matching.loading.market import LoadedMarket
from talent.models import Certificate, Profile, SkillClaim

CERTIFIED = engine.Evidence.CERTIFICATE


class Claimed(NamedTuple):
    """What the claims of a pair's graduate say in words: quotes and certificates by skill id."""

    quotes: dict[int, str]
    certificates: dict[int, CertificateLine]


def read_claims(
    loaded: LoadedMarket, profile: Profile, company_id: int, *, quoting: bool
) -> Claimed:
    """Read the words of a profile's claims, by one query or, where there is nothing to tell, none.

    `quoting`: whether the reader may have the person's own words and the serial numbers, which
    lead to a page about the holder; others read only what the certificate is called, and not even
    that where the company has a list of its holders by name.
    """
    has_certificates = bool((loaded.market.graduates.claims.evidence == CERTIFIED).any())
    if not quoting and not has_certificates:
        return Claimed({}, {})
    behind = ("certificate__scheme", "certificate__enrolment__session__programme")
    rows = SkillClaim.objects.filter(profile=profile).select_related(*behind)
    claims = list(rows.order_by("-pk"))
    shown = [claim for claim in claims if quoting or not _names(claim.certificate, company_id)]
    return Claimed(
        {claim.skill_id: claim.evidence for claim in claims if quoting and claim.evidence},
        _certificates(shown, numbered=quoting),
    )


def _names(certificate: Certificate | None, company_id: int) -> bool:
    """Say whether a company has issued a certificate, or taught for it: it knows who holds it."""
    enrolment = getattr(certificate, "enrolment", None)
    taught = enrolment is not None and enrolment.session.programme.organiser_id == company_id
    return taught or (certificate is not None and certificate.scheme.issuer_id == company_id)


def _certificates(claims: Sequence[SkillClaim], *, numbered: bool) -> dict[int, CertificateLine]:
    return {
        claim.skill_id: certificate_line(claim, numbered=numbered)
        for claim in claims
        if claim.certificate is not None
    }


def certificate_line(claim: SkillClaim, *, numbered: bool) -> CertificateLine:
    certificate = claim.certificate
    if not numbered:
        return CertificateLine(str(certificate.scheme))
    return CertificateLine(
        str(certificate.scheme), certificate.serial, certificate.get_absolute_url()
    )
