import re
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from matching.actions.invitations_to_apply import LONGEST_MESSAGE
from matching.choices.candidates import (
    LONGEST_TAG,
    MOST_TAGS,
    CandidateSort,
    CandidateStanding,
    InvitationDeclineReason,
)
from matching.queries.candidates import Choices, Facets, Wanted
from parks.forms.base import PortalForm

ALL = ("", _("All"))
BETWEEN_TAGS = re.compile(r"[,，、;；\n]")


class CandidatesFilter(forms.Form):
    """What of the list is shown, and in which order; the whole of it is in the address."""

    sort = forms.ChoiceField(label=_("Sort by"), choices=CandidateSort.choices, required=False)
    standing = forms.ChoiceField(
        label=_("Between us"), choices=[ALL, *CandidateStanding.choices], required=False
    )
    degree = forms.ChoiceField(label=_("Degree"), required=False)
    discipline = forms.ChoiceField(label=_("Discipline"), required=False)
    place = forms.ChoiceField(label=_("Would work in"), required=False)
    graduates = forms.ChoiceField(label=_("Graduates in"), required=False)
    free_by = forms.DateField(
        label=_("Free by"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )
    skills = forms.MultipleChoiceField(
        label=_("Meets in full"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, facets: Facets, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        self.labels = dict(facets.skills)
        choices: dict[str, Choices] = {
            "degree": facets.degrees,
            "discipline": facets.disciplines,
            "place": facets.places,
            "graduates": facets.years,
        }
        for name, found in choices.items():
            self.fields[name].choices = [ALL, *found]
        self.fields["skills"].choices = facets.skills

    @property
    def wanted(self) -> Wanted:
        """What was asked for; a value that nobody in the list has counts as none."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        given["skills"] = [self.labels[value] for value in given.get("skills", ())]
        return Wanted(**given)


class InviteForm(PortalForm):
    """A few words to a candidate whose name is not known yet."""

    button = _("Send the invitation")

    message = forms.CharField(
        label=_("Message to the candidate"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST_MESSAGE,
        required=False,
        help_text=_("Say why this opening could suit: what caught your eye, what the work is."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("message")


class DeclineInvitationForm(PortalForm):
    """Why the invitation is not for this person; the company reads the reason and no more."""

    button = _("Decline the invitation")

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=InvitationDeclineReason,
        widget=forms.RadioSelect,
        help_text=_("The company is told the reason, not who you are."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("reason")


class TagsForm(PortalForm):
    """The company's own words for somebody in its pool."""

    button = _("Keep in the talent pool")

    tags = forms.CharField(
        label=_("Tags"),
        max_length=500,
        required=False,
        help_text=_("Words of your own, separated by commas, such as: summer 2027, cell culture."),
    )

    def __init__(self, *args: Any, is_kept: bool = False, **kwargs: Any) -> None:
        self.button = _("Save the tags") if is_kept else self.button
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("tags")

    def clean_tags(self) -> list[str]:
        """Return the tags, each once whatever its case, in the order written."""
        found: dict[str, str] = {}
        for part in BETWEEN_TAGS.split(self.cleaned_data["tags"]):
            tag = " ".join(part.split())
            if tag:
                found.setdefault(tag.casefold(), tag)
        tags = list(found.values())
        if len(tags) > MOST_TAGS:
            raise forms.ValidationError(_("At most ten tags."))
        if any(len(tag) > LONGEST_TAG for tag in tags):
            raise forms.ValidationError(_("A tag has at most 40 characters."))
        return tags
