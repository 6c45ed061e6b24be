from typing import Self
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parks.access import ScopedQuerySet, Viewer
from parks.choices.work import SkillLevel

from .bilingual import Named
from .organisations import Organisation
from .places import Park
from .skills import Skill


class CertificateSchemeQuerySet(ScopedQuerySet):
    """Schemes are public; the issuer and the office of its park keep them."""

    def current(self) -> Self:
        return self.filter(is_current=True)

    def visible_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(is_current=True) | self.editable_rows(viewer)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        own = models.Q(issuer__in=viewer.administered_ids)
        return own | models.Q(park__in=viewer.steward_of)


class CertificateScheme(Named):
    """What a certificate stands for: who issues it, at which level, which skills it grants; and
    with the key of which park it is signed."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    issuer = models.ForeignKey(
        Organisation, models.PROTECT, related_name="schemes", verbose_name=_("issuer")
    )
    park = models.ForeignKey(
        Park,
        models.PROTECT,
        related_name="schemes",
        verbose_name=_("park that signs"),
        null=True,
        blank=True,
        help_text=_("Its key signs the certificates. Empty: the park in which the issuer sits."),
    )
    code = models.CharField(_("code"), max_length=20, help_text=_("Serial numbers begin with it."))
    name_zh = models.CharField(_("name (Chinese)"), max_length=200, blank=True)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    months_valid = models.PositiveSmallIntegerField(
        _("months of validity"), null=True, blank=True, help_text=_("Empty: without an end.")
    )
    criteria_zh = models.TextField(_("what is examined (Chinese)"), blank=True)
    criteria_en = models.TextField(_("what is examined (English)"), blank=True)
    is_current = models.BooleanField(_("issued at present"), default=True)
    is_shared = models.BooleanField(
        _("partners may issue it"),
        default=False,
        help_text=_("Whoever has signed an agreement with the issuer certifies in its name."),
    )

    objects = CertificateSchemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate scheme")
        verbose_name_plural = _("certificate schemes")
        constraints = (
            models.UniqueConstraint(
                fields=("issuer", "code"),
                name="one_scheme_per_code_of_an_issuer",
                violation_error_message=_(
                    "This code is taken by a scheme of the issuer. Choose another."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(name_zh="", name_en=""),
                name="a_scheme_has_a_name",
                violation_error_message=_("Give a name in Chinese or in English."),
            ),
        )


class GrantedSkill(models.Model):
    """A skill that a certificate of this scheme proves, at a level."""

    scheme = models.ForeignKey(
        CertificateScheme,
        models.CASCADE,
        related_name="skills",
        verbose_name=pgettext_lazy("a certificate", "scheme"),
    )
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+", verbose_name=_("skill"))
    level = models.PositiveSmallIntegerField(_("level"), choices=SkillLevel)

    class Meta:
        verbose_name = _("skill granted")
        verbose_name_plural = _("skills granted")
        constraints = (
            models.UniqueConstraint(
                fields=("scheme", "skill"),
                name="a_scheme_grants_a_skill_once",
                violation_error_message=_(
                    "The scheme grants this skill already. Leave this row out."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.skill} {self.get_level_display()}"
