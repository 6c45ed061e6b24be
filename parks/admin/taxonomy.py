"""The bilingual vocabulary: everybody here reads it, the operator mends it.

Codes and trees come from `load_vocabulary`; here a label or another name is put right.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.forms import SimpleArrayField
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from parks.models import (
    ChainStage,
    DegreeLevel,
    Discipline,
    FalseFriend,
    Occupation,
    Region,
    Skill,
    SkillAlias,
    SkillGroup,
    SkillRelation,
    Vocabulary,
)
from parks.vocabulary.folding import fold_term

from .base import ScopedModelAdmin
from .inlines import InlineForm, ScopedInline


class LinesField(SimpleArrayField):
    """Several names, one a line; empty lines are nothing."""

    def __init__(self, base_field: forms.Field, **kwargs: Any) -> None:
        super().__init__(base_field, **kwargs | {"delimiter": "\n"})

    def to_python(self, value: Any) -> list[str]:
        if isinstance(value, str):
            value = "\n".join(line for line in value.splitlines() if line.strip())
        return super().to_python(value)


ONE_A_LINE = {
    "form_class": LinesField,
    "widget": UnfoldAdminTextareaWidget,
    "help_text": _("One a line."),
}


class TermAdmin(ScopedModelAdmin):
    """A reference table whose rows are loaded: labels can be changed, rows and codes cannot."""

    operator_may = ("view", "change")
    officers_may = ("view",)
    formfield_overrides = {**ScopedModelAdmin.formfield_overrides, ArrayField: ONE_A_LINE}
    list_display = ("label_zh", "label_en", "code")
    search_fields = ("label_zh", "label_en", "code")
    ordering = ("code", "pk")
    set_once = ("code",)


@admin.register(DegreeLevel)
class DegreeLevelAdmin(TermAdmin):
    list_display = (*TermAdmin.list_display, "rank")
    ordering = ("rank", "pk")
    set_once = ("code", "rank")


@admin.register(ChainStage)
class ChainStageAdmin(TermAdmin):
    list_display = (*TermAdmin.list_display, "position")
    ordering = ("position", "pk")


class TreeAdmin(TermAdmin):
    """Terms that stand below one another; the search finds other names too."""

    list_display = (*TermAdmin.list_display, "parent")
    list_select_related = ("parent",)
    search_fields = (*TermAdmin.search_fields, "other_names")
    autocomplete_fields = ("parent",)
    set_once = ("code", "parent")


@admin.register(Discipline)
class DisciplineAdmin(TreeAdmin):
    list_display = (*TermAdmin.list_display, "moe_code", "scheme", "parent")
    list_filter = ("scheme", "depth")
    search_fields = (*TreeAdmin.search_fields, "moe_code")
    ordering = ("path", "pk")
    set_once = ("code", "moe_code", "scheme", "parent")


@admin.register(Region)
class RegionAdmin(TreeAdmin):
    list_display = (*TermAdmin.list_display, "level", "parent")
    list_filter = ("level",)
    set_once = ("code", "level", "parent")


@admin.register(Occupation)
class OccupationAdmin(TreeAdmin):
    pass


@admin.register(SkillGroup)
class SkillGroupAdmin(TermAdmin):
    list_display = (*TermAdmin.list_display, "position")
    ordering = ("position", "pk")


class AliasForm(forms.ModelForm):
    """Keeps the folded form, by which the text matcher finds the alias, in step with the text."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.instance.folded = fold_term(cleaned.get("text", ""))
        rivals = SkillAlias.objects.exclude(pk=self.instance.pk).filter(
            language=cleaned.get("language"), folded=self.instance.folded
        )
        rival = rivals.select_related("skill").first()
        if rival is not None:
            message = _("“%(text)s” names %(skill)s already.")
            self.add_error("text", message % {"text": rival.text, "skill": rival.skill})
        return cleaned


class AliasInline(ScopedInline):
    model = SkillAlias
    form = AliasForm
    fields = ("language", "text", "use")
    ordering = ("language", "text", "pk")


class RelationForm(InlineForm):
    """Offers the three sizes that a part can have, and says so when both skills are the same."""

    quarters = forms.TypedChoiceField(
        label=_("part of the skill asked for"),
        choices=((1, _("a quarter")), (2, _("half")), (3, _("three quarters"))),
        coerce=int,
        widget=UnfoldAdminSelectWidget,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("held") and cleaned["held"] == cleaned.get("asked"):
            self.add_error("held", _("A skill is not related to itself."))
        return cleaned


class RelationInline(ScopedInline):
    """What stands for a part of the skill when that is asked for."""

    model = SkillRelation
    form = RelationForm
    fk_name = "asked"
    fields = ("held", "kind", "quarters")
    ordering = ("-quarters", "held__code", "pk")
    autocomplete_fields = ("held",)


@admin.register(Skill)
class SkillAdmin(TermAdmin):
    operator_may = ("view", "add", "change")
    list_display = (*TermAdmin.list_display, "group", "kind")
    list_filter = ("kind", "loaded", "group")
    list_select_related = ("group",)
    search_fields = (*TermAdmin.search_fields, "aliases__text")
    autocomplete_fields = ("group",)
    inlines = (AliasInline, RelationInline)


@admin.register(SkillAlias)
class SkillAliasAdmin(ScopedModelAdmin):
    officers_may = ("view",)
    form = AliasForm
    list_display = ("text", "language", "skill", "use")
    list_filter = ("language", "use", "loaded")
    list_select_related = ("skill",)
    search_fields = ("text", "folded", "skill__label_zh", "skill__label_en")
    ordering = ("text", "pk")
    autocomplete_fields = ("skill",)
    fields = ("skill", ("language", "text"), "use")


@admin.register(SkillRelation)
class SkillRelationAdmin(ScopedModelAdmin):
    officers_may = ("view",)
    form = RelationForm
    list_display = ("asked", "held", "kind", "quarters")
    list_filter = ("kind", "quarters", "loaded")
    list_select_related = ("held", "asked")
    search_fields = ("asked__label_zh", "asked__label_en", "held__label_zh", "held__label_en")
    ordering = ("asked__code", "-quarters", "held__code", "pk")
    autocomplete_fields = ("held", "asked")
    fields = (("held", "asked"), ("kind", "quarters"))


@admin.register(FalseFriend)
class FalseFriendAdmin(ScopedModelAdmin):
    officers_may = ("view",)
    list_display = ("text", "vocabulary", "reason")
    list_filter = ("vocabulary", "loaded")
    search_fields = ("text", "reason")
    ordering = ("text", "pk")


@admin.register(Vocabulary)
class VocabularyAdmin(ScopedModelAdmin):
    """Which edition is loaded."""

    operator_may = ("view",)
    officers_may = ("view",)
    list_display = ("version", "loaded_at")
    ordering = ("pk",)
    fields = readonly_fields = ("version", "loaded_at")
