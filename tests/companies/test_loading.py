"""From the rows of an opening to its search entry."""

from datetime import date

import pytest
from django.utils import timezone

from companies.choices.searching import PAY_BANDS, UNSAID, Facet, quarter_of
from companies.loading import MOST_TITLE, MOST_WORDS, entry_of, load_openings, numbers_of, pay_bands
from companies.models import Opening, OpeningIndex
from companies.queries.packing import count_packed, read_stamps
from companies.queries.terms import read_terms
from companies.queries.words import IN_TITLE
from tests.companies.searches import offered
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningSkillFactory
from tests.factories.parks import ParkFactory, SkillFactory
from tests.factories.vocabulary import DisciplineFactory, RegionFactory

pytestmark = pytest.mark.django_db


def entry(opening: Opening) -> OpeningIndex:
    (loaded,) = load_openings([opening.pk])
    return entry_of(loaded, read_terms())


def numbers(opening: Opening, facet: Facet) -> list[int]:
    (loaded,) = load_openings([opening.pk])
    return [number for of, number in numbers_of(loaded, read_terms()) if of == facet]


def test_an_entry_is_up_to_date_and_tells_the_days_of_its_opening():
    now = timezone.now()
    opening = offered("Analyst", published_at=now, closes_on=date(2100, 1, 1))

    written = entry(opening)

    assert (written.is_stale, written.is_on_offer) == (False, True)
    assert (written.published_at, written.closes_on) == (now, date(2100, 1, 1))
    assert read_stamps(written.stamp)["id"].tolist() == [opening.pk]


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "paused", "closed", "expired"])
def test_of_what_is_not_published_nothing_is_kept(state):
    opening = OpeningFactory(state=state, review_comment="Pay?")

    written = entry(opening)

    assert (written.is_stale, written.is_on_offer) == (False, False)
    assert (written.words, written.title, written.facets) == ([], "", b"")


def test_words_of_both_languages_are_kept_and_those_of_the_title_marked():
    company = CompanyFactory(name_en="Alpha", name_zh="阿尔法")
    opening = OpeningFactory(
        published=True,
        company=company,
        title_zh="分析员",
        title_en="Analyst",
        text_zh="负责检测",
        text_en="Runs assays",
    )

    words = set(entry(opening).words)

    assert {"分析员", "analyst", "alpha", "检测", "assay"} <= words
    assert {f"{IN_TITLE}{word}" for word in ("分析员", "分析", "analyst", "alpha", "阿尔")} <= words
    assert not {f"{IN_TITLE}检测", f"{IN_TITLE}assay"} & words


def test_skills_places_and_parks_are_found_by_their_names_in_both_languages():
    region = RegionFactory(label_en="Suzhou", label_zh="苏州市")
    park = ParkFactory(name_en="BioBAY", name_zh="生物纳米园")
    opening = offered("Analyst", company__park=park, region=region)
    skill = SkillFactory(label_en="Cell culture", label_zh="细胞培养")
    OpeningSkillFactory(opening=opening, skill=skill)

    words = set(entry(opening).words)

    assert {"culture", "培养", "suzhou", "苏州", "biobay", "纳米"} <= words


def test_the_folded_title_is_for_mistyped_words():
    company = CompanyFactory(name_en="ALPHA", name_zh="阿尔法")
    opening = OpeningFactory(
        published=True, company=company, title_en="QC  Analyst", title_zh="分析员"
    )

    assert entry(opening).title == "分析员 qc analyst 阿尔法 alpha"


def test_what_an_opening_counts_for_is_packed_once_each():
    skill = SkillFactory()
    opening = offered("Analyst", kind="postdoc")
    OpeningSkillFactory(opening=opening, skill=skill)

    packed = count_packed(entry(opening).facets)

    assert packed[Facet.SKILL] == {skill.pk: 1}
    assert packed[Facet.PARK] == {opening.park_id: 1}


@pytest.mark.parametrize(
    ("salary", "least"),
    [
        ({}, None),
        ({"salary_min": 8_000, "salary_max": 12_000}, [8_000]),
        ({"salary_min": 8_000}, [8_000]),
        ({"salary_max": 5_000}, [4_000]),
        ({"salary_min": 120_000, "salary_max": 240_000, "salary_period": "year"}, [8_000, 12_000]),
        ({"salary_min": 200, "salary_period": "day"}, [4_000]),
        ({"salary_min": 50, "salary_period": "hour"}, [8_000]),
        ({"salary_min": 9_000, "salary_currency": "USD"}, None),
        ({"salary_min": 0, "salary_max": 0}, [0]),
    ],
)
def test_pay_counts_by_the_month_in_chinese_money(salary, least):
    bands = list(pay_bands(Opening(**salary)))

    assert bands == ([UNSAID] if least is None else [PAY_BANDS.index(one) + 1 for one in least])


def test_a_place_counts_with_all_that_it_lies_in():
    province = RegionFactory(code="320000")
    city = RegionFactory(code="320500", parent=province)

    assert numbers(offered("Analyst", region=city), Facet.PLACE) == [city.pk, province.pk]


def test_without_a_place_of_its_own_an_opening_is_at_its_company_or_in_its_park():
    here, there = RegionFactory(), RegionFactory()
    park = ParkFactory(region=there)
    company = CompanyFactory(park=park, region=here)

    assert numbers(offered("At the company", company=company), Facet.PLACE) == [here.pk]
    assert numbers(offered("In the park", company__park=park), Facet.PLACE) == [there.pk]
    assert numbers(offered("Abroad", company=company, place_text="Basel"), Facet.PLACE) == []


def test_disciplines_count_for_their_class_and_family_and_none_for_any():
    family = DisciplineFactory()
    group = DisciplineFactory(parent=family, scheme="undergraduate")
    majors = [DisciplineFactory(parent=group, scheme="undergraduate") for _number in range(2)]
    open_to_some, open_to_all = offered("Some"), offered("All")
    open_to_some.disciplines.set(majors)

    assert set(numbers(open_to_some, Facet.DISCIPLINE)) == {group.pk, family.pk}
    assert numbers(open_to_all, Facet.DISCIPLINE) == [UNSAID]


def test_what_is_not_said_counts_as_such_where_that_is_a_choice():
    opening = offered("Analyst")

    assert [numbers(opening, facet) for facet in (Facet.DEGREE, Facet.START, Facet.PAY)] == [
        [0]
    ] * 3
    assert numbers(opening, Facet.STAGE) == numbers(opening, Facet.CHANNEL) == []


def test_a_start_counts_by_its_quarter():
    opening = offered("Analyst", starts_by=date(2027, 8, 15))

    assert numbers(opening, Facet.START) == [quarter_of(date(2027, 7, 1))]


LONGEST = " ".join("ω" * 60 + f"{number:04}" for number in range(5_000))


@pytest.mark.parametrize(
    "text", ["词语 " * 100_000, "word " * 100_000, "x" * 500_000, "\ufffd'\\", LONGEST]
)
def test_the_longest_text_makes_an_entry_that_the_database_takes(text):
    different = " ".join(f"w{number}" for number in range(20_000))
    opening = offered("Analyst", text_zh=text, text_en=different)

    written = entry(opening)
    written.save()

    assert len(written.words) <= 2 * MOST_WORDS
    assert len(written.title) <= MOST_TITLE


@pytest.mark.parametrize("rows", [1, 3])
def test_openings_are_loaded_by_three_queries_however_many(rows, django_assert_num_queries):
    openings = [offered("Analyst") for _number in range(rows)]
    for opening in openings:
        OpeningSkillFactory(opening=opening)
        opening.disciplines.add(DisciplineFactory())
    terms = read_terms()

    with django_assert_num_queries(3):
        entries = [entry_of(one, terms) for one in load_openings(one.pk for one in openings)]

    assert len(entries) == rows
