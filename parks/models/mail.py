import re
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce, Now, Power
from django.utils.translation import gettext_lazy as _

from parks.choices.accounts import OutboxState

HTML_LANGUAGE = re.compile(r'<html lang="([A-Za-z-]+)"')
LONGEST_HEAD = 500


class OutboxMailQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        return self.filter(state=OutboxState.QUEUED)

    def due(self) -> Self:
        """Waiting mails whose next try has come: 1, 2, 4, 8 … minutes after the last one."""
        pause = models.ExpressionWrapper(
            timedelta(minutes=1) * Power(2.0, models.F("attempts")), models.DurationField()
        )
        last_try = Coalesce(models.Max("tries__tried_at"), models.F("created_at"))
        rows = self.waiting().annotate(last_try=last_try)
        return rows.filter(last_try__lt=Now() - pause).order_by("pk")


class OutboxMail(models.Model):
    """A mail on its way out: written with the change it tells of, sent by a worker later."""

    recipient = models.EmailField(_("recipient"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="+",
        verbose_name=_("person"),
        null=True,
        blank=True,
    )
    subject = models.CharField(_("subject"), max_length=250)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    calendar = models.TextField(_("calendar entry"), blank=True)
    calendar_method = models.CharField(_("calendar method"), max_length=10, blank=True)
    unsubscribe_url = models.CharField(_("address to unsubscribe"), max_length=400, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=OutboxState, default=OutboxState.QUEUED
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.TextField(_("last error"), blank=True)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent on"), null=True, blank=True)

    objects = OutboxMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mail")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(state=OutboxState.SENT, sent_at=None),
                name="a_sent_mail_has_its_time",
            ),
        )
        indexes = (
            models.Index(
                fields=("created_at",),
                condition=models.Q(state=OutboxState.QUEUED),
                name="outbox_waiting",
            ),
        )

    def __str__(self) -> str:
        return f"{self.recipient}: {self.subject}"

    @property
    def language(self) -> str:
        """The language it is written in, as its HTML says."""
        found = HTML_LANGUAGE.search(self.html[:LONGEST_HEAD])
        return found[1] if found else ""

    @property
    def was_answered(self) -> bool:
        """Whether the last try ended with a reply of a mail server, which begins with its code."""
        return self.last_error[:3].isdigit()


class MailAttempt(models.Model):
    """One try to deliver a mail, with what the mail server said; the log of deliveries."""

    mail = models.ForeignKey(
        OutboxMail, models.CASCADE, related_name="tries", verbose_name=_("outgoing mail")
    )
    tried_at = models.DateTimeField(_("when"), auto_now_add=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("delivery attempt")
        verbose_name_plural = _("delivery attempts")

    def __str__(self) -> str:
        return self.error or str(_("delivered"))
