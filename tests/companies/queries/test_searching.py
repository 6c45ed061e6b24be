"""One search of the market: what is found, in which order, and the counts of all facets."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from companies.choices.searching import Facet
from companies.queries import searching
from companies.queries.searching import Window
from parks.models import Park
from tests.companies.searches import answer, counts, find_as_indexed, found, offered
from tests.factories.companies import CompanyFactory, OpeningSkillFactory
from tests.factories.parks import ParkFactory, SkillFactory
from tests.factories.vocabulary import (
    ChainStageFactory,
    DegreeLevelFactory,
    DisciplineFactory,
    RegionFactory,
    skill_called,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def park() -> Park:
    return ParkFactory(slug="here")


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("", ["分析员", "Operator", "100% QA_QC"]),
        ("operator", ["Operator"]),
        ("OPERATORS beta", ["Operator"]),
        ("beta  operator", ["Operator"]),
        ("operator alpha", []),
        ("分析", ["分析员"]),
        ("析员", ["分析员"]),
        ("阿尔法", ["分析员"]),
        ("oper", ["Operator"]),
        ("qa", ["100% QA_QC"]),
        ("100", ["100% QA_QC"]),
        ("bioreactor", ["Operator"]),
        ("蛋白", ["分析员"]),
        ("%", []),
        ("_", []),
        ("'; DROP TABLE companies_opening; --", []),
    ],
)
def test_every_word_stands_in_the_title_the_company_or_the_text(words, titles):
    alpha = CompanyFactory(name_en="", name_zh="阿尔法")
    offered("100% QA_QC", company__name_en="Gamma")
    offered("Operator", company__name_en="Beta", text_en="Runs bioreactors.")
    offered("分析员", company=alpha, text_zh="负责蛋白质分析。")

    assert found(f"q={words}".replace("%", "%25").replace(";", "%3B")) == titles


def test_a_skill_named_in_one_language_finds_openings_in_the_other(english):
    skill = skill_called("antibody purification", "抗体纯化", "mAb purification")
    asks = offered("Downstream engineer")
    OpeningSkillFactory(opening=asks, skill=skill)
    offered("Writes of it", text_en="You know antibody purification.")
    offered("只在文中", text_zh="熟悉抗体纯化工艺。")
    offered("Other engineer")

    for words in ("抗体纯化", "antibody purification"):
        assert set(found(f"q={words}")) == {"Downstream engineer", "Writes of it", "只在文中"}
    assert "Downstream engineer" in found("q=mAb purification")
    assert found("q=mAb purification engineer") == ["Downstream engineer"]


def test_the_name_of_a_skill_or_place_finds_by_its_parts_too():
    suzhou = RegionFactory(label_en="Suzhou", label_zh="苏州市")
    opening = offered("Analyst", region=suzhou)
    skill = SkillFactory(label_en="Viral clearance studies", label_zh="病毒清除研究")
    OpeningSkillFactory(opening=opening, skill=skill)

    for words in ("苏州", "suzhou analyst", "clearance", "病毒"):
        assert found(f"q={words}") == ["Analyst"]


def test_titles_come_before_skills_and_those_before_texts():
    skill = skill_called("ELISA")
    in_text = offered("Scientist", text_en="You run ELISA.")
    asked = offered("Technician")
    OpeningSkillFactory(opening=asked, skill=skill)
    offered("ELISA specialist")
    offered("Senior ELISA lead", company=in_text.company)

    titles = found("q=ELISA")

    assert titles == ["Senior ELISA lead", "ELISA specialist", "Technician", "Scientist"]


def test_openings_can_be_sorted_by_date_and_by_match():
    now = timezone.now()
    _first, second, third = (
        offered(title, published_at=now - timedelta(days=days))
        for title, days in (("First analyst", 1), ("Second analyst", 2), ("Scientist", 0))
    )
    best = (second.pk, third.pk)

    assert found("q=analyst&sort=date") == ["First analyst", "Second analyst"]
    assert found("sort=match", best) == ["Second analyst", "Scientist", "First analyst"]
    assert found("q=analyst&sort=match", best) == ["Second analyst", "First analyst"]
    assert found("sort=match") == found("") == ["Scientist", "First analyst", "Second analyst"]
    assert found("sort=relevance") == found("sort=nonsense") == found("")


def test_a_page_too_far_is_the_last_one():
    for number in range(5):
        offered(f"Analyst {number}", published_at=timezone.now() - timedelta(days=number))

    for address in ("", "q=analyst"):
        pages = [answer(address, Window(first, 2)).found.ids for first in (0, 2, 4, 400)]
        assert [len(ids) for ids in pages] == [2, 2, 1, 1]
        assert pages[2] == pages[3]
        assert len({*pages[0], *pages[1], *pages[2]}) == 5
    assert answer("q=nobody", Window(400, 2)).found.ids == []


def test_every_facet_counts_the_openings_of_each_choice(park):
    province = RegionFactory(code="320000")
    city = RegionFactory(code="320500", parent=province)
    family = DisciplineFactory(code="family:bio")
    major = DisciplineFactory(code="ug:1", parent=DisciplineFactory(code="ug:0", parent=family))
    skill = SkillFactory(code="CEL-01")
    rich = offered(
        "Analyst",
        company__park=park,
        kind="postdoc",
        region=city,
        min_degree=DegreeLevelFactory(code="master"),
        chain_stage=ChainStageFactory(code="cmc"),
        career_channel="technical",
        salary_min=9_000,
        salary_max=15_000,
        starts_by="2027-07-01",
    )
    rich.disciplines.add(major)
    OpeningSkillFactory(opening=rich, skill=skill)
    offered("Plain", company__park=park)

    assert {facet: counts(facet) for facet in Facet} == {
        Facet.KIND: {"job": 1, "postdoc": 1},
        Facet.PLACE: {"320000": 1, "320500": 1},
        Facet.PARK: {"here": 2},
        Facet.PAY: {"8000": 1, "12000": 1, "none": 1},
        Facet.DEGREE: {"master": 1, "none": 1},
        Facet.DISCIPLINE: {"family:bio": 1, "ug:0": 1, "none": 1},
        Facet.SKILL: {"CEL-01": 1},
        Facet.STAGE: {"cmc": 1},
        Facet.CHANNEL: {"technical": 1},
        Facet.START: {"2027-Q3": 1, "none": 1},
    }
    for facet in Facet:
        (own,) = {value for value in counts(facet) if value not in ("job", "none")} & {
            *("postdoc", "320500", "here", "12000", "master", "ug:0", "CEL-01", "cmc"),
            *("technical", "2027-Q3"),
        }
        assert "Analyst" in found(f"{facet.value}={own}")
        assert ("Plain" in found(f"{facet.value}={own}")) is (facet == Facet.PARK)


def test_a_choice_narrows_all_counts_but_those_of_its_own_facet(park):
    for kind, channel in (("job", "technical"), ("job", ""), ("internship", "technical")):
        offered(f"Analyst {kind}", kind=kind, career_channel=channel, company__park=park)
    offered("Operator", kind="postdoc", career_channel="management")

    for words in ("", "q=analyst&"):
        others = {} if words else {"postdoc": 1}
        assert counts(Facet.KIND, f"{words}kind=job") == {"job": 2, "internship": 1} | others
        assert counts(Facet.CHANNEL, f"{words}kind=job") == {"technical": 1}
        assert counts(Facet.PARK, f"{words}kind=job") == {"here": 2}
    both = "kind=job&channel=technical"
    assert counts(Facet.KIND, both) == {"job": 1, "internship": 1}
    assert counts(Facet.CHANNEL, both) == {"technical": 1}


def test_choices_of_one_facet_widen_and_facets_narrow():
    offered("Job here", kind="job", company__park__slug="here")
    offered("Internship here", kind="internship", company__park__slug="there")
    offered("Place there", kind="training_place", company__park__slug="there-too")

    assert set(found("kind=job&kind=internship")) == {"Job here", "Internship here"}
    assert found("kind=job&kind=internship&park=there") == ["Internship here"]


def test_a_city_narrows_its_province_down():
    province = RegionFactory(code="320000")
    for code, title in (("320500", "Suzhou"), ("320100", "Nanjing")):
        offered(title, region=RegionFactory(code=code, parent=province))

    assert set(found("place=320000")) == {"Suzhou", "Nanjing"}
    assert found("place=320000&place=320500") == ["Suzhou"]


@pytest.mark.parametrize(("days", "titles"), [(0, ["Analyst"]), (-1, [])])
def test_an_opening_leaves_the_market_with_its_last_day_without_any_worker(days, titles):
    offered("Analyst", closes_on=timezone.localdate() + timedelta(days=days))

    for address in ("", "q=analyst", "kind=job"):
        assert found(address) == titles
        assert sum(counts(Facet.KIND, address).values()) == len(titles)


def test_the_counts_of_a_big_market_are_kept_and_those_of_a_small_one_are_exact(settings):
    cache.clear()
    offered("Analyst")
    before = answer().found.count
    offered("Operator")

    exact = answer().found.count
    settings.BIG_MARKET = 2
    answer()
    offered("Scientist")
    kept = answer().found

    cache.clear()
    assert (before, exact, kept.count, len(kept.ids)) == (1, 2, 2, 3)


def test_entries_that_are_out_of_date_are_told_of():
    offered("Analyst")
    offered("Operator")

    assert find_as_indexed().stale == 2


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("address", ["q=analyst", "kind=job&channel=technical", "q=a&kind=job"])
def test_a_search_is_one_query_however_much_is_found(rows, address, django_assert_num_queries):
    for _number in range(rows):
        offered("Analyst", career_channel="technical")
    search = answer(address).search

    with django_assert_num_queries(1):
        reply = searching.find(search, timezone.localdate(), Window())

    assert reply.count == (0 if "q=a&" in address else rows)
