"""A person's CV: the private file, and what was read in it entering the profile."""

import hashlib
from dataclasses import dataclass
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction

from parks.actions.trail import record
from parks.filenames import safe_name
from parks.models import User
from talent.actions.filling import FilledProfile, fill_profile
from talent.actions.profiles import add_own_claims, change_profile, set_places
from talent.choices.profiles import DocumentKind
from talent.cv import limits
from talent.cv.errors import EmptyCvError, TooLargeCvError
from talent.cv.files import CvText, read_cv
from talent.cv.kinds import Kind, kind_of_content
from talent.cv.values import CvFields
from talent.models import Document, Education, Experience, Profile
from talent.queries.vouched import Vouched, vouched_of

CONTENT_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.TXT: "text/plain",
    Kind.JSON: "application/json",
}
OTHER_CONTENT_TYPE = "application/octet-stream"


@dataclass(frozen=True)
class Content:
    """A file's bytes, with what was found in them: a type, and a text where it was read."""

    data: bytes
    content_type: str
    text: str = ""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def store_document(
    profile: Profile, *, data: bytes, filename: str, kind: DocumentKind, by: User | None
) -> Document:
    """Keep a file of a person in private; one that is there already is returned as it is.

    What it is is told from its content, not from its name. Raise CvError for an empty or too
    large file, and for a CV whose text cannot be read.
    """
    if kind == DocumentKind.CV:
        content = cv_content(data, read_cv(data, filename))
    else:
        content = other_content(data)
    return keep_content(profile, content=content, filename=filename, kind=kind, by=by)


@transaction.atomic
def store_cv(user: User, *, data: bytes, filename: str) -> Document:
    """Keep a person's own CV; who has no profile gets an empty one. Raise CvError as read_cv."""
    content = cv_content(data, read_cv(data, filename))
    profile = Profile.objects.filter(user=user).first() or change_profile(user)
    return keep_content(profile, content=content, filename=filename, kind=DocumentKind.CV, by=user)


def cv_content(data: bytes, cv: CvText) -> Content:
    """Return the content of a CV that was read."""
    return Content(data, CONTENT_TYPES[cv.format], cv.text)


def other_content(data: bytes) -> Content:
    """Return the content of any other file; raise CvError for an empty or too large one."""
    check_size(len(data))
    return Content(data, CONTENT_TYPES.get(kind_of_content(data), OTHER_CONTENT_TYPE))


@transaction.atomic
def keep_content(
    profile: Profile, *, content: Content, filename: str, kind: DocumentKind, by: User | None
) -> Document:
    """Write a file that was read and its row, unless the person has that file already."""
    Profile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
    known = Document.objects.filter(profile=profile, sha256=content.sha256).first()
    if known is not None:
        return known
    document = Document(
        profile=profile,
        kind=kind,
        filename=safe_name(filename),
        content_type=content.content_type,
        size=len(content.data),
        sha256=content.sha256,
        text=content.text,
    )
    _save_with_file(document, content.data)
    record(profile, "document stored", by=by, document=str(document.uuid))
    return document


def check_size(size: int) -> None:
    """Raise the CvError of a file of so many bytes, if it has none or too many."""
    if not size:
        raise EmptyCvError
    if size > limits.FILE_BYTES:
        megabytes, limit = (number / limits.MEGABYTE for number in (size, limits.FILE_BYTES))
        raise TooLargeCvError(size=megabytes, limit=limit)


@transaction.atomic
def remove_document(document: Document, *, by: User | None) -> None:
    """Delete a document, and its file once that is certain."""
    storage, name = document.file.storage, document.file.name
    record(document.profile, "document deleted", by=by, document=str(document.uuid))
    document.delete()
    transaction.on_commit(partial(storage.delete, name))


@transaction.atomic
def save_cv(
    profile: Profile, *, fields: CvFields, document: Document | None, by: User | None
) -> Profile:
    """Add all that a CV says to a profile, unseen: for imports, where no person is asked.

    Facts and wished places replace those of the profile where `fields` has them; educations,
    experiences and skills are added to those there. What the person's university has said stands.
    """
    profile = Profile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
    filled = fill_profile(fields)
    vouched = vouched_of(profile.user_id)
    fixed = vouched.fixed_for(filled.facts.get("degree", profile.degree))
    facts = {name: value for name, value in filled.facts.items() if name not in fixed}
    for name, value in facts.items():
        setattr(profile, name, value)
    profile.save(update_fields=[*facts, "updated_at"])
    if filled.places:
        set_places(profile, filled.places)
    _add_history(profile, filled, vouched)
    add_own_claims(profile, claims=filled.claims, by=by)
    record(profile, "cv saved", by=by, document=str(document.uuid) if document else "")
    return profile


def _save_with_file(document: Document, data: bytes) -> None:
    """Write the file, then the row; without the row the file goes again."""
    document.file.save(document.filename, ContentFile(data), save=False)
    try:
        document.save()
    except Exception:
        document.file.delete(save=False)
        raise


def _add_history(profile: Profile, filled: FilledProfile, vouched: Vouched) -> None:
    known = {education.sameness for education in profile.educations.all()}
    told = (study for study in filled.educations if not vouched.says(study))
    new = [study for study in told if study.sameness not in known]
    held = {experience.sameness for experience in profile.experiences.all()}
    posts = [post for post in filled.experiences if post.sameness not in held]
    for row in (*new, *posts):
        row.profile = profile
    Education.objects.bulk_create(new)
    Experience.objects.bulk_create(posts)
