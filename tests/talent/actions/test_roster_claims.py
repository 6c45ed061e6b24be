"""Codes and links: handed out, used once, and what a claim gives and takes back."""

import re
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.core import signing
from django.db import connection
from django.utils import timezone

from parks.models import LogEntry, OutboxMail
from talent.actions.profiles import change_profile
from talent.actions.roster import RosterError, mark_left, save_entry, take_back
from talent.actions.roster_claims import (
    ClaimError,
    claim_entry,
    end_claim,
    entry_of_code,
    entry_of_link,
    leave_rosters,
    share_progress,
)
from talent.actions.roster_codes import SALT, hand_out_codes, mail_links
from talent.models import Profile, RosterEntry
from tests.factories.parks import UserFactory, VerificationFactory
from tests.factories.talent import (
    EducationFactory,
    RosterEntryFactory,
    StudyProgrammeFactory,
    UniversityFactory,
)
from tests.factories.vocabulary import DegreeLevelFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

NOW = timezone.now()


@pytest.fixture
def verified(university):
    VerificationFactory(organisation=university)
    return university


@pytest.fixture
def entry(verified) -> RosterEntry:
    return RosterEntryFactory(
        university=verified,
        programme=StudyProgrammeFactory(university=verified),
        cohort=2022,
        email="student@university.example",
    )


def signed_before(age: timedelta, entry: RosterEntry) -> str:
    """A link as it was signed so long ago."""
    said = signing.dumps({"entry": entry.uuid.hex, "email": entry.email}, salt=SALT)
    payload = said.split(":")[0]
    then = signing.b62_encode(int((NOW - age).timestamp()))
    return signing.Signer(salt=SALT).sign(f"{payload}:{then}")


def code_for(entry, by) -> str:
    return hand_out_codes(entry.university, ids=[entry.pk], by=by, now=NOW)[0].code


def claim(entry, by, *, shares=False) -> RosterEntry:
    return claim_entry(entry, by=by, shares_progress=shares, now=NOW)


def test_of_a_code_only_the_digest_is_kept_and_it_is_read_as_people_type_it(entry, career_officer):
    code = code_for(entry, career_officer)

    entry.refresh_from_db()
    assert re.fullmatch(r"[2-9A-HJKMNP-Z]{6}-[2-9A-HJKMNP-Z]{6}", code)
    assert entry.code_digest not in ("", code)
    assert len(entry.code_digest) == 64
    assert code not in str(list(LogEntry.objects.values_list("details")))
    typed = f"  {code.lower().replace('-', ' ')} "
    assert entry_of_code(typed) == entry


def test_a_wrong_code_an_empty_one_and_one_replaced_by_a_newer_one_find_nobody(
    entry, career_officer
):
    old = code_for(entry, career_officer)
    code_for(entry, career_officer)

    for wrong in (old, "", "AAAAAA-AAAAAA", "\x00"):
        with pytest.raises(ClaimError, match="wrong"):
            entry_of_code(wrong)


def test_codes_go_only_to_own_students_who_have_not_claimed_and_only_from_a_verified_university(
    entry, career_officer
):
    other = RosterEntryFactory()
    claimed = RosterEntryFactory(university=entry.university, claimed=True)
    ids = [entry.pk, other.pk, claimed.pk]

    handed_out = hand_out_codes(entry.university, ids=ids, by=career_officer, now=NOW)

    assert [each.entry for each in handed_out] == [entry]
    assert set(RosterEntry.objects.exclude(pk=entry.pk).values_list("code_digest")) == {("",)}
    with pytest.raises(RosterError, match="not verified"):
        hand_out_codes(other.university, ids=[other.pk], by=career_officer, now=NOW)
    with pytest.raises(RosterError, match="not claimed"):
        hand_out_codes(entry.university, ids=[claimed.pk], by=career_officer, now=NOW)


def test_a_claim_fills_the_profile_with_the_facts_of_the_university(entry, graduate):
    told = EducationFactory(profile=graduate.profile, school=entry.university.name_en)

    claim(entry, graduate)

    profile = Profile.objects.get(user=graduate)
    facts = (profile.degree, profile.discipline, profile.graduates_on)
    assert facts == (entry.degree, entry.programme.discipline, entry.graduates_on)
    row = profile.educations.with_vouched().get()
    assert (row.pk, row.university, row.programme, row.degree, row.ended_on, row.started_on) == (
        told.pk,
        entry.university,
        entry.programme,
        entry.degree,
        entry.graduates_on,
        date(2022, 9, 1),
    )
    assert row.is_vouched
    assert not RosterEntry.objects.get(pk=entry.pk).shares_progress


def test_a_profile_made_after_the_claim_begins_with_the_facts(entry):
    user = UserFactory()
    claim(entry, user)

    assert not Profile.objects.filter(user=user).exists()
    made = change(user, headline="Hello")

    assert (made.degree, made.graduates_on) == (entry.degree, entry.graduates_on)
    assert made.educations.count() == 1


def change(user, **fields) -> Profile:
    change_profile(user, **fields)
    return Profile.objects.get(user=user)


def test_a_code_that_somebody_has_used_is_nobody_elses_and_using_ones_own_again_changes_nothing(
    entry, career_officer, graduate
):
    code = code_for(entry, career_officer)
    first = claim(entry_of_code(code), graduate, shares=True)

    with pytest.raises(ClaimError, match="Somebody has claimed"):
        claim(entry_of_code(code), UserFactory())
    again = claim(entry_of_code(code), graduate)

    assert (again.user, again.claimed_at, again.shares_progress) == (graduate, NOW, True)
    assert RosterEntry.objects.get(pk=entry.pk).claimed_at == first.claimed_at


def test_a_place_is_not_claimed_after_leaving_nor_twice_on_a_roster_nor_unverified(
    entry, career_officer, graduate
):
    gone = RosterEntryFactory(university=entry.university, left_at=NOW)
    second = RosterEntryFactory(university=entry.university)
    unverified = RosterEntryFactory()

    with pytest.raises(ClaimError, match="no longer on the roster"):
        claim(gone, graduate)
    with pytest.raises(ClaimError, match="not verified"):
        claim(unverified, graduate)
    claim(entry, graduate)
    with pytest.raises(ClaimError, match="already"):
        claim(second, graduate)
    assert list(RosterEntry.objects.claimed()) == [entry]


def test_the_mailed_link_leads_to_the_entry_until_the_address_changes_or_a_month_has_passed(
    entry, career_officer
):
    number = mail_links(entry.university, ids=[entry.pk], by=career_officer, now=NOW)

    mail = OutboxMail.objects.get(recipient=entry.email)
    token = re.search(r"/me/roster/confirm/([^/\s]+)/", mail.text)[1]
    assert number == 1
    assert entry_of_link(token) == entry
    for wrong in (token[:-1] + ("A" if token[-1] != "A" else "B"), "x", ""):
        with pytest.raises(ClaimError, match="not valid"):
            entry_of_link(wrong)
    old = signed_before(timedelta(days=31), entry)
    with pytest.raises(ClaimError, match="not valid"):
        entry_of_link(old)
    RosterEntry.objects.update(email="other@university.example")
    with pytest.raises(ClaimError, match="not valid"):
        entry_of_link(token)


def test_students_without_an_address_are_not_written_to(verified, career_officer):
    silent = RosterEntryFactory(university=verified)

    with pytest.raises(RosterError, match="address"):
        mail_links(verified, ids=[silent.pk], by=career_officer, now=NOW)
    assert not OutboxMail.objects.exists()


def test_ending_a_claim_frees_the_facts_and_erasing_forgets_claim_and_mail(
    entry, career_officer, graduate
):
    code_for(entry, career_officer)
    mail_links(entry.university, ids=[entry.pk], by=career_officer, now=NOW)
    entry.refresh_from_db()
    claim(entry, graduate, shares=True)

    end_claim(entry, by=graduate)

    entry.refresh_from_db()
    forgotten = (entry.user, entry.claimed_at, entry.code_digest, entry.shares_progress)
    assert forgotten == (None, None, "", False)
    profile = Profile.objects.get(user=graduate)
    assert profile.degree == entry.degree
    assert not profile.educations.with_vouched().get().is_vouched

    claim(entry, graduate, shares=True)
    leave_rosters(graduate)
    entry.refresh_from_db()
    assert (entry.user, entry.shares_progress) == (None, False)
    assert entry.full_name.startswith("Student")
    assert not OutboxMail.objects.filter(recipient=entry.email).exists()


def test_sharing_is_switched_by_its_owner_and_noted_once(entry, graduate):
    claim(entry, graduate)

    for shares in (True, True, False):
        share_progress(entry, shares=shares, by=graduate)

    verbs = [row.verb for row in LogEntry.objects.about(entry).order_by("pk")]
    assert verbs == ["claimed", "progress shared", "progress no longer shared"]
    with pytest.raises(RosterEntry.DoesNotExist):
        share_progress(entry, shares=True, by=UserFactory())


def test_a_change_of_the_roster_reaches_the_profile_and_its_education(
    entry, graduate, career_officer
):
    claim(entry, graduate)
    degree = DegreeLevelFactory()

    save_entry(
        entry.university,
        entry=entry,
        by=career_officer,
        degree=degree,
        graduates_on=date(2027, 6, 30),
    )

    profile = Profile.objects.get(user=graduate)
    row = profile.educations.with_vouched().get()
    assert (profile.degree, profile.graduates_on) == (degree, date(2027, 6, 30))
    assert (row.degree, row.ended_on, row.is_vouched) == (degree, date(2027, 6, 30), True)


def test_the_highest_degree_of_two_rosters_leads(entry, graduate):
    lower = RosterEntryFactory(degree=DegreeLevelFactory(rank=0), graduates_on=date(2022, 6, 30))
    VerificationFactory(organisation=lower.university)

    for each in (entry, lower):
        claim(each, graduate)

    profile = Profile.objects.get(user=graduate)
    assert (profile.degree, profile.graduates_on) == (entry.degree, entry.graduates_on)
    assert [row.is_vouched for row in profile.educations.with_vouched()] == [True, True]


def test_who_has_left_is_free_until_put_back(entry, graduate, career_officer):
    claim(entry, graduate)

    mark_left(entry, by=career_officer, now=NOW)
    change(graduate, graduates_on=date(2030, 1, 1))
    take_back(entry, by=career_officer)

    assert Profile.objects.get(user=graduate).graduates_on == entry.graduates_on


def test_a_student_number_stands_once_on_a_roster(entry, career_officer):
    facts = {"student_number": entry.student_number, "full_name": "Other", "degree": entry.degree}

    with pytest.raises(RosterError, match="number"):
        save_entry(entry.university, by=career_officer, graduates_on=date(2026, 6, 30), **facts)
    elsewhere = save_entry(
        UniversityFactory(), by=career_officer, graduates_on=date(2026, 6, 30), **facts
    )

    assert RosterEntry.objects.count() == 2
    assert elsewhere.student_number == entry.student_number


@pytest.mark.django_db(transaction=True)
def test_of_two_tabs_with_one_code_one_person_gets_the_place(entry, career_officer):
    code, people, barrier = code_for(entry, career_officer), UserFactory.create_batch(2), Barrier(2)
    answers = []

    def use(user) -> None:
        try:
            barrier.wait()
            claim(entry_of_code(code), user)
            answers.append("claimed")
        except ClaimError:
            answers.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=use, args=[user]) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["claimed", "refused"]
    assert RosterEntry.objects.get(pk=entry.pk).user in people
    assert LogEntry.objects.about(entry).filter(verb="claimed").count() == 1
