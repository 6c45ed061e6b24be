"""Signing up and in by e-mail, whatever the mail server does."""

import re
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from parks.models import OutboxMail, User
from tests.factories.parks import UserFactory
from tests.parks.brokers import broker_that_is_down

pytestmark = pytest.mark.django_db

ANSWERS = {
    "full_name": "林悦",
    "email": "Lin.Yue@Example.org",
    "password1": "cell-culture-2026",
    "accepts_terms": "on",
}


@pytest.fixture(autouse=True)
def outbox(settings, english):
    settings.EMAIL_BACKEND = "parks.mail.OutboxBackend"


@pytest.fixture
def new_address(settings):
    """allauth counts sign-ups by address of the caller; tests come from one of their own."""
    settings.ACCOUNT_RATE_LIMITS = False


def code_in(mail: OutboxMail) -> str:
    """The code stands on a line of its own."""
    return re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", mail.text, re.MULTILINE).group()


def test_a_person_signs_up_with_name_address_and_password(client, new_address):
    response = client.post(reverse("account_signup"), ANSWERS)

    assert response.status_code == 302
    user = User.objects.get()
    assert (user.full_name, user.email, user.language) == ("林悦", "lin.yue@example.org", "en")
    assert user.check_password("cell-culture-2026")
    assert (user.is_staff, user.is_superuser) == (False, False)


def test_a_new_account_opens_only_with_the_code_from_the_mail(client, new_address):
    client.post(reverse("account_signup"), ANSWERS)
    before = client.get(reverse("matching:me"))

    code = code_in(OutboxMail.objects.get(recipient="lin.yue@example.org"))
    client.post(reverse("account_email_verification_sent"), {"code": code})

    assert before.status_code == 302
    assert reverse("account_login") in before.url
    assert EmailAddress.objects.get().verified
    assert client.get(reverse("talent:profile")).status_code == 200


def test_a_wrong_code_opens_nothing(client, new_address):
    client.post(reverse("account_signup"), ANSWERS)

    client.post(reverse("account_email_verification_sent"), {"code": "WRON-G123"})

    assert not EmailAddress.objects.get().verified
    assert client.get(reverse("talent:profile")).status_code == 302


def test_an_address_in_other_letters_makes_no_second_account_and_is_not_given_away(
    client, new_address
):
    user = UserFactory(email="lin.yue@example.org", full_name="First")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)

    response = client.post(reverse("account_signup"), ANSWERS)

    assert response.status_code == 302
    assert list(User.objects.values_list("full_name", flat=True)) == ["First"]


@pytest.mark.parametrize("password", ["12345678", "password", "short", "lin.yue@example.org"])
def test_a_weak_password_is_refused(client, password, new_address):
    response = client.post(reverse("account_signup"), ANSWERS | {"password1": password})

    assert response.status_code == 200
    assert not User.objects.exists()


def test_a_name_is_asked_for(client, new_address):
    client.post(reverse("account_signup"), ANSWERS | {"full_name": " "})

    assert not User.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_neither_a_broken_mail_server_nor_a_broken_broker_keeps_anybody_from_signing_up(
    client, tmp_path, new_address
):
    with broker_that_is_down(tmp_path):
        response = client.post(reverse("account_signup"), ANSWERS)

    assert response.status_code == 302
    assert User.objects.count() == 1
    mail = OutboxMail.objects.get()
    assert (mail.recipient, mail.state) == ("lin.yue@example.org", "queued")


def test_a_person_signs_in_with_the_address_in_any_letters(client, new_address):
    user = User.objects.create_user("lin@example.org", "cell-culture-2026")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)

    client.post(
        reverse("account_login"), {"login": "LIN@Example.org", "password": "cell-culture-2026"}
    )

    assert client.get(reverse("talent:profile")).status_code == 200


def test_guessing_passwords_is_stopped(client):
    user = User.objects.create_user(f"{uuid4()}@example.org", "cell-culture-2026")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client.defaults["REMOTE_ADDR"] = f"2001:db8::{uuid4().hex[:4]}"  # others may go on signing in
    answers = {"login": user.email, "password": "wrong"}
    for _attempt in range(12):
        client.post(reverse("account_login"), answers)

    client.post(reverse("account_login"), answers | {"password": "cell-culture-2026"})

    assert client.get(reverse("talent:profile")).status_code == 302


def test_signing_out_needs_a_form(client, sign_in, graduate):
    sign_in(graduate)

    client.get(reverse("account_logout"))
    still_in = client.get(reverse("talent:profile")).status_code
    client.post(reverse("account_logout"))

    assert still_in == 200
    assert client.get(reverse("talent:profile")).status_code == 302
