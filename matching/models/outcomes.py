from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from companies.models import Company
from matching.choices.outcomes import (
    OutcomeCategory,
    OutcomeMonth,
    OutcomeSource,
    TripartiteState,
)
from parks.access import ScopedQuerySet, Viewer
from parks.models import Region
from talent.models import RosterEntry


class OfRosterQuerySet(ScopedQuerySet):
    """Seen by the university of the graduate and by the graduate."""

    def visible_rows(self, viewer: Viewer) -> models.Q:
        mine = models.Q(entry__user=viewer.user_id, entry__user__isnull=False)
        return mine | self.editable_rows(viewer)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(entry__university__in=viewer.organisation_ids)


def outcome_path(outcome: "Outcome", filename: str) -> str:
    """Return where private evidence is kept: by id, so that no name of a person is in the path."""
    return f"outcomes/{outcome.uuid.hex[:2]}/{outcome.uuid}"


class Outcome(models.Model):
    """Where a graduate is, so many months after graduation, and how that is known."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    entry = models.ForeignKey(
        RosterEntry, models.CASCADE, related_name="outcomes", verbose_name=_("graduate")
    )
    months = models.PositiveSmallIntegerField(_("asked"), choices=OutcomeMonth)
    category = models.CharField(_("destination"), max_length=12, choices=OutcomeCategory)
    company = models.ForeignKey(
        Company,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("company"),
        null=True,
        blank=True,
    )
    employer_text = models.CharField(
        _("employer or school, as written"), max_length=200, blank=True
    )
    region = models.ForeignKey(
        Region, models.SET_NULL, related_name="+", verbose_name=_("place"), null=True, blank=True
    )
    source = models.CharField(_("known from"), max_length=10, choices=OutcomeSource)
    evidence = models.FileField(_("evidence"), upload_to=outcome_path, blank=True)
    evidence_name = models.CharField(_("file name"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("recorded by"),
        null=True,
        blank=True,
    )
    recorded_at = models.DateTimeField(_("recorded on"), auto_now=True)

    objects = OfRosterQuerySet.as_manager()

    class Meta:
        verbose_name = _("destination of a graduate")
        verbose_name_plural = _("destinations of graduates")
        constraints = (
            models.UniqueConstraint(
                fields=("entry", "months"), name="one_outcome_per_graduate_and_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.entry}: {self.get_category_display()}"


class TripartiteAgreement(models.Model):
    """The employment agreement of a graduate with an employer, registered by the university."""

    entry = models.OneToOneField(
        RosterEntry, models.CASCADE, related_name="tripartite", verbose_name=_("graduate")
    )
    number = models.CharField(_("number"), max_length=40, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=TripartiteState, default=TripartiteState.ISSUED
    )
    company = models.ForeignKey(
        Company,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("company"),
        null=True,
        blank=True,
    )
    employer_text = models.CharField(_("employer, as written"), max_length=200, blank=True)
    changed_on = models.DateField(_("in this state since"))

    objects = OfRosterQuerySet.as_manager()

    class Meta:
        verbose_name = _("tripartite agreement")
        verbose_name_plural = _("tripartite agreements")

    def __str__(self) -> str:
        return f"{self.entry}: {self.get_state_display()}"
