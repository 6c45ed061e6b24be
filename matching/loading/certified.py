"""The certificates behind the claims that count, as a reader may know them."""

from collections.abc import Sequence
from typing import NamedTuple

from matching import engine
from matching.loading.lines import CertificateLine
from matching.loading.market import LoadedMarket
from talent.models import Profile, SkillClaim

CERTIFIED = engine.Evidence.CERTIFICATE


class Claimed(NamedTuple):
    """What the claims of a pair's graduate say in words: quotes and certificates by skill id."""

    quotes: dict[int, str]
    certificates: dict[int, CertificateLine]


def read_claims(loaded: LoadedMarket, profile: Profile, *, quoting: bool) -> Claimed:
    """Read the words of a profile's claims, by one query or, where there is nothing to tell, none.

    `quoting`: whether the reader may have the person's own words and the serial numbers, which
    lead to a page about the holder; others read only what the certificate is called.
    """
    has_certificates = bool((loaded.market.graduates.claims.evidence == CERTIFIED).any())
    if not quoting and not has_certificates:
        return Claimed({}, {})
    rows = SkillClaim.objects.filter(profile=profile).select_related("certificate__scheme")
    claims = list(rows.order_by("-pk"))
    return Claimed(
        {claim.skill_id: claim.evidence for claim in claims if quoting and claim.evidence},
        _certificates(claims, numbered=quoting),
    )


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
