from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from parks.choices.work import SkillLevel
from parks.models import Skill
from talent.choices.profiles import ClaimSource

from .certificates import Certificate
from .profiles import Profile


class SkillClaim(models.Model):
    """A skill a person is said to have, by whom, and how well; no level means not stated."""

    profile = models.ForeignKey(
        Profile, models.CASCADE, related_name="skill_claims", verbose_name=_("profile")
    )
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+", verbose_name=_("skill"))
    level = models.PositiveSmallIntegerField(_("level"), choices=SkillLevel, null=True, blank=True)
    source = models.CharField(
        _("source"), max_length=12, choices=ClaimSource, default=ClaimSource.SELF
    )
    certificate = models.ForeignKey(
        Certificate,
        models.CASCADE,
        related_name="claims",
        verbose_name=_("certificate"),
        null=True,
        blank=True,
    )
    evidence = models.CharField(_("words it was read from"), max_length=300, blank=True)
    claimed_at = models.DateTimeField(_("claimed"), auto_now_add=True)

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        constraints = (
            models.UniqueConstraint(
                fields=("profile", "skill", "source"), name="one_claim_per_skill_and_source"
            ),
        )

    def __str__(self) -> str:
        return str(self.skill)

    def clean(self) -> None:
        """A certificate is shown, never said: only issuing one writes such a claim."""
        if self.source == ClaimSource.CERTIFICATE and self.certificate_id is None:
            raise ValidationError(
                {"source": _("Only a certificate that was issued proves a skill like that.")}
            )
