"""The page on which an organisation lets machines in; its administrators' alone."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from parks.actions.tokens import token_of
from parks.models import ApiToken, Webhook
from tests.factories.parks import (
    ApiTokenFactory,
    MembershipFactory,
    UserFactory,
    WebhookDeliveryFactory,
    WebhookFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

FORM = {"name": "Our ATS", "scopes": ["openings:read", "openings:write"], "lasts": "90"}
HOOK = {"url": "https://ats.example/hook", "events": ["application.submitted"]}


@pytest.fixture
def desk(sign_in, recruiter):
    return sign_in(recruiter)


def at(name: str, row) -> str:
    return reverse(f"parks:{name}", args=[getattr(row, "uuid", None) or row.pk])


def test_a_new_token_is_shown_once_and_works(desk, company):
    page = desk.post(at("new_token", company), FORM)

    secret = page.context["secret"]
    assert f'value="{secret}"' in page.text
    assert page["Cache-Control"] == "private, no-store"
    token = token_of(secret, now=timezone.now())
    assert token.scopes == ["openings:read", "openings:write"]
    ends = token.expires_at - timezone.now()
    assert datetime.timedelta(days=89) < ends <= datetime.timedelta(days=90)
    assert secret not in desk.get(at("machines", company)).text


def test_a_token_can_be_made_without_an_end(desk, company):
    desk.post(at("new_token", company), FORM | {"lasts": ""})

    assert ApiToken.objects.get().expires_at is None


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"scopes": []}, {"scopes": ["everything"]}, {"lasts": "9999"}]
)
def test_a_form_that_is_wrong_makes_no_token_and_says_why(wrong, desk, company):
    page = desk.post(at("new_token", company), FORM | wrong)

    assert page.context["form"].errors.keys() == wrong.keys()
    assert not ApiToken.objects.exists()


def test_a_revoked_token_is_revoked_and_stays_in_the_list(desk, company):
    token = ApiTokenFactory(organisation=company, name="Old ATS")

    page = desk.post(reverse("parks:revoke_token", args=[token.pk]), follow=True)

    token.refresh_from_db()
    assert token.revoked_at is not None
    assert "The token “Old ATS” is revoked." in page.text
    assert reverse("parks:revoke_token", args=[token.pk]) not in page.text


def test_the_list_says_in_words_why_a_token_does_nothing(desk, company, recruiter):
    past = timezone.now() - datetime.timedelta(days=1)
    for fields in (
        {"created_by": recruiter},
        {"created_by": recruiter, "revoked_at": past},
        {"created_by": recruiter, "expires_at": past},
        {"created_by": None},
    ):
        ApiTokenFactory(organisation=company, **fields)

    page = desk.get(at("machines", company)).text

    for words in ("Works", "Revoked", "Expired", "Without a holder"):
        assert page.count(f">{words}</span>") == 1


def test_an_unverified_organisation_is_told_that_its_tokens_do_nothing(desk, company):
    company.verifications.all().delete()

    assert "not verified yet" in desk.get(at("machines", company)).text


def test_the_empty_page_says_what_to_do_next(desk, company):
    page = desk.get(at("machines", company)).text

    assert "No token yet" in page
    assert "No webhook yet" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_row_or_three(
    rows, desk, company, django_assert_num_queries
):
    ApiTokenFactory.create_batch(rows, organisation=company)
    for webhook in WebhookFactory.create_batch(rows, organisation=company):
        WebhookDeliveryFactory(webhook=webhook)
    desk.get(at("machines", company))

    with django_assert_num_queries(5):
        desk.get(at("machines", company))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_webhook_costs_the_same_for_one_delivery_or_three(
    rows, desk, company, django_assert_num_queries
):
    webhook = WebhookFactory(organisation=company)
    WebhookDeliveryFactory.create_batch(rows, webhook=webhook)
    desk.get(at("webhook", webhook))

    with django_assert_num_queries(5):
        desk.get(at("webhook", webhook))


def test_a_new_webhook_shows_its_secret_once(desk, company):
    page = desk.post(at("new_webhook", company), HOOK)

    webhook = Webhook.objects.get()
    assert page.context["secret"] == webhook.secret
    assert webhook.secret in page.text
    for later in (at("webhook", webhook), at("machines", company)):
        assert webhook.secret not in desk.get(later).text


def test_replacing_the_secret_shows_the_new_one_once(desk, company):
    webhook = WebhookFactory(organisation=company)

    page = desk.post(at("rotate_webhook", webhook))

    old, webhook.secret = webhook.secret, Webhook.objects.get().secret
    assert webhook.secret != old
    assert webhook.secret in page.text


@pytest.mark.parametrize("url", ["http://ats.example/", "ftp://ats.example/", "https://u:p@a.b/"])
def test_an_address_that_is_not_allowed_is_refused_at_its_field(url, desk, company):
    page = desk.post(at("new_webhook", company), HOOK | {"url": url})

    assert page.context["form"].errors["url"]
    assert not Webhook.objects.exists()


def test_a_webhook_is_changed_tried_switched_and_its_deliveries_sent_again(desk, company):
    webhook = WebhookFactory(organisation=company)
    failed = WebhookDeliveryFactory(webhook=webhook, state="failed", attempts=7)

    desk.post(at("webhook", webhook), HOOK | {"url": "https://new.example/"})
    desk.post(at("ping_webhook", webhook))
    desk.post(at("replay_delivery", failed))
    desk.post(at("switch_webhook", webhook), {"off": "1"})

    webhook.refresh_from_db()
    failed.refresh_from_db()
    assert (webhook.url, webhook.events) == ("https://new.example/", ["application.submitted"])
    assert webhook.disabled_at is not None
    assert (failed.state, failed.attempts) == ("waiting", 0)
    assert list(webhook.deliveries.order_by("pk").values_list("event", flat=True)) == [
        "application.submitted",
        "ping",
    ]
    desk.post(at("switch_webhook", webhook), {"on": "1"})
    webhook.refresh_from_db()
    assert webhook.disabled_at is None


def test_what_cannot_be_done_with_a_webhook_that_is_off_is_said(desk, company):
    webhook = WebhookFactory(organisation=company, disabled_at=timezone.now())
    delivery = WebhookDeliveryFactory(webhook=webhook, state="failed")

    pinged = desk.post(at("ping_webhook", webhook), follow=True).text
    replayed = desk.post(at("replay_delivery", delivery), follow=True).text

    assert "Switch it on first." in pinged
    assert "Switch it on first." in replayed
    assert webhook.deliveries.count() == 1


def test_the_words_of_the_other_side_are_shown_as_text(desk, company):
    webhook = WebhookFactory(organisation=company)
    WebhookDeliveryFactory(
        webhook=webhook, last_status=500, last_error="<script>alert(1)</script>", attempts=1
    )

    page = desk.get(at("webhook", webhook)).text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("role", ["member", "interviewer"])
def test_only_administrators_come_near_the_machines(role, sign_in, company):
    person = UserFactory()
    MembershipFactory(user=person, organisation=company, role=role)
    client = sign_in(person)
    webhook, token = WebhookFactory(organisation=company), ApiTokenFactory(organisation=company)
    delivery = WebhookDeliveryFactory(webhook=webhook)

    for address in (at("machines", company), at("new_token", company), at("webhook", webhook)):
        assert client.get(address).status_code == 404
    for address in (
        at("new_token", company),
        at("new_webhook", company),
        at("rotate_webhook", webhook),
        at("replay_delivery", delivery),
        reverse("parks:revoke_token", args=[token.pk]),
    ):
        assert client.post(address, FORM | HOOK).status_code == 404
    token.refresh_from_db()
    assert token.revoked_at is None
    assert ApiToken.objects.count() == Webhook.objects.count() == 1
