"""A park's market for one night: both sides from one snapshot of the database."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date

import numpy as np
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from numpy.typing import NDArray

from companies.models import Opening
from matching import engine
from matching.loading.graduates import load_graduates
from matching.loading.openings import load_openings
from matching.loading.results import statistics_of
from matching.loading.vocabulary import load_vocabulary_index
from parks.models import Park, Skill
from talent.models import Profile

WORK_MEMORY = "64MB"


@dataclass(frozen=True)
class LoadedMarket:
    """The engine's input, and the ids of its rows and columns: `profile_ids[row]` and so on.

    Both are int64 and ascend. `published_run` is the run whose statistics are used, if there is
    one that single pairs are to agree with.
    """

    market: engine.Market
    profile_ids: NDArray[np.int64]
    opening_ids: NDArray[np.int64]
    skills: list[Skill]
    vocabulary_version: str
    published_run: int | None = None

    def hash(self, weights: engine.Weights, *, strength: int = 0) -> str:
        """Return the SHA-256 of everything the result depends on, 64 hexadecimal digits.

        `strength` is that of the congestion price, in per cent.
        """
        versions = f"{engine.VERSION} {weights.version} {strength} {self.vocabulary_version}"
        digest = hashlib.sha256(versions.encode())
        for column in (self.profile_ids, self.opening_ids, *_arrays(self.market)):
            digest.update(f"{column.dtype}{column.shape}".encode())
            digest.update(np.ascontiguousarray(column))
        return digest.hexdigest()

    def has_vocabulary_of(self, other: "LoadedMarket") -> bool:
        """Whether positions of skills, places and disciplines mean the same, relations included."""
        mine, theirs = list(_arrays(self.market.vocabulary)), _arrays(other.market.vocabulary)
        same = [skill.pk for skill in self.skills] == [skill.pk for skill in other.skills]
        return same and all(map(np.array_equal, mine, theirs))


def load_park(
    park: Park, *, night: date, statistics: engine.Statistics | None = None
) -> LoadedMarket:
    """Load the graduates and the open openings of a park as they are at one moment.

    `statistics` are those of an earlier run, to be kept; they are counted anew when there are none
    or the vocabulary has another number of skills by now.
    """
    profiles = Profile.objects.filter(parks=park, in_matching=True)
    openings = Opening.objects.published().filter(park=park)
    still_open = Q(closes_on=None) | Q(closes_on__gte=night)
    with snapshot():
        index = load_vocabulary_index()
        demand = load_openings(openings.filter(still_open), index)
        supply = load_graduates(profiles, index, demand.ids)
    count = index.vocabulary.skill_count
    if statistics is None or statistics.rarity.size != count:
        statistics = engine.Statistics.of(supply.columns, demand.columns, count)
    return LoadedMarket(
        market=engine.Market(supply.columns, demand.columns, index.vocabulary, statistics),
        profile_ids=supply.ids,
        opening_ids=demand.ids,
        skills=index.labelled,
        vocabulary_version=index.version,
    )


def load_market(profiles: QuerySet[Profile], openings: QuerySet[Opening]) -> LoadedMarket:
    """Load a few profiles and openings of one park, each in the order of their ids; three queries.

    The statistics are those of the park's published run, so that points agree with its lists.
    """
    index = load_vocabulary_index()
    demand = load_openings(openings, index, few=True)
    supply = load_graduates(profiles, index, demand.ids, few=True)
    runs = demand.runs[demand.runs >= 0]
    published_run = int(runs[0]) if runs.size else None
    statistics = _published(published_run, index.vocabulary.skill_count)
    return LoadedMarket(
        market=engine.Market(supply.columns, demand.columns, index.vocabulary, statistics),
        profile_ids=supply.ids,
        opening_ids=demand.ids,
        skills=index.labelled,
        vocabulary_version=index.version,
        published_run=published_run,
    )


def _published(run_id: int | None, skill_count: int) -> engine.Statistics:
    """What the published run counted; with other skills than then, all count as equally rare."""
    counted = None if run_id is None else statistics_of(run_id)
    neutral = engine.Statistics.neutral(skill_count)
    if counted is None:
        return neutral
    if counted.rarity.size != skill_count:
        return replace(counted, rarity=neutral.rarity)
    return counted


@contextmanager
def snapshot() -> Iterator[None]:
    """Let all reads inside see the same moment; inside a transaction that one's rules stay."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SET LOCAL work_mem = %s", [WORK_MEMORY])
        yield


def _arrays(part: object) -> Iterator[NDArray]:
    """Walk the columns and numbers of the engine's input in the order they are declared in."""
    for each in fields(part):
        value = getattr(part, each.name)
        if is_dataclass(value):
            yield from _arrays(value)
        else:
            yield np.asarray(value)
