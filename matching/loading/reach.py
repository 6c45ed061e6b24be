"""How many graduates of a park would match an opening that may not be written yet."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from matching import engine
from matching.engine.openings import CERTIFICATE_LIMIT
from matching.engine.tables import offsets_of
from matching.loading.graduates import load_graduates
from matching.loading.market import LoadedMarket
from matching.loading.snapshots import SnapshotGoneError, load_market_of
from matching.loading.vocabulary import VocabularyIndex, load_vocabulary_index
from matching.models import MatchRun
from parks.choices.work import OpeningKind
from parks.models import Park
from talent.models import Profile

FEW = 5
"""Smaller groups are not counted out: one could guess who is in them."""
REQUIREMENTS = (
    engine.Gate.KIND,
    engine.Gate.PLACE,
    engine.Gate.DEGREE,
    engine.Gate.DISCIPLINE,
    engine.Gate.DATES,
    engine.Gate.CERTIFICATES,
)
"""The gates that an opening sets; the others are the graduate's own."""


@dataclass(frozen=True)
class Asked:
    """What of an opening shuts people out, by ids of the vocabulary; None where nothing is asked.

    `certificate_ids` may hold other skills that are required: those shut nobody out.
    """

    kind: OpeningKind
    region_id: int | None = None
    degree_rank: int | None = None
    discipline_ids: frozenset[int] = frozenset()
    starts_by: date | None = None
    certificate_ids: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Reach:
    """Of `graduates` in matching, `matching` meet every requirement.

    `undecided` others are shut out by none, but their profile leaves something unsaid. `hardest` is
    the requirement that `excluded` of them do not meet, the most; None where all meet all.
    """

    graduates: int
    matching: int
    undecided: int
    hardest: engine.Gate | None
    excluded: int


def count_reach(park: Park, asked: Asked) -> Reach:
    """Count with the gates of a run who would match now: those of the park who are in matching.

    The graduates are those of the last published run and its refreshes, which are seconds old; of a
    park without a run they are read anew. Applications and lists are not looked at.
    """
    index = load_vocabulary_index()
    crowd = _crowd(park, index)
    neutral = engine.Statistics.neutral(index.vocabulary.skill_count)
    market = engine.Market(crowd, opening_of(asked, index), index.vocabulary, neutral)
    people = np.flatnonzero(crowd.matchable)
    states = engine.gates(market, people, np.zeros(people.size, np.int64))
    return _counted(states[list(REQUIREMENTS)])


def opening_of(asked: Asked, index: VocabularyIndex) -> engine.Openings:
    """Return the one row that a run would read of such an opening, as far as its gates go."""
    nodes = index.discipline_positions.find(np.array(sorted(asked.discipline_ids), np.int64))
    latest = asked.starts_by.toordinal() if asked.starts_by else -1
    return engine.Openings(
        kind=[OpeningKind.values.index(asked.kind)],
        place=index.place_positions.find(np.array([_id(asked.region_id)])),
        minimum_degree=[asked.degree_rank or 0],
        disciplines=_row(nodes[nodes >= 0]),
        latest_start=[latest],
        channel=[-1],
        pay=[-1],
        certificates=_row(_certificates(asked.certificate_ids, index)),
        requirements=engine.Requirements.of([[]]),
        texts=engine.Texts.none(1),
        headcount=[1],
    )


def _certificates(ids: Iterable[int], index: VocabularyIndex) -> NDArray[np.int64]:
    """The positions of those that are certificates, ascending, no more than the engine takes."""
    positions = index.skill_positions.find(np.array(sorted(ids), np.int64))
    known = positions[positions >= 0]
    return np.sort(known[index.certificates[known]])[:CERTIFICATE_LIMIT]


def _row(values: NDArray) -> engine.Lists:
    return engine.Lists(offsets_of([values.size]), values)


def _id(pk: int | None) -> int:
    return -1 if pk is None else pk


def _crowd(park: Park, index: VocabularyIndex) -> engine.Graduates:
    """Return a park’s graduates by this vocabulary, as if they had applied for nothing."""
    run = MatchRun.objects.published().filter(park=park).first()
    loaded = None if run is None else _kept(run)
    if loaded is None or not _has_vocabulary(loaded, index):
        return _read_anew(park, index)
    return _unattached(loaded.market.graduates)


def _kept(run: MatchRun) -> LoadedMarket | None:
    """Return the market of a run; None where its files have just been taken away."""
    try:
        return _market_of(run.pk, run.refreshes)
    except SnapshotGoneError:
        return None


@lru_cache(maxsize=4)
def _market_of(run_id: int, _refreshes: int) -> LoadedMarket:
    """Map the files of a run once per process and refresh: only what is looked at is read."""
    return load_market_of(MatchRun.objects.get(pk=run_id))


def _has_vocabulary(loaded: LoadedMarket, index: VocabularyIndex) -> bool:
    before, now = loaded.market.vocabulary, index.vocabulary
    trees = (
        (before.place_ancestors, now.place_ancestors),
        (before.discipline_ancestors, now.discipline_ancestors),
    )
    return [skill.pk for skill in loaded.skills] == [skill.pk for skill in index.labelled] and all(
        np.array_equal(old.offsets, new.offsets) and np.array_equal(old.values, new.values)
        for old, new in trees
    )


def _read_anew(park: Park, index: VocabularyIndex) -> engine.Graduates:
    people = Profile.objects.filter(parks=park, in_matching=True)
    return _unattached(load_graduates(people, index, np.zeros(0, np.int64)).columns)


def _unattached(graduates: engine.Graduates) -> engine.Graduates:
    """Leave out what people have applied for: it says nothing about another opening."""
    nothing = engine.Lists(np.zeros(len(graduates) + 1, np.int64), np.zeros(0, np.int64))
    return replace(graduates, excluded=nothing)


def _counted(states: NDArray[np.int8]) -> Reach:
    """Count over the states of the requirements, int8 (requirements, graduates)."""
    met = states == engine.State.MET
    all_met = met.all(axis=0)
    shut_out = (states == engine.State.NOT_MET).any(axis=0)
    short = (~met).sum(axis=1)
    hardest = int(short.argmax())
    return Reach(
        graduates=states.shape[1],
        matching=int(all_met.sum()),
        undecided=int((~all_met & ~shut_out).sum()),
        hardest=REQUIREMENTS[hardest] if short[hardest] else None,
        excluded=int(short[hardest]),
    )
