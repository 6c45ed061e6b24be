"""How allauth's account flows join our User."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from parks.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Saves the name and the language somebody signs up in."""

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.full_name = form.cleaned_data.get("full_name", "")
        user.language = request.LANGUAGE_CODE
        return super().save_user(request, user, form, commit)
