from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from parks.choices.taxonomy import (
    DisciplineScheme,
    RegionLevel,
)
from parks.models.bilingual import Bilingual
from parks.models.loaded import Loaded, each_once
from parks.models.skills import SkillAlias


class AlsoCalled(Bilingual, Loaded):
    """A term whose other spellings serve search and reading, in either language."""

    other_names = ArrayField(
        models.CharField(max_length=160), verbose_name=_("other names"), default=list, blank=True
    )

    class Meta:
        abstract = True


class DisciplineQuerySet(models.QuerySet["Discipline"]):
    def within(self, discipline: Discipline) -> Self:
        """The discipline itself and everything below it: what an opening accepts by naming it."""
        return self.filter(path__startswith=discipline.path)

    def containing(self, discipline: Discipline) -> Self:
        """The discipline itself and everything above it."""
        return self.filter(code__in=discipline.codes_upwards)


class Discipline(AlsoCalled):
    """A node of one tree: family of ours, then class, then major of a Ministry catalogue.

    `path` holds the codes from the root down, each followed by a slash, so that "below" is a
    prefix and needs no recursion; only the loader writes it.
    """

    code = models.CharField(_("code"), max_length=24, unique=True)
    moe_code = models.CharField(_("Ministry of Education code"), max_length=8, blank=True)
    scheme = models.CharField(_("scheme"), max_length=16, choices=DisciplineScheme)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
        verbose_name=_("parent"),
    )
    path = models.CharField(_("path"), max_length=160, unique=True, editable=False)
    depth = models.PositiveSmallIntegerField(_("depth"), editable=False)

    objects = DisciplineQuerySet.as_manager()

    class Meta:
        verbose_name = _("discipline")
        verbose_name_plural = _("disciplines")
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "moe_code"],
                condition=~models.Q(moe_code=""),
                name="one_discipline_per_ministry_code_and_scheme",
            ),
            models.CheckConstraint(
                condition=models.Q(parent=None, depth=0)
                | models.Q(parent__isnull=False, depth__gt=0),
                name="only_roots_of_the_disciplines_have_no_parent",
            ),
        ]

    @property
    def codes_upwards(self) -> list[str]:
        """Its own code, then its parent's, up to the family."""
        return self.path.rstrip("/").split("/")[::-1]


class DegreeLevel(AlsoCalled):
    code = models.CharField(_("code"), max_length=24, unique=True)
    rank = models.PositiveSmallIntegerField(_("rank"))

    class Meta:
        verbose_name = _("degree level")
        verbose_name_plural = _("degree levels")
        constraints = [each_once("rank", name="degree_levels_have_their_own_rank")]


class RegionQuerySet(models.QuerySet["Region"]):
    def within(self, region: Region) -> Self:
        """The region itself and every region inside it."""
        return self.filter(code__startswith=region.code_prefix)


class Region(AlsoCalled):
    code = models.CharField(_("GB/T 2260 code"), max_length=6, unique=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
        verbose_name=_("parent"),
    )
    level = models.PositiveSmallIntegerField(_("level"), choices=RegionLevel)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^\d{6}$"), name="region_codes_have_six_digits"
            ),
            models.CheckConstraint(
                condition=models.Q(parent=None, level=RegionLevel.PROVINCE)
                | models.Q(parent__isnull=False, level__gt=RegionLevel.PROVINCE),
                name="only_provinces_have_no_parent",
            ),
        ]

    @property
    def code_prefix(self) -> str:
        """The leading digits that the codes of all regions inside this one share."""
        return self.code[: 2 * self.level]


class ChainStage(Bilingual, Loaded):
    code = models.CharField(_("code"), max_length=24, unique=True)
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("stage of the value chain")
        verbose_name_plural = _("stages of the value chain")
        constraints = [each_once("position", name="chain_stages_have_their_own_position")]


class Occupation(AlsoCalled):
    code = models.CharField(_("code of the 2022 classification"), max_length=16, unique=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
        verbose_name=_("parent"),
    )
    definition = models.TextField(_("definition"), blank=True)
    tasks = models.TextField(_("main tasks"), blank=True)

    class Meta:
        verbose_name = _("occupation")
        verbose_name_plural = _("occupations")


class VocabularyQuerySet(models.QuerySet["Vocabulary"]):
    def with_state_of_aliases(self) -> Self:
        """Add `aliases` (how many) and `mended_at` (the latest change), which people may cause."""
        everything = SkillAlias.objects.order_by().annotate(all=models.Value(1)).values("all")
        state = everything.annotate(rows=models.Count("pk"), latest=models.Max("changed_at"))
        return self.annotate(
            aliases=models.Subquery(state.values("rows")),
            mended_at=models.Subquery(state.values("latest")),
        )


class Vocabulary(models.Model):
    """The one row that says which edition of the reference tables is loaded."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    version = models.CharField(_("version"), max_length=64, editable=False)
    loaded_at = models.DateTimeField(_("loaded at"), editable=False)

    objects = VocabularyQuerySet.as_manager()

    class Meta:
        verbose_name = _("vocabulary")
        verbose_name_plural = _("vocabulary")
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="there_is_one_vocabulary")
        ]

    def __str__(self) -> str:
        return self.version
