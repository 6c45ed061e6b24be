"""Triggers note which search entries are out of date, whatever path a write took."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.utils import timezone

from companies.actions.indexing import index_openings
from companies.models import Company, Opening, OpeningIndex, OpeningSkill
from parks.models import Park, Skill
from tests.companies.searches import find_as_indexed, offered
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningSkillFactory
from tests.factories.parks import ParkFactory, SkillFactory
from tests.factories.vocabulary import (
    ChainStageFactory,
    DegreeLevelFactory,
    DisciplineFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db
DAY = "2030-01-01"
CHANGES: dict[str, Callable[[], object]] = {
    "company_id": lambda: CompanyFactory().pk,
    "park_id": lambda: ParkFactory().pk,
    "kind": lambda: "postdoc",
    "state": lambda: "paused",
    "title_zh": lambda: "分析员",
    "title_en": lambda: "Scientist",
    "text_zh": lambda: "检测",
    "text_en": lambda: "Assays",
    "min_degree_id": lambda: DegreeLevelFactory().pk,
    "chain_stage_id": lambda: ChainStageFactory().pk,
    "region_id": lambda: RegionFactory().pk,
    "place_text": lambda: "Basel",
    "salary_min": lambda: 1,
    "salary_max": lambda: 2,
    "salary_currency": lambda: "USD",
    "salary_period": lambda: "year",
    "career_channel": lambda: "technical",
    "starts_by": lambda: DAY,
    "closes_on": lambda: DAY,
    "published_at": timezone.now,
}
UNSEARCHED = {
    "headcount": 7,
    "grade": "P4",
    "min_years": 3,
    "review_comment": "Fine.",
    "submitted_at": DAY + "T00:00:00Z",
    "external_id": "x",
    "updated_at": DAY + "T00:00:00Z",
}


@pytest.fixture
def opening() -> Opening:
    opening = offered("Analyst")
    OpeningSkillFactory(opening=opening)
    opening.disciplines.add(DisciplineFactory())
    index_openings()
    return opening


@pytest.fixture
def other(opening) -> Opening:
    """Another opening, of which nothing changes."""
    other = offered("Operator")
    index_openings()
    return other


def out_of_date() -> list[int]:
    stale = OpeningIndex.objects.filter(is_stale=True).order_by("pk")
    return list(stale.values_list("pk", flat=True))


def test_a_new_opening_has_an_entry_that_is_out_of_date_and_not_found():
    opening = offered("Analyst")

    entry = OpeningIndex.objects.get()

    assert (entry.opening, entry.is_stale, entry.is_on_offer) == (opening, True, False)


@pytest.mark.parametrize("column", CHANGES)
def test_a_change_of_what_is_searched_is_noted(column, opening, other):
    Opening.objects.filter(pk=opening.pk).update(**{column: CHANGES[column]()})

    assert out_of_date() == [opening.pk]


def test_every_column_is_either_watched_or_not_searched():
    columns = {field.attname for field in Opening._meta.concrete_fields}
    never_change = {"id", "uuid", "source", "created_at", "occupation_id", "is_template"}

    assert columns == CHANGES.keys() | UNSEARCHED.keys() | never_change


@pytest.mark.parametrize("column", UNSEARCHED)
def test_a_change_of_anything_else_is_none(column, opening, other):
    Opening.objects.filter(pk=opening.pk).update(**{column: UNSEARCHED[column]})

    assert out_of_date() == []


def test_a_write_that_changes_nothing_is_none(opening):
    opening.save()

    assert out_of_date() == []


def test_skills_asked_for_are_noted_when_they_come_change_and_go(opening, other):
    changes = (
        lambda: OpeningSkillFactory(opening=opening),
        lambda: opening.requirements.update(level=4),
        lambda: opening.requirements.all().delete(),
        lambda: opening.disciplines.add(DisciplineFactory()),
        lambda: opening.disciplines.clear(),
    )
    noted = []
    for change in changes:
        change()
        noted.append(out_of_date())
        index_openings()

    assert noted == [[opening.pk]] * 5


def test_a_skill_moved_from_one_opening_to_another_is_noted_for_both(opening, other):
    OpeningSkill.objects.update(opening=other)

    assert out_of_date() == [opening.pk, other.pk]


@pytest.mark.parametrize("column", ["name_zh", "name_en"])
def test_a_new_name_of_company_or_park_is_noted_for_its_openings(column, opening, other):
    Company.objects.filter(pk=opening.company_id).update(**{column: "New name"})
    of_company = out_of_date()
    index_openings()
    Park.objects.filter(pk=opening.park_id).update(**{column: "New name"})

    assert (of_company, out_of_date()) == ([opening.pk], [opening.pk])


def test_a_new_place_of_company_or_park_is_noted(opening, other):
    Company.objects.filter(pk=opening.company_id).update(region=RegionFactory())
    of_company = out_of_date()
    index_openings()
    Park.objects.filter(pk=opening.park_id).update(region=RegionFactory())

    assert (of_company, out_of_date()) == ([opening.pk], [opening.pk])


def test_other_news_of_a_company_is_none(opening):
    Company.objects.filter(pk=opening.company_id).update(website="https://example.org")
    Park.objects.filter(pk=opening.park_id).update(website="https://example.org")

    assert out_of_date() == []


def test_a_new_label_of_a_skill_is_noted_for_those_that_ask_for_it(opening, other):
    SkillFactory()
    asked = opening.requirements.values("skill")

    Skill.objects.filter(pk__in=asked).update(label_en="New label")

    assert out_of_date() == [opening.pk]


@pytest.mark.parametrize("factory", [RegionFactory, DisciplineFactory])
def test_a_tree_that_changes_makes_everything_out_of_date(factory, opening, other):
    row = factory()
    type(row).objects.filter(pk=row.pk).update(other_names=["unheard of"])
    before = out_of_date()
    type(row).objects.filter(pk=row.pk).update(parent=factory(), **deeper(row))

    assert (before, out_of_date()) == ([], [opening.pk, other.pk])


def deeper(row) -> dict[str, int]:
    return {"depth": 1} if hasattr(row, "depth") else {"level": 2}


def test_many_openings_are_noted_by_one_statement(opening, other):
    Opening.objects.update(title_en="Scientist")

    assert out_of_date() == [opening.pk, other.pk]


@pytest.mark.parametrize("state", ["paused", "closed", "expired"])
def test_what_is_no_longer_published_is_found_no_more_from_this_moment(state, opening, other):
    Opening.objects.filter(pk=opening.pk).update(state=state)

    assert find_as_indexed().ids == find_as_indexed("q=operator").ids == [other.pk]
    assert find_as_indexed("q=analyst").count == 0


def test_what_is_changed_but_still_published_stays_found_meanwhile(opening):
    Opening.objects.filter(pk=opening.pk).update(title_en="Scientist")

    assert find_as_indexed("q=analyst").ids == [opening.pk]


def test_an_upsert_is_noted_like_any_other_write(opening, other):
    opening.title_en = "Scientist"
    fresh = Opening(company=opening.company, park=opening.park, title_en="Brand new")

    Opening.objects.bulk_create(
        [opening, other], update_conflicts=True, unique_fields=["id"], update_fields=["title_en"]
    )
    Opening.objects.bulk_create([fresh])

    assert out_of_date() == [opening.pk, fresh.pk]


def test_an_opening_takes_its_entry_with_it(opening, other):
    opening.delete()

    assert list(OpeningIndex.objects.values_list("pk", flat=True)) == [other.pk]


def test_an_opening_deleted_by_hand_takes_its_entry_with_it(opening, other):
    with connection.cursor() as cursor:
        for table in ("companies_openingskill", "companies_opening_disciplines"):
            cursor.execute(f"DELETE FROM {table} WHERE opening_id = %s", [opening.pk])  # noqa: S608
        cursor.execute("DELETE FROM companies_opening WHERE id = %s", [opening.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert list(OpeningIndex.objects.values_list("pk", flat=True)) == [other.pk]


def test_a_draft_becomes_findable_when_it_is_published():
    draft = OpeningFactory(title_en="Analyst")
    index_openings()

    Opening.objects.filter(pk=draft.pk).update(state="published", published_at=timezone.now())
    index_openings()

    assert find_as_indexed("q=analyst").ids == [draft.pk]


def test_an_entry_is_named_by_its_opening(opening):
    assert str(opening.search_index) == str(opening.pk)
