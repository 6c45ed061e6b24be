"""After erasure nothing in the database names the person; what may be counted is still there."""

from datetime import date
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from matching.actions.erasure import ErasureError, erase_account, send_farewell
from matching.models import (
    Application,
    Enrolment,
    GraduateMatches,
    Interview,
    MatchChange,
    Offer,
)
from matching.queries.matches import candidates_in_order, graduates_for
from parks.actions.organisations import OrganisationError
from parks.models import Consent, LogEntry, Notice, OutboxMail, User
from parks.queries.viewers import viewer_of
from talent.models import Profile, SkillClaim
from tests.factories.matching import (
    InterviewSlotFactory,
    ScorecardFactory,
    SkillRatingFactory,
    SlotInterviewerFactory,
)
from tests.factories.parks import MembershipFactory, UserFactory
from tests.factories.training import EnrolmentFactory, SessionFactory
from tests.matching.whole_people import WORDS, whole_person

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def places_of(word: str) -> set[str]:
    """Name the tables of the whole database in which a word stands, in any column and any case."""
    found = set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(
                f'SELECT 1 FROM "{table}" AS line WHERE line::text ILIKE %s LIMIT 1',  # noqa: S608
                [f"%{word}%"],
            )
            found |= {table} if cursor.fetchone() else set()
    return found


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def person(company, park, recruiter) -> User:
    return whole_person(company, park)


@pytest.fixture
def erased(person) -> User:
    erase_account(person, now=timezone.now())
    return User.objects.get(pk=person.pk)


@pytest.mark.parametrize("what", WORDS)
def test_each_of_the_words_is_in_the_database_before(what, person):
    assert places_of(WORDS[what]) != set()


def test_nothing_in_any_column_of_any_table_names_the_person_afterwards(erased):
    found = {what: places_of(word) for what, word in WORDS.items()}

    assert {what: places for what, places in found.items() if places} == {}


def test_the_company_had_been_told_the_name_and_is_told_of_the_withdrawal_without_it(
    person, recruiter
):
    before = [row.subject for row in OutboxMail.objects.filter(user=recruiter)]

    erase_account(person, now=timezone.now())

    after = OutboxMail.objects.filter(user=recruiter, subject__contains="withdrawn")
    assert any(WORDS["name"] in subject for subject in before)
    assert [WORDS["name"] in row.subject + row.text for row in after] == [False]
    assert Notice.objects.filter(user=recruiter).exists()


def test_files_are_deleted_from_the_disk(person, media, django_capture_on_commit_callbacks):
    before = [path for path in media.rglob("*") if path.is_file()]

    with django_capture_on_commit_callbacks(execute=True):
        erase_account(person, now=timezone.now())

    assert len(before) == 2  # the document and the collected data
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_files_stay_when_the_erasure_is_refused(person, media, company):
    person.memberships.create(organisation=company, role="admin")
    company.memberships.exclude(user=person).delete()

    with pytest.raises(OrganisationError, match="administrator"):
        erase_account(person, now=timezone.now())

    assert len([path for path in media.rglob("*") if path.is_file()]) == 2
    assert places_of(WORDS["name"]) != set()
    assert Application.objects.filter(profile__user=person, state="interviewing").exists()


def test_the_profile_stays_as_a_shadow_that_serves_statistics(person):
    before = Profile.objects.with_facts().get(user=person)

    erase_account(person, now=timezone.now())

    profile = Profile.objects.get(user=person)
    assert before.degree is not None
    assert (profile.degree, profile.discipline) == (before.degree, before.discipline)
    assert profile.graduates_on == date(2026, 1, 1)
    assert profile.wanted_kinds == ["job", "internship"]
    assert profile.erased_at is not None
    assert (profile.visibility, profile.in_matching) == ("nobody", False)
    assert (profile.available_from, profile.pay_wanted, profile.anywhere) == (None, None, False)
    assert profile.uuid != before.uuid
    assert not SkillClaim.objects.filter(profile=profile).exists()
    assert not profile.parks.exists()


def test_applications_keep_their_states_and_days_and_those_alive_are_withdrawn(erased):
    rows = Application.objects.filter(profile__user=erased)

    assert sorted(rows.values_list("state", flat=True)) == ["hired", "refused", "withdrawn"]
    assert rows.filter(submitted_at=None).count() == 0
    assert rows.get(state="refused").refusal_reason == "skills"
    assert set(rows.values_list("message", "refusal_message")) == {("", "")}


def test_interviews_are_cancelled_and_offers_keep_only_their_outcome(erased):
    interview = Interview.objects.get(application__profile__user=erased)
    offer = Offer.objects.get(application__profile__user=erased)

    assert (interview.state, interview.message) == ("cancelled", "")
    assert (offer.state, offer.terms, offer.answer, offer.salary) == ("accepted", "", "", None)


def test_scorecards_keep_their_ratings_without_a_word_and_drafts_go(person):
    live = Application.objects.get(profile__user=person, state="interviewing")
    rated = SkillRatingFactory(scorecard=live.scorecards.get(), rating=4)
    ScorecardFactory(application=live, text="A draft about 欧阳若溪")

    erase_account(person, now=timezone.now())

    card = live.scorecards.get()
    assert (card, card.text, card.recommendation) == (rated.scorecard, "", "yes")
    assert card.ratings.get().rating == 4


def test_an_interviewer_who_leaves_sits_on_no_panel_and_is_in_no_note(recruiter, company):
    MembershipFactory(organisation=company, role="admin")
    slot = InterviewSlotFactory(opening__company=company, note="You will meet: Chen Hao")
    SlotInterviewerFactory(slot=slot, interviewer=recruiter)

    erase_account(recruiter, now=timezone.now())

    assert places_of("Chen Hao") == set()
    assert slot.panel.count() == 0


def test_consents_stay_as_proof_without_a_name(person, erased):
    rows = Consent.objects.filter(user=erased).order_by("pk")

    assert [row.purpose for row in rows] == ["terms", "matching"]
    assert WORDS["name"] not in str(rows[0].user)


def test_the_log_tells_that_it_was_done(erased):
    entry = LogEntry.objects.about(erased).get(verb="erased")

    assert (entry.actor, entry.details) == (erased, {})


def test_the_lists_of_matches_no_longer_hold_the_person(person, recruiter):
    opening = person.profile.saved_openings.get().opening
    MatchChange.objects.all().delete()
    hr, found = viewer_of(recruiter), graduates_for(opening)
    assert candidates_in_order(found.ids, hr) == [person.profile]

    erase_account(person, now=timezone.now())

    assert candidates_in_order(found.ids, hr) == []
    assert not GraduateMatches.objects.filter(profile__user=person).exists()
    assert MatchChange.objects.filter(side="profile", row_id=person.profile.pk).exists()


def test_the_account_is_closed_under_an_address_that_is_nobodys(erased):
    assert erased.email.startswith("erased-")
    assert erased.email.endswith("@erased.invalid")
    assert (erased.is_active, erased.is_staff, erased.has_usable_password()) == (
        False,
        False,
        False,
    )
    assert not EmailAddress.objects.filter(user=erased).exists()


def test_the_person_is_signed_out_everywhere_and_nobody_else(client, person, graduate, sign_in):
    sign_in(person)
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    other = type(client)()
    other.force_login(graduate, backend="allauth.account.auth_backends.AuthenticationBackend")
    kept = other.session.session_key

    erase_account(person, now=timezone.now())

    assert [row.session_key for row in Session.objects.all()] == [kept]
    assert client.get(reverse("matching:me")).status_code == 302
    assert other.get(reverse("matching:me")).status_code == 200
    assert not Authenticator.objects.exists()


def test_the_same_address_signs_up_again_and_finds_nothing_of_before(client, settings, erased):
    settings.ACCOUNT_RATE_LIMITS = False
    answers = {
        "full_name": WORDS["name"],
        "email": WORDS["address"],
        "password1": "cell-culture-2026",
        "accepts_terms": "on",
    }

    client.post(reverse("account_signup"), answers)

    user = User.objects.get(email=WORDS["address"])
    assert user.pk != erased.pk
    assert not Profile.objects.filter(user=user).exists()


def test_admin_pages_do_not_show_the_former_name(person, operator, sign_in, unfold):
    pages = [
        reverse("admin:parks_user_changelist"),
        reverse("admin:parks_user_change", args=[person.pk]),
        reverse("admin:talent_profile_changelist"),
        reverse("admin:talent_profile_change", args=[person.profile.pk]),
        reverse("admin:matching_application_changelist"),
        reverse("admin:parks_logentry_changelist"),
        reverse("admin:parks_outboxmail_changelist"),
        reverse("admin:parks_invitation_changelist"),
    ]
    client = sign_in(operator)
    shown_before = [WORDS["name"] in client.get(address).text for address in pages]

    erase_account(person, now=timezone.now())

    assert any(shown_before)
    assert [WORDS["name"] in client.get(address).text for address in pages] == [False] * len(pages)


def test_somebody_of_the_same_name_keeps_theirs(person, graduate):
    User.objects.filter(pk=graduate.pk).update(full_name=WORDS["name"])

    erase_account(person, now=timezone.now())

    assert places_of(WORDS["name"]) == {"parks_user"}


def test_somebody_without_a_profile_can_leave_and_their_memberships_end(recruiter, company):
    MembershipFactory(organisation=company, role="admin")

    erase_account(recruiter, now=timezone.now())

    assert recruiter.memberships.get().left_at is not None
    assert places_of("Chen Hao") | places_of("recruiter@example.org") == set()


def test_the_last_administrator_must_hand_over_first_and_loses_nothing(recruiter):
    with pytest.raises(OrganisationError, match="before the last leaves"):
        erase_account(recruiter, now=timezone.now())

    recruiter.refresh_from_db()
    assert (recruiter.full_name, recruiter.is_active) == ("Chen Hao", True)


def test_an_operator_is_not_erased_by_their_own_click(operator):
    with pytest.raises(ErasureError, match="another operator"):
        erase_account(operator, now=timezone.now())

    operator.refresh_from_db()
    assert operator.is_active


def test_an_invitation_to_the_address_ends_and_forgets_it(person, erased, company):
    invitation = company.invitations.get()

    assert (invitation.state, invitation.email) == ("revoked", "erased@erased.invalid")


@pytest.mark.parametrize(
    ("language", "subject"), [("en", "Your account is erased"), ("zh-hans", None)]
)
def test_the_former_address_gets_one_last_mail_that_no_row_remembers(language, subject):
    send_farewell("gone@example.org", language)

    (message,) = mail.outbox
    assert message.to == ["gone@example.org"]
    assert subject is None or message.subject == subject
    assert message.body
    assert not OutboxMail.objects.exists()


def test_the_last_mail_is_asked_for_once_the_account_is_gone(
    person, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as callbacks:
        erase_account(person, now=timezone.now())

    assert len(callbacks) >= 1


def test_a_broken_mail_server_is_reported_so_that_the_task_tries_again(settings):
    settings.EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    with pytest.raises(OSError, match="refused"):
        send_farewell("gone@example.org", "en")


def test_a_second_click_changes_nothing(person, erased, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        erase_account(person, now=timezone.now())

    assert User.objects.get(pk=person.pk).email == erased.email
    assert LogEntry.objects.filter(verb="erased").count() == 1
    assert callbacks == []


def test_others_are_not_touched(person, graduate):
    other = whole_of(graduate)

    erase_account(person, now=timezone.now())

    assert whole_of(graduate) == other


def whole_of(user: User) -> list:
    user = UserFactory._meta.model.objects.get(pk=user.pk)
    profiles = Profile.objects.filter(user=user).values()
    return [user.email, user.full_name, list(profiles)]


def test_places_and_turns_in_training_go_to_who_waits_and_what_was_held_stays(profile):
    session = SessionFactory(capacity=1, taken=1)
    placed = EnrolmentFactory(session=session, profile=profile)
    first = EnrolmentFactory(session=session, state="waiting")
    turn = EnrolmentFactory(profile=profile, state="waiting")
    held = EnrolmentFactory(profile=profile, session__state="closed", state="passed")
    session.trainers.add(profile.user)

    erase_account(profile.user, now=timezone.now())

    states = dict(Enrolment.objects.values_list("pk", "state"))
    session.refresh_from_db()
    assert states == {
        placed.pk: "withdrawn",
        first.pk: "enrolled",
        turn.pk: "withdrawn",
        held.pk: "passed",
    }
    assert (session.taken, session.trainers.count()) == (1, 0)
