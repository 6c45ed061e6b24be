from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from parks.access import ScopedQuerySet, Viewer
from parks.models import Park

TERMS = (
    "all_musts",
    "skills",
    "evidence",
    "discipline",
    "degree",
    "text",
    "kind",
    "place",
    "channel",
    "pay",
    "start",
)
FULL_POINTS = 4096
REQUIREMENT_LIMIT = 256


def _sum_of_terms() -> models.expressions.CombinedExpression:
    total = models.F(TERMS[0])
    for term in TERMS[1:]:
        total += models.F(term)
    return total


class MatchWeightsQuerySet(ScopedQuerySet):
    def newest_first(self) -> Self:
        return self.order_by("park_id", "-version")

    def visible_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(park__in=viewer.steward_of)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(park__in=viewer.steward_of)


class MatchWeights(models.Model):
    """One version of how a park weighs a match; versions are added, never changed."""

    park = models.ForeignKey(
        Park, models.CASCADE, related_name="match_weights", verbose_name=_("park")
    )
    version = models.PositiveIntegerField(_("version"))
    all_musts = models.PositiveSmallIntegerField(_("every required skill is met"), default=2048)
    skills = models.PositiveSmallIntegerField(_("skills asked for"), default=384)
    evidence = models.PositiveSmallIntegerField(_("evidence of skills"), default=128)
    discipline = models.PositiveSmallIntegerField(_("discipline"), default=96)
    degree = models.PositiveSmallIntegerField(_("degree"), default=48)
    text = models.PositiveSmallIntegerField(_("topics and words in common"), default=912)
    kind = models.PositiveSmallIntegerField(_("kind of opening"), default=96)
    place = models.PositiveSmallIntegerField(_("place"), default=160)
    channel = models.PositiveSmallIntegerField(_("career channel"), default=64)
    pay = models.PositiveSmallIntegerField(_("pay"), default=96)
    start = models.PositiveSmallIntegerField(_("start date"), default=64)
    must = models.PositiveSmallIntegerField(_("weight of a must"), default=4)
    wanted = models.PositiveSmallIntegerField(_("weight of a wanted skill"), default=2)
    nice = models.PositiveSmallIntegerField(_("weight of a nice-to-have skill"), default=1)
    congestion = models.PositiveSmallIntegerField(
        _("congestion price in per cent"),
        default=0,
        validators=[MaxValueValidator(100)],
        help_text=_("Above 0, openings that everybody is shown give way to others that suit."),
    )
    note = models.CharField(_("reason"), max_length=200, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("made by"),
        null=True,
        blank=True,
    )
    created_at = models.DateTimeField(_("made on"), auto_now_add=True)

    objects = MatchWeightsQuerySet.as_manager()

    class Meta:
        verbose_name = _("weights of a match")
        verbose_name_plural = _("weights of a match")
        constraints = (
            models.UniqueConstraint(
                fields=("park", "version"), name="one_row_per_version_of_the_weights"
            ),
            models.CheckConstraint(
                condition=models.lookups.Exact(_sum_of_terms(), FULL_POINTS),
                name="the_terms_add_up_to_4096",
                violation_error_message=_("The points of all terms must add up to 4096."),
            ),
            models.CheckConstraint(
                condition=models.Q(all_musts__gte=FULL_POINTS // 2),
                name="no_merit_outweighs_a_missing_must",
                violation_error_message=_("The required skills are worth at least 2048 points."),
            ),
            models.CheckConstraint(
                condition=models.Q(must__gt=models.F("wanted"))
                & models.Q(wanted__gt=models.F("nice"))
                & models.Q(nice__gte=1, must__lte=16),
                name="must_over_wanted_over_nice",
                violation_error_message=_("A must weighs more than a wish, a wish more than nice."),
            ),
            models.CheckConstraint(
                condition=models.Q(skills__gte=REQUIREMENT_LIMIT),
                name="every_required_skill_can_earn_a_point",
                violation_error_message=_("The skills asked for are worth at least 256 points."),
            ),
            models.CheckConstraint(
                condition=models.Q(congestion__lte=100),
                name="congestion_price_in_per_cent",
            ),
        )

    def __str__(self) -> str:
        return f"{self.park} · {self.version}"
