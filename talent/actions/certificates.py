"""Certificates: issued with a serial number and a signature, revoked, expired, forgotten."""

import re
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Case, Value, When
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from parks.actions.keys import key_in_use, sign
from parks.actions.notices import tell
from parks.actions.trail import record
from parks.choices.notices import NoticeKind
from parks.models import CertificateScheme, LogEntry, User
from talent.actions.certified_skills import renew_certified_skills
from talent.exports.credential import credential_of
from talent.models import Certificate, Profile
from talent.queries.certificates import last_day_of

CODE_LENGTH = 20
CODE_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without those that look alike on paper; 20 of these 31 signs are 99 bits."""
DIGITS = 6
REMINDED_BEFORE = (60, 30)
"""Days before its end at which the holder is told."""
SERIALS_LOCK_CLASS = 7120
"""Somebody is choosing the next serial number with this beginning."""


class CertificateError(Exception):
    """The certificate cannot be issued or revoked; says why."""


@transaction.atomic
def write_certificate(
    profile: Profile,
    *,
    scheme: CertificateScheme,
    by: User | None,
    now: datetime,
    reissued_because: str = "",
) -> Certificate:
    """Issue a certificate of a scheme to a person: serial, signature, skills, and the news of it.

    The holder reads why one was issued again.

    Raises CertificateError for a scheme that is issued no more, one that no park signs, and a
    person who has left.
    """
    profile = Profile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
    park = scheme.park
    if profile.user is None or profile.erased_at is not None:
        raise CertificateError(_("This person has left the portal."))
    if not scheme.is_current:
        raise CertificateError(_("This certificate is not issued at present."))
    if park is None:
        raise CertificateError(_("No park is named whose key signs it."))
    day = timezone.localdate(now, timezone.get_default_timezone())
    certificate = Certificate(
        scheme=scheme,
        profile=profile,
        holder=profile.user.full_name[:120],
        serial=_next_serial(scheme, day),
        verify_code=get_random_string(CODE_LENGTH, CODE_SIGNS),
        issued_on=day,
        valid_until=last_day_of(day, scheme.months_valid),
        issued_by=by,
        reissued_because=reissued_because,
    )
    certificate.credential = sign(credential_of(certificate), key_in_use(park, by=by))
    certificate.save()
    renew_certified_skills(profile, day=day)
    record(certificate, "issued", by=by, **_scope(scheme))
    _tell(certificate, "certificate_issued")
    return certificate


@transaction.atomic
def revoke_certificate(
    *, certificate: Certificate, by: User, reason: str, now: datetime | None = None
) -> Certificate:
    """Revoke a certificate for good, take its skills back and tell its holder why.

    Raises CertificateError without a reason, and when it is revoked already.
    """
    profile = _locked_profile(certificate.profile_id)
    rows = Certificate.objects.select_for_update(of=("self",))
    row = rows.select_related("scheme__issuer").get(pk=certificate.pk)
    if not reason.strip():
        raise CertificateError(_("Say why it is revoked."))
    if row.revoked_at is not None:
        raise CertificateError(_("It is revoked already."))
    row.revoked_at, row.revoked_because = now or timezone.now(), reason.strip()
    row.save(update_fields=["revoked_at", "revoked_because"])
    record(row, "revoked", by=by, **_scope(row.scheme))
    if profile is not None:
        renew_certified_skills(
            profile, day=timezone.localdate(row.revoked_at, timezone.get_default_timezone())
        )
        _tell(row, "certificate_revoked")
    return row


def end_certificates(day: date) -> int:
    """Take back the skills of certificates that have expired; return for how many people.

    Whoever was done already is found no more: cut off anywhere, the next night goes on.
    """
    ended = Certificate.objects.filter(valid_until__lt=day, claims__isnull=False)
    people = list(ended.order_by("profile").values_list("profile", flat=True).distinct())
    for profile_id in people:
        _end_certificates_of(profile_id, day)
    return len(people)


@transaction.atomic
def _end_certificates_of(profile_id: int, day: date) -> None:
    profile = _locked_profile(profile_id)
    if profile is not None and renew_certified_skills(profile, day=day):
        record(profile, "certified skills ended", by=None)


def remind_of_ends(day: date) -> int:
    """Tell holders 60 and 30 days before their certificates end, once each; return how many.

    A night that was missed is caught up: what counts is which of the two was told last.
    """
    soon = Certificate.objects.valid_on(day).exclude(profile=None)
    soon = soon.filter(valid_until__lte=day + timedelta(days=max(REMINDED_BEFORE)))
    return sum(_remind(pk, day) for pk in list(soon.order_by("pk").values_list("pk", flat=True)))


@transaction.atomic
def _remind(certificate_id: int, day: date) -> bool:
    rows = Certificate.objects.select_for_update(of=("self",)).standing()
    row = rows.select_related("scheme__issuer", "profile__user").filter(pk=certificate_id).first()
    if row is None or row.profile is None:  # revoked, or its holder gone, since it was looked up
        return False
    left = (row.valid_until - day).days
    due = min(days for days in REMINDED_BEFORE if left <= days)
    told = LogEntry.objects.filter(
        noun=row._meta.label_lower, row_id=row.pk, verb=f"{due} days left"
    )
    if told.exists():
        return False
    record(row, f"{due} days left", by=None, **_scope(row.scheme))
    _tell(row, "certificate_ends", days=left)
    return True


def forget_certificates(profile: Profile) -> None:
    """Empty the certificates of somebody who leaves; their serial numbers are never given again.

    Call inside the transaction that erases, with the profile locked.
    """
    profile.skill_claims.exclude(certificate=None).delete()
    Certificate.objects.filter(profile=profile).update(
        profile=None,
        holder="",
        credential="",
        revoked_because=_erased_reason(),
        reissued_because="",
    )


def _erased_reason() -> Case:
    """What was said about a revocation may name the person; that there was one stays."""
    return Case(When(revoked_at=None, then=Value("")), default=Value("—"))


def _locked_profile(profile_id: int | None) -> Profile | None:
    rows = Profile.objects.select_for_update(of=("self",)).select_related("user")
    return rows.filter(pk=profile_id).first()


def _next_serial(scheme: CertificateScheme, day: date) -> str:
    """Return the next number of this code and year; waits for whoever is choosing one too.

    A number may be skipped when its transaction fails; none is given twice. Another scheme's code
    may go on as this one ends (“P”, “P-2026”): what comes after the year is a number alone.
    """
    beginning = f"{scheme.code}-{day.year}-"
    with connection.cursor() as cursor:
        lock = "SELECT pg_advisory_xact_lock(%s, hashtext(%s))"
        cursor.execute(lock, [SERIALS_LOCK_CLASS, beginning])
    taken = Certificate.objects.filter(serial__regex=rf"^{re.escape(beginning)}\d+$")
    last = taken.order_by(Length("serial").desc(), "-serial").values_list("serial", flat=True)
    number = int(last[0].removeprefix(beginning)) + 1 if last else 1
    return f"{beginning}{number:0{DIGITS}d}"


def _scope(scheme: CertificateScheme) -> dict[str, int | None]:
    return {"organisation_id": scheme.issuer_id, "park_id": scheme.park_id}


def _tell(certificate: Certificate, text: str, **words: object) -> None:
    """Tell the holder, with the page that shows the certificate to everybody who has its link."""
    tell(
        certificate.profile.user,
        kind=NoticeKind.TRAINING,
        template=f"talent/mail/{text}",
        context={"certificate": certificate, **words},
        address=certificate.get_absolute_url(),
    )
