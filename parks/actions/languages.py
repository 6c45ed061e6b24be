"""The language and the time zone a person is written to in."""

from django.db import transaction

from parks.actions.trail import record
from parks.choices.accounts import Language
from parks.models import User


@transaction.atomic
def choose_language(user: User, *, language: Language, time_zone: str) -> User:
    """Set the language of a person's mails and the zone their times are shown in.

    `time_zone` is a name of the time zone database, which the form has checked.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    user.language, user.time_zone = language, time_zone
    user.save(update_fields=["language", "time_zone"])
    record(user, "language and time zone chosen", by=user, language=language, time_zone=time_zone)
    return user
