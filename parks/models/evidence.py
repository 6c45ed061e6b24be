from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from parks.access import ScopedQuerySet, Viewer

from .organisations import Verification


def evidence_path(evidence: "Evidence", filename: str) -> str:
    """Return where a private file is kept: by id, so that its name says nothing."""
    return f"evidence/{evidence.uuid.hex[:2]}/{evidence.uuid}"


class EvidenceQuerySet(ScopedQuerySet):
    """Seen by the organisation that brings it and by the park office that decides."""

    def visible_rows(self, viewer: Viewer) -> models.Q:
        mine = models.Q(verification__organisation__in=viewer.organisation_ids)
        return mine | models.Q(verification__organisation__park__in=viewer.steward_of)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(verification__organisation__in=viewer.administered_ids)


class Evidence(models.Model):
    """A private file that shows who an organisation is, such as its business licence."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    verification = models.ForeignKey(
        Verification, models.CASCADE, related_name="evidence", verbose_name=_("verification")
    )
    file = models.FileField(_("file"), upload_to=evidence_path)
    filename = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("uploaded by"),
        null=True,
        blank=True,
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = (
            models.UniqueConstraint(
                fields=("verification", "sha256"), name="one_row_per_file_of_a_verification"
            ),
        )

    def __str__(self) -> str:
        return self.filename
