"""Guides of the pages: what each is for, what one can do there, what follows, whom to ask.

They are kept in `reference/guides`, one file per area and both languages side by side, and are
read once; showing one asks the database nothing.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

FOLDER = Path(__file__).resolve().parent / "reference" / "guides"
LANGUAGES = ("zh", "en")
ADMIN = "admin:"


@dataclass(frozen=True)
class Guide:
    """What a reader of one page is told, in one language."""

    about: str
    can: tuple[str, ...]
    then: str
    ask: str


Guides = Mapping[str, Mapping[str, Guide]]


@cache
def guides() -> Guides:
    """Return the guides of all pages by page, then by language, `zh` or `en`.

    A page is known by its name, such as `matching:market`; the pages of a noun in the web admin
    share the name `admin:companies_opening`. Raises KeyError when a guide lacks a part.
    """
    found: dict[str, Mapping[str, Guide]] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        found |= dict(_of_area(tomllib.loads(path.read_text(encoding="utf-8"))))
    return MappingProxyType(found)


def _of_area(area: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Guide]]]:
    """Yield each page of a file with its guide; whom to ask is said once for the whole area."""
    for entry in area["guide"]:
        ask = area["ask"] | entry.get("ask", {})
        guide = {language: _read(entry[language], ask[language]) for language in LANGUAGES}
        for page in entry["pages"]:
            yield page, guide


def _read(words: Mapping[str, Any], ask: str) -> Guide:
    return Guide(words["about"], tuple(words["can"]), words["then"], ask)


def name_of(page: str) -> str:
    """Return the name under which a page has its guide: itself, or its noun in the web admin."""
    known, name = guides(), page
    while name not in known and name.startswith(ADMIN) and "_" in name:
        name = name.rpartition("_")[0]
    return name


def guide_of(request: HttpRequest) -> Guide | None:
    """Return the guide of the page that answers this request, in the language of the reader."""
    match = request.resolver_match
    found = guides().get(name_of(match.view_name)) if match else None
    return found and found["zh" if (get_language() or "zh").startswith("zh") else "en"]
