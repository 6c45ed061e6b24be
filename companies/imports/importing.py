"""One file of a company's openings, line by line."""

import datetime
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from companies.actions.opening_errors import WordingError
from companies.actions.opening_news import tell_office_of_moves
from companies.actions.opening_wording import breaches_of
from companies.choices.openings import MAY_BE_EDITED, OpeningState
from companies.models import Company, Opening
from companies.postings.reading import LONGEST_ID, Posting, PostingReader, Reading
from companies.postings.storing import (
    Target,
    columns_of,
    digest_of,
    last_digests,
    new_opening,
    set_columns,
    write_changed,
    write_new,
)
from companies.postings.vocabulary import Vocabulary
from companies.queries.reviews import taken_off
from companies.wording import breaches_in
from parks.choices.imports import RowOutcome
from parks.imports.kinds import Planned, Read, Reason
from parks.imports.lines import Line
from parks.imports.tables import Table
from parks.models import User
from parks.vocabulary.folding import fold_term

from .differences import Names, changes_of
from .fields import EXAMPLE
from .merging import merge
from .states import NOT_SENT, is_unseen, may_be_shown, state_after

TEXT_NEEDED = gettext_lazy("Describe the work and what you ask for first.")


class Known(NamedTuple):
    """What is there: own openings by the id they have in the company's files, last digests.

    `taken` are ids of other companies' openings, `taken_off` own ones that the office took off.
    """

    openings: dict[str, Opening]
    digests: dict[int, str]
    taken: frozenset[str]
    taken_off: frozenset[int]


class OpeningImporter:
    """See parks.imports.kinds.Importer; `company` has `is_verified`, `state` is for new rows."""

    def __init__(
        self,
        company: Company,
        table: Table,
        vocabulary: Vocabulary,
        *,
        state: OpeningState,
        now: datetime.datetime,
    ) -> None:
        self._company, self._state, self._now = company, state, now
        self._names_of_ours = frozenset(map(fold_term, (company.name_zh, company.name_en)))
        name = company.name_zh or company.name_en
        self._reader = PostingReader(table.columns, len(table.headings), vocabulary, name)
        self._table, self._lines, self._names = table, {}, Names()
        self._today = company.park.day_at(now)

    def read(self, line: Line) -> Read:
        reading = self._reader.read_all(line)
        reasons = [Reason(error.column, str(error)) for error in reading.errors]
        if reading.posting is not None:
            reasons += self._refusals(reading, line)
        return Read(line.number, reading, tuple(dict.fromkeys(reasons)))

    def plan(self, rows: Sequence[Read]) -> list[Planned]:
        known = self._known(row.value.posting.external_id for row in rows if not row.reasons)
        return [self._planned(row, known) for row in rows]

    def absent(self) -> list[Planned]:
        """An opening that a file leaves out stays as it is: the company closes it itself."""
        return []

    def write(self, planned: Sequence[Planned], *, by: User | None) -> list[int]:
        created = [one.value for one in planned if one.outcome == RowOutcome.CREATED]
        changed = [one.value for one in planned if one.outcome == RowOutcome.CHANGED]
        write_new(created, by)
        write_changed(changed, by)
        tell_office_of_moves([target.opening for target in (*created, *changed)], by=by)
        return [one.value.opening.pk for one in planned]

    # --- what is refused ---

    def _refusals(self, reading: Reading, line: Line) -> Iterator[Reason]:
        """Yield what is wrong with a row beside cells that cannot be read."""
        posting, number = reading.posting, line.number
        if fold_term(posting.company) not in self._names_of_ours:
            yield Reason(self._heading("company"), _("names another company than yours"))
        if "closes" in reading.stated and self._is_past(reading):
            yield Reason(self._heading("closes"), _("is over already"))
        if posting.external_id == EXAMPLE:
            yield Reason(self._heading("id"), _("is the example of the template: delete the row"))
        first = (
            self._lines.setdefault(posting.external_id, number) if not reading.errors else number
        )
        if first != number:
            reason = _("is the same opening as line %(line)d") % {"line": first}
            yield Reason(self._heading("id"), reason)

        yield from self._forbidden(posting, line)

    def _forbidden(self, posting: Posting, line: Line) -> Iterator[Reason]:
        """Yield the words that no posting may say, each with the rule it breaks."""
        for breach in breaches_in(f"{posting.title}\n{posting.text}", kind=posting.terms.kind):
            told = {"words": breach.quote, "rule": breach.rule.name}
            reason = _("“%(words)s” must not stand in a posting: %(rule)s") % told
            yield Reason(self._column_with(breach.quote, line), reason)

    def _column_with(self, words: str, line: Line) -> str:
        """Return the heading of the first cell that holds these words."""
        pairs = zip(self._table.headings, line.cells, strict=False)
        return next((heading for heading, cell in pairs if words in cell), "")

    def _is_past(self, reading: Reading) -> bool:
        closes = reading.posting.terms.closes
        return closes is not None and closes < self._today

    def _heading(self, field: str) -> str:
        columns = self._table.columns.get(field, ())
        return columns[0].heading if columns else ""

    # --- what is there ---

    def _known(self, external_ids: Iterable[str]) -> Known:
        ids = list(external_ids)
        marked = {self._marked(one): one for one in ids}
        rows = Opening.objects.filter(external_id__in=[*ids, *marked], park=self._company.park)
        ours = rows.filter(company=self._company).with_requirements().order_by("pk")
        ours = ours.prefetch_related("questions")
        openings = {marked.get(one.external_id, one.external_id): one for one in ours}
        others = rows.exclude(company=self._company).order_by("pk")
        return Known(
            openings,
            last_digests(openings.values()),
            frozenset(others.values_list("external_id", flat=True)),
            taken_off(openings.values()),
        )

    def _marked(self, external_id: str) -> str:
        """Return the id that stands for one which another company of the park has taken."""
        mark = f"{self._company.uuid.hex[:8]}:"
        if len(mark + external_id) <= LONGEST_ID:
            return mark + external_id
        return mark + hashlib.sha256(external_id.encode()).hexdigest()

    # --- what becomes of a row ---

    def _planned(self, row: Read, known: Known) -> Planned:
        if row.reasons:
            return Planned(row.line, RowOutcome.REFUSED, reasons=row.reasons)
        posting = row.value.posting
        opening = known.openings.get(posting.external_id)
        if opening is None:
            return self._created(row, known)
        if known.digests.get(opening.pk) == digest_of(posting):
            return Planned(row.line, RowOutcome.UNCHANGED, opening.title)
        return self._changed(row, opening, self._wanted(opening, known))

    def _created(self, row: Read, known: Known) -> Planned:
        posting = row.value.posting
        opening = new_opening(posting, self._company.park, self._company.pk)
        if posting.external_id in known.taken:
            opening.external_id = self._marked(posting.external_id)
        set_columns(opening, columns_of(posting) | self._state_columns(opening, self._state))
        if not may_be_shown(opening):
            return self._refused(row, "description", TEXT_NEEDED)
        unseen = is_unseen("", opening, ())
        target = Target(opening, posting, is_unseen=unseen)
        return Planned(row.line, RowOutcome.CREATED, opening.title, target)

    def _wanted(self, opening: Opening, known: Known) -> OpeningState:
        """Return the state for what was not sent; what the office took off goes to the office."""
        if self._state == OpeningState.PUBLISHED and opening.pk in known.taken_off:
            return OpeningState.SUBMITTED
        return self._state

    def _changed(self, row: Read, opening: Opening, wanted: OpeningState) -> Planned:
        merged, before = merge(opening, row.value), opening.state
        state = state_after(opening, merged.columns, wanted=wanted, reviewed=self._reviewed)
        merged.columns.update(self._state_columns(opening, state))
        title, changes = opening.title, changes_of(opening, merged, self._names)
        if not changes:
            return Planned(row.line, RowOutcome.UNCHANGED, title)
        if opening.state not in MAY_BE_EDITED:
            reason = _("It cannot be changed while it is “%s”.") % opening.get_state_display()
            return self._refused(row, "id", reason)
        set_columns(opening, merged.columns)
        if flaw := self._flaw(opening, before):
            return self._refused(row, *flaw)
        posting, unseen = row.value.posting, is_unseen(before, opening, merged.columns)
        target = Target(opening, merged.posting(posting), digest_of(posting), unseen)
        return Planned(row.line, RowOutcome.CHANGED, title, target, opening.pk, changes)

    def _flaw(self, opening: Opening, before: str) -> tuple[str, str] | None:
        """Return in which field and why it cannot have its new state, as when sent by hand."""
        if not may_be_shown(opening):
            return "description", TEXT_NEEDED
        if before in NOT_SENT and opening.state not in NOT_SENT and opening.is_past(self._today):
            return "closes", _("Its last day has passed. Choose a new one.")
        on_show = opening.state not in NOT_SENT
        breaches = breaches_of(opening, opening.questions.all()) if on_show else []
        return ("", str(WordingError(breaches))) if breaches else None

    @property
    def _reviewed(self) -> bool:
        """Whether the park office looks at what this company changes on show."""
        return not (self._company.trusted and self._company.is_verified)

    def _state_columns(self, opening: Opening, state: str) -> dict[str, Any]:
        if state == opening.state and opening.pk:
            return {}
        column = {OpeningState.PUBLISHED: "published_at", OpeningState.SUBMITTED: "submitted_at"}
        moved = {column[state]: self._now} if state in column else {}
        return {"state": state, "review_comment": "", **moved}

    def _refused(self, row: Read, field: str, reason: str) -> Planned:
        refusal = Reason(self._heading(field), str(reason))
        return Planned(row.line, RowOutcome.REFUSED, reasons=(refusal,))
