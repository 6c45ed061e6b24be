"""How allauth's account flows join our User."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import filter_users_by_email
from allauth.mfa.signals import authentication_failed
from django.http import HttpRequest, HttpResponse

from parks.actions.sign_ins import (
    SECOND_STEP_FAILED,
    SIGN_IN_FAILED,
    SIGNED_IN,
    SIGNED_OUT,
    note_sign_in,
)
from parks.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Saves the name and the language somebody signs up in; logs when staff come and go."""

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.full_name = form.cleaned_data.get("full_name", "")
        user.language = request.LANGUAGE_CODE
        return super().save_user(request, user, form, commit)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Called when all steps of a sign-in are done, the second factor included."""
        note_sign_in(user, SIGNED_IN)
        return super().post_login(request, user, **kwargs)

    def logout(self, request: HttpRequest) -> None:
        note_sign_in(request.user, SIGNED_OUT)
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        for user in filter_users_by_email(credentials.get("email", ""), is_active=True):
            note_sign_in(user, SIGN_IN_FAILED)


def note_wrong_code(*, user: User, **_facts: Any) -> None:
    """Log that staff gave a wrong code of the app, or a wrong recovery code; never which."""
    note_sign_in(user, SECOND_STEP_FAILED)


authentication_failed.connect(note_wrong_code)
