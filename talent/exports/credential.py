"""A certificate → an Open Badges 3.0 credential, ready to be signed as a JWT.

1EdTech, Open Badges Specification 3.0, https://www.imsglobal.org/spec/ob/v3p0/: the payload of the
JWT is the OpenBadgeCredential itself, with the registered claims beside it.
"""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from parks.actions.letters import absolute
from parks.models import CertificateScheme, GrantedSkill, Park
from talent.models import Certificate

CONTEXT = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
)
SCHEMA = (
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
)


def credential_of(
    certificate: Certificate, achievement: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Return the payload: the credential and iss, jti, nbf and, where it ends, exp.

    Whoever writes many certificates of a scheme hands in its achievement, read once.
    """
    scheme, holder = certificate.scheme, certificate.profile.user
    park = scheme.park
    begins = _start_of(certificate.issued_on)
    payload = {
        "@context": list(CONTEXT),
        "id": certificate.uuid.urn,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": _both(scheme),
        "issuer": issuer_profile(park),
        "validFrom": _stamp(begins),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [_name(certificate.holder), _hashed_address(holder.email)],
            "achievement": achievement or achievement_of(scheme),
        },
        "evidence": [
            {
                "id": absolute(certificate.get_absolute_url()),
                "type": ["Evidence"],
                "name": certificate.serial,
            }
        ],
        "credentialStatus": {
            "id": absolute(reverse("talent:revoked_certificates", args=[park.slug])),
            "type": "1EdTechRevocationList",
        },
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
        "iss": issuer_address(park),
        "jti": certificate.uuid.urn,
        "nbf": int(begins.timestamp()),
    }
    return payload | _end(certificate.valid_until)


def achievement_of(scheme: CertificateScheme) -> dict[str, Any]:
    """Return what the certificate stands for; the skills it proves are its tags."""
    granted = GrantedSkill.objects.filter(scheme=scheme).select_related("skill").order_by("pk")
    criteria = "\n\n".join(text for text in (scheme.criteria_zh, scheme.criteria_en) if text)
    return {
        "id": scheme.uuid.urn,
        "type": ["Achievement"],
        "achievementType": "Certificate",
        "name": _both(scheme),
        "description": criteria or _both(scheme),
        "criteria": {"narrative": criteria or _both(scheme)},
        "creator": {
            "id": scheme.issuer.uuid.urn,
            "type": ["Profile"],
            "name": _both(scheme.issuer),
        },
        "tag": [one.skill.label_en for one in granted],
    }


def enveloped(token: str) -> dict[str, Any]:
    """Return a signed credential within JSON, as Verifiable Credentials 2.0, 4.14, has it."""
    return {
        "@context": CONTEXT[0],
        "id": f"data:application/vc+jwt,{token}",
        "type": "EnvelopedVerifiableCredential",
    }


def revocation_list(park: Park, revoked: Iterable[UUID]) -> dict[str, Any]:
    """Return a 1EdTech credential status list: which credentials no longer stand, not why."""
    return {
        "id": absolute(reverse("talent:revoked_certificates", args=[park.slug])),
        "issuer": issuer_address(park),
        "revokedCredential": [{"id": one.urn, "revoked": True} for one in revoked],
    }


def issuer_profile(park: Park) -> dict[str, Any]:
    """Return the profile that is published at the issuer's address."""
    return {"id": issuer_address(park), "type": ["Profile"], "name": _both(park)}


def issuer_address(park: Park) -> str:
    return absolute(reverse("talent:issuer", args=[park.slug]))


def _end(last_day: date | None) -> dict[str, Any]:
    if last_day is None:
        return {}
    over = _start_of(last_day + timedelta(days=1))
    return {"validUntil": _stamp(over), "exp": int(over.timestamp())}


def _name(holder: str) -> dict[str, Any]:
    return {
        "type": "IdentityObject",
        "hashed": False,
        "identityHash": holder,
        "identityType": "name",
    }


def _hashed_address(email: str) -> dict[str, Any]:
    """Who knows the address can check it; nobody reads it off."""
    salt = secrets.token_hex(8)
    digest = hashlib.sha256(f"{email.lower()}{salt}".encode()).hexdigest()
    return {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": f"sha256${digest}",
        "identityType": "emailAddress",
        "salt": salt,
    }


def _both(named: Any) -> str:
    return " / ".join(name for name in (named.name_zh, named.name_en) if name)


def _start_of(day: date) -> datetime:
    """Days are those of the platform's calendar: at its midnight a certificate begins or ends."""
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
