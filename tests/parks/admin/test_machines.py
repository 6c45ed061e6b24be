"""The operator sees which machines there are, and none of their secrets."""

import pytest

from parks.models import ApiToken, LogEntry, Webhook, WebhookDelivery
from tests.factories.admin import address
from tests.factories.parks import ApiTokenFactory, WebhookDeliveryFactory, WebhookFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]


@pytest.fixture
def admin(sign_in, operator):
    return sign_in(operator)


def test_no_page_of_the_web_admin_shows_a_secret_or_a_hash(admin, company):
    token = ApiTokenFactory(organisation=company)
    webhook = WebhookFactory(organisation=company)
    delivery = WebhookDeliveryFactory(webhook=webhook)
    pages = [
        *(address(noun, "changelist") for noun in (ApiToken, Webhook, WebhookDelivery)),
        *(address(row, "change") for row in (token, webhook, delivery)),
    ]

    texts = [admin.get(page).text for page in pages]

    for secret in (token.digest, webhook.secret):
        assert not any(secret in text for text in texts)
    assert token.prefix in texts[0]
    assert webhook.url in texts[1]


def test_a_secret_cannot_be_searched_for(admin, company):
    token, webhook = ApiTokenFactory(organisation=company), WebhookFactory(organisation=company)

    found = [
        admin.get(address(ApiToken, "changelist"), {"q": token.digest[:20]}),
        admin.get(address(Webhook, "changelist"), {"q": webhook.secret[:20]}),
    ]

    assert [page.context["cl"].result_count for page in found] == [0, 0]


def test_the_trail_of_a_token_is_shown_with_it(admin, company, recruiter):
    token = ApiTokenFactory(organisation=company)
    LogEntry.objects.create(noun="parks.apitoken", row_id=token.pk, verb="created", actor=recruiter)

    page = admin.get(address(token, "history"))

    assert "created" in page.text
    assert recruiter.full_name in page.text
