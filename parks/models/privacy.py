from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from parks.choices.notices import ConsentPurpose, DataExportState

from .notices import OwnedQuerySet


class Consent(models.Model):
    """A person agreed to one version of a text, or took it back; rows are added, not changed."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="consents",
        verbose_name=_("person"),
    )
    purpose = models.CharField(_("purpose"), max_length=10, choices=ConsentPurpose)
    version = models.CharField(_("version of the text"), max_length=20)
    is_given = models.BooleanField(_("given"), default=True)
    happened_at = models.DateTimeField(_("when"), auto_now_add=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        indexes = (
            models.Index(fields=("user", "purpose", "-happened_at"), name="consents_of_a_person"),
        )

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.version}"


def export_path(export: "DataExport", filename: str) -> str:
    """Return where the archive is kept: by id, so that no name of a person is in the path."""
    return f"exports/{export.uuid.hex[:2]}/{export.uuid}"


class DataExport(models.Model):
    """Everything the portal keeps about one person, collected by a worker as one ZIP archive."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="data_exports",
        verbose_name=_("person"),
    )
    state = models.CharField(
        _("state"), max_length=6, choices=DataExportState, default=DataExportState.QUEUED
    )
    file = models.FileField(_("file"), upload_to=export_path, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    asked_at = models.DateTimeField(_("asked for"), auto_now_add=True)
    ready_at = models.DateTimeField(_("ready since"), null=True, blank=True)
    expires_at = models.DateTimeField(_("kept until"), null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("data export")
        verbose_name_plural = _("data exports")
        constraints = (
            models.UniqueConstraint(
                fields=("user",),
                condition=models.Q(state=DataExportState.QUEUED),
                name="one_data_export_at_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=DataExportState.READY)
                | models.Q(ready_at__isnull=False, expires_at__isnull=False),
                name="a_ready_export_has_its_times",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.get_state_display()}"
