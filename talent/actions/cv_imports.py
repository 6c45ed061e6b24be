"""Bringing the CVs of many people into a park, each as a person with a profile."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from parks.actions.trail import record
from parks.choices.work import OpeningKind
from parks.models import Park, Region, User
from talent.actions.cvs import Content, cv_content, keep_content, save_cv
from talent.actions.profiles import change_profile
from talent.choices.profiles import DocumentKind
from talent.cv.errors import CvError
from talent.cv.files import read_cv
from talent.cv.values import CvFields
from talent.models import Document, Profile
from talent.recognition import read_cv_text

LOCK = 0x63767370
"""First key of the advisory lock under which a CV becomes a person; the second is the park."""
PLACEHOLDER = "cv-{mark}@import.invalid"
"""RFC 2606 reserves .invalid: no mail can ever be sent there."""
LONGEST_NAME = 150


class Outcome(Enum):
    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


class HasAccountError(CvError):
    message = _(
        "There is an account with the e-mail address of this CV."
        " Its owner can upload the CV; nobody else changes that profile."
    )


@dataclass(frozen=True)
class Wishes:
    """What the people of an import look for: kinds of openings, and places in this order."""

    kinds: Sequence[OpeningKind]
    anywhere: bool = False
    places: Sequence[Region] = ()


@dataclass(frozen=True)
class CvImport:
    """One import under way; a dry run remembers what it would have written."""

    park: Park
    wishes: Wishes
    dry_run: bool = False
    taken: set[str] = field(default_factory=set)

    @transaction.atomic
    def take(self, data: bytes, filename: str) -> Outcome:
        """Bring in one CV: a new person, or a further file of one that an import created.

        A file that somebody has in the portal already changes nothing. Raise CvError where the
        file cannot be read, or where its owner has an account of their own.
        """
        if not self.dry_run:
            _lock(self.park)
        digest = hashlib.sha256(data).hexdigest()
        if digest in self.taken or Document.objects.filter(sha256=digest).exists():
            return Outcome.UNCHANGED
        cv = read_cv(data, filename)
        fields = read_cv_text(cv)
        email = _email(fields) or PLACEHOLDER.format(mark=digest[:12])
        user = _imported_user(email)
        if not self.dry_run:
            person = user or _create_user(email, fields)
            self._write(person, cv_content(data, cv), filename, fields)
        is_known = user is not None or email in self.taken
        self.taken.update((digest, email))
        return Outcome.CHANGED if is_known else Outcome.CREATED

    def _write(self, user: User, content: Content, filename: str, fields: CvFields) -> None:
        profile = self._profile(user)
        document = keep_content(
            profile, content=content, filename=filename, kind=DocumentKind.CV, by=None
        )
        save_cv(profile, fields=fields, document=document, by=None)

    def _profile(self, user: User) -> Profile:
        """Return the person's profile, in this park and with these wishes."""
        profile = change_profile(
            user,
            wanted_kinds=list(self.wishes.kinds),
            anywhere=self.wishes.anywhere,
            places=self.wishes.places,
        )
        profile.parks.add(self.park)
        return profile


def _lock(park: Park) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, park.pk])


def _email(fields: CvFields) -> str:
    """Return the address in a CV, "" where there is none that could be right."""
    email = fields.email.value.strip().lower() if fields.email else ""
    try:
        validate_email(email)
    except ValidationError:
        return ""
    return email


def _imported_user(email: str) -> User | None:
    """Return the person of this address, None for nobody; raise HasAccountError for a real one."""
    user = User.objects.filter(email__iexact=email).first()
    if user is not None and (user.has_usable_password() or user.last_login is not None):
        raise HasAccountError
    return user


def _create_user(email: str, fields: CvFields) -> User:
    name = fields.name.value if fields.name else ""
    user = User.objects.create_user(email, full_name=name[:LONGEST_NAME])
    record(user, "imported from a cv", by=None)
    return user
