"""The made-up content, read from the TOML files beside this module."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

WORDS = Path(__file__).parent / "words"

Pair = tuple[str, str]  # a text in Chinese and in English


class Asked(NamedTuple):
    """A skill by its code, and a level from 1 to 4."""

    skill: str
    level: int


@dataclass(frozen=True)
class ParkWords:
    """A park; its openings are in `regions`, its graduates look for work in those `wanted`."""

    slug: str
    name: Pair
    region: str
    office_slug: str
    office: Pair
    officer: str
    summary_zh: str
    summary_en: str
    regions: tuple[str, ...]
    wanted: tuple[str, ...]


@dataclass(frozen=True)
class UniversityWords:
    code: str
    slug: str
    name: Pair
    kind: str
    park: str
    region: str
    programmes: tuple[str, ...]


@dataclass(frozen=True)
class Track:
    """A field that people study; `studied` names disciplines by degree, `accepts` for openings."""

    code: str
    field: Pair
    degrees: Mapping[str, int]
    accepts: tuple[str, ...]
    studied: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Role:
    """A kind of work; `monthly` is pay in CNY from and to, skills are what a full job asks for.

    Of openings and of graduates, as many have to do with it as its `share` of all shares says.
    """

    code: str
    track: str
    title: Pair
    topic: Pair
    stage: str
    companies: tuple[str, ...]
    kinds: tuple[str, ...]
    degree: str
    monthly: tuple[int, int]
    must: tuple[Asked, ...]
    wanted: tuple[Asked, ...]
    nice: tuple[Asked, ...]
    duties_zh: tuple[str, ...]
    duties_en: tuple[str, ...]
    did_zh: str
    did_en: str
    occupation: str = ""
    share: int = 1

    @property
    def skills(self) -> tuple[Asked, ...]:
        return self.must + self.wanted + self.nice


def asked(text: str) -> Asked:
    """Read "USP-02:2"."""
    skill, level = text.split(":")
    return Asked(skill, int(level))


@cache
def words(name: str) -> Mapping[str, Any]:
    """Return a file of the content; its lists are tuples and nothing in it can be changed."""
    return _frozen(tomllib.loads((WORDS / f"{name}.toml").read_text(encoding="utf-8")))


@cache
def parks() -> tuple[ParkWords, ...]:
    return tuple(ParkWords(**row) for row in words("parks")["park"])


@cache
def universities() -> tuple[UniversityWords, ...]:
    return tuple(UniversityWords(**row) for row in words("universities")["university"])


@cache
def tracks() -> Mapping[str, Track]:
    rows = [Track(**row) for row in words("tracks")["track"]]
    return {track.code: track for track in rows}


@cache
def roles() -> Mapping[str, Role]:
    """Return all roles by code, in the order of their files and lines."""
    files = sorted((WORDS / "roles").glob("*.toml"))
    rows = [row for file in files for row in words(f"roles/{file.stem}")["role"]]
    return {row["code"]: _role(row) for row in rows}


def _role(row: Mapping[str, Any]) -> Role:
    skills = {part: tuple(map(asked, row[part])) for part in ("must", "wanted", "nice")}
    return Role(**{**row, **skills})


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return MappingProxyType({key: _frozen(inner) for key, inner in value.items()})
    if isinstance(value, list):
        return tuple(_frozen(inner) for inner in value)
    return value
