"""The address of the market, read as it comes from anybody."""

import pytest
from django.http import QueryDict

from companies.queries.openings import find_openings
from companies.search import read_search, skills_named
from tests.factories.vocabulary import skill_called

pytestmark = pytest.mark.django_db


def test_an_empty_address_looks_for_everything():
    search = read_search(QueryDict(""))

    assert (search.words, search.skill_ids) == ("", [])
    assert (search.kinds, search.parks, search.degrees) == ([], [], [])


def test_every_part_of_the_address_is_read():
    query = QueryDict("q=+analyst+&kind=job&kind=postdoc&park=biobay&degree=master&page=3")

    search = read_search(query)

    assert (search.words, search.skill_ids) == ("analyst", [])
    assert search.kinds == ["job", "postdoc"]
    assert (search.parks, search.degrees) == (["biobay"], ["master"])


def test_kinds_that_do_not_exist_are_left_out():
    assert read_search(QueryDict("kind=job&kind=slavery&kind=")).kinds == ["job"]


def test_words_are_cut_at_a_hundred_characters():
    assert read_search(QueryDict(f"q={'a' * 10_000}")).words == "a" * 100


def test_of_endless_choices_twenty_are_read():
    query = QueryDict("&".join(f"park=p{number}" for number in range(500)))

    assert len(read_search(query).parks) == 20


@pytest.mark.parametrize(
    "address",
    [
        "q=%00",
        "q=a%00b&park=%00&degree=%00",
        "park=%00biobay",
        "q=%ff%fe&park=%ff",
        "q=%ed%a0%80",
        f"q={'a' * 10_000}&park={'b' * 10_000}&degree={'c' * 10_000}",
        "q=%25%25%25&park=%25",
        "kind=&park=&degree=",
        "q=(((&park=')--",
    ],
)
def test_rubbish_in_the_address_breaks_nothing(address):
    search = read_search(QueryDict(address))

    assert list(find_openings(search)) == []


def test_skills_are_named_in_either_language():
    elisa = skill_called("ELISA", "酶联免疫吸附")
    culture = skill_called("cell culture", "细胞培养")

    assert skills_named("cell culture and 酶联免疫吸附") == sorted([elisa.pk, culture.pk])
    assert skills_named("platform") == []


def test_without_words_no_skill_is_looked_up(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert skills_named("") == []
