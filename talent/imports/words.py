"""What the words of a roster mean: degrees, disciplines, programmes and places of the tables."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from parks.choices.taxonomy import DisciplineScheme, RegionLevel
from parks.imports.cells import read_words
from parks.imports.errors import CellError
from parks.loading import load_places
from parks.models import DegreeLevel, Discipline, Region
from parks.vocabulary.folding import fold_term
from talent.actions.filling import SCHEMES
from talent.cv.degrees import find_degrees
from talent.models import StudyProgramme


class Words:
    """The tables that a roster of one university is read with, each read once."""

    def __init__(self, university_id: int) -> None:
        self.degrees = DegreeLevel.objects.in_bulk()
        self._codes = {row.code: pk for pk, row in self.degrees.items()}
        self._degrees = _by_name(self.degrees.values())
        self.disciplines = Discipline.objects.in_bulk()
        self._disciplines = _by_name(self.disciplines.values())
        for pk, row in self.disciplines.items():
            for code in filter(None, {fold_term(row.code), fold_term(row.moe_code)}):
                self._disciplines[code].add(pk)
        taught = StudyProgramme.objects.filter(university=university_id)
        self.programmes = taught.in_bulk()
        self._programmes: defaultdict[str, dict[int, StudyProgramme]] = defaultdict(dict)
        for pk, row in self.programmes.items():
            for name in filter(None, (row.name_zh, row.name_en)):
                self._programmes[fold_term(name)][pk] = row
        self._places = load_places()
        regions = Region.objects.order_by("pk")
        counties = regions.filter(level=RegionLevel.COUNTY)
        self._prefectures = dict(counties.values_list("pk", "parent_id"))
        self._regions = regions.exclude(level=RegionLevel.COUNTY).in_bulk()

    def degree(self, cell: str) -> int:
        """Return the id of the degree that a cell names; raise CellError for none or several."""
        text = read_words(cell)
        named = self._degrees.get(fold_term(text), set())
        found = named or {self._codes.get(one.value) for one in find_degrees(text)} - {None}
        if len(found) != 1:
            raise CellError(_("names no degree; write for example 本科 or Bachelor"))
        return next(iter(found))

    def discipline(self, cell: str) -> frozenset[int]:
        """Return the disciplines of this name or code, one for each catalogue that has it."""
        found = self.disciplines_called(read_words(cell))
        if not found:
            raise CellError(_("is not in the Ministry’s catalogue here; leave it empty"))
        return found

    def disciplines_called(self, text: str) -> frozenset[int]:
        return frozenset(self._disciplines.get(fold_term(text), ()))

    def region(self, cell: str) -> int:
        """Return the province or prefecture that a cell names."""
        found = self._places.find(read_words(cell))
        if found is None:
            raise CellError(_("names no place we know; write for example 江苏省南京市"))
        return self._prefectures.get(found) or found

    def region_named(self, pk: int | None) -> str:
        """Return what people call a province or prefecture, "" for none."""
        return str(self._regions.get(pk, ""))

    def discipline_for(self, found: Iterable[int], degree_id: int | None) -> int | None:
        """Return, of disciplines with one name, that of the catalogue of a degree."""
        degree = self.degrees.get(degree_id)
        scheme = SCHEMES.get(degree.code) if degree else None
        rows = [self.disciplines[pk] for pk in found]
        best = min(rows, key=lambda row: (row.scheme != scheme, row.code), default=None)
        return best.pk if best else None

    def major_called(self, text: str, degree_id: int | None) -> int | None:
        """Return the major of the catalogue of a degree that is called exactly so, if one is."""
        pk = self.discipline_for(self.disciplines_called(text), degree_id)
        degree, row = self.degrees.get(degree_id), self.disciplines.get(pk)
        if row is None or degree is None or row.scheme == DisciplineScheme.FAMILY:
            return None
        return pk if row.scheme == SCHEMES.get(degree.code) else None

    def programme(
        self, text: str, *, degree_id: int | None, disciplines: frozenset[int]
    ) -> StudyProgramme | None:
        """Return the one programme of the university that is meant, None where that is not sure."""
        found = [
            row
            for row in self._programmes.get(fold_term(text), {}).values()
            if degree_id in (None, row.degree_id)
            and (not disciplines or row.discipline_id in disciplines)
        ]
        return found[0] if len(found) == 1 else None


def _by_name(rows: Iterable[DegreeLevel | Discipline]) -> defaultdict[str, set[int]]:
    named: defaultdict[str, set[int]] = defaultdict(set)
    for row in rows:
        for name in (row.label_zh, row.label_en, *row.other_names):
            named[fold_term(name)].add(row.pk)
    return named
