"""A park's market for one night: both sides from one snapshot of the database."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date

import numpy as np
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from numpy.typing import NDArray

from companies.models import Opening
from matching import engine
from matching.loading.graduates import load_graduates
from matching.loading.openings import load_openings
from matching.loading.vocabulary import load_vocabulary_index
from parks.models import Park, Skill
from talent.models import Profile


@dataclass(frozen=True)
class LoadedMarket:
    """The engine's input, and the ids of its rows and columns: `profile_ids[row]` and so on."""

    market: engine.Market
    profile_ids: NDArray[np.int64]
    opening_ids: NDArray[np.int64]
    skills: list[Skill]
    vocabulary_version: str

    def hash(self, weights: engine.Weights) -> str:
        """Return the SHA-256 of everything the result depends on, 64 hexadecimal digits."""
        versions = f"{engine.VERSION} {weights.version} {self.vocabulary_version}"
        digest = hashlib.sha256(versions.encode())
        for column in (self.profile_ids, self.opening_ids, *_arrays(self.market)):
            digest.update(str(column.shape).encode() + column.tobytes())
        return digest.hexdigest()


def load_park(park: Park, *, night: date) -> LoadedMarket:
    """Load the graduates and the open openings of a park as they are at one moment."""
    profiles = Profile.objects.filter(parks=park, in_matching=True)
    openings = Opening.objects.published().filter(park=park)
    still_open = Q(closes_on=None) | Q(closes_on__gte=night)
    with snapshot():
        return load_market(profiles, openings.filter(still_open))


def load_market(profiles: QuerySet[Profile], openings: QuerySet[Opening]) -> LoadedMarket:
    """Load these profiles and openings, each in the order of their ids."""
    index = load_vocabulary_index()
    demand = load_openings(openings, index)
    supply = load_graduates(profiles, index, demand.rows)
    return LoadedMarket(
        market=engine.Market(supply.columns, demand.columns, index.vocabulary),
        profile_ids=supply.ids,
        opening_ids=demand.ids,
        skills=index.labelled,
        vocabulary_version=index.version,
    )


@contextmanager
def snapshot() -> Iterator[None]:
    """Let all reads inside see the same moment; inside a transaction that one's rules stay."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _arrays(part: object) -> Iterator[NDArray]:
    """Walk the columns of the engine's input in the order they are declared in."""
    for each in fields(part):
        value = getattr(part, each.name)
        if isinstance(value, np.ndarray):
            yield value
        elif hasattr(value, "__dataclass_fields__"):
            yield from _arrays(value)
