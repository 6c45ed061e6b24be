"""Rows as JSON and back: nothing is lost on the way, not a microsecond."""

import pytest
from django.db import connection, transaction

from companies.models import Opening, OpeningSkill
from parks.imports.snapshots import Part, Snapshots, digest_of
from tests.factories.companies import OpeningFactory, OpeningSkillFactory
from tests.factories.vocabulary import DisciplineFactory

pytestmark = pytest.mark.django_db

LINK = Opening.disciplines.through
SNAPSHOTS = Snapshots(Opening, (Part(OpeningSkill, "opening_id"), Part(LINK, "opening_id")))


@pytest.fixture
def opening() -> Opening:
    opening = OpeningFactory(published=True, title_zh="质量“控制”\n\\分析员", salary_min=1)
    OpeningSkillFactory.create_batch(2, opening=opening)
    opening.disciplines.add(DisciplineFactory())
    return opening


def everything() -> list[list[tuple]]:
    return [
        list(model.objects.order_by("pk").values_list()) for model in (Opening, OpeningSkill, LINK)
    ]


def test_a_row_with_all_its_parts_comes_back_as_it_was(opening):
    OpeningSkillFactory(opening=OpeningFactory())
    before = everything()
    taken = SNAPSHOTS.take([opening.pk])
    opening.title_zh, opening.salary_min = "", None
    opening.save()
    opening.requirements.all().delete()
    opening.disciplines.clear()
    OpeningSkillFactory(opening=opening)

    SNAPSHOTS.put_back(taken)

    assert everything() == before


def test_a_row_that_is_not_there_has_no_snapshot(opening):
    assert SNAPSHOTS.take([opening.pk + 1]) == {}


def test_nothing_taken_puts_nothing_back(opening):
    before = everything()

    SNAPSHOTS.put_back({})

    assert everything() == before


@pytest.mark.parametrize("part", ["row", "skill", "discipline"])
def test_the_digest_changes_with_any_part_of_the_row(opening, part):
    before = digest_of(SNAPSHOTS.take([opening.pk])[opening.pk])

    if part == "row":
        Opening.objects.update(grade="P5")
    elif part == "skill":
        opening.requirements.filter(pk=opening.requirements.earliest("pk").pk).update(level=4)
    else:
        opening.disciplines.clear()

    assert digest_of(SNAPSHOTS.take([opening.pk])[opening.pk]) != before


def test_the_digest_of_an_unchanged_row_stays(opening):
    first, second = (SNAPSHOTS.take([opening.pk])[opening.pk] for _time in range(2))

    assert digest_of(first) == digest_of(second)


@pytest.mark.django_db(transaction=True)
def test_a_locked_row_cannot_be_changed_by_others():
    opening = OpeningFactory()
    other = connection.copy()
    update = "UPDATE companies_opening SET grade = 'x' WHERE id = %s"

    with transaction.atomic():
        SNAPSHOTS.lock([opening.pk])
        with other.cursor() as cursor, pytest.raises(Exception, match="lock timeout"):
            cursor.execute("SET lock_timeout = '50ms'")
            cursor.execute(update, [opening.pk])
    other.close()
