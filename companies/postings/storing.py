"""Postings ⇄ rows of Opening: what is there, and writing many at once."""

import datetime
import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from companies.choices.openings import (
    WITHOUT_REVIEW,
    OpeningSource,
    OpeningState,
    SalaryPeriod,
)
from companies.models import Opening, OpeningSkill
from parks.loading_titles import code_of, load_title_index
from parks.models import LogEntry, Occupation, Park, User

from .reading import Posting, Terms
from .salaries import Salary
from .texts import is_chinese

NOON = datetime.time(12)
IMPORTED, REVERTED = "imported", "import reverted"
NOUN = Opening._meta.label_lower
KEPT_ON_CHANGE = frozenset(("id", "uuid", "park", "source", "external_id", "created_at"))
NO_SALARY = Salary(None, None, "CNY", SalaryPeriod.MONTH)


class Target(NamedTuple):
    """An opening to write, and the posting it comes from.

    `digest` is that of the posting as it was read, where it was completed since. `is_unseen` says
    that nobody of the park office has looked at what it puts on show.
    """

    opening: Opening
    posting: Posting
    digest: str = ""
    is_unseen: bool = False


def digest_of(posting: Posting) -> str:
    """Return a hash of all that was read: with it, a later import knows an unchanged row.

    It stays the same when people mend the opening by hand, so their work is not undone.
    """
    demands = posting.demands
    parts = (
        *(posting.external_id, posting.company, posting.title, posting.text, posting.terms),
        *(demands.degree_id, sorted(demands.discipline_ids), demands.skills, demands.min_years),
    )
    return hashlib.sha256(repr(parts).encode("utf-8")).hexdigest()


def openings_by_id(park: Park, external_ids: Iterable[str]) -> dict[str, Opening]:
    """Return the openings of a park with these ids of the source."""
    rows = Opening.objects.filter(park=park, external_id__in=list(external_ids))
    openings = {opening.external_id: opening for opening in rows.order_by("pk")}
    for opening in openings.values():
        opening.park = park
    return openings


def last_digests(openings: Iterable[Opening]) -> dict[int, str]:
    """Return what the last import of each opening had read, by the id of the opening.

    An import that was reverted counts as one that had read nothing.
    """
    ids = [opening.pk for opening in openings]
    entries = LogEntry.objects.filter(noun=NOUN, verb__in=(IMPORTED, REVERTED), row_id__in=ids)
    newest = entries.order_by("row_id", "-pk").distinct("row_id")
    return dict(newest.values_list("row_id", "details__digest"))


def fill_opening(opening: Opening, posting: Posting, at: datetime.datetime) -> Opening:
    """Set the columns that a posting decides; one that is new is published right away.

    An opening whose last day is over is expired, and one whose last day moved is back; other
    states that people gave it stay.
    """
    set_columns(opening, columns_of(posting))
    zone = ZoneInfo(opening.park.time_zone)
    if posting.terms.posted:
        opening.published_at = datetime.datetime.combine(posting.terms.posted, NOON, zone)
    opening.published_at = opening.published_at or at
    if opening.pk is None or opening.state in (OpeningState.PUBLISHED, OpeningState.EXPIRED):
        opening.state = _state(posting.terms.closes, at.astimezone(zone).date())
    return opening


def columns_of(posting: Posting) -> dict[str, Any]:
    """Return the columns that a posting decides, whatever the state of the opening."""
    demands = {"min_degree_id": posting.demands.degree_id, "min_years": posting.demands.min_years}
    return _words(posting) | _terms(posting.terms) | demands


def set_columns(opening: Opening, columns: dict[str, Any]) -> None:
    for name, value in columns.items():
        setattr(opening, name, value)


def new_opening(posting: Posting, park: Park, company_id: int) -> Opening:
    return Opening(
        park=park,
        company_id=company_id,
        external_id=posting.external_id,
        source=OpeningSource.IMPORTED,
    )


def write_new(targets: Sequence[Target], by: User | None) -> None:
    _name_occupations(targets)
    Opening.objects.bulk_create([target.opening for target in targets])
    _write_demands(targets)
    _write_log(targets, by)


def write_changed(targets: Sequence[Target], by: User | None) -> None:
    """Write changed openings with one upsert, which is far quicker than bulk_update()."""
    _name_occupations(targets)
    columns = [field.name for field in Opening._meta.concrete_fields]
    Opening.objects.bulk_create(
        [target.opening for target in targets],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[name for name in columns if name not in KEPT_ON_CHANGE],
    )
    ids = [target.opening.pk for target in targets]
    OpeningSkill.objects.filter(opening__in=ids).delete()
    Opening.disciplines.through.objects.filter(opening__in=ids).delete()
    _write_demands(targets)
    _write_log(targets, by)


def _name_occupations(targets: Sequence[Target]) -> None:
    """Set the occupation that a title surely means, where nobody has chosen one."""
    unnamed = [target for target in targets if target.opening.occupation_id is None]
    ids = dict(Occupation.objects.order_by("code").values_list("code", "pk"))
    if not unnamed or not ids:
        return
    index = load_title_index()
    for target in unnamed:
        target.opening.occupation_id = ids.get(code_of(target.posting.title, index))


def _words(posting: Posting) -> dict[str, str]:
    title = "title_zh" if is_chinese(posting.title) else "title_en"
    text = "text_zh" if posting.is_chinese else "text_en"
    empty = dict.fromkeys(("title_zh", "title_en", "text_zh", "text_en"), "")
    return empty | {title: posting.title, text: posting.text}


def _terms(terms: Terms) -> dict[str, Any]:
    salary = terms.salary or NO_SALARY
    return {
        "kind": terms.kind,
        "region_id": terms.region_id,
        "place_text": terms.place,
        "headcount": terms.headcount,
        "salary_min": salary.least,
        "salary_max": salary.most,
        "salary_currency": salary.currency,
        "salary_period": salary.period,
        "closes_on": terms.closes,
        "starts_by": terms.starts_by,
    }


def _state(closes: datetime.date | None, today: datetime.date) -> OpeningState:
    return OpeningState.EXPIRED if closes and closes < today else OpeningState.PUBLISHED


def _write_demands(targets: Sequence[Target]) -> None:
    OpeningSkill.objects.bulk_create(
        OpeningSkill(
            opening=target.opening,
            skill_id=skill.skill_id,
            importance=skill.importance,
            level=skill.level,
            position=position,
        )
        for target in targets
        for position, skill in enumerate(target.posting.demands.skills)
    )
    link = Opening.disciplines.through
    link.objects.bulk_create(
        link(opening_id=target.opening.pk, discipline_id=discipline_id)
        for target in targets
        for discipline_id in sorted(target.posting.demands.discipline_ids)
    )


def _write_log(targets: Sequence[Target], by: User | None) -> None:
    LogEntry.objects.bulk_create(
        LogEntry(
            noun=NOUN,
            row_id=target.opening.pk,
            verb=IMPORTED,
            actor=by,
            organisation_id=target.opening.company_id,
            park=target.opening.park,
            details=_details(target),
        )
        for target in targets
    )


def _details(target: Target) -> dict[str, object]:
    unseen = {WITHOUT_REVIEW: True} if target.is_unseen else {}
    return {"digest": target.digest or digest_of(target.posting), **unseen}
