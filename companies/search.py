"""The address of the market read as a search: whatever is wrong in it is left out."""

from django.http import QueryDict

from companies.queries.openings import Search
from parks.choices.work import OpeningKind
from parks.loading import load_matcher

LONGEST_WORDS = 100
MOST_CHOICES = 20


def read_search(query: QueryDict) -> Search:
    """Read `q`, `kind`, `park` and `degree` (the last three may repeat)."""
    words = query.get("q", "").replace("\x00", "").strip()[:LONGEST_WORDS]
    return Search(
        words=words,
        skill_ids=skills_named(words),
        kinds=[kind for kind in _values(query, "kind") if kind in OpeningKind.values],
        parks=_values(query, "park"),
        degrees=_values(query, "degree"),
    )


def skills_named(words: str) -> list[int]:
    """Return the ids of the skills that the words name, in either language."""
    return sorted({span.payload for span in load_matcher().find(words)}) if words else []


def _values(query: QueryDict, name: str) -> list[str]:
    return [value.replace("\x00", "") for value in query.getlist(name)[:MOST_CHOICES]]
