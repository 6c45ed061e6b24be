"""Companies of a park, written with their chain stages and their entries in the trail."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.text import slugify

from companies.models import Company
from parks.actions.import_trail import CHANGED, IMPORTED, note_rows
from parks.models import ImportJob, User

LONGEST_SLUG = 60
Link = Company.chain_stages.through


class Target(NamedTuple):
    """A company as it is to be written, with the ids of its chain stages."""

    company: Company
    stage_ids: frozenset[int]


def write_new(targets: Sequence[Target], job: ImportJob, by: User | None) -> None:
    """Insert companies: nobody's yet, and not verified."""
    for target in targets:
        target.company.save(force_insert=True)
    _link(targets)
    note_rows(Company, _ids(targets), IMPORTED, job=job, by=by)


def write_changed(targets: Sequence[Target], job: ImportJob, by: User | None) -> None:
    for target in targets:
        target.company.save(force_update=True)
    Link.objects.filter(company__in=_ids(targets)).delete()
    _link(targets)
    note_rows(Company, _ids(targets), CHANGED, job=job, by=by)


def new_slug(company: Company) -> str:
    """Return an address that nobody has: the English name with some signs of the uuid."""
    words = slugify(company.name_en)[:LONGEST_SLUG].strip("-") or "company"
    return f"{words}-{company.uuid.hex[:6]}"


def _ids(targets: Sequence[Target]) -> list[int]:
    return [target.company.pk for target in targets]


def _link(targets: Sequence[Target]) -> None:
    Link.objects.bulk_create(
        Link(company_id=target.company.pk, chainstage_id=pk)
        for target in targets
        for pk in sorted(target.stage_ids)
    )
