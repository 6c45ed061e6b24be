"""Places to choose from."""

from collections.abc import Iterator

from parks.choices.taxonomy import RegionLevel
from parks.models import Region

Group = tuple[str, list[tuple[int, str]]]


def place_groups() -> Iterator[Group]:
    """Group the prefectures under their provinces; a province itself stands first."""
    rows = Region.objects.filter(level__lte=RegionLevel.PREFECTURE).order_by("code")
    groups: dict[str, Group] = {}
    for row in rows:
        if row.level == RegionLevel.PROVINCE:
            groups[row.code_prefix] = (row.label, [(row.pk, row.label)])
        else:
            groups[row.code[:2]][1].append((row.pk, row.label))
    yield from groups.values()
