"""What a run hands from one worker to the next: its market, its parts and its base, as files.

They lie in the storage "matching", which every worker must reach. In a folder a file appears whole
or not at all; elsewhere one that was cut off is told by its checksums.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import IO, TypeVar

import numpy as np
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages
from numpy.typing import NDArray

from matching import engine
from matching.loading.archives import (
    ArchiveError,
    Arrays,
    map_arrays,
    read_arrays,
    write_arrays,
)
from matching.loading.market import LoadedMarket
from matching.models import MatchRun
from parks.models import Skill

ALIAS = "matching"
MARKET, BASE, MATCHING, PART = "market.npz", "base.npz", "matching.npz", "part-{:04}.npz"
PART_PREFIX = "part-"
Made = TypeVar("Made")


class SnapshotGoneError(Exception):
    """A file of a run is missing, damaged or of another version; it must be made anew."""


def save_market(run: MatchRun, loaded: LoadedMarket) -> None:
    """Keep the market of a run for the workers that score its parts, and for its refreshes."""
    ids = {
        "profile_ids": loaded.profile_ids,
        "opening_ids": loaded.opening_ids,
        "skill_ids": np.array([skill.pk for skill in loaded.skills], np.int64),
        "vocabulary_version": np.array(loaded.vocabulary_version),
    }
    _save(run, MARKET, {**_flat(loaded.market, "market"), **ids})


def load_market_of(run: MatchRun) -> LoadedMarket:
    """Return the market of a run, mapped where it lies on a disk. Raises SnapshotGoneError."""
    arrays = _load(run, MARKET)
    with _of_this_version():
        return LoadedMarket(
            market=_rebuilt(engine.Market, arrays, "market"),
            profile_ids=arrays["profile_ids"],
            opening_ids=arrays["opening_ids"],
            skills=_skills(arrays["skill_ids"]),
            vocabulary_version=str(arrays["vocabulary_version"]),
        )


def _skills(ids: NDArray[np.int64]) -> list[Skill]:
    found = Skill.objects.in_bulk(ids.tolist())
    return [found[pk] for pk in ids.tolist()]


def save_part(run: MatchRun, number: int, part: engine.Part) -> None:
    """Keep what was found for one shard; doing it twice leaves the same file."""
    _save(run, PART.format(number), _flat(part, "part"))


def load_part(run: MatchRun, number: int) -> engine.Part:
    """Return what was found for one shard. Raises SnapshotGoneError."""
    arrays = _load(run, PART.format(number))
    with _of_this_version():
        return _rebuilt(engine.Part, arrays, "part")


def save_base(run: MatchRun, base: engine.Base) -> None:
    """Keep the lists of the first stage, from which a refresh goes on."""
    _save(run, BASE, _flat(base, "base"))


def load_base(run: MatchRun) -> engine.Base:
    """Return the lists of the first stage. Raises SnapshotGoneError."""
    arrays = _load(run, BASE)
    with _of_this_version():
        return _rebuilt(engine.Base, arrays, "base")


def save_matching(run: MatchRun, matching: engine.Matching) -> None:
    """Keep the lists that are shown, with which a refresh compares its own."""
    _save(run, MATCHING, _flat(matching, "matching"))


def load_matching(run: MatchRun) -> engine.Matching:
    """Return the lists that are shown. Raises SnapshotGoneError."""
    arrays = _load(run, MATCHING)
    with _of_this_version():
        return _rebuilt(engine.Matching, arrays, "matching")


def forget_parts(run: MatchRun) -> None:
    """Delete what was found for the shards, once it is merged."""
    for name in _names(run):
        if name.startswith(PART_PREFIX):
            storages[ALIAS].delete(f"{run.uuid}/{name}")


def forget(run: MatchRun) -> None:
    """Delete all files of a run, also what a killed worker has left."""
    for name in _names(run):
        storages[ALIAS].delete(f"{run.uuid}/{name}")
    storages[ALIAS].delete(str(run.uuid))


def _names(run: MatchRun) -> list[str]:
    """The files of a run; where there are no folders, a missing one is as good as an empty one."""
    try:
        return storages[ALIAS].listdir(str(run.uuid))[1]
    except FileNotFoundError:
        return []


def _flat(part: object, name: str) -> Arrays:
    """The arrays and numbers of nested dataclasses under dotted names."""
    if not is_dataclass(part):
        return {name: np.asarray(part)}
    flat: Arrays = {}
    for each in fields(part):
        flat |= _flat(getattr(part, each.name), f"{name}.{each.name}")
    return flat


def _rebuilt(made: type[Made], arrays: Arrays, name: str) -> Made:
    """The opposite of `_flat`. Raises KeyError when an array is missing."""
    if not is_dataclass(made):
        array = arrays[name]
        return array if array.ndim else array.item()
    parts = {each.name: _rebuilt(each.type, arrays, f"{name}.{each.name}") for each in fields(made)}
    return made(**parts)


@contextmanager
def _of_this_version() -> Iterator[None]:
    try:
        yield
    except (KeyError, engine.EngineInputError) as error:
        raise SnapshotGoneError(f"made by another version: {error}") from error


class _Finished(File):
    """A file that a storage may move to its place instead of copying it."""

    def temporary_file_path(self) -> str:
        return self.name


def _save(run: MatchRun, name: str, arrays: Arrays) -> None:
    storage, path = storages[ALIAS], f"{run.uuid}/{name}"
    folder = _folder(storage, run)
    if folder is None:
        storage.delete(path)
    with _unfinished(folder) as file:
        write_arrays(file, arrays)
        file.seek(0)
        stored = storage.save(path, _Finished(file))
    if stored != path:
        _take_place(storage, stored, path)


def _take_place(storage: Storage, stored: str, path: str) -> None:
    """Mend what a storage that does not overwrite has done: the name was taken."""
    if isinstance(storage, FileSystemStorage):
        Path(storage.path(stored)).replace(storage.path(path))
    else:
        storage.delete(stored)  # another worker was faster with the same


def _folder(storage: Storage, run: MatchRun) -> Path | None:
    """Where the files of a run lie on this machine, if anywhere."""
    if not isinstance(storage, FileSystemStorage):
        return None
    folder = Path(storage.path(str(run.uuid)))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


@contextmanager
def _unfinished(folder: Path | None) -> Iterator[IO[bytes]]:
    """A new file beside its place, so that it is moved there by renaming."""
    with tempfile.NamedTemporaryFile(dir=folder, prefix="unfinished-", delete=False) as file:
        try:
            yield file
        finally:
            Path(file.name).unlink(missing_ok=True)


def _load(run: MatchRun, name: str) -> Arrays:
    storage, path = storages[ALIAS], f"{run.uuid}/{name}"
    try:
        if isinstance(storage, FileSystemStorage):
            return map_arrays(Path(storage.path(path)))
        with storage.open(path) as file:
            return read_arrays(file)
    except (OSError, ArchiveError) as error:
        raise SnapshotGoneError(f"{path}: {error}") from error
