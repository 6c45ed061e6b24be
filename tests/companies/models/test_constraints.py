"""Every rule that the database keeps for the demand side is seen to refuse."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from companies.choices.openings import OpeningState
from tests.factories import training_breaks
from tests.factories.companies import (
    OpeningFactory,
    OpeningQuestionFactory,
    OpeningReportFactory,
    OpeningSkillFactory,
)
from tests.factories.parks import ParkFactory

pytestmark = pytest.mark.django_db


def same_skill_twice() -> None:
    first = OpeningSkillFactory()
    OpeningSkillFactory(opening=first.opening, skill=first.skill, importance="must")


def same_source_twice() -> None:
    park = ParkFactory()
    OpeningFactory.create_batch(2, company__park=park, external_id="A-1")


def reported_twice() -> None:
    first = OpeningReportFactory()
    OpeningReportFactory(opening=first.opening, reported_by=first.reported_by)


BREAKS: dict[str, Callable[[], object]] = {
    **training_breaks.OF_COMPANIES,
    "a_question_has_words": lambda: OpeningQuestionFactory(text_zh="", text_en=""),
    "a_choice_has_two_answers_at_least": lambda: OpeningQuestionFactory(
        kind="choice", choices=["Yes"]
    ),
    "an_opening_has_a_title": lambda: OpeningFactory(title_en="", title_zh=""),
    "an_opening_wants_somebody": lambda: OpeningFactory(headcount=0),
    "salary_range_in_order": lambda: OpeningFactory(salary_min=9000, salary_max=8000),
    "a_published_opening_has_its_time": lambda: OpeningFactory(state=OpeningState.PUBLISHED),
    "a_returned_opening_carries_a_comment": lambda: OpeningFactory(state=OpeningState.RETURNED),
    "a_template_stays_a_draft": lambda: OpeningFactory(published=True, is_template=True),
    "one_opening_per_id_of_the_source": same_source_twice,
    "one_row_per_skill_of_an_opening": same_skill_twice,
    "a_person_reports_an_opening_once": reported_twice,
    "a_settled_report_has_its_time": lambda: OpeningReportFactory(state="upheld"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses_what_breaks_a_rule(name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BREAKS[name]()
        connection.check_constraints()


def test_every_constraint_of_the_demand_side_is_tried():
    models = apps.get_app_config("companies").get_models()

    declared = {rule.name for model in models for rule in model._meta.constraints}

    assert declared == set(BREAKS)


@pytest.mark.parametrize(
    "salary",
    [
        {"salary_min": 8000},
        {"salary_max": 8000},
        {"salary_min": 8000, "salary_max": 8000},
        {"salary_min": 0, "salary_max": 1},
        {},
    ],
)
def test_a_salary_may_be_stated_in_part_or_not_at_all(salary):
    assert OpeningFactory(**salary).pk


@pytest.mark.parametrize("bound", ["salary_min", "salary_max"])
def test_a_salary_is_never_negative(bound):
    with pytest.raises(IntegrityError), transaction.atomic():
        OpeningFactory(**{bound: Decimal(-1)})


def test_two_parks_may_use_the_same_id_and_many_openings_may_have_none():
    OpeningFactory(external_id="A-1")
    OpeningFactory(external_id="A-1")
    first, second = OpeningFactory.create_batch(2, company__park=ParkFactory(), external_id="")

    assert first.park == second.park


def test_a_returned_opening_with_a_comment_and_a_published_one_with_its_time_are_kept():
    returned = OpeningFactory(state=OpeningState.RETURNED, review_comment="Name the salary.")
    published = OpeningFactory(state=OpeningState.PUBLISHED, published_at=timezone.now())

    assert (returned.state, published.state) == ("returned", "published")
