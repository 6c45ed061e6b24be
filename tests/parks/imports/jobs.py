"""Imports of any kind, driven as the pages do it."""

from parks.actions.import_reverts import take_back_import
from parks.actions.import_rows import preview_import, write_import
from parks.actions.imports import choose_columns, commit_import, revert_import, upload_table
from parks.imports.kinds import row_kind
from parks.models import ImportJob, Organisation, User


def upload(
    owner: Organisation, data: bytes, *, kind: str, by: User, name: str = "table.csv"
) -> ImportJob:
    return upload_table(data, kind=kind, organisation=owner, filename=name, by=by)


def preview(
    owner: Organisation, data: bytes, *, kind: str, by: User, choice: str = "", **columns: str
) -> ImportJob:
    """Upload a file, confirm the columns as guessed but for those named, and have it checked."""
    job = upload(owner, data, kind=kind, by=by)
    answer = choice or row_kind(kind).choices(owner)[0].value
    choose_columns(job, columns=job.mapping["columns"] | columns, choice=answer, by=by)
    preview_import(job.pk)
    job.refresh_from_db()
    return job


def commit(job: ImportJob, *, by: User) -> ImportJob:
    commit_import(job, by=by)
    write_import(job.pk)
    job.refresh_from_db()
    return job


def revert(job: ImportJob, *, by: User, keep: bool = False) -> ImportJob:
    revert_import(job, keep=keep, by=by)
    take_back_import(job.pk)
    job.refresh_from_db()
    return job
