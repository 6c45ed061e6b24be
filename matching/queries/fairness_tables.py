"""The figures of fairness as people read them: rates, the four-fifths rule, and files."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from matching.models import Snapshot
from matching.queries.fairness import SMALLER, UNKNOWN, Dimension, Told
from matching.queries.figure_tables import Column, Kind, Table, table_row
from parks.choices.organisations import OrganisationKind
from parks.models import Region
from talent.choices.university import Sex

BAR_HEIGHT = 44


class Group(NamedTuple):
    """`people` and `listed` are None where the group is hidden; `ratio` where it has no measure."""

    label: str
    people: int | None
    listed: int | None
    ratio: float | None
    verdict: str
    top: int

    @property
    def rate(self) -> float | None:
        return self.listed / self.people if self.people else None

    @property
    def width(self) -> float:
        """The bar, in per cent of the whole width."""
        return 100 * (self.rate or 0)

    @property
    def rate_text(self) -> str:
        return _share(self.rate)

    @property
    def texts(self) -> list[str]:
        return [
            self.label,
            *(_("hidden") if n is None else _count(n) for n in (self.people, self.listed)),
            self.rate_text,
            _share(self.ratio),
            self.verdict,
        ]


class GroupTable(NamedTuple):
    """One way to divide people; `least` is where four fifths of the best rate lie, in per cent."""

    name: str
    title: str
    groups: list[Group]
    least: float | None

    @property
    def height(self) -> int:
        return len(self.groups) * BAR_HEIGHT


def group_tables(snapshot: Snapshot) -> list[GroupTable]:
    """Return the tables of a snapshot, in the language of the reader."""
    groups = snapshot.figures["groups"]  # JSON of the database has an order of its own
    return [_table(each, groups[each.value]) for each in Dimension if each.value in groups]


def _table(dimension: Dimension, rows: Sequence[Told]) -> GroupTable:
    titles = {
        Dimension.SEX: _("By sex"),
        Dimension.SCHOOL: _("By type of school"),
        Dimension.REGION: _("By home province"),
    }
    labels, best = _labels(dimension, [row[0] for row in rows]), _best(rows)
    groups = [
        Group(labels.get(name, name), people, listed, *_measured(people, listed, best), top)
        for (name, people, listed), top in zip(rows, _tops(rows), strict=True)
    ]
    least = 80 * best[1] / best[0] if best else None
    return GroupTable(dimension.value, titles[dimension], groups, least)


def _tops(rows: Sequence[Told]) -> Iterable[int]:
    return range(0, len(rows) * BAR_HEIGHT, BAR_HEIGHT)


def _best(rows: Sequence[Told]) -> tuple[int, int] | None:
    """People and listed of the known group with the highest rate; None below two such groups."""
    known = [(people, listed) for name, people, listed in rows if name not in (UNKNOWN, SMALLER)]
    best = max(known, key=lambda each: each[1] / each[0], default=None)
    return best if len(known) > 1 and best[1] else None


def _measured(
    people: int | None, listed: int | None, best: tuple[int, int] | None
) -> tuple[float | None, str]:
    """The rate against the best one, and whether it is four fifths of it, in whole numbers."""
    if people is None:
        return None, _("Too few people to show")
    if best is None:
        return None, _("Nothing to compare with")
    ratio = listed * best[0] / (people * best[1])
    holds = 5 * listed * best[0] >= 4 * people * best[1]
    return ratio, _("Holds") if holds else _("Below four fifths")


def _labels(dimension: Dimension, names: list[str]) -> Mapping[str, str]:
    if dimension == Dimension.REGION:
        provinces = Region.objects.filter(code__in=names).order_by("code")
        found = {region.code: str(region) for region in provinces}
    else:
        kinds = Sex if dimension == Dimension.SEX else OrganisationKind
        found = {value: str(label) for value, label in kinds.choices}
    return found | {UNKNOWN: _("Unknown"), SMALLER: _("Smaller groups together")}


def headings() -> list[str]:
    return [
        _("Group"),
        _("People"),
        _("In a first ten"),
        _("Rate"),
        _("Against the best"),
        _("Four-fifths rule"),
    ]


def file_tables(snapshot: Snapshot) -> list[Table]:
    """Return the same as tables of files; what is hidden is an empty cell."""
    kinds = (Kind.TEXT, Kind.COUNT, Kind.COUNT, Kind.SHARE, Kind.SHARE, Kind.TEXT)
    columns = tuple(map(Column, headings(), kinds))
    return [
        Table(
            table.name,
            table.title,
            columns,
            [table_row(columns, _values(group)) for group in table.groups],
        )
        for table in group_tables(snapshot)
    ]


def _values(group: Group) -> tuple[str | int | float | None, ...]:
    return group.label, group.people, group.listed, group.rate, group.ratio, group.verdict


def _count(number: int) -> str:
    return number_format(number, force_grouping=True)


def _share(part: float | None) -> str:
    return "–" if part is None else f"{number_format(round(100 * part, 1), 1)} %"
