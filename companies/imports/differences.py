"""What would change of an opening, in words: for the preview of an import."""

from collections.abc import Iterator
from copy import copy
from functools import cached_property
from itertools import takewhile

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from companies.models import Opening
from companies.postings.reading import Demands
from companies.postings.storing import set_columns
from parks.imports.kinds import Change
from parks.models import DegreeLevel, Discipline, Region, Skill

from .merging import Merged, demands_of

LONGEST, BEFORE = 200, 40


class Names:
    """The names of what openings point at by id, each table read once."""

    @cached_property
    def degrees(self) -> dict[int, str]:
        return {row.pk: str(row) for row in DegreeLevel.objects.order_by("pk")}

    @cached_property
    def disciplines(self) -> dict[int, str]:
        return {row.pk: str(row) for row in Discipline.objects.order_by("pk")}

    @cached_property
    def skills(self) -> dict[int, str]:
        return {row.pk: str(row) for row in Skill.objects.order_by("pk")}

    @cached_property
    def regions(self) -> dict[int, str]:
        return {row.pk: str(row) for row in Region.objects.order_by("pk")}


def changes_of(opening: Opening, merged: Merged, names: Names) -> tuple[Change, ...]:
    """Return what would be another afterwards, field by field, as people read it."""
    after = copy(opening)
    set_columns(after, merged.columns)
    old = dict(_shown(opening, demands_of(opening), names))
    new = dict(_shown(after, merged.demands, names))
    return tuple(
        Change(field, *_short(old[field], new[field])) for field in old if old[field] != new[field]
    )


def _shown(opening: Opening, demands: Demands, names: Names) -> Iterator[tuple[str, str]]:
    yield _("title (Chinese)"), opening.title_zh
    yield _("title (English)"), opening.title_en
    yield _("text (Chinese)"), opening.text_zh
    yield _("text (English)"), opening.text_en
    yield _("state"), opening.get_state_display()
    yield _("kind"), opening.get_kind_display()
    yield _("place"), _place(opening, names)
    yield _("how many people"), str(opening.headcount)
    yield _("salary"), opening.salary
    yield _("apply until"), date_format(opening.closes_on) if opening.closes_on else ""
    yield _("least degree"), names.degrees.get(opening.min_degree_id, "")
    yield _("years of experience"), str(opening.min_years or "")
    yield _("disciplines"), _listed(names.disciplines[pk] for pk in demands.discipline_ids)
    yield _("skills"), _listed(names.skills[asked.skill_id] for asked in demands.skills)


def _place(opening: Opening, names: Names) -> str:
    return opening.place_text or names.regions.get(opening.region_id, "")


def _listed(words: Iterator[str]) -> str:
    return " · ".join(sorted(words))


def _short(old: str, new: str) -> tuple[str, str]:
    """Cut two long texts to where they begin to differ."""
    pairs = zip(old, new, strict=False)
    alike = sum(1 for _same in takewhile(lambda pair: pair[0] == pair[1], pairs))
    start = max(0, alike - BEFORE) if max(len(old), len(new)) > LONGEST else 0
    begun = "…" if start else ""
    return tuple(begun + Truncator(words[start:]).chars(LONGEST) for words in (old, new))
