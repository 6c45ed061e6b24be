"""What is looked for, and the openings that satisfy all of it."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from companies.actions.indexing import index_openings
from companies.choices.searching import Facet
from companies.models import Company
from companies.queries.openings import (
    find_openings,
    openings_in_order,
    openings_per_company,
    similar_openings,
)
from companies.search import read_search
from tests.companies.searches import offered
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningSkillFactory
from tests.factories.parks import ParkFactory, SkillFactory
from tests.factories.vocabulary import DegreeLevelFactory

pytestmark = pytest.mark.django_db


def titles(address: str = "") -> list[str]:
    index_openings()
    return sorted(str(opening) for opening in find_openings(read_search(QueryDict(address))))


def test_openings_are_found_by_words_and_facets_together(english):
    here = ParkFactory(slug="here")
    offered("Analyst", kind="internship", company__park=here)
    offered("Analyst elsewhere", kind="internship")
    offered("Operator", kind="internship", company__park=here)

    assert titles("q=analyst&kind=internship&park=here") == ["Analyst"]
    assert len(titles()) == 3


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "paused", "closed", "expired"])
def test_what_is_not_offered_is_not_found(state):
    OpeningFactory(state=state, published_at=timezone.now(), review_comment="Pay?")

    assert titles() == []


def test_what_has_passed_its_last_day_is_neither_found_nor_counted():
    past = offered("Analyst", closes_on=timezone.localdate() - timedelta(days=1))

    assert titles() == []
    assert openings_per_company(Company.objects.filter(pk=past.company_id)) == {}


def test_a_search_can_be_found_again_by_its_address():
    ParkFactory(slug="biobay")
    DegreeLevelFactory(code="master")
    address = "q=cell+culture&kind=job&kind=postdoc&park=biobay&degree=master&sort=date"

    assert read_search(QueryDict(address)).address == address


def test_a_condition_can_be_taken_away():
    search = read_search(QueryDict("q=cell&kind=job&kind=postdoc&pay=8000"))
    (job, _postdoc) = search.chosen[Facet.KIND]
    (pay,) = search.chosen[Facet.PAY]

    assert search.without_term(job).address == "q=cell&kind=postdoc&pay=8000"
    assert search.without_term(pay).address == "q=cell&kind=job&kind=postdoc"
    assert search.without(Facet.KIND).address == "q=cell&pay=8000"
    assert search.without_words().address == "kind=job&kind=postdoc&pay=8000"
    assert search.without_facets().address == "q=cell"


def test_what_is_found_is_fetched_in_the_order_given_and_only_while_on_offer():
    first, second, closed = offered("A"), offered("B"), OpeningFactory()

    assert openings_in_order([second.pk, closed.pk, first.pk]) == [second, first]


def test_only_published_openings_are_counted_for_a_company():
    company = CompanyFactory()
    OpeningFactory.create_batch(2, company=company, published=True)
    OpeningFactory(company=company)
    offered("Elsewhere")

    assert openings_per_company(Company.objects.filter(pk=company.pk)) == {company.pk: 2}


def test_similar_openings_share_most_skills_and_are_of_the_same_kind():
    skills = SkillFactory.create_batch(3)
    asked = offered("Asked", kind="job")
    twin, cousin = offered("Twin", kind="job"), offered("Cousin", kind="job")
    other_kind, draft = offered("Other", kind="internship"), OpeningFactory()
    unlike = offered("Unlike", kind="job")
    for opening, number in ((asked, 3), (twin, 3), (cousin, 1), (other_kind, 3), (draft, 3)):
        for skill in skills[:number]:
            OpeningSkillFactory(opening=opening, skill=skill)
    OpeningSkillFactory(opening=unlike)

    assert similar_openings(asked) == [twin, cousin]


def test_similar_openings_are_few_and_still_open():
    skill, asked = SkillFactory(), offered("Asked")
    OpeningSkillFactory(opening=asked, skill=skill)
    for days in (-1, *range(6)):
        closes_on = timezone.localdate() + timedelta(days=days)
        OpeningSkillFactory(opening=offered("Like it", closes_on=closes_on), skill=skill)

    found = similar_openings(asked)

    assert len(found) == 4
    assert all(opening.closes_on >= timezone.localdate() for opening in found)


def test_an_opening_without_skills_has_nothing_similar():
    OpeningSkillFactory(opening__published=True)

    assert similar_openings(offered("Asked")) == []
