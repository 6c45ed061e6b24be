"""What visitors seek among the programmes, and what participants write about a session."""

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.queries.training import Sought
from parks.forms.base import PortalForm

RATINGS = [
    (5, _("5 – very good")),
    (4, _("4 – good")),
    (3, _("3 – fair")),
    (2, _("2 – poor")),
    (1, _("1 – very poor")),
]


class SoughtForm(forms.Form):
    """What the address of the list asks for; a part that makes no sense is left out."""

    words = forms.CharField(required=False, max_length=100)
    skill = forms.CharField(required=False, max_length=100)
    park = forms.SlugField(required=False)
    organiser = forms.UUIDField(required=False)
    since = forms.DateField(required=False)
    until = forms.DateField(required=False)
    is_free = forms.BooleanField(required=False)

    def sought(self) -> Sought:
        self.full_clean()
        return Sought(**self.cleaned_data)


class FeedbackForm(PortalForm):
    button = _("Send the feedback")

    rating = forms.TypedChoiceField(label=_("How was it?"), choices=RATINGS, coerce=int)
    feedback = forms.CharField(
        label=_("In your words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The organiser and the park office read it with your name."),
    )


class ReasonForm(PortalForm):
    """Why somebody is taken off a list, or a session called off."""

    button = _("Send and go on")

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Those concerned read it."),
    )
