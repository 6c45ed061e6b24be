from django.db import models
from django.utils.translation import gettext_lazy as _

from parks.models import DegreeLevel, Discipline, Organisation, OrganisationQuerySet
from parks.models.bilingual import Named


class University(Organisation):
    """A university or vocational college whose students use the portal."""

    moe_code = models.CharField(_("Ministry code"), max_length=10, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("university")
        verbose_name_plural = _("universities")
        constraints = (
            models.UniqueConstraint(
                fields=("moe_code",),
                condition=~models.Q(moe_code=""),
                name="one_university_per_ministry_code",
            ),
        )


class StudyProgramme(Named):
    """What a university teaches: a discipline at a degree level."""

    university = models.ForeignKey(
        University, models.CASCADE, related_name="programmes", verbose_name=_("university")
    )
    name_zh = models.CharField(_("name (Chinese)"), max_length=160, blank=True)
    name_en = models.CharField(_("name (English)"), max_length=160, blank=True)
    degree = models.ForeignKey(
        DegreeLevel, models.PROTECT, related_name="+", verbose_name=_("degree")
    )
    discipline = models.ForeignKey(
        Discipline, models.PROTECT, related_name="+", verbose_name=_("discipline")
    )

    class Meta:
        verbose_name = _("study programme")
        verbose_name_plural = _("study programmes")
        constraints = (
            models.UniqueConstraint(
                fields=("university", "degree", "discipline", "name_zh", "name_en"),
                name="one_row_per_study_programme",
            ),
            models.CheckConstraint(
                condition=~models.Q(name_zh="", name_en=""), name="a_study_programme_has_a_name"
            ),
        )

    def __str__(self) -> str:
        return self.name
