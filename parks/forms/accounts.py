from django import forms
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from parks.actions.consents import note_consent
from parks.choices.notices import ConsentPurpose
from parks.models import User

format_html_lazy = lazy(format_html, SafeString)


class NameForm(forms.Form):
    """What the sign-up page asks beside address and password."""

    full_name = forms.CharField(label=_("Your name"), max_length=150)
    accepts_terms = forms.BooleanField(
        label=format_html_lazy(
            '{} <a href="{}" target="_blank" rel="noopener">{}</a>',
            _("I have read it and agree:"),
            reverse_lazy("parks:privacy_notice"),
            _("terms of use and privacy notice"),
        )
    )
    field_order = ("full_name", "email", "password1", "accepts_terms")

    def signup(self, request: HttpRequest, user: User) -> None:
        """allauth calls this when the account exists; the adapter has saved the name by then."""
        note_consent(user, purpose=ConsentPurpose.TERMS)
