"""What of a form that may be half filled in shuts graduates out."""

from datetime import date

from companies.choices.openings import Importance
from companies.forms.opening_sheet import Sheet
from companies.models import Company
from companies.queries.vocabulary import Words
from companies.recognition import place_of
from matching.loading.reach import Asked
from parks.choices.work import OpeningKind


def asked_in(sheet: Sheet, company: Company, words: Words) -> Asked:
    """Return what a sheet asks for so far; a box that cannot be read asks for nothing."""
    boxes = sheet.boxes
    kind = str(boxes.get("kind") or "")
    degree = words.degrees.get(_number(boxes.get("min_degree")))
    return Asked(
        kind=OpeningKind(kind) if kind in OpeningKind else OpeningKind.JOB,
        region_id=_region_id(str(boxes.get("place_text") or ""), company, words),
        degree_rank=degree.rank if degree else None,
        discipline_ids=frozenset(map(_number, sheet.disciplines)),
        starts_by=_day(boxes.get("starts_by")),
        certificate_ids=frozenset(
            _number(row.get("skill"))
            for row in sheet.skills
            if row.get("importance") == Importance.MUST
        ),
    )


def _region_id(place: str, company: Company, words: Words) -> int | None:
    """Where the work is, as a run reads it: a place not recognised is not known."""
    if place.strip():
        return place_of(place, words=words, park=company.park)
    return company.region_id or company.park.region_id


def _number(value: object) -> int:
    """Return an id; 0, which no row has, for anything else."""
    words = str(value or "")
    return int(words) if words.isdecimal() and len(words) < 18 else 0


def _day(value: object) -> date | None:
    if isinstance(value, date) or value is None:
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
