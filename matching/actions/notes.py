"""What the people of a company write to each other about a person."""

from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from companies.models import Company
from matching.models import Application, CandidateNote
from matching.queries.anonymity import shown_profile_name
from matching.queries.answering import people_of_company
from parks.actions.notices import tell
from parks.actions.trail import record
from parks.choices.notices import NoticeKind
from parks.models import User
from talent.models import Profile

LONGEST_NOTE = 4000


class NoteError(Exception):
    """This note cannot be kept; says why."""


@transaction.atomic
def write_note(
    company: Company,
    profile: Profile,
    *,
    application: Application | None = None,
    text: str,
    mentioned: Iterable[User] = (),
    by: User,
) -> CandidateNote:
    """Keep a note on a person inside a company, and tell the colleagues named in it.

    Their mail and notice say who wrote about whom and where, not what: a note is read in one
    place, and is gone everywhere when it is deleted. Whoever is named must act for the company.
    Raises NoteError for an empty or too long text, for an application of somebody else or to
    somebody else, and for a person named who is no colleague.
    """
    text = text.strip()
    _require_words(text)
    _require_ours(company, profile, application)
    people = _colleagues(company, mentioned)
    note = CandidateNote.objects.create(
        company=company, profile=profile, application=application, author=by, text=text
    )
    note.mentioned.set(people)
    record(note, "written", by=by, organisation_id=company.pk)
    for reader in people:
        if reader != by:
            _tell(note, reader)
    return note


def _require_words(text: str) -> None:
    if not text:
        raise NoteError(_("The note is empty."))
    if len(text) > LONGEST_NOTE:
        raise NoteError(_("The note is too long."))


def _require_ours(company: Company, profile: Profile, application: Application | None) -> None:
    if application is None:
        return
    if (application.profile_id, application.opening.company_id) != (profile.pk, company.pk):
        raise NoteError(_("This application is not between the two."))


def _colleagues(company: Company, mentioned: Iterable[User]) -> list[User]:
    wanted = {person.pk for person in mentioned}
    people = list(people_of_company(company.pk).filter(pk__in=wanted))
    if len(people) != len(wanted):
        raise NoteError(_("Only colleagues can be named in a note."))
    return people


def _tell(note: CandidateNote, reader: User) -> None:
    opening = note.application.opening if note.application else None
    tell(
        reader,
        kind=NoticeKind.DESK,
        template="matching/mail/desk_note",
        context={
            "author": note.author,
            "candidate": shown_profile_name(note.profile, note.company, opening),
            "opening": opening,
            "company": note.company,
        },
        address=_address(note),
    )


def _address(note: CandidateNote) -> str:
    if note.application is not None:
        return reverse("matching:applicant", args=[note.application.uuid])
    return reverse("matching:pool", args=[note.company.uuid])


@transaction.atomic
def delete_note(note: CandidateNote, *, by: User) -> bool:
    """Take a note back; only its author may, a second click finds nothing and returns False.

    Raises NoteError for a note of somebody else.
    """
    note = CandidateNote.objects.select_for_update(of=("self",)).filter(pk=note.pk).first()
    if note is None:
        return False
    if note.author_id != by.pk:
        raise NoteError(_("Only its author can delete a note."))
    record(note, "deleted", by=by, organisation_id=note.company_id)
    note.delete()
    return True
