from collections.abc import Sequence
from typing import Any

from crispy_forms.bootstrap import StrictButton
from crispy_forms.layout import Div, Field, Layout, Submit
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from parks.choices.taxonomy import SkillKind
from parks.choices.work import SkillLevel
from parks.forms.base import PortalForm
from parks.models import Skill
from talent.models import SkillClaim

NOT_STATED = ("", _("Level not stated"))
SPOKEN = {
    SkillLevel.AWARE: _("Aware: a few words"),
    SkillLevel.FAMILIAR: _("Familiar: everyday talk"),
    SkillLevel.PROFICIENT: _("Proficient: used at work"),
    SkillLevel.EXPERT: _("Expert: like a native"),
}


def level_choices(kind: str) -> list[tuple[Any, Any]]:
    """Return the levels in words; those of a language say what each means."""
    words = SPOKEN.items() if kind == SkillKind.LANGUAGE else SkillLevel.choices
    return [NOT_STATED, *((int(level), label) for level, label in words)]


class LevelsForm(PortalForm):
    """The levels of the skills in one section of the page, each with a button that removes it."""

    button = _("Save the levels")

    def __init__(
        self, *args: Any, claims: Sequence[SkillClaim], section: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.helper.inputs = [Submit("save", self.button, css_id=f"save-{section}")]
        for claim in claims:
            self.fields[field_name(claim.skill_id)] = forms.ChoiceField(
                label=claim.skill.label,
                choices=level_choices(claim.skill.kind),
                initial=claim.level or "",
                required=False,
            )
        self.helper.layout = Layout(*(_row(claim) for claim in claims))
        self.helper.form_class = "skill-form"

    def levels(self) -> dict[int, SkillLevel | None]:
        """Return the levels by skill id, of the skills that were sent and no others."""
        sent = {name: level for name, level in self.cleaned_data.items() if name in self.data}
        return {
            int(name.removeprefix("level_")): SkillLevel(int(level)) if level else None
            for name, level in sent.items()
        }


class ReadSkillsForm(PortalForm):
    """A paragraph in which skills are recognised."""

    button = _("Read it and add the skills")

    more = forms.CharField(
        label=_("Your own words"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        help_text=_("Chinese or English; what is recognised is listed for you to check."),
    )


class AddSkillForm(PortalForm):
    """One skill of the vocabulary by its id, and how well it is mastered."""

    button = _("Add")

    skill = forms.ModelChoiceField(queryset=None)
    level = forms.TypedChoiceField(
        choices=[NOT_STATED, *SkillLevel.choices],
        coerce=lambda level: SkillLevel(int(level)),
        empty_value=None,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["skill"].queryset = Skill.objects.all()


class ListedSkillForm(PortalForm):
    """A language or certificate, chosen from the whole list, and its level."""

    def __init__(self, *args: Any, kind: str, skills: Sequence[Skill], **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"{kind}_%s", **kwargs)
        is_language = kind == SkillKind.LANGUAGE
        self.fields["skill"] = forms.ChoiceField(
            label=_("Language") if is_language else _("Certificate or licence"),
            choices=[("", "—"), *((skill.pk, skill.label) for skill in skills)],
        )
        self.fields["level"] = forms.ChoiceField(
            label=_("Level"), choices=level_choices(kind), required=False
        )
        self.helper.inputs = []
        self.helper.form_class = "add-form"
        self.helper.form_action = "talent:add_skill"
        add = StrictButton(_("Add"), type="submit", css_class="btn-outline-primary")
        self.helper.layout = Layout("skill", "level", add)


def field_name(skill_id: int) -> str:
    return f"level_{skill_id}"


def _row(claim: SkillClaim) -> Div:
    words = format_html(
        '{}<span class="visually-hidden">: {}</span>', _("Remove"), claim.skill.label
    )
    remove = StrictButton(
        words,
        name="remove",
        value=claim.skill_id,
        type="submit",
        css_class="btn-sm btn-danger-quiet",
    )
    return Div(Field(field_name(claim.skill_id)), remove, css_class="level-row")
