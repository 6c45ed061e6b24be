"""What the text of a posting asks for, recognised as imports do it, to be offered to its author."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.choices.openings import Importance
from companies.postings.reading import LONGEST_TEXT, Posting, PostingReader
from companies.postings.requirements import RISING, AskedSkill
from companies.postings.rows import LONGEST_WORDS
from companies.postings.vocabulary import Vocabulary, load_vocabulary
from companies.queries.vocabulary import Words
from parks.choices.work import OpeningKind, SkillLevel
from parks.imports.headings import Column, Columns
from parks.imports.lines import Line
from parks.models import Park

COLUMNS: Columns = {
    "title": (Column(0, "title"),),
    "company": (Column(1, "company"),),
    "description": (Column(2, "description"),),
}
MOST_DISCIPLINES = 12


@dataclass(frozen=True)
class Offer:
    """Something recognised: the field of the form that it would fill, its value, and its words."""

    field: str
    value: str
    label: str
    detail: str = ""

    @property
    def key(self) -> str:
        """What the page sends back to accept or drop it."""
        return f"{self.field}:{self.value}"

    @property
    def subject(self) -> str:
        """What is dropped: of a skill the skill itself, at whatever level it is found next."""
        return ":".join(self.key.split(":")[:2])


def recognise(
    texts: Iterable[tuple[str, str]], *, words: Words, park: Park, company: str = ""
) -> tuple[Offer, ...]:
    """Return what titles with their texts ask for, the most important skills first.

    Chinese and English versions are read one by one; a skill counts with the greatest importance
    and the highest level of all. `company` is its name, which asks for nothing.
    """
    filled = [(title, text) for title, text in texts if title or text]
    vocabulary = _vocabulary_near(park, words) if filled else None
    read = [_read(title, text, vocabulary, company) for title, text in filled]
    return tuple(_offers(read, words))


def _read(title: str, text: str, vocabulary: Vocabulary, company: str) -> Posting:
    reader = PostingReader(COLUMNS, len(COLUMNS), vocabulary)
    heading = " ".join("".join(filter(str.isprintable, title)).split())[:LONGEST_WORDS]
    cells = (heading or "—", company[:LONGEST_WORDS], text[:LONGEST_TEXT])
    return reader.read(Line(1, cells))


def _vocabulary_near(park: Park, words: Words) -> Vocabulary:
    """Return what reading needs; kept while the vocabulary stays as it is."""
    wanted = park.pk, words.state
    return _vocabulary(*wanted) if words.state else _vocabulary.__wrapped__(*wanted)


@lru_cache(maxsize=4)
def _vocabulary(park_id: int, _state: str) -> Vocabulary:
    return load_vocabulary(Park.objects.select_related("region").get(pk=park_id))


def _offers(read: list[Posting], words: Words) -> Iterator[Offer]:
    for posting in read[:1]:
        if posting.terms.kind != OpeningKind.JOB:
            kind = OpeningKind(posting.terms.kind)
            yield Offer("kind", kind.value, str(kind.label), _("Kind"))
    yield from _degree(read, words)
    yield from _disciplines(read, words)
    yield from _facts(read)
    yield from _skills(read, words)


def _degree(read: list[Posting], words: Words) -> Iterator[Offer]:
    """Yield the lowest degree that a version asks for."""
    ids = {one.demands.degree_id for one in read}
    asked = (pk for pk in words.degrees if pk in ids)
    for pk in islice(asked, 1):
        yield Offer("min_degree", str(pk), words.degrees[pk].label, _("Least degree"))


def _disciplines(read: list[Posting], words: Words) -> Iterator[Offer]:
    ids = {pk for one in read for pk in one.demands.discipline_ids}
    known = (pk for pk in words.disciplines if pk in ids)
    for pk in islice(known, MOST_DISCIPLINES):
        yield Offer("disciplines", str(pk), words.disciplines[pk], _("Discipline"))


def _facts(read: list[Posting]) -> Iterator[Offer]:
    """Yield single numbers and days; of two versions the first that states one counts."""
    years = next((one.demands.min_years for one in read if one.demands.min_years), None)
    if years:
        told = ngettext("%(years)d year", "%(years)d years", years) % {"years": years}
        yield Offer("min_years", str(years), told, _("Experience"))
    headcount = max((one.terms.headcount for one in read), default=1)
    if headcount > 1:
        yield Offer("headcount", str(headcount), str(headcount), _("People wanted"))
    for field, name in (("closes", "closes_on"), ("starts_by", "starts_by")):
        day = next(filter(None, (getattr(one.terms, field) for one in read)), None)
        if day:
            label = _("Apply until") if name == "closes_on" else _("Start no later than")
            yield Offer(name, day.isoformat(), date_format(day, "SHORT_DATE_FORMAT"), label)


def _skills(read: list[Posting], words: Words) -> Iterator[Offer]:
    best: dict[int, AskedSkill] = {}
    for asked in (skill for one in read for skill in one.demands.skills):
        known = best.setdefault(asked.skill_id, asked)
        importance = max(known.importance, asked.importance, key=RISING.index)
        level = max(known.level, asked.level)
        best[asked.skill_id] = AskedSkill(asked.skill_id, importance, level)
    for pk, *asked in sorted(best.values(), key=lambda one: -RISING.index(one.importance)):
        importance, level = Importance(asked[0]), SkillLevel(asked[1])
        value = f"{pk}:{importance.value}:{int(level)}"
        detail = f"{importance.label} · {level.label}"
        yield Offer("skill", value, words.skills[pk].label, detail)


def place_of(place: str, *, words: Words, park: Park) -> int | None:
    """Return the id of the region that a place means, None where none is sure."""
    return _vocabulary_near(park, words).places.find(place) if place.strip() else None
