"""Destinations of graduates: recorded by the office, answered by the graduate, forgotten."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from matching.choices.outcomes import OutcomeSource
from matching.models import Outcome
from matching.queries.outcomes import due, months_before
from parks.actions.trail import record
from parks.evidence_files import EvidenceFile
from parks.models import User
from talent.models import RosterEntry, University


class OutcomeError(Exception):
    """A destination cannot be recorded so; says why."""


@transaction.atomic
def record_outcome(
    entry: RosterEntry,
    *,
    months: int,
    source: OutcomeSource,
    by: User,
    today: date,
    file: EvidenceFile | None = None,
    **facts: Any,
) -> Outcome:
    """Write where a graduate is so many months after graduation; a later answer replaces it.

    `facts` are category, company, employer_text and region. A new file replaces the evidence, none
    leaves it. Raise OutcomeError before the time has come, for somebody who has left the roster,
    and when it is no longer the place of the graduate who answers.
    """
    entry = _locked(entry)
    _require_due(entry, months, today)
    if source != OutcomeSource.CAREER_OFFICE and entry.user_id != by.pk:
        raise OutcomeError(_("This is no longer your place on the roster."))
    row = Outcome.objects.filter(entry=entry, months=months).first()
    row = row or Outcome(entry=entry, months=months)
    for name, value in facts.items():
        setattr(row, name, value)
    row.source, row.recorded_by = source, by
    if file is None:
        row.save()
    else:
        _save_with_file(row, file)
    _note(entry, row, by)
    return row


@transaction.atomic
def record_many(
    university: University,
    *,
    ids: Iterable[int],
    months: int,
    category: str,
    by: User,
    today: date,
) -> int:
    """Record one category for several graduates who are due; return for how many."""
    rows = due(RosterEntry.objects.filter(university=university), months, today)
    chosen = rows.filter(pk__in=ids).order_by("pk")
    for entry in chosen:
        record_outcome(
            entry,
            months=months,
            source=OutcomeSource.CAREER_OFFICE,
            by=by,
            today=today,
            category=category,
        )
    return len(chosen)


def forget_destinations(user: User) -> None:
    """Keep of what a person answered the category alone, without evidence, place or employer.

    What the career office recorded is the university's own, as its roster is. Call inside the
    transaction of an erasure, before their places on rosters are forgotten.
    """
    rows = Outcome.objects.select_for_update(of=("self",)).filter(entry__user=user).order_by("pk")
    for row in rows.exclude(source=OutcomeSource.CAREER_OFFICE):
        if row.evidence:
            transaction.on_commit(_deletion(row.evidence.storage, row.evidence.name))
        row.evidence, row.evidence_name, row.employer_text = "", "", ""
        row.company = row.region = row.recorded_by = None
        row.save()
    Outcome.objects.filter(recorded_by=user).update(recorded_by=None)


def _deletion(storage: Any, name: str) -> Any:
    return lambda: storage.delete(name)


def _locked(entry: RosterEntry) -> RosterEntry:
    rows = RosterEntry.objects.select_for_update(of=("self",)).select_related("university")
    return rows.get(pk=entry.pk)


def _require_due(entry: RosterEntry, months: int, today: date) -> None:
    if entry.left_at is not None:
        raise OutcomeError(_("This student is no longer on the roster."))
    if entry.graduates_on > months_before(today, months):
        raise OutcomeError(_("The time has not come yet."))


def _save_with_file(row: Outcome, file: EvidenceFile) -> None:
    """Write the new file, then the row; the one that is not needed goes after the commit."""
    storage, before = row.evidence.storage, row.evidence.name
    row.evidence_name = file.filename
    row.evidence.save(file.filename, ContentFile(file.data), save=False)
    written = row.evidence.name
    try:
        row.save()
    except Exception:
        storage.delete(written)
        raise
    if before and before != written:
        transaction.on_commit(_deletion(storage, before))


def _note(entry: RosterEntry, row: Outcome, by: User) -> None:
    record(
        row,
        "recorded",
        by=by,
        organisation_id=entry.university_id,
        park_id=entry.university.park_id,
        months=row.months,
        source=str(row.source),
    )
