"""The address of the market, read as it comes from anybody."""

import pytest
from django.http import QueryDict

from companies.choices.searching import Facet, Sort
from companies.search import page_of, read_search, shown_search, window_at
from tests.companies.searches import answer, found, offered
from tests.factories.parks import ParkFactory
from tests.factories.vocabulary import DegreeLevelFactory, RegionFactory, skill_called

pytestmark = pytest.mark.django_db


def values(address: str) -> dict[str, list[str]]:
    chosen = read_search(QueryDict(address)).chosen
    return {facet.value: [term.value for term in terms] for facet, terms in chosen.items()}


def test_an_empty_address_looks_for_everything():
    search = read_search(QueryDict(""))

    assert search.is_for_everything
    assert (search.words, search.units, search.chosen, search.sort) == ("", (), {}, None)


def test_every_part_of_the_address_is_read():
    ParkFactory(slug="biobay")
    DegreeLevelFactory(code="master")
    RegionFactory(code="320000")
    address = "q=+cell++culture+&kind=job&kind=postdoc&park=biobay&degree=master&degree=none"

    search = read_search(QueryDict(f"{address}&place=320000&pay=8000&start=2027-Q1&sort=date"))

    assert (search.words, search.sort) == ("cell culture", Sort.DATE)
    assert values(search.address) == {
        "kind": ["job", "postdoc"],
        "place": ["320000"],
        "park": ["biobay"],
        "pay": ["8000"],
        "degree": ["master", "none"],
        "start": ["2027-Q1"],
    }


def test_choices_that_do_not_exist_are_left_out():
    address = "&".join(f"{facet.value}=no-such" for facet in Facet)

    assert values(f"{address}&kind=job&kind=slavery&kind=&kind=job&sort=price") == {"kind": ["job"]}
    assert read_search(QueryDict("sort=price")).sort is None


def test_words_are_cut_at_a_hundred_characters():
    assert read_search(QueryDict(f"q={'a' * 10_000}")).words == "a" * 100


def test_of_endless_choices_twenty_are_read():
    for number in range(25):
        ParkFactory(slug=f"p{number}")
    address = "&".join(f"park=p{number}" for number in range(25))

    assert len(values(address)["park"]) == 20


@pytest.mark.parametrize(
    "address",
    [
        "q=%00",
        "q=a%00b&park=%00&degree=%00",
        "q=%ff%fe&park=%ff",
        "q=%ed%a0%80",
        f"q={'a' * 10_000}&park={'b' * 10_000}&degree={'c' * 10_000}",
        "q=%25%25%25&park=%25",
        "q=(((&park=')--",
        "q=a&skill=%27%29&place=0&start=0000-Q1&pay=-1",
    ],
)
def test_rubbish_in_the_address_breaks_nothing(address):
    assert found(address) == []


def test_a_skill_named_in_either_language_is_one_thing_asked_for():
    elisa = skill_called("ELISA", "酶联免疫吸附")

    for words in ("elisa", "酶联免疫吸附"):
        (unit,) = read_search(QueryDict(f"q={words}")).units
        assert unit.skill == elisa.pk


@pytest.mark.parametrize(
    ("number", "first"),
    [
        *(("", 0), ("1", 0), ("2", 20), ("200", 3980), ("201", 3980), ("0", 3980), ("-1", 3980)),
        *(("x", 0), ("\x00", 0), ("1e3", 0), ("9" * 5_000, 0)),
    ],
)
def test_the_number_of_a_page_says_which_rows(number, first):
    assert window_at(number) == (first, 20)


@pytest.mark.parametrize(
    ("number", "count", "shown"),
    [
        *(("", 45, 1), ("2", 45, 2), ("9", 45, 3), ("-1", 45, 3), ("x", 45, 1), ("7", 0, 1)),
        ("999", 10_000, 200),
    ],
)
def test_a_page_knows_its_number_and_all_there_are(number, count, shown):
    page = page_of([], count, number)["page"]

    assert (page.number, page.paginator.count) == (shown, count)


def test_a_search_is_told_with_its_conditions_and_orders(english):
    offered("Analyst")
    reply = answer("q=analyst&kind=job&pay=none")

    told = shown_search(reply.search, reply, with_match=False)

    assert told["chips"] == [("Job", "q=analyst&pay=none"), ("Not said", "q=analyst&kind=job")]
    assert (told["sorts"], told["sort"]) == ([Sort.RELEVANCE, Sort.DATE], Sort.RELEVANCE)
    assert "kind" in [facet.name for facet in told["facets"]]


@pytest.mark.parametrize(
    ("address", "with_match", "sorts", "sort"),
    [
        ("", False, [Sort.DATE], Sort.DATE),
        ("", True, [Sort.DATE, Sort.MATCH], Sort.DATE),
        ("sort=match", True, [Sort.DATE, Sort.MATCH], Sort.MATCH),
        ("sort=match", False, [Sort.DATE], Sort.DATE),
        ("q=a&sort=match", True, [Sort.RELEVANCE, Sort.DATE, Sort.MATCH], Sort.MATCH),
    ],
)
def test_only_orders_that_make_sense_are_offered(address, with_match, sorts, sort):
    reply = answer(address)

    told = shown_search(reply.search, reply, with_match=with_match)

    assert (told["sorts"], told["sort"]) == (sorts, sort)
