"""Where a graduate is, as they answer or as the career office records it."""

from typing import Any

from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from matching.choices.outcomes import OutcomeCategory, OutcomeMonth, TripartiteState
from matching.models import Outcome
from parks.forms.base import PortalForm
from parks.forms.evidence import EvidenceField

KNOWLEDGE = (("", _("All")), ("unknown", _("Not known yet")), *OutcomeCategory.choices)


class OutcomeForm(PortalForm):
    """A destination; the category alone is needed."""

    button = _("Save")

    category = forms.ChoiceField(
        label=_("Destination"), choices=OutcomeCategory.choices, widget=forms.RadioSelect
    )
    employer_text = forms.CharField(
        label=_("Employer or school"), max_length=200, required=False, help_text=_("If any.")
    )
    file = EvidenceField(
        label=_("Evidence"),
        required=False,
        help_text=_(
            "Agreement, contract or letter of admission: PDF, PNG or JPEG, up to 10 MB. Only the"
            " university and the graduate see it."
        ),
    )

    def __init__(
        self, *args: Any, outcome: Outcome | None = None, employer: str = "", **kwargs: Any
    ) -> None:
        initial = {"employer_text": employer}
        if employer:
            initial["category"] = OutcomeCategory.CONTRACT
        if outcome:
            initial = {"category": outcome.category, "employer_text": outcome.employer_text}
        super().__init__(*args, initial=initial, **kwargs)
        self.helper.layout = Layout("category", "employer_text", "file")


class FilterForm(PortalForm):
    """Which graduates are listed; the whole of it is in the address."""

    def __init__(self, *args: Any, choices: dict[str, list[tuple[str, str]]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, found in choices.items():
            self.fields[name].choices = [("", _("All")), *found]
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*self.fields)
        self.helper.inputs = [Submit("", _("Show"), css_class="btn-primary")]
        self.helper.attrs = {"class": "numbers-filter", "role": "search"}


class DestinationFilterForm(FilterForm):
    months = forms.ChoiceField(label=_("Asked"), choices=OutcomeMonth.choices, required=False)
    q = forms.CharField(label=_("Name or number"), required=False)
    programme = forms.ChoiceField(label=_("Study programme"), required=False)
    degree = forms.ChoiceField(label=_("Degree"), required=False)
    year = forms.ChoiceField(label=_("Year of graduation"), required=False)
    category = forms.ChoiceField(label=_("Destination"), choices=KNOWLEDGE, required=False)


class AgreementFilterForm(FilterForm):
    q = forms.CharField(label=_("Name or number"), required=False)
    programme = forms.ChoiceField(label=_("Study programme"), required=False)
    degree = forms.ChoiceField(label=_("Degree"), required=False)
    year = forms.ChoiceField(label=_("Year of graduation"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        choices=(("", _("All")), ("missing", _("Not recorded")), *TripartiteState.choices),
        required=False,
    )


class AgreementForm(PortalForm):
    """The agreement of one student; the states offered are those that may follow."""

    state = forms.ChoiceField(label=_("State"), widget=forms.RadioSelect)
    number = forms.CharField(label=_("Number"), max_length=40, required=False)
    employer_text = forms.CharField(label=_("Employer"), max_length=200, required=False)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=500,
        help_text=_("Needed where it is dissolved; it stands in the log."),
    )

    def __init__(self, *args: Any, states: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = states
        self.helper.layout = Layout(*self.fields)
