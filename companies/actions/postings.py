"""Importing a table of postings into a park."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from django.db import connection, transaction
from django.utils.translation import gettext as _

from companies.models import Opening
from companies.postings.employers import Employers
from companies.postings.fields import check_columns
from companies.postings.reading import Posting, PostingReader
from companies.postings.rows import RowError
from companies.postings.storing import (
    Target,
    digest_of,
    fill_opening,
    last_digests,
    new_opening,
    openings_by_id,
    write_changed,
    write_new,
)
from companies.postings.vocabulary import load_vocabulary
from parks.actions.trail import record
from parks.imports.reports import ImportReport, Progress, RefusedRow
from parks.imports.tables import Table
from parks.models import Park, User
from parks.queue import enqueue

ROWS_AT_ONCE = 500
LOCK = 0x706F7374
"""First key of the advisory lock under which postings are imported; the second is the park."""


class NumberedPosting(NamedTuple):
    line: int
    posting: Posting


class Plan(NamedTuple):
    """What has to be written for some rows; neither list holds a row that is unchanged."""

    created: list[Posting]
    changed: list[Target]


@transaction.atomic
def import_postings(
    table: Table,
    *,
    park: Park,
    by: User | None,
    at: datetime.datetime,
    company: str = "",
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Bring the postings of a table into a park as published openings, wholly or not at all.

    Companies not there yet are created unclaimed and unverified. Rows that name none are of
    `company`, without it of a company that stands for employers not named. A row that cannot be
    read is refused with its line, column and reason, and the others go in. Rows that read as at
    their last import are left alone, whatever people have mended since. One import of a park waits
    for the other. `dry_run` writes nothing. `progress` is told the line reached. Raise
    ImportFileError where the file itself cannot be used.
    """
    check_columns(table, company=company)
    if not dry_run:
        _lock(park)
    work = _Import(park, by, at, Employers(park), ImportReport(dry_run), table)
    reader = PostingReader(table.columns, len(table.headings), load_vocabulary(park), company)
    for batch in _batches(work.readable(reader, progress)):
        work.take(batch)
    work.report.refused.sort(key=lambda refusal: refusal.line)
    if not dry_run and work.report.created + work.report.changed:
        _record(work)
    return work.report


@dataclass(frozen=True)
class _Import:
    """One import under way."""

    park: Park
    by: User | None
    at: datetime.datetime
    employers: Employers
    report: ImportReport
    table: Table
    lines: dict[str, int] = field(default_factory=dict)

    def readable(
        self, reader: PostingReader, progress: Progress | None
    ) -> Iterator[NumberedPosting]:
        """Yield what can be read, each id once; refuse the rest."""
        for line in self.table.lines:
            try:
                posting = reader.read(line)
            except RowError as error:
                self.refuse(line.number, error.column, str(error))
            else:
                if self._is_first(posting, line.number):
                    yield NumberedPosting(line.number, posting)
            if progress is not None:
                progress(line.number)

    def take(self, batch: list[NumberedPosting]) -> None:
        """Count what a batch creates and changes, and write it unless this is a dry run."""
        plan = self._plan(batch)
        self.report.created += len(plan.created)
        self.report.changed += len(plan.changed)
        if self.report.dry_run:
            return
        changed = [target.posting for target in plan.changed]
        self.employers.create_missing(one.company for one in (*plan.created, *changed))
        write_new([self._new(posting) for posting in plan.created], self.by)
        write_changed([self._moved(target) for target in plan.changed], self.by)

    def refuse(self, line: int, column: str, reason: str) -> None:
        self.report.refused.append(RefusedRow(line, column, reason))

    def _is_first(self, posting: Posting, line: int) -> bool:
        first = self.lines.setdefault(posting.external_id, line)
        if first == line:
            return True
        self.refuse(line, self._id_heading(), _("is the same posting as line %d") % first)
        return False

    def _plan(self, batch: list[NumberedPosting]) -> Plan:
        plan = Plan([], [])
        known = openings_by_id(self.park, (one.posting.external_id for one in batch))
        digests = last_digests(known.values())
        for line, posting in batch:
            opening = known.get(posting.external_id)
            if opening is None:
                plan.created.append(posting)
            elif not self._may_change(opening, posting):
                self.refuse(line, self._id_heading(), _("is the id of another company’s opening"))
            elif digests.get(opening.pk) == digest_of(posting):
                self.report.unchanged += 1
            else:
                plan.changed.append(Target(fill_opening(opening, posting, self.at), posting))
        return plan

    def _may_change(self, opening: Opening, posting: Posting) -> bool:
        """An id taken by one company is not overwritten by another one's posting."""
        company_id = self.employers.find(posting.company)
        return opening.company_id in (company_id, self.employers.find(""))

    def _moved(self, target: Target) -> Target:
        """Give an opening whose employer was not named to the company that it names now."""
        target.opening.company_id = self.employers.find(target.posting.company)
        return target

    def _new(self, posting: Posting) -> Target:
        company_id = self.employers.find(posting.company)
        opening = new_opening(posting, self.park, company_id)
        return Target(fill_opening(opening, posting, self.at), posting)

    def _id_heading(self) -> str:
        columns = self.table.columns.get("id", ())
        return columns[0].heading if columns else ""


def _lock(park: Park) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, park.pk])


def _batches(postings: Iterator[NumberedPosting]) -> Iterator[list[NumberedPosting]]:
    while batch := list(islice(postings, ROWS_AT_ONCE)):
        yield batch


def _record(work: _Import) -> None:
    record(
        work.park,
        "postings imported",
        by=work.by,
        park_id=work.park.pk,
        file=work.table.name,
        created=work.report.created,
        changed=work.report.changed,
    )
    enqueue("companies.index_openings")
