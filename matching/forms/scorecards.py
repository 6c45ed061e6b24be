from collections.abc import Iterable
from itertools import groupby
from typing import Any

from crispy_forms.bootstrap import InlineRadios
from crispy_forms.layout import Fieldset, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from companies.choices.openings import Importance
from companies.models import OpeningSkill
from matching.choices.applications import Rating, Recommendation
from matching.models import Scorecard
from parks.forms.base import PortalForm

NOT_COVERED = ("", _("Not covered"))
LONGEST_TEXT = 6000


class ScorecardForm(PortalForm):
    """One row of choices for each skill that the opening asks for, in the order it asks.

    `ratings` of its cleaned data are 1–4 by the id of the skill, without what was not covered.
    """

    recommendation = forms.ChoiceField(
        label=_("What do you recommend?"),
        choices=Recommendation,
        widget=forms.RadioSelect,
        required=False,
        help_text=_("Needed before you hand it in."),
    )
    text = forms.CharField(
        label=_("What speaks for and against"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=_(
            "Colleagues read this, and the applicant can ask for a copy of it: write what you saw."
        ),
    )

    def __init__(
        self, *args: Any, requirements: Iterable[OpeningSkill], card: Scorecard | None, **kw: Any
    ) -> None:
        super().__init__(*args, initial=_initial(card), **kw)
        asked = list(requirements)
        for row in asked:
            self.fields[name_of(row.skill_id)] = _rating_field(row)
        self.asked = [row.skill_id for row in asked]
        groups = groupby(asked, key=lambda row: row.importance)
        self.helper.layout = Layout(
            *(_fieldset(importance, rows) for importance, rows in groups),
            Fieldset(_("All in all"), InlineRadios("recommendation"), "text"),
        )
        self.helper.form_class = "scorecard-form"
        self.helper.inputs = [
            Submit("check", _("Check and hand in…")),
            Submit("draft", _("Save as a draft"), css_class="btn-outline-secondary"),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        given = {skill_id: cleaned.get(name_of(skill_id)) for skill_id in self.asked}
        cleaned["ratings"] = {skill_id: value for skill_id, value in given.items() if value}
        if "check" in self.data and not cleaned.get("recommendation"):
            self.add_error("recommendation", _("Say what you recommend before you hand it in."))
        return cleaned


def name_of(skill_id: int) -> str:
    """Return the name of the field of a skill."""
    return f"skill_{skill_id}"


def _rating_field(row: OpeningSkill) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=f"{row.skill} · {row.get_level_display()}",
        choices=[*Rating.choices, NOT_COVERED],
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        required=False,
    )


def _fieldset(importance: str, rows: Iterable[OpeningSkill]) -> Fieldset:
    fields = [InlineRadios(name_of(row.skill_id)) for row in rows]
    return Fieldset(Importance(importance).label, *fields)


def _initial(card: Scorecard | None) -> dict[str, Any]:
    if card is None:
        return {}
    given = {name_of(rating.skill_id): rating.rating for rating in card.ratings.all()}
    return {**given, "recommendation": card.recommendation, "text": card.text}
