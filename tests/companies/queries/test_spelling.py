"""What is offered where nothing was found."""

import pytest
from django.http import QueryDict
from django.utils import timezone

from companies.actions.indexing import index_openings
from companies.queries.spelling import MOST_UNITS, Hints, Part, hints_for
from companies.search import read_search
from tests.companies.searches import answer, offered
from tests.factories.vocabulary import skill_called

pytestmark = pytest.mark.django_db


def hints(address: str) -> Hints:
    index_openings()
    return hints_for(read_search(QueryDict(address)), timezone.localdate())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("antibdy", "antibody"),
        ("antibody enginer", "antibody engineer"),
        ("enginere", "engineer"),
        ("bioinfromatics", "bioinformatics"),
        ("ANTIBDY", "antibody"),
    ],
)
def test_a_mistyped_word_is_mended_by_the_titles_of_openings(typed, meant):
    offered("Antibody engineer")
    offered("Bioinformatics scientist")

    assert hints(f"q={typed}").mended == meant


@pytest.mark.parametrize(
    ("typed", "meant"), [("细泡培养", "细胞培养"), ("cel cultre", "cell culture")]
)
def test_a_mistyped_skill_is_mended_by_the_vocabulary(typed, meant):
    skill_called("cell culture", "细胞培养")
    offered("Cell culture engineer", title_zh="细胞培养工程师")

    assert hints(f"q={typed}").mended == meant


def test_a_mistyped_chinese_title_is_mended_by_those_there_are():
    offered("高级质量控制工程师")

    assert hints("q=质量控致工程师").mended == "质量控制工程师"


def test_a_mistyped_company_is_mended_too():
    offered("Analyst", company__name_en="Innovent Biologics")

    assert hints("q=inovent").mended == "innovent"


@pytest.mark.parametrize("typed", ["xylophone", "天气预报", "%", "'", "antibody xylophone"])
def test_what_is_like_nothing_is_not_mended(typed):
    offered("Antibody engineer")

    assert hints(f"q={typed}".replace("%", "%25")).mended == ""


def test_words_that_some_opening_has_are_not_mended():
    offered("Antibody engineer")
    offered("Antibodies")
    offered("Scientist")

    reply = hints("q=antibody scientist")

    assert reply == Hints(0, [Part("antibody", 2), Part("scientist", 1)], "")


def test_where_the_facets_leave_nothing_the_words_are_left_alone():
    offered("Antibody engineer", kind="job")

    assert hints("q=antibody&kind=postdoc") == Hints(1, [Part("antibody", 1)], "")


def test_only_so_many_things_are_looked_at(django_assert_num_queries):
    search = read_search(QueryDict("q=" + "+".join(f"word{number}" for number in range(14))))

    with django_assert_num_queries(1):
        found = hints_for(search, timezone.localdate())

    assert len(found.parts) == MOST_UNITS


def test_openings_that_are_over_mend_nothing():
    offered("Antibody engineer", closes_on="2020-01-01")

    assert hints("q=antibdy").mended == ""


def test_the_answer_shows_what_was_meant_and_says_so():
    offered("Antibody engineer", kind="job")
    offered("Scientist", kind="job")

    reply = answer("q=antibdy&kind=job&sort=date")

    assert reply.search.address == "q=antibody&kind=job&sort=date"
    assert reply.found.count == 1


def test_the_answer_stays_with_the_words_when_mending_finds_nothing_either():
    offered("Antibody engineer", kind="job")

    reply = answer("q=antibdy&kind=postdoc")

    assert reply.search.words == "antibdy"
    assert reply.hints.mended == "antibody"
    assert reply.found.count == 0


@pytest.mark.parametrize("words", ["a" * 10_000, "'\";--", "((((", "\x00", "研" * 500, "a:* & !b"])
def test_hostile_words_are_no_danger(words):
    offered("Antibody engineer")
    query = QueryDict(mutable=True)
    query["q"] = words

    assert isinstance(answer(query.urlencode()).found.count, int)
