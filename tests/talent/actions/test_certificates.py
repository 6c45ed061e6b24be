"""Issued once under a number of its own; what it proves comes and goes with it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.utils import timezone

from parks.models import LogEntry, Notice, OutboxMail
from talent.actions.certificates import (
    CODE_SIGNS,
    CertificateError,
    end_certificates,
    forget_certificates,
    remind_of_ends,
    revoke_certificate,
    write_certificate,
)
from talent.models import Certificate, Profile, SkillClaim
from talent.tasks import end_certificates as end_night
from tests.factories.certificates import (
    CertificateFactory,
    CertificateSchemeFactory,
    GrantedSkillFactory,
)
from tests.factories.parks import SkillFactory, UserFactory
from tests.factories.talent import ProfileFactory, SkillClaimFactory
from tests.lock_waits import wait_until_waiting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def claims_of(profile):
    rows = SkillClaim.objects.filter(profile=profile).order_by("skill", "source")
    return list(rows.values_list("skill", "level", "source", "certificate"))


def test_a_certificate_carries_its_number_its_days_and_the_skills_it_proves():
    scheme = CertificateSchemeFactory(code="PPP-L1", months_valid=12)
    granted = GrantedSkillFactory(scheme=scheme, level=3)
    profile, examiner = ProfileFactory(user__full_name="李文静"), UserFactory()
    own = SkillClaimFactory(profile=profile, skill=granted.skill, level=4)

    certificate = write_certificate(profile, scheme=scheme, by=examiner, now=NOW)
    second = write_certificate(ProfileFactory(), scheme=scheme, by=examiner, now=NOW)

    assert [certificate.serial, second.serial] == ["PPP-L1-2026-000001", "PPP-L1-2026-000002"]
    assert (certificate.holder, certificate.issued_by) == ("李文静", examiner)
    assert (certificate.issued_on, certificate.valid_until) == (
        date(2026, 11, 23),
        date(2027, 11, 22),
    )
    assert len(certificate.verify_code) == 20
    assert set(certificate.verify_code) <= set(CODE_SIGNS)
    assert certificate.verify_code != second.verify_code
    assert claims_of(profile) == [
        (granted.skill.pk, 3, "certificate", certificate.pk),
        (own.skill.pk, 4, "self", None),
    ]
    (entry,) = LogEntry.objects.filter(noun="talent.certificate", row_id=certificate.pk)
    assert (entry.verb, entry.organisation_id) == ("issued", scheme.issuer_id)
    notice = Notice.objects.get(user=profile.user)
    assert notice.address == f"/certificates/verify/{certificate.verify_code}/"


def test_numbers_go_on_behind_a_gap_and_begin_anew_with_each_code_and_year():
    scheme = CertificateSchemeFactory(code="GMP")
    # The last one is of a scheme with the code GMP-2026.
    past = ("GMP-2026-000041", "GMP-2025-000900", "GMPX-2026-000777", "GMP-2026-2026-000001")
    for serial in past:
        CertificateFactory(serial=serial)

    issued = write_certificate(ProfileFactory(), scheme=scheme, by=None, now=NOW)
    later = write_certificate(
        ProfileFactory(), scheme=scheme, by=None, now=NOW + timedelta(days=60)
    )

    assert [issued.serial, later.serial] == ["GMP-2026-000042", "GMP-2027-000001"]


@pytest.mark.django_db(transaction=True)
def test_twelve_at_once_get_twelve_numbers_in_a_row():
    scheme = CertificateSchemeFactory(code="GMP")
    same_code = CertificateSchemeFactory(code="GMP", issuer__park=scheme.issuer.park)
    people = ProfileFactory.create_batch(12)

    def issue(place):
        try:
            chosen = (scheme, same_code)[place % 2]
            return write_certificate(people[place], scheme=chosen, by=None, now=NOW).serial
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        serials = sorted(pool.map(issue, range(12)))

    assert serials == [f"GMP-2026-{number:06d}" for number in range(1, 13)]


@pytest.mark.parametrize("what", ["not current", "no park", "erased"])
def test_what_cannot_be_issued_says_why_and_uses_no_number(what):
    scheme = CertificateSchemeFactory(is_current=what != "not current")
    if what == "no park":
        scheme.park = None
        scheme.save()
    profile = ProfileFactory(erased_at=NOW if what == "erased" else None)

    with pytest.raises(CertificateError):
        write_certificate(profile, scheme=scheme, by=None, now=NOW)

    assert not Certificate.objects.exists()


def test_of_two_that_prove_a_skill_the_higher_counts_and_the_other_takes_over():
    skill, profile = SkillFactory(), ProfileFactory()
    lower = GrantedSkillFactory(skill=skill, level=2)
    higher = GrantedSkillFactory(skill=skill, level=4)
    low = write_certificate(profile, scheme=lower.scheme, by=None, now=NOW)

    high = write_certificate(profile, scheme=higher.scheme, by=None, now=NOW)
    with_both = claims_of(profile)
    revoke_certificate(certificate=high, by=UserFactory(), reason="Mistaken identity", now=NOW)

    assert with_both == [(skill.pk, 4, "certificate", high.pk)]
    assert claims_of(profile) == [(skill.pk, 2, "certificate", low.pk)]


def test_a_revocation_takes_the_skills_back_and_tells_the_holder_why():
    granted = GrantedSkillFactory()
    profile = ProfileFactory(user__language="en")
    SkillClaimFactory(profile=profile, skill=granted.skill, level=1)
    certificate = write_certificate(profile, scheme=granted.scheme, by=None, now=NOW)

    revoked = revoke_certificate(
        certificate=certificate, by=UserFactory(), reason=" Copied answers ", now=NOW
    )

    assert (revoked.revoked_at, revoked.revoked_because) == (NOW, "Copied answers")
    assert claims_of(profile) == [(granted.skill.pk, 1, "self", None)]
    mail = OutboxMail.objects.filter(user=profile.user).latest("pk")
    notice = Notice.objects.filter(user=profile.user).latest("pk")
    assert mail.subject == notice.text_en == f"Your certificate {revoked.serial} was revoked"
    assert "Copied answers" in mail.text


def test_nobody_revokes_twice_or_without_a_reason():
    certificate, issuer = CertificateFactory(), UserFactory()
    with pytest.raises(CertificateError, match="why"):
        revoke_certificate(certificate=certificate, by=issuer, reason="  ")
    revoke_certificate(certificate=certificate, by=issuer, reason="Mistake", now=NOW)

    with pytest.raises(CertificateError, match="already"):
        revoke_certificate(certificate=certificate, by=issuer, reason="Again")

    certificate.refresh_from_db()
    assert (certificate.revoked_at, certificate.revoked_because) == (NOW, "Mistake")


def test_the_night_takes_back_what_has_expired_and_leaves_what_stands():
    granted = GrantedSkillFactory(scheme__months_valid=1)
    lasting = GrantedSkillFactory()
    profile = ProfileFactory()
    certificate = write_certificate(profile, scheme=granted.scheme, by=None, now=NOW)
    other = write_certificate(profile, scheme=lasting.scheme, by=None, now=NOW)
    last = certificate.valid_until

    done = [end_certificates(last), end_certificates(last + timedelta(days=1))]
    again = end_certificates(last + timedelta(days=1))

    assert (done, again) == ([0, 1], 0)
    assert claims_of(profile) == [(lasting.skill.pk, 3, "certificate", other.pk)]


def test_the_task_of_the_night_takes_back_and_tells():
    today = timezone.localdate()
    granted = GrantedSkillFactory()
    past = CertificateFactory(scheme=granted.scheme, valid_until=today - timedelta(days=1))
    SkillClaimFactory(
        profile=past.profile, skill=granted.skill, source="certificate", certificate=past
    )
    soon = CertificateFactory(valid_until=today + timedelta(days=40))

    for _time in range(2):
        end_night()

    assert claims_of(past.profile) == []
    assert Notice.objects.filter(user=soon.profile.user).count() == 1


def test_holders_are_told_sixty_and_thirty_days_before_once_each_even_after_a_missed_night():
    end = date(2027, 6, 30)
    certificate = CertificateFactory(valid_until=end)
    CertificateFactory(valid_until=end, revoked_at=NOW, revoked_because="Mistake")
    CertificateFactory(valid_until=None)
    nights = [61, 60, 59, 58, 29, 28, 1, 0, -1]

    told = [remind_of_ends(end - timedelta(days=days)) for days in nights]

    assert told == [0, 1, 0, 0, 1, 0, 0, 0, 0]
    assert Notice.objects.filter(user=certificate.profile.user).count() == 2


def test_a_certificate_issued_for_a_short_time_is_told_of_once_and_not_twice_in_a_night():
    end = date(2027, 6, 30)
    CertificateFactory(valid_until=end)

    assert [remind_of_ends(end - timedelta(days=20)) for _night in range(2)] == [1, 0]


def test_of_somebody_who_leaves_only_the_number_stays_and_is_never_given_again():
    granted = GrantedSkillFactory(scheme__code="GMP")
    profile = ProfileFactory()
    certificate = write_certificate(profile, scheme=granted.scheme, by=None, now=NOW)

    forget_certificates(Profile.objects.get(pk=profile.pk))

    row = Certificate.objects.get(pk=certificate.pk)
    assert (row.profile, row.holder, row.credential) == (None, "", "")
    assert claims_of(profile) == []
    following = write_certificate(ProfileFactory(), scheme=granted.scheme, by=None, now=NOW)
    assert (row.serial, following.serial) == ("GMP-2026-000001", "GMP-2026-000002")


def tell_of_ends(day: date) -> int:
    """As a worker does, on a connection of its own."""
    try:
        return remind_of_ends(day)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_certificate_revoked_while_its_holder_is_being_told_keeps_nobody_else_from_a_letter():
    end = date(2027, 6, 30)
    first, second = CertificateFactory(valid_until=end), CertificateFactory(valid_until=end)

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Certificate.objects.select_for_update(of=("self",)).get(pk=first.pk)
            telling = pool.submit(tell_of_ends, end - timedelta(days=60))
            wait_until_waiting()
            facts = {"revoked_at": NOW, "revoked_because": "Mistake"}
            Certificate.objects.filter(pk=first.pk).update(**facts)

        assert telling.result() == 1
    assert Notice.objects.get().user == second.profile.user
