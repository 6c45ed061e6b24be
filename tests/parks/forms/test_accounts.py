"""Signing up: the terms are agreed to with their version, or there is no account."""

import pytest
from django.urls import reverse

from parks.consents import TERMS_VERSION
from parks.models import Consent, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

SIGN_UP = reverse("account_signup")
ANSWERS = {"full_name": "林悦", "email": "lin@example.org", "password1": "cell-culture-2026"}


@pytest.fixture(autouse=True)
def new_address(settings):
    """allauth counts sign-ups by address of the caller; tests come from one of their own."""
    settings.ACCOUNT_RATE_LIMITS = False


def test_signing_up_links_to_the_text_that_is_agreed_to(client):
    text = client.get(SIGN_UP).text

    assert f'href="{reverse("parks:privacy_notice")}"' in text
    assert 'name="accepts_terms"' in text


def test_signing_up_notes_the_consent_with_its_version(client):
    client.post(SIGN_UP, ANSWERS | {"accepts_terms": "on"})

    consent = Consent.objects.get()
    assert (consent.user.email, consent.purpose) == ("lin@example.org", "terms")
    assert (consent.version, consent.is_given) == (TERMS_VERSION, True)


def test_without_agreeing_there_is_no_account(client):
    response = client.post(SIGN_UP, ANSWERS)

    assert response.status_code == 200
    assert "accepts_terms" in response.context["form"].errors
    assert not User.objects.exists()
