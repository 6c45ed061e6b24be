"""Accounts of people of the demo who never sign in."""

from datetime import datetime

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from matching.demo.draws import uuid_of
from parks.choices.accounts import Language
from parks.models import User


def new_user(
    email: str, full_name: str, joined_at: datetime, language: Language = Language.CHINESE
) -> User:
    """Return an unsaved account that no password opens."""
    return User(
        email=email,
        full_name=full_name,
        language=language,
        joined_at=joined_at,
        password=UNUSABLE_PASSWORD_PREFIX + uuid_of("password", email).hex,
    )
