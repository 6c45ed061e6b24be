"""The students of a university's roster, as its career office looks for them."""

from collections.abc import Mapping

from django.db.models import Q

from parks.language import in_language
from talent.models import RosterEntry, University
from talent.models.roster import RosterEntryQuerySet

Choices = dict[str, list[tuple[str, str]]]


def students_of(university: University) -> RosterEntryQuerySet:
    rows = RosterEntry.objects.filter(university=university)
    return rows.select_related("degree", "programme", "discipline")


def narrowed(rows: RosterEntryQuerySet, asked: Mapping[str, str]) -> RosterEntryQuerySet:
    """Return those of the words, programme, degree, year and standing asked for.

    A choice that is not there, or no number, changes nothing. Who has left is listed alone.
    """
    words = asked.get("q", "").strip().replace("\x00", "")
    if words:
        rows = rows.filter(Q(full_name__icontains=words) | Q(student_number__icontains=words))
    for name, column in (("programme", "programme"), ("degree", "degree"),
                         ("year", "graduates_on__year")):  # fmt: skip
        if asked.get(name, "").isdecimal() and len(asked[name]) < 10:
            rows = rows.filter(**{column: int(asked[name])})
    return _standing(rows, asked.get("standing", ""))


def _standing(rows: RosterEntryQuerySet, standing: str) -> RosterEntryQuerySet:
    if standing == "left":
        return rows.exclude(left_at=None)
    rows = rows.enrolled()
    if standing == "claimed":
        return rows.claimed()
    return rows.unclaimed() if standing == "unclaimed" else rows


def choices_of(university: University) -> Choices:
    """Return what the roster can be narrowed to: its programmes, degrees and years, in a query."""
    rows = RosterEntry.objects.filter(university=university).order_by()
    found = rows.values_list(
        "programme_id",
        "programme__name_zh",
        "programme__name_en",
        "degree_id",
        "degree__rank",
        "degree__label_zh",
        "degree__label_en",
        "graduates_on__year",
    ).distinct()
    programmes, degrees, years = {}, {}, set()
    for pk, name_zh, name_en, degree, rank, label_zh, label_en, year in found:
        if pk is not None:
            programmes[pk] = in_language(name_zh, name_en)
        degrees[rank, degree] = in_language(label_zh, label_en)
        years.add(year)
    return {
        "programme": [(str(pk), name) for pk, name in sorted(programmes.items(), key=_by_name)],
        "degree": [(str(degree), label) for (_rank, degree), label in sorted(degrees.items())],
        "year": [(str(year), str(year)) for year in sorted(years, reverse=True)],
    }


def _by_name(item: tuple[int, str]) -> tuple[str, int]:
    return item[1], item[0]


def years_of(university_id: int) -> list[int]:
    """Return the years of graduation on a roster, the latest first."""
    rows = RosterEntry.objects.filter(university=university_id).enrolled().order_by()
    years = rows.values_list("graduates_on__year", flat=True).distinct()
    return sorted(years, reverse=True)
