from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from companies.models import Session
from matching.choices.enrolments import IssueState
from parks.access import ScopedQuerySet, Viewer


class CertificateIssueQuerySet(ScopedQuerySet):
    def visible_rows(self, viewer: Viewer) -> models.Q:
        organiser = models.Q(session__programme__organiser__in=viewer.organisation_ids)
        return organiser | models.Q(session__programme__park__in=viewer.steward_of)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return self.visible_rows(viewer)


class CertificateIssue(models.Model):
    """The certificates of all who passed a session, issued by a worker; can be begun again."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    session = models.ForeignKey(
        Session, models.PROTECT, related_name="issues", verbose_name=_("session")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=IssueState, default=IssueState.QUEUED
    )
    total = models.PositiveIntegerField(_("to issue"), default=0)
    done = models.PositiveIntegerField(_("issued"), default=0)
    error = models.TextField(_("error"), blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("asked by"),
        null=True,
        blank=True,
    )
    asked_at = models.DateTimeField(_("asked on"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished on"), null=True, blank=True)

    objects = CertificateIssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("issue of certificates")
        verbose_name_plural = _("issues of certificates")
        constraints = (
            models.UniqueConstraint(
                fields=("session",),
                condition=models.Q(state__in=(IssueState.QUEUED, IssueState.RUNNING)),
                name="one_issue_of_certificates_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(done__lte=models.F("total")),
                name="no_more_certificates_are_issued_than_asked_for",
            ),
        )

    def __str__(self) -> str:
        return f"{self.session}: {self.done}/{self.total}"
