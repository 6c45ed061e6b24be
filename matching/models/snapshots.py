from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from matching.choices.snapshots import SnapshotKind
from parks.access import ScopedQuerySet, Viewer
from parks.models import Organisation, Park


class SnapshotQuerySet(ScopedQuerySet):
    def of(
        self, kind: SnapshotKind, *, park: Park | None = None, organisation: int | None = None
    ) -> Self:
        """Return the snapshots of this kind and owner, newest first; of nobody: the platform's."""
        rows = self.filter(kind=kind, park=park, organisation=organisation)
        return rows.order_by("-taken_at", "-pk")

    def visible_rows(self, viewer: Viewer) -> models.Q:
        """A park's are its office's, a university's its own, the platform's the operator's."""
        own = models.Q(organisation__in=viewer.organisation_ids)
        return own | models.Q(organisation=None, park__in=viewer.steward_of)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(pk__in=())


class Snapshot(models.Model):
    """Figures of a park, of an organisation or of the whole platform, as counted at one time."""

    kind = models.CharField(_("kind"), max_length=12, choices=SnapshotKind)
    park = models.ForeignKey(
        Park,
        models.CASCADE,
        related_name="snapshots",
        verbose_name=_("park"),
        null=True,
        blank=True,
    )
    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        related_name="+",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
    )
    figures = models.JSONField(_("figures"))
    seconds = models.FloatField(_("seconds it took"))
    taken_at = models.DateTimeField(_("counted on"))

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = _("snapshot of figures")
        verbose_name_plural = _("snapshots of figures")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(park=None) | models.Q(organisation=None),
                name="a_snapshot_is_of_a_park_or_of_an_organisation",
            ),
        )
        indexes = (
            models.Index(fields=("kind", "park", "-taken_at"), name="snapshots_by_park"),
            models.Index(fields=("kind", "organisation", "-taken_at"), name="snapshots_by_owner"),
        )

    def __str__(self) -> str:
        owner = self.park or self.organisation or _("Platform")
        return f"{self.get_kind_display()} · {owner} · {self.taken_at:%Y-%m-%d %H:%M}"
