from datetime import datetime
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from parks.access import ScopedQuerySet, Viewer
from parks.choices.machines import ApiScope, DeliveryState, WebhookEvent

from .organisations import Organisation


class OfOrganisationQuerySet(ScopedQuerySet):
    """What lets machines act for an organisation is its administrators' alone."""

    def visible_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(organisation__in=viewer.administered_ids)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(organisation__in=viewer.administered_ids)


class ApiTokenQuerySet(OfOrganisationQuerySet):
    def live(self, now: datetime) -> Self:
        unexpired = models.Q(expires_at=None) | models.Q(expires_at__gt=now)
        return self.filter(unexpired, revoked_at=None)


class ApiToken(models.Model):
    """A secret with which a company's own system speaks for it; only its hash is kept."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="api_tokens", verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=80)
    prefix = models.CharField(_("begins with"), max_length=12, unique=True)
    digest = models.CharField(_("SHA-256"), max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=20, choices=ApiScope), verbose_name=_("may do"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("made by"),
        null=True,
        blank=True,
    )
    created_at = models.DateTimeField(_("made on"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("used last"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked on"), null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(scopes__len=0), name="a_token_may_do_something"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"


class WebhookQuerySet(OfOrganisationQuerySet):
    def listening(self, organisation_id: int, event: str) -> Self:
        return self.filter(organisation=organisation_id, disabled_at=None, events__contains=[event])


class Webhook(models.Model):
    """An address of an organisation's own system that is told what happens; signed with a secret.

    `failures` counts the deliveries given up in a row; too many of them disable it.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="webhooks", verbose_name=_("organisation")
    )
    url = models.URLField(_("address"), max_length=400)
    secret = models.CharField(_("signing secret"), max_length=80)
    events = ArrayField(
        models.CharField(max_length=30, choices=WebhookEvent), verbose_name=_("tell of")
    )
    failures = models.PositiveSmallIntegerField(_("given up in a row"), default=0)
    disabled_at = models.DateTimeField(_("switched off on"), null=True, blank=True)
    created_at = models.DateTimeField(_("made on"), auto_now_add=True)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(events__len=0), name="a_webhook_tells_of_something"
            ),
        )

    def __str__(self) -> str:
        return self.url


class WebhookDeliveryQuerySet(ScopedQuerySet):
    def due(self, now: datetime) -> Self:
        """Return what waits and whose next try has come; a webhook switched off gets nothing."""
        waiting = self.filter(state=DeliveryState.WAITING, webhook__disabled_at=None)
        return waiting.filter(next_try_at__lte=now)

    def visible_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(webhook__organisation__in=viewer.administered_ids)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(webhook__organisation__in=viewer.administered_ids)


class WebhookDelivery(models.Model):
    """One event on its way to a webhook; what is sent again is the same row, with the same id."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    webhook = models.ForeignKey(
        Webhook, models.CASCADE, related_name="deliveries", verbose_name=_("webhook")
    )
    event = models.CharField(_("event"), max_length=30, choices=WebhookEvent)
    payload = models.JSONField(_("content"))
    state = models.CharField(
        _("state"), max_length=10, choices=DeliveryState, default=DeliveryState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next try"), null=True, blank=True)
    last_status = models.PositiveSmallIntegerField(_("last answer"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True)
    created_at = models.DateTimeField(_("happened on"), auto_now_add=True)
    delivered_at = models.DateTimeField(_("delivered on"), null=True, blank=True)

    objects = WebhookDeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook delivery")
        verbose_name_plural = _("webhook deliveries")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(state=DeliveryState.DELIVERED, delivered_at=None),
                name="a_delivered_event_has_its_time",
            ),
        )
        indexes = (
            models.Index(
                fields=("next_try_at",),
                condition=models.Q(state=DeliveryState.WAITING),
                name="webhook_deliveries_waiting",
            ),
        )

    def __str__(self) -> str:
        return f"{self.event} → {self.webhook}"
