"""The market's filter, and the counts beside each of its choices."""

from datetime import timedelta

import pytest
from django.utils import timezone

from companies.models import Company, Opening
from companies.queries.openings import (
    Choice,
    Search,
    degree_choices,
    find_openings,
    kind_choices,
    openings_per_company,
    park_choices,
    similar_openings,
)
from parks.models import Park
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningSkillFactory
from tests.factories.parks import ParkFactory, SkillFactory
from tests.factories.vocabulary import DegreeLevelFactory

pytestmark = pytest.mark.django_db


def offered(**fields) -> Opening:
    return OpeningFactory(published=True, **fields)


def titles(search: Search) -> list[str]:
    return sorted(opening.title_en for opening in find_openings(search))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["100% QA_QC", "Analyst", "Operator"]),
        ("analyst", ["Analyst"]),
        ("ANALYST alpha", ["Analyst"]),
        ("alpha  analyst", ["Analyst"]),
        ("analyst beta", []),
        ("分析", ["Analyst"]),
        ("阿尔法", ["Analyst"]),
        ("%", ["100% QA_QC"]),
        ("_", ["100% QA_QC"]),
        ("A_C", []),
        ("\\", []),
        ("'; DROP TABLE companies_opening; --", []),
    ],
)
def test_every_word_stands_in_the_title_or_the_name_of_the_company(words, found):
    alpha = CompanyFactory(name_en="Alpha", name_zh="阿尔法")
    offered(title_en="Analyst", title_zh="分析员", company=alpha)
    offered(title_en="Operator", company__name_en="Beta")
    offered(title_en="100% QA_QC", company__name_en="Gamma")

    assert titles(Search(words=words)) == found


def test_words_that_name_a_skill_find_the_openings_that_ask_for_it_once_each():
    elisa, gmp = SkillFactory(), SkillFactory()
    both, named = offered(title_en="Analyst"), offered(title_en="ELISA specialist")
    for skill in (elisa, gmp):
        OpeningSkillFactory(opening=both, skill=skill)
    offered(title_en="Operator")

    found = find_openings(Search(words="ELISA", skill_ids=[elisa.pk, gmp.pk]))

    assert sorted(found.values_list("pk", flat=True)) == sorted([both.pk, named.pk])


def test_the_conditions_of_a_filter_hold_together():
    here, there = ParkFactory(slug="here"), ParkFactory(slug="there")
    offered(title_en="right", kind="internship", company__park=here)
    offered(title_en="other kind", kind="job", company__park=here)
    offered(title_en="other park", kind="internship", company__park=there)

    assert titles(Search(kinds=["internship"], parks=["here"])) == ["right"]
    assert titles(Search(kinds=["internship", "job"], parks=["here"])) == ["other kind", "right"]
    assert titles(Search(parks=["nowhere"])) == []


def test_openings_are_found_by_the_least_degree_or_by_asking_for_none():
    bachelor, master = DegreeLevelFactory(code="bachelor"), DegreeLevelFactory(code="master")
    offered(title_en="bachelor", min_degree=bachelor)
    offered(title_en="master", min_degree=master)
    offered(title_en="any")

    assert titles(Search(degrees=["bachelor"])) == ["bachelor"]
    assert titles(Search(degrees=["bachelor", "none"])) == ["any", "bachelor"]


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "paused", "closed", "expired"])
def test_what_is_not_offered_is_not_found(state):
    OpeningFactory(state=state, published_at=timezone.now(), review_comment="Pay?")

    assert titles(Search()) == []


def test_what_has_passed_its_last_day_is_neither_found_nor_counted():
    yesterday = timezone.localdate() - timedelta(days=1)
    past = offered(closes_on=yesterday)

    assert titles(Search()) == []
    assert {choice.count for choice in kind_choices(Search())} == {0}
    assert openings_per_company(Company.objects.filter(pk=past.company_id)) == {}


def test_each_kind_tells_how_many_openings_choosing_it_would_leave(english):
    park = ParkFactory(slug="here")
    for kind in ("job", "job", "internship"):
        offered(kind=kind, company__park=park)
    offered(kind="job")

    choices = kind_choices(Search(kinds=["job"], parks=["here"]))

    assert choices == [
        Choice("job", "Job", 2, chosen=True),
        Choice("internship", "Internship", 1, chosen=False),
        Choice("training_place", "Training place", 0, chosen=False),
        Choice("postdoc", "Post-doctoral place", 0, chosen=False),
    ]


def test_each_park_and_degree_tells_its_count_whatever_else_of_its_own_is_chosen(english):
    level = DegreeLevelFactory(code="master", label_en="Master", rank=5)
    here = ParkFactory(slug="here", name_en="Here")
    there = ParkFactory(slug="there", name_en="There")
    offered(company__park=here, min_degree=level)
    offered(company__park=there)
    search = Search(parks=["here"], degrees=["master"])

    parks = park_choices(search, Park.objects.filter(pk__in=[here.pk, there.pk]).order_by("pk"))

    assert parks == [
        Choice("here", "Here", 1, chosen=True),
        Choice("there", "There", 0, chosen=False),
    ]
    assert degree_choices(search) == [Choice("master", "Master", 1, chosen=True)]


def test_only_published_openings_are_counted_for_a_company():
    company = CompanyFactory()
    OpeningFactory.create_batch(2, company=company, published=True)
    OpeningFactory(company=company)
    offered()

    assert openings_per_company(Company.objects.filter(pk=company.pk)) == {company.pk: 2}


def test_similar_openings_share_most_skills_and_are_of_the_same_kind():
    skills = SkillFactory.create_batch(3)
    asked = offered(kind="job")
    twin, cousin = offered(kind="job"), offered(kind="job")
    other_kind, draft, unlike = offered(kind="internship"), OpeningFactory(), offered(kind="job")
    for opening, number in ((asked, 3), (twin, 3), (cousin, 1), (other_kind, 3), (draft, 3)):
        for skill in skills[:number]:
            OpeningSkillFactory(opening=opening, skill=skill)
    OpeningSkillFactory(opening=unlike)

    assert similar_openings(asked) == [twin, cousin]


def test_similar_openings_are_few_and_still_open():
    skill, asked = SkillFactory(), offered()
    OpeningSkillFactory(opening=asked, skill=skill)
    for days in (-1, *range(6)):
        closes_on = timezone.localdate() + timedelta(days=days)
        OpeningSkillFactory(opening=offered(closes_on=closes_on), skill=skill)

    found = similar_openings(asked)

    assert len(found) == 4
    assert all(opening.closes_on >= timezone.localdate() for opening in found)


def test_an_opening_without_skills_has_nothing_similar():
    OpeningSkillFactory(opening__published=True)

    assert similar_openings(offered()) == []
