"""Certificates as strangers, holders and issuers see them."""

import calendar
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils import timezone

from parks.models import (
    Agreement,
    AgreementParty,
    CertificateScheme,
    GrantedSkill,
    Organisation,
    Park,
)
from talent.choices.certificates import Standing
from talent.models import Certificate
from talent.models.certificates import CertificateQuerySet

NO_SCHEME = 0
"""No row has this id, but the database is asked all the same."""


class Verified(NamedTuple):
    """What the page of a code says: one shape, whether there is such a certificate or not."""

    standing: Standing
    certificate: Certificate | None
    holder: str
    skills: list[GrantedSkill]


def verify(code: str, day: date) -> Verified:
    """Return what a stranger may know of the certificate with this code; always two queries.

    One that belonged to somebody who has left is as unknown as a code that never was.
    """
    rows = Certificate.objects.with_scheme().exclude(profile=None)
    found = rows.filter(verify_code=code).first()
    skills = granted_by(found.scheme_id if found else NO_SCHEME)
    if found is None:
        return Verified(Standing.UNKNOWN, None, "", skills)
    return Verified(standing_of(found, day), found, masked_name(found.holder), skills)


def present_day() -> date:
    """Return today in the calendar of the platform, in which certificates begin and end."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


def can_be_issued(scheme: CertificateScheme | None) -> bool:
    """Say whether certificates of a scheme are issued now, and its park can sign them."""
    return scheme is not None and scheme.is_current and scheme.park_id is not None


def signing_parks(issuer: Organisation) -> QuerySet[Park]:
    """Return the parks that sign for an issuer in no park: it has signed an agreement there."""
    rows = AgreementParty.objects.filter(
        organisation=issuer, agreement__in=Agreement.objects.in_force()
    )
    return Park.objects.filter(pk__in=rows.values("agreement__park")).order_by("pk")


def granted_by(scheme_id: int) -> list[GrantedSkill]:
    rows = GrantedSkill.objects.filter(scheme=scheme_id).select_related("skill")
    return list(rows.order_by("-level", "skill__code", "pk"))


def standing_of(certificate: Certificate, day: date) -> Standing:
    if certificate.revoked_at is not None:
        return Standing.REVOKED
    if certificate.valid_until is not None and certificate.valid_until < day:
        return Standing.EXPIRED
    return Standing.VALID


def masked_name(name: str) -> str:
    """Return the first sign of each part of a name and stars: who holds the paper can compare.

    A part of one sign is shown at the front alone, or a name of two would be shown whole.

    >>> masked_name("欧阳文静"), masked_name("Li Wen"), masked_name("王 伟")
    ('欧***', 'L* W**', '王 *')
    """
    first, *others = name.split() or [""]
    shown = [first[:1] + "*" * (len(first) - 1)]
    shown += [part[0] + "*" * (len(part) - 1) if len(part) > 1 else "*" for part in others]
    return " ".join(shown)


def last_day_of(day: date, months: int | None) -> date | None:
    """Return the last day of so many months that begin on `day`; None: without an end.

    A month without that day ends it early: a month from the 31st of January is over on the 27th
    of February.
    """
    if months is None:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)) - timedelta(days=1)


def my_certificates(user_id: int | None) -> CertificateQuerySet:
    """Return the certificates of a person, the newest first."""
    mine = Certificate.objects.filter(profile__user=user_id, profile__isnull=False)
    return mine.with_scheme().order_by("-issued_on", "-pk")


def certificates_of(issuer: Organisation) -> CertificateQuerySet:
    """Return what an organisation has issued, the newest first; those of the erased are empty."""
    rows = Certificate.objects.filter(scheme__issuer=issuer).with_scheme()
    return rows.order_by("-issued_on", "-pk")


def revoked_in(park: Park) -> list[UUID]:
    """Return the revoked certificates that a park has signed, the first ones first."""
    rows = Certificate.objects.filter(scheme__park=park, revoked_at__isnull=False)
    return list(rows.order_by("revoked_at", "pk").values_list("uuid", flat=True))


def schemes_of(issuer: Organisation) -> QuerySet[CertificateScheme]:
    """Return the schemes of an issuer with how many certificates each has given."""
    rows = CertificateScheme.objects.filter(issuer=issuer).prefetch_related("skills__skill")
    return rows.annotate(issued=Count("certificates")).order_by("-is_current", "code", "pk")
