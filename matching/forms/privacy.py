from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parks.forms.base import PortalForm
from parks.language import in_language
from parks.models import User
from talent.choices.profiles import Visibility


class VisibilityForm(PortalForm):
    """The same question as in the profile."""

    button = _("Save who can see me")

    visibility = forms.ChoiceField(
        label=_("Who can see me"), choices=Visibility.choices, widget=forms.RadioSelect
    )


class MatchingForm(PortalForm):
    """The same question as in the profile."""

    button = _("Save")

    in_matching = forms.BooleanField(label=_("Match me with openings every night"), required=False)


class ErasureForm(PortalForm):
    """Whoever erases an account knows its password and has typed what they do."""

    button = _("Erase my account")

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    word = forms.CharField(max_length=20)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["word"].label = gettext("Type “%s” to confirm") % word_to_type()
        self.fields["word"].widget.attrs["autocomplete"] = "off"
        self.helper.layout = Layout("password", "word")
        self.helper.inputs[0].field_classes = "btn btn-danger"

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise forms.ValidationError(gettext("This is not your password."))
        return password

    def clean_word(self) -> str:
        word = self.cleaned_data["word"].strip()
        if word.casefold() != word_to_type():
            raise forms.ValidationError(gettext("Type “%s”.") % word_to_type())
        return word


def word_to_type() -> str:
    return in_language("注销", "erase")
