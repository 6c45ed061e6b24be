from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from matching.choices.applications import Rating, Recommendation
from matching.choices.interviews import SITTING
from parks.access import ScopedQuerySet, Viewer
from parks.models import Skill

from .applications import Application
from .panels import SlotInterviewer


class ScorecardQuerySet(ScopedQuerySet):
    """One's own, and those of colleagues who have handed theirs in; see also `shown_to`."""

    def handed_in(self) -> Self:
        return self.exclude(submitted_at=None)

    def shown_to(self, user_id: int | None) -> Self:
        """Leave out drafts of others, and what others wrote while one's own is still awaited.

        Awaited is the scorecard of whoever sits in an interview of the application and has not
        handed one in; who sits in none, such as a recruiter, reads what is handed in.
        """
        if user_id is None:
            return self.none()
        of_this = {"application": models.OuterRef("application"), "interviewer": user_id}
        mine = Scorecard.objects.handed_in().filter(**of_this)
        sits = SlotInterviewer.objects.filter(
            interviewer=user_id,
            slot__interviews__application=models.OuterRef("application"),
            slot__interviews__state__in=SITTING,
        )
        is_free_to_read = models.Exists(mine) | ~models.Exists(sits)
        others = models.Q(submitted_at__isnull=False) & models.Q(is_free_to_read)
        return self.filter(models.Q(interviewer=user_id) | others)

    def visible_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(application__opening__company__in=viewer.organisation_ids) | models.Q(
            interviewer=viewer.user_id
        )

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(interviewer=viewer.user_id, submitted_at=None)


class Scorecard(models.Model):
    """What one interviewer found, skill by skill; nobody changes it once it is handed in."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="scorecards", verbose_name=_("application")
    )
    interviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("interviewer"),
    )
    recommendation = models.CharField(
        _("recommendation"), max_length=10, choices=Recommendation, blank=True
    )
    text = models.TextField(_("what speaks for and against"), blank=True)
    begun_at = models.DateTimeField(_("begun on"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("handed in on"), null=True, blank=True)

    objects = ScorecardQuerySet.as_manager()

    class Meta:
        verbose_name = _("scorecard")
        verbose_name_plural = _("scorecards")
        constraints = (
            models.UniqueConstraint(
                fields=("application", "interviewer"), name="one_scorecard_per_interviewer"
            ),
            models.CheckConstraint(
                condition=models.Q(submitted_at=None) | ~models.Q(recommendation=""),
                name="a_scorecard_handed_in_recommends",
            ),
        )

    def __str__(self) -> str:
        return f"{self.application}: {self.interviewer}"


class SkillRating(models.Model):
    """How well a skill that the opening asks for was shown."""

    scorecard = models.ForeignKey(
        Scorecard, models.CASCADE, related_name="ratings", verbose_name=_("scorecard")
    )
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+", verbose_name=_("skill"))
    rating = models.PositiveSmallIntegerField(_("rating"), choices=Rating)

    class Meta:
        verbose_name = _("rating of a skill")
        verbose_name_plural = _("ratings of skills")
        constraints = (
            models.UniqueConstraint(fields=("scorecard", "skill"), name="one_rating_per_skill"),
        )

    def __str__(self) -> str:
        return f"{self.skill}: {self.get_rating_display()}"
