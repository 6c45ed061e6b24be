"""One file of a park's companies, line by line."""

from collections.abc import Iterator, Sequence
from copy import copy
from typing import Any

from django.utils.translation import gettext as _

from companies.models import Company
from companies.postings.texts import CHINESE
from parks.choices.imports import RowOutcome
from parks.choices.organisations import OrganisationKind
from parks.imports.errors import CellError
from parks.imports.filled import heading_of, read_filled
from parks.imports.kinds import Change, Planned, Read, Reason
from parks.imports.lines import Line
from parks.imports.tables import Table
from parks.models import ImportJob, User

from .company_fields import LABELS
from .company_matching import NAMES, ParkCompanies, names_of
from .company_reading import CompanyWords, readers_of
from .company_writing import Target, new_slug, write_changed, write_new

IDENTITY = frozenset({"name_zh", "name_en", "credit_code", "email_domain"})
STAGES = "chain_stages"
COLUMNS = {"region": "region_id"}
"""Columns that are called otherwise than the field they are read from."""


class CompanyImporter:
    """See parks.imports.kinds.Importer; the job's park is that of the office."""

    def __init__(self, job: ImportJob, table: Table) -> None:
        self._job, self._table = job, table
        self._words = CompanyWords(job.park)
        self._readers = readers_of(self._words)
        self._companies = ParkCompanies(job.park_id)
        self._lines: dict[tuple[str, str], int] = {}

    def read(self, line: Line) -> Read:
        said, reasons = read_filled(line, self._table.columns, self._readers)
        _name_by_script(said)
        if not reasons:
            reasons += self._repeated(said, line.number)
        return Read(line.number, said, tuple(reasons))

    def plan(self, rows: Sequence[Read]) -> list[Planned]:
        return [self._planned(row) for row in rows]

    def absent(self) -> list[Planned]:
        """A company that a file leaves out stays as it is: the office decides about it by hand."""
        return []

    def write(self, planned: Sequence[Planned], *, by: User | None) -> list[int]:
        created = [one.value for one in planned if one.outcome == RowOutcome.CREATED]
        changed = [one.value for one in planned if one.outcome == RowOutcome.CHANGED]
        write_new(created, self._job, by)
        write_changed(changed, self._job, by)
        return [one.value.company.pk for one in planned]

    # --- what is refused ---

    def _repeated(self, said: dict[str, Any], number: int) -> Iterator[Reason]:
        """Yield where an earlier line names the same company, by its code or by a name."""
        code = said.get("credit_code", "")
        keys = [("credit_code", code)] if code else []
        keys += [("name_zh", name) for name in sorted(names_of(*map(said.get, NAMES)))]
        for field, key in keys:
            first = self._lines.setdefault((field, key), number)
            if first != number:
                reason = _("is the same company as line %(line)d") % {"line": first}
                yield Reason(self._heading(field), reason)
                return

    def _heading(self, field: str) -> str:
        known = [name for name in (field, *NAMES) if name in self._table.columns]
        return heading_of(self._table.columns, known[0] if known else field, LABELS[field])

    # --- what becomes of a line ---

    def _planned(self, row: Read) -> Planned:
        if row.reasons:
            return Planned(row.line, RowOutcome.REFUSED, reasons=row.reasons)
        said = row.value
        if not (said.get("credit_code") or any(map(said.get, NAMES))):
            return self._refused(row.line, "name_zh", _("is empty"))
        try:
            company = self._companies.find(said)
        except CellError as error:
            field = "credit_code" if "credit_code" in said else "name_zh"
            return self._refused(row.line, field, str(error))
        if company is None:
            return self._created(row.line, said)
        return self._changed(row.line, company, said)

    def _created(self, line: int, said: dict[str, Any]) -> Planned:
        if not any(map(said.get, NAMES)):
            return self._refused(line, "name_zh", _("is needed: this company is new"))
        company = Company(kind=OrganisationKind.COMPANY, park_id=self._job.park_id)
        for name, value in _columns(said).items():
            setattr(company, name, value)
        company.slug = new_slug(company)
        target = Target(company, said.get(STAGES, frozenset()))
        return Planned(line, RowOutcome.CREATED, str(company), target)

    def _changed(self, line: int, company: Company, said: dict[str, Any]) -> Planned:
        stages = frozenset(stage.pk for stage in company.chain_stages.all())
        after, said = copy(company), _that_may_change(company, stages, said)
        for name, value in _columns(said).items():
            setattr(after, name, value)
        target = Target(after, said.get(STAGES, stages))
        changes = self._changes(Target(company, stages), target)
        outcome = RowOutcome.CHANGED if changes else RowOutcome.UNCHANGED
        return Planned(line, outcome, str(company), target, company.pk, changes)

    def _changes(self, before: Target, after: Target) -> tuple[Change, ...]:
        pairs = zip(self._shown(before), self._shown(after), strict=True)
        return tuple(Change(name, old, new) for (name, old), (_name, new) in pairs if old != new)

    def _shown(self, target: Target) -> Iterator[tuple[str, str]]:
        company, words = target.company, self._words
        shown = {
            "company_kind": company.get_company_kind_display(),
            "growth_stage": company.get_growth_stage_display(),
            "region": words.region_named(company.region_id),
            STAGES: " · ".join(str(words.stages[pk]) for pk in sorted(target.stage_ids)),
        }
        for name, label in LABELS.items():
            yield str(label), str(shown[name] if name in shown else getattr(company, name))

    def _refused(self, line: int, field: str, reason: str) -> Planned:
        refusal = Reason(self._heading(field), reason)
        return Planned(line, RowOutcome.REFUSED, reasons=(refusal,))


def _name_by_script(said: dict[str, Any]) -> None:
    """Put a name under the language it is written in, where a table has one column for both."""
    if "name_en" not in said and not CHINESE.search(said.get("name_zh", "中")):
        said["name_en"] = said.pop("name_zh")
    elif "name_zh" not in said and CHINESE.search(said.get("name_en", "")):
        said["name_zh"] = said.pop("name_en")


def _columns(said: dict[str, Any]) -> dict[str, Any]:
    return {COLUMNS.get(name, name): value for name, value in said.items() if name != STAGES}


def _that_may_change(
    company: Company, stages: frozenset[int], said: dict[str, Any]
) -> dict[str, Any]:
    """Return what of a line may be written: of what others answer for, only what is blank.

    A company that is run by its own people is filled where it says nothing, but for its identity,
    which they state. What the office has verified, or is looking at, changes by hand alone.
    """
    if company.is_run:
        said = {name: value for name, value in said.items() if name not in IDENTITY}
    is_blank = {name: not getattr(company, column) for name, column in _fields(said)}
    is_blank |= {STAGES: not stages}
    fixed = set(said) if company.is_run else IDENTITY if company.is_seen else set()
    return {name: value for name, value in said.items() if name not in fixed or is_blank[name]}


def _fields(said: dict[str, Any]) -> list[tuple[str, str]]:
    return [(name, COLUMNS.get(name, name)) for name in said if name != STAGES]
