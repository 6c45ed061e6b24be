"""Universities and what they teach, by the names people write."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from talent.models import StudyProgramme, University

MOST = 10


def known_universities() -> QuerySet[University]:
    """Return the universities that are verified, or that nobody speaks for yet."""
    return University.objects.verified() | University.objects.unclaimed()


def universities_called(names: Iterable[str]) -> dict[str, University]:
    """Return the university of each of these names that has one; English in any case."""
    wanted = {name.strip().casefold(): name for name in names if name.strip()}
    if not wanted:
        return {}
    rows = University.objects.alias(english=Lower("name_en")).filter(
        Q(name_zh__in=wanted) | Q(english__in=wanted)
    )
    found = {}
    for row in rows.order_by("-pk"):
        for name in (row.name_zh, row.name_en):
            if name and name.casefold() in wanted:
                found[wanted[name.casefold()]] = row
    return found


def search_universities(words: str) -> QuerySet[University]:
    """Return at most ten universities with these words in a name; none for no words."""
    words = words.strip()
    if not words:
        return University.objects.none()
    named = Q(name_zh__icontains=words) | Q(name_en__icontains=words)
    return known_universities().filter(named).order_by("name_zh", "pk")[:MOST]


def search_programmes(school: str, words: str) -> QuerySet[StudyProgramme]:
    """Return at most ten study programmes of the school of this name."""
    university = universities_called([school]).get(school)
    named = Q(name_zh__icontains=words.strip()) | Q(name_en__icontains=words.strip())
    rows = StudyProgramme.objects.filter(university=university).filter(named)
    return rows.select_related("degree").order_by("degree__rank", "name_zh", "name_en", "pk")[:MOST]


def programmes_called(
    universities: Iterable[University], names: Iterable[str]
) -> list[StudyProgramme]:
    """Return the programmes of these universities with one of these names, English in any case."""
    wanted = {name.strip().casefold() for name in names} - {""}
    taught_at = list(universities)
    if not (wanted and taught_at):
        return []
    rows = StudyProgramme.objects.alias(english=Lower("name_en")).filter(
        Q(name_zh__in=wanted) | Q(english__in=wanted), university__in=taught_at
    )
    return list(rows.select_related("degree", "discipline").order_by("pk"))


def programme_among(
    rows: Iterable[StudyProgramme], university: University | None, name: str, degree_id: int | None
) -> StudyProgramme | None:
    """Return the one programme of this university, name and degree.

    Without a degree only a name that the university gives to one programme will do.
    """
    wanted = name.strip().casefold()
    found = [
        row
        for row in rows
        if university is not None
        and row.university_id == university.pk
        and wanted in (row.name_zh.casefold(), row.name_en.casefold())
        and degree_id in (None, row.degree_id)
    ]
    return found[0] if wanted and len(found) == 1 else None
