"""Imports as people steer them: uploaded, columns chosen, written, taken back.

The reading and writing is done by workers (`import_work`). `beat_at` of an import is set while
one of them is, or ought to be, at it.
"""

import hashlib
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from parks.actions.trail import record
from parks.choices.imports import ImportState
from parks.imports.errors import ImportFileError
from parks.imports.kinds import row_kind
from parks.imports.mapping import NOT_READ, Top, signature, top_of
from parks.imports.texts import storable
from parks.models import ImportJob, Organisation, User
from parks.queries.imports import remembered_columns
from parks.queue import enqueue

LONGEST_NAME = 200


class ImportJobError(Exception):
    """The import does not allow what was asked; says why."""


@transaction.atomic
def upload_table(
    data: bytes, *, kind: str, organisation: Organisation, filename: str, by: User | None
) -> ImportJob:
    """Keep a file that is to be imported, with its columns as guessed or as chosen last time.

    Raises ImportFileError for what is no table, and ImportJobError for an organisation without a
    park where rows of the kind need one.
    """
    job = new_import(data, kind=kind, organisation=organisation, filename=filename, by=by)
    job.file.save(job.filename, ContentFile(data), save=False)
    job.save()
    _record(job, "uploaded", by)
    return job


def new_import(
    data: bytes, *, kind: str, organisation: Organisation, filename: str, by: User | None
) -> ImportJob:
    """Return an import that is not saved, as `upload_table` would keep it; raises the same."""
    if organisation.park is None and row_kind(kind).needs_park:
        raise ImportJobError(_("Your organisation belongs to no park yet: ask the operator."))
    name = storable(PurePath(filename).name)[:LONGEST_NAME]
    top = top_of(data, row_kind(kind), name=name)
    owner = {"kind": kind, "park": organisation.park, "organisation": organisation}
    earlier = remembered_columns(**owner, headings=top.guessed)
    mapping = _mapping(top, earlier)
    digest = hashlib.sha256(data).hexdigest()
    return ImportJob(**owner, filename=name, sha256=digest, uploaded_by=by, mapping=mapping)


def _mapping(top: Top, earlier: dict[str, str]) -> dict[str, Any]:
    return {
        "columns": earlier or top.guessed,
        "is_remembered": bool(earlier),
        "signature": signature(top.guessed),
        "headings": top.headings,
        "shown": [list(column) for column in top.columns],
    }


@transaction.atomic
def choose_columns(job: ImportJob, *, columns: dict[str, str], choice: str, by: User) -> ImportJob:
    """Say which heading is which field, and have the file checked with that.

    Raises ImportJobError while a worker is at it, IllegalMoveError when it is too late, and
    ImportFileError for a field that has to be there or that is named twice.
    """
    job = _locked(job, ImportState.UPLOADED)
    check_columns(job, columns)
    job.mapping |= {"columns": columns, "choice": choice}
    job.state, job.error = ImportState.UPLOADED, ""
    return _ask(job, "parks.preview_import", "columns chosen", by)


@transaction.atomic
def commit_import(job: ImportJob, *, by: User) -> ImportJob:
    """Have the previewed rows written, all of them or none.

    Raises IllegalMoveError before the preview, and ImportJobError where there is nothing to write.
    """
    job = _locked(job, ImportState.COMMITTING)
    if job.created + job.changed == 0:
        raise ImportJobError(_("No row of this file would change anything."))
    job.state = ImportState.COMMITTING
    return _ask(job, "parks.write_import", "import asked for", by)


@transaction.atomic
def revert_import(job: ImportJob, *, keep: bool = False, by: User) -> ImportJob:
    """Have the state before an import restored, all of it or nothing.

    Rows that people have worked with since stand in the way; with `keep` they stay as they are
    and the others go back. Raises IllegalMoveError for what was not imported, ImportJobError while
    a worker is at it.
    """
    job = _locked(job, ImportState.REVERTED, needs_file=False)
    job.error, job.mapping["keep"] = "", keep
    return _ask(job, "parks.revert_import", "revert asked for", by)


def asked_by(job: ImportJob) -> User | None:
    """Return who asked for the work that is under way."""
    return User.objects.filter(pk=job.mapping.get("by")).first()


def _locked(job: ImportJob, wanted: ImportState, *, needs_file: bool = True) -> ImportJob:
    job = ImportJob.objects.select_for_update(of=("self",)).get(pk=job.pk)
    job.require_move(wanted)
    if job.beat_at is not None:
        raise ImportJobError(_("This file is being worked on: wait until that is done."))
    if needs_file and not job.file:
        raise ImportJobError(_("The file is no longer kept: upload it again."))
    return job


def _ask(job: ImportJob, task: str, verb: str, by: User) -> ImportJob:
    job.beat_at, job.rows_done = timezone.now(), 0
    job.mapping |= {"attempts": 0, "by": by.pk, "language": translation.get_language()}
    job.save(update_fields=["state", "error", "mapping", "beat_at", "rows_done"])
    _record(job, verb, by)
    enqueue(task, job_id=job.pk)
    return job


def check_columns(job: ImportJob, columns: dict[str, str]) -> None:
    """Raise ImportFileError for a field that has to be there, or that is named twice."""
    chosen = [field for field in columns.values() if field != NOT_READ]
    for field in row_kind(job.kind).fields:
        times = chosen.count(field.name)
        if field.is_required and not times:
            raise ImportFileError(_("Say which column holds: %(field)s.") % {"field": field.label})
        if times > 1 and not field.is_collecting:
            raise ImportFileError(
                _("Only one column can be: %(field)s. Choose the better one.")
                % {"field": field.label}
            )


def _record(job: ImportJob, verb: str, by: User | None) -> None:
    record(job, verb, by=by, organisation_id=job.organisation_id, park_id=job.park_id)
