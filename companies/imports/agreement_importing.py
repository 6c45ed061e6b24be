"""One ceremony's sheet, line by line: drafts with their parties, obligations and places.

All lines of an agreement are written at once, under the id of the agreement: a new one is created
by each of its lines, so that taking the import back takes back the whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from companies.postings.texts import CHINESE
from parks.actions.agreements import draft_agreement
from parks.actions.import_trail import CHANGED, note_rows
from parks.choices.agreements import AgreementState
from parks.choices.imports import RowOutcome
from parks.imports.filled import heading_of, read_filled
from parks.imports.kinds import Change, Planned, Read, Reason
from parks.imports.lines import Line
from parks.imports.tables import Table
from parks.models import Agreement, AgreementParty, ImportJob, Obligation, Quota, User

from .agreement_fields import LABELS
from .agreement_reading import AgreementWords, readers_of

MOST_LINES = 400
"""Fewer than are planned at once, so that an agreement is never written in two halves."""
FACTS = ("name", "kind", "starts_on", "ends_on")
OF_PLACES = ("year", "degree", "places")
OF_AN_OBLIGATION = ("obligation", "organisation", "due_on")
Key = tuple[Any, ...]


@dataclass
class Sheet:
    """An agreement as the file has it so far; `row` is unsaved where it is new."""

    row: Agreement
    facts: dict[str, Any]
    parties: set[int] = field(default_factory=set)
    places: dict[Key, int] = field(default_factory=dict)
    obligations: set[Key] = field(default_factory=set)


@dataclass(frozen=True)
class Addition:
    """What a line adds to its agreement."""

    sheet: Sheet
    party: AgreementParty | None
    quota: Quota | None
    obligation: Obligation | None

    def parts(self) -> list[AgreementParty | Quota | Obligation]:
        return [part for part in (self.party, self.quota, self.obligation) if part is not None]


class AgreementImporter:
    """See parks.imports.kinds.Importer; the job's park is that of the office."""

    def __init__(self, job: ImportJob, table: Table) -> None:
        self._job, self._table = job, table
        self._words = AgreementWords(job.park_id)
        self._readers = readers_of(self._words)
        self._sheets: dict[str, Sheet] = {}
        self._read = 0

    def read(self, line: Line) -> Read:
        said, reasons = read_filled(line, self._table.columns, self._readers)
        self._read += 1
        if self._read > MOST_LINES:
            message = _("A sheet has at most %(number)d lines: divide it.")
            reasons.append(Reason("", message % {"number": MOST_LINES}))
        return Read(line.number, said, tuple(reasons))

    def plan(self, rows: Sequence[Read]) -> list[Planned]:
        return [self._planned(row) for row in rows]

    def absent(self) -> list[Planned]:
        """What a sheet leaves out stays as it is."""
        return []

    def write(self, planned: Sequence[Planned], *, by: User | None) -> list[int]:
        for one in planned:
            sheet = one.value.sheet
            if sheet.row.pk is None:
                columns = {name: getattr(sheet.row, name) for name in COLUMNS}
                sheet.row = draft_agreement(park=self._job.park, by=by, **columns)
            for part in one.value.parts():
                part.agreement = sheet.row
                part.save()
        changed = {one.row_id for one in planned if one.outcome == RowOutcome.CHANGED}
        note_rows(Agreement, sorted(changed), CHANGED, job=self._job, by=by)
        return [one.value.sheet.row.pk for one in planned]

    # --- what becomes of a line ---

    def _planned(self, row: Read) -> Planned:
        if row.reasons:
            return Planned(row.line, RowOutcome.REFUSED, reasons=row.reasons)
        said = row.value
        reasons = self._missing(said) or self._against(said)
        if reasons:
            return Planned(row.line, RowOutcome.REFUSED, reasons=tuple(reasons))
        sheet = self._sheets[said["number"]]
        addition = Addition(
            sheet, self._party(sheet, said), self._quota(sheet, said), _obligation(sheet, said)
        )
        title = f"{sheet.row} · {self._shown(said)}"
        if sheet.row.pk is None:
            return Planned(row.line, RowOutcome.CREATED, title, addition)
        changes = self._changes(addition)
        outcome = RowOutcome.CHANGED if changes else RowOutcome.UNCHANGED
        return Planned(row.line, outcome, title, addition, sheet.row.pk, changes)

    def _missing(self, said: dict[str, Any]) -> list[Reason]:
        if "number" not in said:
            return [self._reason("number", _("is empty"))]
        places = [name for name in OF_PLACES if name in said]
        if "organisation" not in said and not places:
            return [
                self._reason("organisation", _("is empty, and the line names no places either"))
            ]
        if places and len(places) < len(OF_PLACES):
            missing = next(name for name in OF_PLACES if name not in said)
            return [self._reason(missing, _("is needed: places have a year, a degree, a number"))]
        promised = {name for name in OF_AN_OBLIGATION if name in said}
        if promised & {"obligation", "due_on"} and len(promised) < len(OF_AN_OBLIGATION):
            missing = next(name for name in OF_AN_OBLIGATION if name not in promised)
            message = _("is needed: an obligation says what, who and by when")
            return [self._reason(missing, message)]
        return []

    def _against(self, said: dict[str, Any]) -> list[Reason]:
        """Say what speaks against a line, after its agreement is known or begun."""
        sheet = self._sheets.get(said["number"]) or self._known(said["number"])
        if sheet is None:
            missing = [name for name in FACTS if name not in said]
            if missing:
                message = _("is needed on the first line of a new agreement")
                return [self._reason(name, message) for name in missing]
            if said["ends_on"] <= said["starts_on"]:
                return [self._reason("ends_on", _("The last day comes after the first."))]
            sheet = self._begun(said)
        if sheet.row.state != AgreementState.DRAFT:
            return [self._reason("number", _("is signed already: change it by hand"))]
        self._sheets[said["number"]] = sheet
        return self._contradictions(sheet, said) + self._repeated(sheet, said)

    def _contradictions(self, sheet: Sheet, said: dict[str, Any]) -> list[Reason]:
        message = _("is another than the agreement has: %(known)s")
        return [
            self._reason(name, message % {"known": sheet.facts[name]})
            for name in FACTS
            if name in said and said[name] != sheet.facts[name]
        ]

    def _repeated(self, sheet: Sheet, said: dict[str, Any]) -> list[Reason]:
        """A party or quota of a draft that is there already is no mistake, a quota changed is."""
        first, last = (sheet.facts[name].year for name in ("starts_on", "ends_on"))
        if "year" in said and not first <= said["year"] <= last:
            outside = _("is outside the agreement, which is in force from %(first)d to %(last)d")
            return [self._reason("year", outside % {"first": first, "last": last})]
        if "due_on" in said and said["due_on"] < sheet.facts["starts_on"]:
            return [self._reason("due_on", _("is before the agreement begins"))]
        key = _key_of(said)
        known = sheet.places.get(key) if key else None
        if known is not None and known != said["places"]:
            return [self._reason("places", _("are %(number)d already") % {"number": known})]
        return []

    def _known(self, number: str) -> Sheet | None:
        row = Agreement.objects.filter(park=self._job.park_id, number=number).first()
        if row is None:
            return None
        facts = {name: getattr(row, name) for name in FACTS[1:]}
        quotas = row.quotas.values_list("year", "degree", "discipline", "places")
        promised = row.obligations.values_list("owner", "text_zh", "text_en", "due_on")
        return Sheet(
            row,
            facts | {"name": row.name_zh or row.name_en},
            set(row.parties.values_list("organisation", flat=True)),
            {tuple(key): places for *key, places in quotas},
            {(owner, zh or en, due_on) for owner, zh, en, due_on in promised},
        )

    def _begun(self, said: dict[str, Any]) -> Sheet:
        facts = {name: said[name] for name in FACTS}
        columns = {name: said[name] for name in FACTS[1:]} | _in_its_language("name", said["name"])
        row = Agreement(park_id=self._job.park_id, number=said["number"], **columns)
        return Sheet(row, facts)

    def _party(self, sheet: Sheet, said: dict[str, Any]) -> AgreementParty | None:
        organisation_id = said.get("organisation")
        if organisation_id is None or organisation_id in sheet.parties:
            return None
        sheet.parties.add(organisation_id)
        side = said.get("side") or self._words.side_of(organisation_id)
        signatory = said.get("signatory", "")
        return AgreementParty(organisation_id=organisation_id, side=side, signatory=signatory)

    def _quota(self, sheet: Sheet, said: dict[str, Any]) -> Quota | None:
        key = _key_of(said)
        if key is None or key in sheet.places:
            return None
        sheet.places[key] = said["places"]
        year, degree_id, discipline_id = key
        return Quota(
            year=year, degree_id=degree_id, discipline_id=discipline_id, places=said["places"]
        )

    def _changes(self, addition: Addition) -> tuple[Change, ...]:
        changes = []
        if addition.party is not None:
            name = self._words.organisations[addition.party.organisation_id]
            changes.append(Change(str(LABELS["organisation"]), "", str(name)))
        if addition.quota is not None:
            degree = self._words.degrees[addition.quota.degree_id]
            places = f"{addition.quota.year} · {degree} · {addition.quota.places}"
            changes.append(Change(str(LABELS["places"]), "", places))
        if addition.obligation is not None:
            promised = f"{addition.obligation.words} · {addition.obligation.due_on}"
            changes.append(Change(str(LABELS["obligation"]), "", promised))
        return tuple(changes)

    def _shown(self, said: dict[str, Any]) -> str:
        shown = []
        if "organisation" in said:
            shown.append(str(self._words.organisations[said["organisation"]]))
        if "obligation" in said:
            shown.append(said["obligation"])
        if "places" in said:
            degree = self._words.degrees[said["degree"]]
            shown.append(f"{said['year']} · {degree} · {said['places']}")
        return " · ".join(shown)

    def _reason(self, name: str, reason: str) -> Reason:
        return Reason(heading_of(self._table.columns, name, LABELS[name]), reason)


COLUMNS = ("number", "kind", "name_zh", "name_en", "starts_on", "ends_on")


def _obligation(sheet: Sheet, said: dict[str, Any]) -> Obligation | None:
    if "obligation" not in said:
        return None
    key = said["organisation"], said["obligation"], said["due_on"]
    if key in sheet.obligations:
        return None
    sheet.obligations.add(key)
    words = _in_its_language("text", said["obligation"])
    return Obligation(owner_id=said["organisation"], due_on=said["due_on"], **words)


def _in_its_language(column: str, text: str) -> dict[str, str]:
    """Return the column of the language that a text is written in."""
    return {f"{column}_{'zh' if CHINESE.search(text) else 'en'}": text}


def _key_of(said: dict[str, Any]) -> Key | None:
    """Return what a quota is found by, None for a line without places."""
    if "places" not in said:
        return None
    return said["year"], said["degree"], said.get("discipline")
