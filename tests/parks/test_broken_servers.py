"""Neither a mail server nor a Redis that is down breaks a page, and no mail is lost meanwhile."""

import copy
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.utils import timezone

from parks.actions.mail import send_due_mail, send_mail
from parks.models import OutboxMail
from tests.factories.parks import UserFactory
from tests.parks.brokers import broker_that_is_down
from tests.parks.deliveries import SMTP, closed_port
from tests.parks.smtp_servers import Server, running

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def person():
    user = UserFactory(email="lin@example.org")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def nothing_sends(settings, tmp_path):
    """No mail server and no broker."""
    settings.EMAIL_BACKEND = "parks.mail.OutboxBackend"
    settings.EMAIL_DELIVERY_BACKEND = SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", closed_port()
    with broker_that_is_down(tmp_path):
        yield


@pytest.fixture
def nothing_runs(nothing_sends, settings, tmp_path):
    """No cache either: Redis is down."""
    caches = copy.deepcopy(settings.CACHES)
    caches["default"]["LOCATION"] = f"unix://{tmp_path / 'nobody.sock'}"
    settings.CACHES = caches
    cache.set("there", 1)
    assert cache.get("there") is None


def test_somebody_asks_for_a_new_password_while_nothing_sends_and_gets_it_later(
    client, person, nothing_sends, settings, english
):
    response = client.post("/accounts/password/reset/", {"email": person.email})

    assert response.status_code == 302
    mail = OutboxMail.objects.get()
    assert (mail.recipient, mail.state, mail.attempts) == ("lin@example.org", "queued", 0)
    assert send_mail(mail.pk).state == "queued"
    a_while_ago = timezone.now() - timedelta(minutes=3)
    mail.tries.update(tried_at=a_while_ago)
    with running(Server(), settings) as server:
        send_due_mail()
    (arrived,) = server.messages()
    assert arrived["To"] == "lin@example.org"
    assert "/accounts/password/reset/key/" in arrived.get_body(("plain",)).get_content()
    assert "/accounts/password/reset/key/" in arrived.get_body(("html",)).get_content()


def test_pages_of_somebody_signed_in_open_while_nothing_runs(sign_in, person, nothing_runs):
    client = sign_in(person)

    answers = [client.get(page).status_code for page in ("/", "/me/notices/", "/me/account/")]

    assert answers == [200, 200, 200]


def test_mails_about_signing_in_speak_as_the_portal_and_not_as_a_library(
    client, person, settings, english
):
    settings.EMAIL_BACKEND = "parks.mail.OutboxBackend"

    client.post("/accounts/password/reset/", {"email": person.email})

    mail = OutboxMail.objects.get()
    assert "Hello from" not in mail.text
    assert "Thank you for using" not in mail.text
    assert "Talent portal" in mail.html
    assert mail.language == "en"
