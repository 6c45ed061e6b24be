from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from parks.models import User


class NameForm(forms.Form):
    """What the sign-up page asks beside address and password."""

    full_name = forms.CharField(label=_("Your name"), max_length=150)
    field_order = ("full_name", "email", "password1")

    def signup(self, request: HttpRequest, user: User) -> None:
        """allauth calls this when the account exists; the adapter has saved the name by then."""
