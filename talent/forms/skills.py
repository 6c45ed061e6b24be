from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from parks.choices.work import SkillLevel
from parks.forms.base import PortalForm
from talent.actions.profiles import Claim
from talent.models import SkillClaim

NOT_STATED = ("", _("Level not stated"))
REMOVE = ("remove", _("Remove this skill"))


class SkillsForm(PortalForm):
    """The skills a person says to have: a level for each, and a box to name more of them."""

    button = _("Save my skills")

    more = forms.CharField(
        label=_("Add skills"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
        help_text=_(
            "Name them in Chinese or English, or paste a paragraph: "
            "known skills are recognised in it."
        ),
    )

    def __init__(self, *args: Any, claims: Sequence[SkillClaim], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.claims = claims
        for claim in claims:
            self.fields[field_name(claim)] = forms.ChoiceField(
                label=claim.skill.label,
                choices=[NOT_STATED, *SkillLevel.choices, REMOVE],
                initial=claim.level or "",
                required=False,
            )
        levels = [Field(field_name(claim), wrapper_class="level-field") for claim in claims]
        self.helper.layout = Layout("more", *levels)
        self.helper.form_class = "skill-form"

    def kept(self) -> list[Claim]:
        """Return the claims that stay, with the level chosen for each."""
        answers = [(claim, self.cleaned_data[field_name(claim)]) for claim in self.claims]
        return [
            Claim(claim.skill, SkillLevel(int(level)) if level else None, claim.evidence)
            for claim, level in answers
            if level != REMOVE[0]
        ]


def field_name(claim: SkillClaim) -> str:
    return f"level_{claim.skill_id}"
