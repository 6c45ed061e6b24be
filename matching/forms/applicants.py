from django import forms
from django.utils.translation import gettext_lazy as _

from matching.choices.applications import (
    NOT_WITH_THE_COMPANY,
    ApplicantSort,
    ApplicationState,
)

STATES = [
    (state.value, state.label) for state in ApplicationState if state not in NOT_WITH_THE_COMPANY
]


class ApplicantsFilter(forms.Form):
    """What of the list is shown, and in which order; the whole of it is in the address."""

    state = forms.ChoiceField(label=_("State"), choices=[("", _("All")), *STATES], required=False)
    sort = forms.ChoiceField(label=_("Sort by"), choices=ApplicantSort.choices, required=False)
    q = forms.CharField(label=_("Name"), max_length=100, required=False)

    @property
    def wanted(self) -> dict[str, str]:
        """What was asked for; a value that does not exist counts as none."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
