"""How the lists of two results differ, from both sides; what is told first is the first ten."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple, Self

import numpy as np
from django.db.models import Model
from numpy.typing import NDArray

from matching.engine import TopK
from matching.models import GraduateMatches, MatchRun, OpeningMatches

TOP = 10
NAMED = 10
TOGETHER = 4096
LONGEST = 64
NOBODY = -1
ROWS_AT_ONCE = 5_000


@dataclass(frozen=True, eq=False)
class Side:
    """Lists of one side, by row; `owners` and `members` are the ids, int64, both ascending."""

    owners: NDArray[np.int64]
    members: NDArray[np.int64]
    lists: TopK

    def of(self, owners: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int16]]:
        """Ids and points of the lists of these owners, (n, 64) each, -1 and 0 behind the last."""
        ids = np.full((owners.size, LONGEST), NOBODY)
        points = np.zeros((owners.size, LONGEST), np.int16)
        places = np.searchsorted(self.owners, owners)
        known = np.append(self.owners, NOBODY)[places] == owners
        width = self.lists.indices.shape[1]
        rows = places[known]
        ids[known, :width] = np.append(self.members, NOBODY)[self.lists.indices[rows]]
        points[known, :width] = self.lists.points[rows]
        return ids, points

    def first_ten(self) -> NDArray[np.int64]:
        """Which members stand in somebody's first ten: their ids, ascending."""
        first = self.lists.indices[:, :TOP]
        return self.members[np.unique(first[first != NOBODY])]


class Sides(NamedTuple):
    graduates: Side
    openings: Side

    def unseen(self) -> NDArray[np.int64]:
        """The openings in nobody's first ten: their ids, ascending."""
        return np.setdiff1d(self.openings.owners, self.graduates.first_ten())


class ListChange(NamedTuple):
    """One list: what entered and left its first ten, its length, and the mean points of those."""

    owner: int
    entered: int
    left: int
    length_before: int
    length_after: int
    mean_before: float
    mean_after: float


@dataclass
class Changes:
    """All lists of one side; `points_…` and `shown_…` add up over the first ten of each."""

    lists: int = 0
    changed: int = 0
    entered: int = 0
    left: int = 0
    new: int = 0
    dropped: int = 0
    gained: int = 0
    lost: int = 0
    points_before: int = 0
    points_after: int = 0
    shown_before: int = 0
    shown_after: int = 0
    most: list[ListChange] = field(default_factory=list)

    @property
    def changed_share(self) -> float:
        return self.changed / self.lists if self.lists else 0.0

    @property
    def mean_before(self) -> float:
        return self.points_before / self.shown_before if self.shown_before else 0.0

    @property
    def mean_after(self) -> float:
        return self.points_after / self.shown_after if self.shown_after else 0.0


@dataclass(frozen=True)
class Difference:
    """From one result to another; `now_unseen` and `now_seen` name at most ten openings each."""

    graduates: Changes
    openings: Changes
    unseen_before: int
    unseen_after: int
    now_unseen: list[int]
    now_seen: list[int]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        sides = {name: _changes(values[name]) for name in ("graduates", "openings")}
        return cls(**{**values, **sides})


def _changes(values: dict[str, Any]) -> Changes:
    return Changes(**{**values, "most": [ListChange(*each) for each in values["most"]]})


def differ(before: Sides, after: Sides) -> Difference:
    """Say what differs; a list has changed when its first ten are others or in another order."""
    unseen_before, unseen_after = before.unseen(), after.unseen()
    both = np.intersect1d(before.openings.owners, after.openings.owners)
    now_unseen = np.intersect1d(np.setdiff1d(unseen_after, unseen_before), both)
    now_seen = np.intersect1d(np.setdiff1d(unseen_before, unseen_after), both)
    return Difference(
        graduates=_differ(before.graduates, after.graduates),
        openings=_differ(before.openings, after.openings),
        unseen_before=unseen_before.size,
        unseen_after=unseen_after.size,
        now_unseen=now_unseen[:NAMED].tolist(),
        now_seen=now_seen[:NAMED].tolist(),
    )


def _differ(before: Side, after: Side) -> Changes:
    found, owners = Changes(), np.union1d(before.owners, after.owners)
    found.lists = int(owners.size)
    for start in range(0, owners.size, TOGETHER):
        some = owners[start : start + TOGETHER]
        _add(found, some, before.of(some), after.of(some))
    return found


def _add(found: Changes, owners: NDArray, before: tuple, after: tuple) -> None:
    (ids, points), (new_ids, new_points) = before, after
    first, new_first = ids[:, :TOP], new_ids[:, :TOP]
    entered, left = _beyond(new_first, first), _beyond(first, new_first)
    lengths, new_lengths = _lengths(ids), _lengths(new_ids)
    found.changed += int((first != new_first).any(axis=1).sum())
    found.entered += int(entered.sum())
    found.left += int(left.sum())
    found.new += int(_beyond(new_ids, ids).sum())
    found.dropped += int(_beyond(ids, new_ids).sum())
    found.gained += int(((lengths == 0) & (new_lengths > 0)).sum())
    found.lost += int(((lengths > 0) & (new_lengths == 0)).sum())
    sums, new_sums = points[:, :TOP].sum(axis=1), new_points[:, :TOP].sum(axis=1)
    shown, new_shown = _lengths(first), _lengths(new_first)
    found.points_before += int(sums.sum())
    found.points_after += int(new_sums.sum())
    found.shown_before += int(shown.sum())
    found.shown_after += int(new_shown.sum())
    means, new_means = sums / np.maximum(shown, 1), new_sums / np.maximum(new_shown, 1)
    columns = (owners, entered, left, lengths, new_lengths, means, new_means)
    found.most = _most([*found.most, *_largest(columns)])


def _beyond(these: NDArray, those: NDArray) -> NDArray[np.int64]:
    """How many of these stand not among those, row by row."""
    among = (these[:, :, None] == those[:, None, :]).any(axis=2)
    return ((these != NOBODY) & ~among).sum(axis=1)


def _lengths(ids: NDArray) -> NDArray[np.int64]:
    return (ids != NOBODY).sum(axis=1)


def _largest(columns: tuple[NDArray, ...]) -> Iterator[ListChange]:
    owners, entered, left, *_lengths_of, means, new_means = columns
    order = np.lexsort((owners, -np.abs(new_means - means), -(entered + left)))[:NAMED]
    for values in zip(*(column[order].tolist() for column in columns), strict=True):
        change = ListChange(*values)
        if change.entered or change.left or change.mean_before != change.mean_after:
            yield change


def _most(changes: list[ListChange]) -> list[ListChange]:
    """The lists that changed most: by what came and went, then by the points, then by the id."""
    return sorted(changes, key=_weight)[:NAMED]


def _weight(change: ListChange) -> tuple[float, ...]:
    moved = abs(change.mean_after - change.mean_before)
    return -(change.entered + change.left), -moved, change.owner


def stored_sides(run: MatchRun) -> Sides:
    """Read the lists of a run from the database."""
    graduates = _owners(GraduateMatches, "profile_id", run)
    openings = _owners(OpeningMatches, "opening_id", run)
    return Sides(
        _stored(GraduateMatches, ("profile_id", "opening_ids"), run, graduates, openings),
        _stored(OpeningMatches, ("opening_id", "profile_ids"), run, openings, graduates),
    )


def _owners(model: type[Model], owner: str, run: MatchRun) -> NDArray[np.int64]:
    ids = model.objects.filter(run=run).order_by(owner).values_list(owner, flat=True)
    return np.fromiter(ids.iterator(ROWS_AT_ONCE), np.int64)


def _stored(
    model: type[Model], names: tuple[str, str], run: MatchRun, owners: NDArray, members: NDArray
) -> Side:
    """Fill the table of lists; members without a row of their own in the run are left out."""
    lists = TopK.empty(owners.size, LONGEST)
    rows = model.objects.filter(run=run).order_by(names[0]).values_list(*names, "points")
    for row, (_owner, packed, points) in enumerate(rows.iterator(ROWS_AT_ONCE)):
        ids = np.frombuffer(packed, "<i8")
        places = np.searchsorted(members, ids)
        known = np.append(members, NOBODY)[places] == ids
        width = int(known.sum())
        lists.indices[row, :width] = places[known]
        lists.points[row, :width] = np.frombuffer(points, "<i2")[known]
    return Side(owners, members, lists)
