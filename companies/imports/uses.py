"""Whether people work with an opening, or a company, already."""

import datetime
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from companies.models import Company, Opening, OpeningIndex, OpeningSkill
from parks.imports.uses import Uses
from parks.models import LogEntry, Organisation

COMPUTED = frozenset(
    ("matching.openingterms", "matching.openingmatches", "matching.alertedopening")
)
"""Rows about an opening that only machines write."""

OPENINGS = Uses(
    Opening,
    parts=(OpeningIndex, OpeningSkill, Opening.disciplines.through),
    computed=COMPUTED,
    protected=_("somebody applied for it"),
)
COMPANIES = Uses(Company, parts=(Company, Company.chain_stages.through, Organisation, LogEntry))


def uses_of(ids: Iterable[int], *, since: datetime.datetime | None) -> dict[int, str]:
    """Return, by id, why an opening stays: who points at it, or has applied for it `since`."""
    return OPENINGS.of(ids, since=since)
