from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from parks.choices.taxonomy import (
    AliasUse,
    SkillKind,
    SkillRelationKind,
    TermLanguage,
    VocabularyKind,
)
from parks.models.bilingual import Bilingual
from parks.models.loaded import Loaded, each_once


class SkillGroup(Bilingual, Loaded):
    code = models.CharField(_("code"), max_length=16, unique=True)
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("skill group")
        verbose_name_plural = _("skill groups")
        constraints = [each_once("position", name="skill_groups_have_their_own_position")]


class Skill(Bilingual, Loaded):
    code = models.CharField(_("code"), max_length=16, unique=True)
    group = models.ForeignKey(
        SkillGroup, on_delete=models.PROTECT, related_name="skills", verbose_name=_("group")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=SkillKind)
    esco_uri = models.URLField(_("same concept in ESCO"), blank=True)
    onet_code = models.CharField(_("commodity code in O*NET"), max_length=16, blank=True)

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")


class SkillAliasQuerySet(models.QuerySet["SkillAlias"]):
    def found_in_text(self) -> Self:
        return self.exclude(use=AliasUse.SEARCH)


class SkillAlias(Loaded):
    """One way to write one skill. `folded` is the form that the text matcher compares."""

    skill = models.ForeignKey(
        Skill, on_delete=models.CASCADE, related_name="aliases", verbose_name=_("skill")
    )
    language = models.CharField(_("language"), max_length=2, choices=TermLanguage)
    text = models.CharField(_("text"), max_length=160)
    folded = models.CharField(_("folded text"), max_length=200, editable=False)
    use = models.CharField(_("use"), max_length=8, choices=AliasUse, default=AliasUse.TEXT)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = SkillAliasQuerySet.as_manager()

    class Meta:
        verbose_name = _("skill alias")
        verbose_name_plural = _("skill aliases")
        constraints = [
            models.UniqueConstraint(
                fields=["language", "folded"], name="one_alias_names_one_skill_per_language"
            )
        ]

    def __str__(self) -> str:
        return self.text


class SkillRelation(Loaded):
    """Who holds `held` has part of `asked`: `quarters` of it, one to three of four."""

    held = models.ForeignKey(
        Skill, on_delete=models.CASCADE, related_name="+", verbose_name=_("skill held")
    )
    asked = models.ForeignKey(
        Skill, on_delete=models.CASCADE, related_name="relations", verbose_name=_("skill asked for")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=SkillRelationKind)
    quarters = models.PositiveSmallIntegerField(_("quarters of the skill asked for"))

    class Meta:
        verbose_name = _("relation of skills")
        verbose_name_plural = _("relations of skills")
        constraints = [
            models.UniqueConstraint(
                fields=["held", "asked"], name="two_skills_are_related_once_each_way"
            ),
            models.CheckConstraint(
                condition=~models.Q(held=models.F("asked")), name="no_skill_is_related_to_itself"
            ),
            models.CheckConstraint(
                condition=models.Q(quarters__gte=1, quarters__lte=3),
                name="a_related_skill_is_part_of_the_one_asked_for",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held} → {self.asked}"


class FalseFriend(Loaded):
    """Words that contain a term but mean something else, so that the matcher must pass them by."""

    vocabulary = models.CharField(_("vocabulary"), max_length=16, choices=VocabularyKind)
    text = models.CharField(_("text"), max_length=160)
    reason = models.CharField(_("reason"), max_length=200)

    class Meta:
        verbose_name = _("false friend")
        verbose_name_plural = _("false friends")
        constraints = [
            models.UniqueConstraint(
                fields=["vocabulary", "text"], name="false_friends_are_listed_once"
            )
        ]

    def __str__(self) -> str:
        return self.text
