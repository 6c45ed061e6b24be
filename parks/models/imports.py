from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from parks.access import ScopedQuerySet, Viewer
from parks.choices.imports import IMPORT_MOVES, ImportKind, ImportState, RowOutcome

from .organisations import Organisation
from .places import Park


def import_path(job: "ImportJob", filename: str) -> str:
    """Return where an uploaded table is kept: by id, so that its name says nothing."""
    return f"imports/{job.uuid.hex[:2]}/{job.uuid}"


NOT_IN_THE_FILE = 1_000_000_000
"""From this number on are the rows that an import changes though no line names them."""


class ImportJobQuerySet(ScopedQuerySet):
    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")

    def visible_rows(self, viewer: Viewer) -> models.Q:
        return self.editable_rows(viewer)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        """An organisation's imports are its own; the office sees those of the whole park."""
        ours = models.Q(organisation__in=viewer.organisation_ids)
        return ours | models.Q(organisation=None, park__in=viewer.steward_of)


class ImportJob(models.Model):
    """A table on its way into the portal: looked at first, then written wholly or not at all."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=ImportKind)
    state = models.CharField(
        _("state"), max_length=10, choices=ImportState, default=ImportState.UPLOADED
    )
    park = models.ForeignKey(
        Park, models.CASCADE, related_name="+", verbose_name=_("park"), null=True, blank=True
    )
    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        related_name="imports",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
    )
    file = models.FileField(_("file"), upload_to=import_path)
    filename = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    mapping = models.JSONField(_("columns"), default=dict, blank=True)
    rows_done = models.PositiveIntegerField(_("rows done"), default=0)
    rows_in_all = models.PositiveIntegerField(_("rows in all"), default=0)
    created = models.PositiveIntegerField(_("created"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    error = models.TextField(_("error"), blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("uploaded by"),
        null=True,
        blank=True,
    )
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    beat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    committed_at = models.DateTimeField(_("imported on"), null=True, blank=True)
    reverted_at = models.DateTimeField(_("reverted on"), null=True, blank=True)

    objects = ImportJobQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(park__isnull=False) | models.Q(organisation__isnull=False),
                name="an_import_is_of_a_park_or_an_organisation",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ImportState.COMMITTED, committed_at=None),
                name="a_committed_import_has_its_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ImportState.FAILED, error=""),
                name="a_failed_import_says_why",
            ),
        )

    def __str__(self) -> str:
        return self.filename

    def require_move(self, wanted: ImportState) -> None:
        """Raise IllegalMoveError unless this import may take the state wanted."""
        IMPORT_MOVES.require(self.state, wanted)


class ImportRow(models.Model):
    """What became of one line of a table: refused with reasons, or written, with what was there.

    `before` holds the row as it was, so that the import can be reverted; `after` a digest of what
    was written, so that later work of people is not undone.
    """

    job = models.ForeignKey(
        ImportJob, models.CASCADE, related_name="rows", verbose_name=_("import")
    )
    line = models.PositiveIntegerField(_("line"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=RowOutcome)
    cells = models.JSONField(_("cells"), default=list, blank=True)
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    row_id = models.BigIntegerField(_("row"), null=True, blank=True)
    before = models.JSONField(_("before"), null=True, blank=True)
    after = models.CharField(_("digest of what was written"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("line of an import")
        verbose_name_plural = _("lines of imports")
        constraints = (
            models.UniqueConstraint(fields=("job", "line"), name="one_row_per_line_of_an_import"),
            models.CheckConstraint(
                condition=~models.Q(outcome=RowOutcome.REFUSED, reasons=[]),
                name="a_refused_line_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.job}: {self.line}"

    @property
    def is_in_file(self) -> bool:
        """Say whether a line of the file names this row; some rows change for being left out."""
        return self.line < NOT_IN_THE_FILE
