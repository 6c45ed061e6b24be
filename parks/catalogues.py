"""Translation catalogues by Babel alone: no gettext program is needed on any machine.

Django's own `templatize` turns a template into text that a gettext extractor reads, so templates
are read by the same rules as `makemessages` would.
"""

import io
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as extract_all
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

APPS = ("config", "parks", "companies", "talent", "matching")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]")
LANGUAGE = "zh_Hans"
FIRST_DAY = datetime(2026, 11, 22, tzinfo=UTC)


def catalogue_path(root: Path) -> Path:
    return root / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def empty_catalogue() -> Catalog:
    """Return a catalogue whose head holds nothing that changes from day to day."""
    return Catalog(
        locale=LANGUAGE,
        header_comment="# Simplified Chinese texts of the talent portal.",
        project="talent-portal",
        version="1",
        creation_date=FIRST_DAY,
        revision_date=FIRST_DAY,
        last_translator="the portal team",
        language_team="the portal team",
        msgid_bugs_address="the portal team",
        fuzzy=False,
    )


def read_catalogue(root: Path) -> Catalog:
    """Return the catalogue as it is kept, or an empty one."""
    path = catalogue_path(root)
    if not path.exists():
        return empty_catalogue()
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def update_catalogue(root: Path) -> Catalog:
    """Bring the kept catalogue up to date with the sources: new messages enter untranslated."""
    catalogue = read_catalogue(root)
    catalogue.update(extract(root), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    path = catalogue_path(root)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, sort_output=True, omit_header=False, no_location=True, width=100)
    return catalogue


def compile_catalogue(root: Path) -> Path:
    """Write the .mo file that Django reads, and return its path."""
    path = catalogue_path(root).with_suffix(".mo")
    with path.open("wb") as file:
        write_mo(file, read_catalogue(root))
    return path


def problems(root: Path) -> list[str]:
    """Return what is wrong with the kept catalogue: not extracted, not translated, not alike."""
    kept = read_catalogue(root)
    wanted = extract(root)
    missing = [m for m in wanted if m.id and kept.get(m.id, m.context) is None]
    gone = [m for m in kept if m.id and wanted.get(m.id, m.context) is None]
    present = [m for m in kept if m.id]
    return [
        *(f"not in the catalogue: {m.id!r}" for m in missing),
        *(f"no longer used: {m.id!r}" for m in gone),
        *(f"not translated: {m.id!r}" for m in present if not all(texts(m.string))),
        *(f"other placeholders: {m.id!r}" for m in present if not _alike(m)),
    ]


def _alike(message: Message) -> bool:
    """A translation names the same values as the last (plural) form of its message."""
    wanted = set(PLACEHOLDER.findall(texts(message.id)[-1]))
    return all(set(PLACEHOLDER.findall(text)) == wanted for text in texts(message.string) if text)


def texts(value: str | Iterable[str] | None) -> list[str]:
    """Return the forms of a message; one that was never translated has a single empty one."""
    return [value or ""] if isinstance(value, str | None) else list(value)


def extract(root: Path) -> Catalog:
    """Read every message of the sources and templates below `root`."""
    catalogue = empty_catalogue()
    for source in _sources(root):
        for _line, message, _comments, context in _messages(source):
            catalogue.add(message, context=context)
    return catalogue


def _messages(source: Path) -> Iterator[tuple]:
    text = source.read_text(encoding="utf-8")
    if source.suffix != ".py":
        text = f"({templatize(text)})"  # in brackets a tokenizer minds no indentation
    return iter(extract_all("python", io.BytesIO(text.encode()), KEYWORDS))


def _sources(root: Path) -> Iterator[Path]:
    for app in APPS:
        yield from sorted((root / app).rglob("*.py"))
    yield from sorted((root / "templates").rglob("*.html"))
    yield from sorted((root / "templates").rglob("*.txt"))
