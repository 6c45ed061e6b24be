from datetime import datetime
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from companies.models import Company, Opening
from matching.choices.applications import InvitationToApplyState
from parks.access import ScopedQuerySet, Viewer
from talent.models import Profile

from .applications import Application


class InvitationToApplyQuerySet(ScopedQuerySet):
    """Seen by the person who is asked and by the company that asks."""

    def waiting(self, now: datetime) -> Self:
        return self.filter(state=InvitationToApplyState.SENT, expires_at__gt=now)

    def newest_first(self) -> Self:
        return self.order_by("-sent_at", "-pk")

    def visible_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(profile__user=viewer.user_id) | self.editable_rows(viewer)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(opening__company__in=viewer.organisation_ids)


class InvitationToApply(models.Model):
    """A company asks a candidate to apply for an opening; nobody is asked twice for one."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    opening = models.ForeignKey(
        Opening, models.CASCADE, related_name="invitations", verbose_name=_("opening")
    )
    profile = models.ForeignKey(
        Profile, models.CASCADE, related_name="invitations_to_apply", verbose_name=_("profile")
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=InvitationToApplyState,
        default=InvitationToApplyState.SENT,
    )
    message = models.TextField(_("message to the candidate"), blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("sent by"),
        null=True,
        blank=True,
    )
    sent_at = models.DateTimeField(_("sent on"))
    expires_at = models.DateTimeField(_("answer until"))
    answered_at = models.DateTimeField(_("answered on"), null=True, blank=True)

    objects = InvitationToApplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation to apply")
        verbose_name_plural = _("invitations to apply")
        constraints = (
            models.UniqueConstraint(
                fields=("opening", "profile"), name="nobody_is_invited_twice_to_one_opening"
            ),
            models.CheckConstraint(
                condition=models.Q(state=InvitationToApplyState.SENT)
                | models.Q(answered_at__isnull=False),
                name="an_answered_invitation_has_its_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.opening} → {self.profile}"

    def get_absolute_url(self) -> str:
        return reverse("matching:invitation_to_apply", args=[self.uuid])


class OfCompanyQuerySet(ScopedQuerySet):
    """What a company keeps for itself: nobody outside reads it, the person only in their data."""

    def visible_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(company__in=viewer.organisation_ids)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(company__in=viewer.organisation_ids)


class PoolEntry(models.Model):
    """A person whom a company keeps in mind, with its own tags."""

    company = models.ForeignKey(
        Company, models.CASCADE, related_name="pool", verbose_name=_("company")
    )
    profile = models.ForeignKey(
        Profile, models.CASCADE, related_name="pool_entries", verbose_name=_("profile")
    )
    tags = ArrayField(
        models.CharField(max_length=40), verbose_name=_("tags"), default=list, blank=True
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("added by"),
        null=True,
        blank=True,
    )
    added_at = models.DateTimeField(_("added on"), auto_now_add=True)

    objects = OfCompanyQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of a talent pool")
        verbose_name_plural = _("entries of talent pools")
        constraints = (
            models.UniqueConstraint(
                fields=("company", "profile"), name="a_person_is_in_a_pool_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.company}: {self.profile}"


class CandidateNote(models.Model):
    """What somebody of a company writes to colleagues about a person, seen inside it alone."""

    company = models.ForeignKey(
        Company, models.CASCADE, related_name="+", verbose_name=_("company")
    )
    profile = models.ForeignKey(
        Profile, models.CASCADE, related_name="company_notes", verbose_name=_("profile")
    )
    application = models.ForeignKey(
        Application,
        models.CASCADE,
        related_name="notes",
        verbose_name=_("application"),
        null=True,
        blank=True,
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("written by"),
        null=True,
        blank=True,
    )
    text = models.TextField(_("note"))
    mentioned = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("colleagues named"), blank=True
    )
    written_at = models.DateTimeField(_("written on"), auto_now_add=True)

    objects = OfCompanyQuerySet.as_manager()

    class Meta:
        verbose_name = _("note on a candidate")
        verbose_name_plural = _("notes on candidates")
        constraints = (
            models.CheckConstraint(condition=~models.Q(text=""), name="a_note_has_words"),
        )

    def __str__(self) -> str:
        return self.text[:60]
