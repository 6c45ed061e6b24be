from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from companies.choices.openings import ReportReason, ReportState
from parks.access import ScopedQuerySet, Viewer

from .openings import Opening


class OpeningReportQuerySet(ScopedQuerySet):
    def open(self) -> Self:
        return self.filter(state=ReportState.OPEN)

    def visible_rows(self, viewer: Viewer) -> models.Q:
        """The company is not told who complained; it hears of it from the office."""
        mine = models.Q(reported_by=viewer.user_id, reported_by__isnull=False)
        return mine | self.editable_rows(viewer)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(opening__park__in=viewer.steward_of)


class OpeningReport(models.Model):
    """Somebody tells the park office that a posting is not what it should be."""

    opening = models.ForeignKey(
        Opening, models.CASCADE, related_name="reports", verbose_name=_("opening")
    )
    reason = models.CharField(_("reason"), max_length=14, choices=ReportReason)
    text = models.TextField(_("what is wrong"), blank=True)
    state = models.CharField(
        _("state"), max_length=9, choices=ReportState, default=ReportState.OPEN
    )
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("reported by"),
        null=True,
        blank=True,
    )
    reported_at = models.DateTimeField(_("reported on"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("decided by"),
        null=True,
        blank=True,
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    answer = models.TextField(_("answer to the reporter"), blank=True)

    objects = OpeningReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("reported posting")
        verbose_name_plural = _("reported postings")
        constraints = (
            models.UniqueConstraint(
                fields=("opening", "reported_by"),
                condition=models.Q(state=ReportState.OPEN),
                name="a_person_reports_an_opening_once",
                violation_error_message=_("You have reported this posting already."),
            ),
            models.CheckConstraint(
                condition=models.Q(state=ReportState.OPEN) | models.Q(decided_at__isnull=False),
                name="a_settled_report_has_its_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.opening}: {self.get_reason_display()}"
