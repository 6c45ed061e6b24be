"""Openings as the engine's columns, by hand."""

from datetime import date

import pytest

from companies.models import Opening
from matching.loading.openings import LoadedOpenings, load_openings
from matching.loading.vocabulary import load_vocabulary_index
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningSkillFactory
from tests.factories.parks import ParkFactory, SkillFactory
from tests.factories.vocabulary import DegreeLevelFactory, DisciplineFactory, RegionFactory

pytestmark = pytest.mark.django_db


def loaded() -> LoadedOpenings:
    return load_openings(Opening.objects.all(), load_vocabulary_index())


def place_of_the_only_opening() -> int | None:
    """Return the id of the place that was loaded, None when it is unknown."""
    index = load_vocabulary_index()
    ids = {position: pk for pk, position in index.places.items()}
    (position,) = load_openings(Opening.objects.all(), index).columns.place.tolist()
    return ids.get(position)


def test_an_opening_that_asks_for_nothing_is_met_by_anybody():
    opening = OpeningFactory()

    openings = loaded()

    assert openings.ids.tolist() == [opening.pk]
    assert openings.rows == {opening.pk: 0}
    columns = openings.columns
    assert (columns.kind.tolist(), columns.place.tolist()) == ([0], [-1])
    assert (columns.minimum_degree.tolist(), columns.latest_start.tolist()) == ([0], [-1])
    assert columns.disciplines.values.tolist() == []
    assert columns.requirements.skill.tolist() == []


def test_everything_an_opening_asks_for_is_loaded():
    accepted = sorted(DisciplineFactory.create_batch(2), key=lambda row: row.pk)
    elisa, gmp, nice = (SkillFactory(code=f"S-{number}") for number in range(3))
    region = RegionFactory()
    opening = OpeningFactory(
        kind="postdoc",
        region=region,
        min_degree=DegreeLevelFactory(rank=7),
        starts_by=date(2027, 3, 1),
    )
    opening.disciplines.set(accepted)
    asked = [(gmp, "wanted", 1), (elisa, "must", 4), (nice, "nice", 2)]
    for position, (skill, importance, level) in enumerate(asked):
        OpeningSkillFactory(
            opening=opening, skill=skill, importance=importance, level=level, position=position
        )

    columns = loaded().columns

    index = load_vocabulary_index()
    assert (columns.kind.tolist(), columns.minimum_degree.tolist()) == ([3], [7])
    assert columns.place.tolist() == [index.places[region.pk]]
    assert columns.latest_start.tolist() == [date(2027, 3, 1).toordinal()]
    assert columns.disciplines.values.tolist() == [index.disciplines[row.pk] for row in accepted]
    assert columns.requirements.skill.tolist() == [1, 0, 2]
    assert columns.requirements.level.tolist() == [1, 4, 2]
    assert columns.requirements.importance.tolist() == [2, 3, 1]


def test_the_kinds_are_counted_as_the_wishes_of_graduates_are():
    for kind in ("job", "internship", "training_place", "postdoc"):
        OpeningFactory(kind=kind)

    assert loaded().columns.kind.tolist() == [0, 1, 2, 3]


def test_the_place_is_the_openings_or_the_companys_or_the_parks():
    of_park, of_company, of_opening = RegionFactory.create_batch(3)
    park = ParkFactory(region=of_park)
    company = CompanyFactory(park=park)
    opening = OpeningFactory(company=company)

    found = [place_of_the_only_opening()]
    company.region = of_company
    company.save()
    found.append(place_of_the_only_opening())
    opening.region = of_opening
    opening.save()
    found.append(place_of_the_only_opening())

    assert found == [of_park.pk, of_company.pk, of_opening.pk]


def test_a_place_that_is_written_but_not_recognised_is_unknown():
    park = ParkFactory(region=RegionFactory())
    OpeningFactory(company__park=park, place_text="somewhere else")

    assert place_of_the_only_opening() is None


def test_no_opening_asks_for_more_skills_than_the_engine_takes():
    opening = OpeningFactory()
    for position in range(258):
        OpeningSkillFactory(opening=opening, position=position)

    assert len(loaded().columns.requirements.skill) == 256


@pytest.mark.parametrize("openings", [1, 3])
def test_any_number_of_openings_is_read_in_one_query(openings, django_assert_num_queries):
    for opening in OpeningFactory.create_batch(openings):
        OpeningSkillFactory(opening=opening)
    index = load_vocabulary_index()

    with django_assert_num_queries(1):
        found = load_openings(Opening.objects.all(), index)

    assert len(found.ids) == openings
