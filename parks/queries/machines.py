"""What the pages and the interface for machines read of tokens, webhooks and deliveries."""

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from parks.choices.machines import DeliveryState
from parks.choices.organisations import MembershipRole
from parks.models import (
    ApiToken,
    Membership,
    Organisation,
    Verification,
    Webhook,
    WebhookDelivery,
)
from parks.models.machines import ApiTokenQuerySet


def tokens_with_holder(tokens: ApiTokenQuerySet) -> QuerySet[ApiToken]:
    """Add what a token's power hangs on: `is_verified`, of its organisation, and `is_held`.

    A token is held as long as the person who made it administers the organisation: somebody
    answers for what it reads.
    """
    approved = Verification.objects.approved().filter(organisation=OuterRef("organisation"))
    makers = Membership.objects.live().filter(
        organisation=OuterRef("organisation"),
        user=OuterRef("created_by"),
        user__is_active=True,
        role=MembershipRole.ADMIN,
    )
    rows = tokens.annotate(is_verified=Exists(approved), is_held=Exists(makers))
    return rows.select_related("organisation", "created_by")


def tokens_of(organisation: Organisation) -> QuerySet[ApiToken]:
    """Return the tokens of an organisation, those that still work first, then the newest."""
    rows = tokens_with_holder(ApiToken.objects.filter(organisation=organisation))
    return rows.order_by(F("revoked_at").desc(nulls_first=True), "-created_at", "-pk")


def webhooks_of(organisation: Organisation) -> QuerySet[Webhook]:
    """Return the webhooks of an organisation with how many deliveries wait and were given up."""
    rows = Webhook.objects.filter(organisation=organisation)
    waiting = Count("deliveries", filter=Q(deliveries__state=DeliveryState.WAITING))
    failed = Count("deliveries", filter=Q(deliveries__state=DeliveryState.FAILED))
    return rows.annotate(waiting=waiting, given_up=failed).order_by("created_at", "pk")


def deliveries_of(webhook: Webhook) -> QuerySet[WebhookDelivery]:
    """Return what a webhook was or will be sent, the newest first."""
    return WebhookDelivery.objects.filter(webhook=webhook).order_by("-created_at", "-pk")
