"""What a CV says its person looks for → the wishes of a profile. The home is no wish."""

from collections.abc import Iterator
from typing import Any

from parks.choices.taxonomy import RegionLevel
from parks.choices.work import CareerChannel, OpeningKind
from parks.models import Region
from talent.cv.values import CvFields

MOST_PLACES = 3


def wanted_facts(fields: CvFields) -> Iterator[tuple[str, Any]]:
    """Yield the columns of a profile that a CV states as wishes."""
    own = fields.own
    codes = own.kinds if own else [found.value for found in fields.kinds]
    kinds = [code for code in dict.fromkeys(codes) if code in OpeningKind.values]
    if kinds:
        yield "wanted_kinds", kinds
    if own and own.available_from:
        yield "available_from", own.available_from
    if own and own.career_channel in CareerChannel.values:
        yield "career_channel", own.career_channel
    if own and own.anywhere:
        yield "anywhere", True


def wanted_regions(fields: CvFields) -> list[Region]:
    """Return at most three places wanted for work, each a province or prefecture, in order."""
    if fields.own:
        return _of_codes(fields.own.places)[:MOST_PLACES]
    named = [found.value for found in fields.places.wanted]
    ids = [pk for pks in named for pk in pks]
    rows = Region.objects.select_related("parent").in_bulk(ids) if ids else {}
    largest = [
        min(found, key=lambda row: (row.level, row.code))
        for found in ([rows[pk] for pk in pks if pk in rows] for pks in named)
        if found
    ]
    return list(dict.fromkeys(map(_offered, largest)))[:MOST_PLACES]


def _of_codes(codes: tuple[str, ...]) -> list[Region]:
    rows = {row.code: row for row in Region.objects.filter(code__in=codes)} if codes else {}
    return [rows[code] for code in dict.fromkeys(codes) if code in rows]


def _offered(region: Region) -> Region:
    """A county stands for its prefecture: the profile offers no smaller place."""
    return region.parent if region.level == RegionLevel.COUNTY else region
