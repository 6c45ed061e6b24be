"""The choices of each facet as the page shows them."""

import pytest
from django.http import QueryDict

from companies.choices.searching import Facet
from companies.queries.facets import IN_SIGHT, Choice, ShownFacet, facets_of
from companies.search import read_search
from parks.models import Region
from tests.factories.parks import ParkFactory, SkillFactory
from tests.factories.vocabulary import (
    DegreeLevelFactory,
    DisciplineFactory,
    RegionFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def shown(name: str, counts: dict[tuple[Facet, int], int], address: str = "") -> ShownFacet | None:
    search = read_search(QueryDict(address))
    by_facet: dict[Facet, dict[int, int]] = {facet: {} for facet in Facet}
    for (facet, number), count in counts.items():
        by_facet[facet][number] = count
    facets = facets_of(search, by_facet, search.lexicon.terms)
    return next((facet for facet in facets if facet.name == name), None)


def told(choices: list[Choice]) -> list[tuple[str, int]]:
    return [(choice.value, choice.count) for choice in choices]


@pytest.fixture
def places() -> dict[str, Region]:
    """Jiangsu with two cities, one of them with a county, and Shanghai."""
    jiangsu = RegionFactory(code="320000", label_en="Jiangsu")
    suzhou = RegionFactory(code="320500", label_en="Suzhou", parent=jiangsu)
    return {
        "jiangsu": jiangsu,
        "suzhou": suzhou,
        "nanjing": RegionFactory(code="320100", label_en="Nanjing", parent=jiangsu),
        "kunshan": RegionFactory(code="320583", label_en="Kunshan", parent=suzhou),
        "shanghai": RegionFactory(code="310000", label_en="Shanghai"),
    }


@pytest.fixture
def counts(places) -> dict[tuple[Facet, int], int]:
    found = {"jiangsu": 5, "suzhou": 2, "nanjing": 3, "kunshan": 1, "shanghai": 7}
    return {(Facet.PLACE, places[name].pk): count for name, count in found.items()}


def test_a_facet_without_a_choice_is_not_shown():
    assert shown("channel", {}) is None


def test_a_facet_has_its_label_and_each_choice_its_own():
    facet = shown("channel", {(Facet.CHANNEL, 2): 3})

    assert facet.label == "Career channel"
    assert [(one.label, one.count) for one in facet.choices] == [("Technical channel", 3)]


def test_every_kind_is_shown_found_or_not():
    facet = shown("kind", {(Facet.KIND, 2): 3})

    assert told(facet.choices) == [
        ("job", 0),
        ("internship", 3),
        ("training_place", 0),
        ("postdoc", 0),
    ]


def test_ordered_choices_keep_their_order_and_others_come_most_frequent_first():
    bachelor, master = (
        DegreeLevelFactory(code=code, rank=rank) for code, rank in (("b", 30), ("m", 40))
    )
    few, many = ParkFactory(slug="few"), ParkFactory(slug="many")
    counts = {
        (Facet.DEGREE, master.pk): 9,
        (Facet.DEGREE, bachelor.pk): 1,
        (Facet.DEGREE, 0): 5,
        (Facet.PARK, few.pk): 1,
        (Facet.PARK, many.pk): 8,
    }

    assert told(shown("degree", counts).choices) == [("none", 5), ("b", 1), ("m", 9)]
    assert told(shown("park", counts).choices) == [("many", 8), ("few", 1)]


def test_what_is_chosen_is_shown_even_when_nothing_has_it():
    facet = shown("channel", {(Facet.CHANNEL, 1): 3}, "channel=technical")

    assert [(one.value, one.count, one.is_chosen) for one in facet.choices] == [
        ("management", 3, False),
        ("technical", 0, True),
    ]


def test_of_the_skills_fifteen_are_shown_and_those_chosen():
    skills = [SkillFactory(code=f"S-{number:02}") for number in range(20)]
    counts = {(Facet.SKILL, skill.pk): 100 - number for number, skill in enumerate(skills)}

    facet = shown("skill", counts, "skill=S-19")

    assert [choice.value for choice in facet.choices] == [
        *(f"S-{number:02}" for number in range(15)),
        "S-19",
    ]
    assert (len(facet.in_sight), len(facet.behind)) == (IN_SIGHT, 10)
    assert facet.is_opened


def test_what_is_behind_more_stays_closed_while_nothing_of_it_is_chosen():
    skills = [SkillFactory(code=f"S-{number:02}") for number in range(8)]
    counts = {(Facet.SKILL, skill.pk): 100 - number for number, skill in enumerate(skills)}

    assert not shown("skill", counts, "skill=S-00").is_opened


def test_of_a_tree_the_outermost_places_are_shown_first(counts):
    facet = shown("place", counts)

    assert told(facet.choices) == [("310000", 7), ("320000", 5)]
    assert [choice.inner for choice in facet.choices] == [[], []]


def test_a_chosen_place_shows_what_lies_in_it(counts):
    _shanghai, jiangsu = shown("place", counts, "place=320000").choices

    assert jiangsu.is_chosen
    assert told(jiangsu.inner) == [("320100", 3), ("320500", 2)]


def test_the_way_to_a_chosen_place_is_open(counts):
    _shanghai, jiangsu = shown("place", counts, "place=320583").choices
    nanjing, suzhou = jiangsu.inner
    (kunshan,) = suzhou.inner

    assert (jiangsu.is_chosen, suzhou.is_chosen, kunshan.is_chosen) == (False, False, True)
    assert jiangsu.is_used
    assert not nanjing.is_used


def test_disciplines_are_a_tree_too():
    family = DisciplineFactory(code="family:bio")
    group = DisciplineFactory(code="ug:0710", parent=family)
    counts = {(Facet.DISCIPLINE, row.pk): 4 for row in (family, group)}
    counts[Facet.DISCIPLINE, 0] = 9

    closed = shown("discipline", counts)
    opened = shown("discipline", counts, "discipline=family:bio")

    assert told(closed.choices) == [("none", 9), ("family:bio", 4)]
    assert told(opened.choices[1].inner) == [("ug:0710", 4)]


def test_what_the_terms_do_not_know_yet_is_left_out():
    assert shown("place", {(Facet.PLACE, 10**6): 3}) is None
