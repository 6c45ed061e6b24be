"""A profile without its person: studies, a year and wishes, for statistics."""

from datetime import date, datetime
from functools import partial
from uuid import uuid4

from django.db import transaction

from talent.actions.certificates import forget_certificates
from talent.choices.profiles import Visibility
from talent.models import Disclosure, Profile, ProfileGrant


def anonymise_profile(profile: Profile, *, now: datetime) -> None:
    """Delete all that could name the person; degree, discipline, year and kinds stay.

    Nobody may read what is left: grants go, and with the old `uuid` every address of it. Files
    are deleted after the commit. Call inside a transaction, with the row locked.
    """
    _delete_documents(profile)
    forget_certificates(profile)
    ProfileGrant.objects.filter(profile=profile).delete()
    Disclosure.objects.filter(profile=profile).delete()
    for rows in ("educations", "experiences", "skill_claims", "wanted_places"):
        getattr(profile, rows).all().delete()
    profile.parks.clear()
    _empty(profile)
    profile.erased_at = now
    profile.save()


def _empty(profile: Profile) -> None:
    profile.uuid = uuid4()
    profile.phone = profile.headline = profile.summary = profile.career_channel = ""
    profile.available_from = profile.pay_wanted = None
    profile.anywhere = profile.in_matching = False
    profile.visibility = Visibility.NOBODY
    if profile.graduates_on is not None:
        profile.graduates_on = date(profile.graduates_on.year, 1, 1)


def _delete_documents(profile: Profile) -> None:
    for document in profile.documents.order_by("pk"):
        storage, name = document.file.storage, document.file.name
        document.delete()
        transaction.on_commit(partial(storage.delete, name))
