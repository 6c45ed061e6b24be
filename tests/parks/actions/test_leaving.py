"""An account without its person."""

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as project
from django.contrib.auth.models import Group
from django.contrib.sessions.backends.cached_db import SessionStore
from django.contrib.sessions.models import Session

from parks.actions.leaving import anonymise_account, end_sessions, forget_mails
from parks.models import Notice, NoticePreference, OutboxMail, User
from tests.factories.parks import InvitationFactory, OutboxMailFactory

pytestmark = pytest.mark.django_db


def test_name_and_address_are_replaced_by_ones_that_name_nobody(graduate):
    anonymise_account(graduate)

    user = User.objects.get(pk=graduate.pk)
    assert "Lin" not in user.full_name
    assert user.full_name.startswith("已注销 erased ")
    assert user.email.endswith("@erased.invalid")
    assert not user.is_active


def test_two_people_who_left_can_be_told_apart(graduate, recruiter):
    for user in (graduate, recruiter):
        anonymise_account(user)

    assert graduate.email != recruiter.email
    assert graduate.full_name != recruiter.full_name


def test_rights_and_ways_to_sign_in_are_gone(park_officer):
    park_officer.groups.add(Group.objects.create(name="officers"))
    EmailAddress.objects.create(user=park_officer, email="office@example.org")

    anonymise_account(park_officer)

    user = User.objects.get(pk=park_officer.pk)
    assert (user.is_staff, user.is_superuser, user.has_usable_password()) == (False, False, False)
    assert not user.groups.exists()
    assert not EmailAddress.objects.exists()
    assert (user.last_login, user.time_zone) == (None, project.TIME_ZONE)


def test_preferences_are_gone(graduate):
    NoticePreference.objects.create(user=graduate, kind="alert")

    anonymise_account(graduate)

    assert not NoticePreference.objects.exists()


def test_invitations_to_the_address_forget_it_and_others_stay(graduate):
    sent = InvitationFactory(email="GRADUATE@example.org")
    accepted = InvitationFactory(email=graduate.email, state="accepted")
    other = InvitationFactory(email="other@example.org")

    anonymise_account(graduate)

    for row in (sent, accepted, other):
        row.refresh_from_db()
    assert (sent.state, sent.email) == ("revoked", "erased@erased.invalid")
    assert (accepted.state, accepted.email) == ("accepted", "erased@erased.invalid")
    assert (other.state, other.email) == ("sent", "other@example.org")


def test_mails_to_the_person_go_by_account_and_by_address_and_others_stay(graduate, recruiter):
    OutboxMailFactory(user=graduate)
    OutboxMailFactory(recipient="Graduate@Example.org")
    other = OutboxMailFactory(user=recruiter, recipient=recruiter.email)
    Notice.objects.create(user=graduate, kind="privacy", text_zh="x", text_en="x")

    forget_mails(graduate, address=graduate.email)

    assert list(OutboxMail.objects.all()) == [other]
    assert not Notice.objects.exists()


def test_all_sessions_of_the_person_end_and_those_of_others_go_on(graduate, recruiter, client):
    keys = {}
    for name, user in {"here": graduate, "elsewhere": graduate, "other": recruiter}.items():
        browser = type(client)()
        browser.force_login(user, backend=project.AUTHENTICATION_BACKENDS[0])
        keys[name] = browser.session.session_key

    end_sessions(graduate)

    assert [row.session_key for row in Session.objects.all()] == [keys["other"]]
    assert not SessionStore().exists(keys["here"])
    assert SessionStore(keys["elsewhere"]).load() == {}
