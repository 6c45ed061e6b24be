"""What a run leaves in files for its other workers."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from matching import engine
from matching.loading.market import LoadedMarket, load_park
from matching.loading.snapshots import (
    SnapshotGoneError,
    forget,
    forget_parts,
    load_base,
    load_market_of,
    load_matching,
    load_part,
    save_base,
    save_market,
    save_matching,
    save_part,
)
from matching.models import MatchRun
from tests.factories.matching import MatchRunFactory
from tests.factories.parks import SkillFactory
from tests.matching.markets import small_market

pytestmark = pytest.mark.django_db

NIGHT = date(2026, 11, 22)
BACKENDS = {
    "folder": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"allow_overwrite": False},
    },
    "overwriting folder": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"allow_overwrite": True},
    },
    "elsewhere": {"BACKEND": "django.core.files.storage.InMemoryStorage", "OPTIONS": {}},
}


@pytest.fixture(params=list(BACKENDS))
def storage(request, settings, tmp_path):
    """The storage of the runs: a folder on this machine, or one that has no paths."""
    backend = BACKENDS[request.param]
    options = {**backend["OPTIONS"], "location": str(tmp_path / "matching")}
    settings.STORAGES = {**settings.STORAGES, "matching": {**backend, "OPTIONS": options}}
    return storages["matching"]


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    settings.STORAGES = {
        **settings.STORAGES,
        "matching": {**BACKENDS["folder"], "OPTIONS": {"location": str(tmp_path)}},
    }
    return tmp_path


@pytest.fixture
def run(park) -> MatchRun:
    return MatchRunFactory(park=park)


def lists(rows: int, first: int) -> engine.TopK:
    width = engine.KEPT
    indices = np.arange(first, first + rows * width, dtype=np.int32).reshape(rows, width)
    return engine.TopK(indices, (indices % 4096).astype(np.int16))


def part(first: int) -> engine.Part:
    rows = np.array([first, first + 2])
    return engine.Part(rows, lists(2, first), lists(3, first + 1), np.array([7, 8]))


def base(first: int = 0) -> engine.Base:
    cut = np.array([True, False]), np.array([False, True, True])
    return engine.Base(lists(2, first), lists(3, first + 9), *cut, 12_345_678_901)


def matching(first: int = 0) -> engine.Matching:
    return engine.Matching(
        graduate_lists=lists(2, first),
        opening_lists=lists(3, first + 4),
        pairs_eligible=99,
        graduate_unknowns=np.arange(16).reshape(2, 8),
        opening_unknowns=np.arange(24).reshape(3, 8),
        graduate_prices=np.array([1, 2], np.int16),
        opening_prices=np.array([3, 4, 5], np.int16),
    )


def files_of(storage, run: MatchRun) -> list[str]:
    return sorted(storage.listdir(str(run.uuid))[1])


def same_lists(one: engine.TopK, other: engine.TopK) -> bool:
    return np.array_equal(one.indices, other.indices) and np.array_equal(one.points, other.points)


def test_a_market_comes_back_as_it_was(storage, run, park):
    small_market(park)
    loaded = load_park(park, night=NIGHT)

    save_market(run, loaded)
    found = load_market_of(run)

    assert isinstance(found, LoadedMarket)
    assert found.hash(engine.Weights()) == loaded.hash(engine.Weights())
    assert found.skills == loaded.skills
    assert found.vocabulary_version == loaded.vocabulary_version
    assert found.has_vocabulary_of(loaded)
    assert files_of(storage, run) == ["market.npz"]


def test_the_engine_scores_a_market_from_a_file_as_the_one_from_the_database(storage, run, park):
    market = small_market(park)
    loaded = load_park(park, night=NIGHT)
    save_market(run, loaded)

    found = load_market_of(run)

    pairs = np.array([0, 1]), np.array([0, 1])
    weights = engine.Weights()
    assert len(found.market.graduates) == 3
    assert market.ann.pk == found.profile_ids[0]
    assert np.array_equal(
        engine.points(found.market, weights, *pairs), engine.points(loaded.market, weights, *pairs)
    )


def test_a_market_without_anybody_comes_back_too(storage, run, park):
    loaded = load_park(park, night=NIGHT)

    save_market(run, loaded)

    found = load_market_of(run)
    assert (len(found.market.graduates), found.opening_ids.tolist()) == (0, [])


def test_parts_come_back_by_their_numbers(storage, run):
    save_part(run, 0, part(5))
    save_part(run, 11, part(100))

    first, second = load_part(run, 0), load_part(run, 11)

    assert (first.rows.tolist(), second.rows.tolist()) == ([5, 7], [100, 102])
    assert same_lists(second.graduate_lists, part(100).graduate_lists)
    assert same_lists(second.opening_lists, part(100).opening_lists)
    assert second.eligible.tolist() == [7, 8]
    assert files_of(storage, run) == ["part-0000.npz", "part-0011.npz"]


def test_the_base_comes_back_with_its_numbers(storage, run):
    save_base(run, base())

    found = load_base(run)

    assert same_lists(found.graduate_lists, base().graduate_lists)
    assert same_lists(found.opening_lists, base().opening_lists)
    assert found.graduates_cut.tolist() == [True, False]
    assert found.openings_cut.tolist() == [False, True, True]
    assert found.pairs_eligible == 12_345_678_901


def test_the_lists_that_are_shown_come_back_byte_for_byte(storage, run):
    save_matching(run, matching(7))

    found = load_matching(run)

    assert found.digest() == matching(7).digest()
    assert found.pairs_eligible == 99


def test_parts_are_forgotten_once_they_are_merged_and_nothing_else(storage, run):
    save_base(run, base())
    save_part(run, 1, part(5))
    save_part(run, 12, part(6))

    forget_parts(run)
    forget_parts(run)

    assert files_of(storage, run) == ["base.npz"]


def test_what_is_saved_again_takes_the_place_of_the_first(storage, run):
    save_base(run, base())
    save_part(run, 1, part(5))

    save_base(run, base(40))
    save_part(run, 1, part(6))

    assert same_lists(load_base(run).graduate_lists, base(40).graduate_lists)
    assert load_part(run, 1).rows.tolist() == [6, 8]
    assert files_of(storage, run) == ["base.npz", "part-0001.npz"]


def test_each_run_has_files_of_its_own(storage, run, park):
    other = MatchRunFactory(park=park, state="superseded")
    save_part(run, 0, part(5))
    save_part(other, 0, part(6))

    forget(other)

    assert load_part(run, 0).rows.tolist() == [5, 7]
    with pytest.raises(SnapshotGoneError):
        load_part(other, 0)


@pytest.mark.parametrize(
    "load",
    [load_market_of, load_base, load_matching, lambda run: load_part(run, 3)],
    ids=range(4),
)
def test_what_was_never_saved_is_told_by_name(load, storage, run):
    with pytest.raises(SnapshotGoneError, match=str(run.uuid)):
        load(run)


def test_what_was_cut_off_is_told(storage, run):
    save_base(run, base())
    name = f"{run.uuid}/base.npz"
    with storage.open(name) as file:
        content = file.read()
    storage.delete(name)
    storage.save(name, ContentFile(content[: len(content) // 2]))

    with pytest.raises(SnapshotGoneError, match=r"base\.npz"):
        load_base(run)


def test_a_file_of_something_else_is_told(storage, run):
    save_part(run, 0, part(5))
    name = f"{run.uuid}/part-0000.npz"
    with storage.open(name) as file:
        content = file.read()
    storage.save(f"{run.uuid}/base.npz", ContentFile(content))

    with pytest.raises(SnapshotGoneError, match="another version"):
        load_base(run)


def test_a_market_with_a_skill_that_is_gone_is_gone(storage, run, park):
    skill = SkillFactory()
    save_market(run, load_park(park, night=NIGHT))
    skill.delete()

    with pytest.raises(SnapshotGoneError, match="another version"):
        load_market_of(run)


def test_forgetting_takes_everything_and_may_be_done_twice(storage, run):
    save_base(run, base())
    save_part(run, 0, part(5))

    forget(run)
    forget(run)

    assert not storage.exists(f"{run.uuid}/base.npz")
    with pytest.raises(SnapshotGoneError):
        load_base(run)


def test_a_killed_workers_leftovers_go_with_the_run(folder, run):
    save_base(run, base())
    (folder / str(run.uuid) / "unfinished-abc").write_bytes(b"half")

    forget(run)

    assert list(folder.iterdir()) == []


def test_files_are_private_and_nothing_else_is_left_beside_them(folder, run):
    save_base(run, base())

    (file,) = (folder / str(run.uuid)).iterdir()
    assert (file.name, oct(file.stat().st_mode)[-3:]) == ("base.npz", "600")
    assert oct(file.parent.stat().st_mode)[-3:] == "700"


def test_on_a_disk_arrays_are_mapped_and_survive_the_next_save(folder, run):
    save_base(run, base())
    found = load_base(run)

    save_base(run, base(40))

    assert isinstance(found.graduate_lists.indices, np.memmap)
    assert same_lists(found.graduate_lists, base().graduate_lists)


def test_an_error_while_saving_leaves_the_old_file_and_no_other(folder, run):
    save_base(run, base())
    broken = replace(base(40), graduates_cut=np.array([object()]))

    with pytest.raises(ValueError, match="allow_pickle"):
        save_base(run, broken)

    assert same_lists(load_base(run).graduate_lists, base().graduate_lists)
    assert [file.name for file in (folder / str(run.uuid)).iterdir()] == ["base.npz"]
