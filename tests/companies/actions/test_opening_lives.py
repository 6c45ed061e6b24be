"""What has ended is offered again; openings are copied, kept as templates and deleted."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from companies.actions.opening_errors import OpeningError, WordingError
from companies.actions.opening_steps import (
    copy_opening,
    delete_opening,
    renew_opening,
)
from companies.choices.openings import OpeningState
from companies.models import Opening
from parks.models import LogEntry
from tests.factories.companies import (
    CompanyFactory,
    OpeningFactory,
    OpeningQuestionFactory,
    OpeningSkillFactory,
)
from tests.factories.matching import ApplicationFactory
from tests.factories.parks import UserFactory
from tests.factories.vocabulary import DisciplineFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
TEXT = "Run HPLC analyses."


def opening_of(state: str = "draft", *, trusted: bool = False, **fields) -> Opening:
    company = CompanyFactory(trusted=trusted, verified=True)
    facts = {"text_en": TEXT, "review_comment": "Before"} | fields
    if state in ("published", "paused", "closed", "expired"):
        facts.setdefault("published_at", timezone.now() - timedelta(days=30))
    return OpeningFactory(company=company, state=state, **facts)


def everything() -> list[list[dict]]:
    return [list(noun.objects.order_by("pk").values()) for noun in (Opening, LogEntry)]


@pytest.mark.parametrize("state", ["closed", "expired"])
@pytest.mark.parametrize(("trusted", "then"), [(False, "submitted"), (True, "published")])
def test_what_has_ended_is_renewed_through_the_review(state, trusted, then):
    opening = opening_of(state, trusted=trusted, closes_on=TODAY - timedelta(days=3))
    day = TODAY + timedelta(days=30)

    renewed = renew_opening(opening, closes_on=day, today=TODAY, by=UserFactory())

    assert (renewed.state, renewed.closes_on) == (then, day)


@pytest.mark.parametrize("days", [-1, 367])
def test_a_new_last_day_lies_within_a_year(days):
    opening = opening_of("closed", closes_on=TODAY)
    before = everything()

    with pytest.raises(OpeningError):
        renew_opening(
            opening, closes_on=TODAY + timedelta(days=days), today=TODAY, by=UserFactory()
        )

    assert everything() == before


@pytest.mark.parametrize("state", sorted(set(OpeningState.values) - {"closed", "expired"}))
def test_only_what_has_ended_is_renewed(state):
    opening = opening_of(state)
    before = everything()

    with pytest.raises(OpeningError):
        renew_opening(opening, closes_on=TODAY, today=TODAY, by=UserFactory())

    assert everything() == before


def test_forbidden_wording_does_not_come_back_by_renewal():
    opening = opening_of("expired", text_zh="男士优先")
    before = everything()

    with pytest.raises(WordingError):
        renew_opening(opening, closes_on=TODAY, today=TODAY, by=UserFactory())

    assert everything() == before


def test_a_copy_is_a_draft_with_all_that_the_opening_asks():
    opening = opening_of(
        "published", external_id="A-1", closes_on=TODAY, starts_by=date(2026, 1, 1)
    )
    asked = OpeningSkillFactory(opening=opening, importance="must", level=3)
    OpeningQuestionFactory(
        opening=opening, text_en="Since when?", kind="choice", choices=["a", "b"]
    )
    family = DisciplineFactory()
    opening.disciplines.add(family)

    copy = copy_opening(opening, today=TODAY, by=UserFactory())

    assert (copy.state, copy.published_at, copy.external_id) == ("draft", None, "")
    assert (copy.text_en, copy.closes_on, copy.starts_by) == (TEXT, TODAY, None)
    assert copy.uuid != opening.uuid
    assert list(copy.requirements.values_list("skill", "importance", "level")) == [
        (asked.skill_id, "must", 3)
    ]
    assert list(copy.questions.values_list("text_en", "choices")) == [("Since when?", ["a", "b"])]
    assert list(copy.disciplines.all()) == [family]


def test_a_template_is_kept_apart_and_starts_openings():
    opening = opening_of("published", closes_on=TODAY)

    template = copy_opening(opening, today=TODAY, as_template=True, by=UserFactory())
    started = copy_opening(template, today=TODAY, by=UserFactory())

    assert (template.is_template, template.state, template.closes_on) == (True, "draft", None)
    assert (started.is_template, started.text_en) == (False, TEXT)


def test_a_draft_is_deleted_for_good():
    opening = opening_of()
    user = UserFactory()

    delete_opening(opening, by=user)

    assert not Opening.objects.exists()
    entry = LogEntry.objects.get(verb="deleted")
    assert (entry.row_id, entry.actor) == (opening.pk, user)


@pytest.mark.parametrize("state", ["submitted", "published", "paused", "closed", "expired"])
def test_what_others_have_seen_is_not_deleted(state):
    opening = opening_of(state)
    before = everything()

    with pytest.raises(OpeningError):
        delete_opening(opening, by=UserFactory())

    assert everything() == before


def test_a_draft_that_was_published_once_is_not_deleted():
    opening = opening_of("draft", published_at=timezone.now())

    with pytest.raises(OpeningError):
        delete_opening(opening, by=UserFactory())


def test_what_somebody_has_applied_for_is_not_deleted():
    opening = opening_of("returned")
    ApplicationFactory(opening=opening, state="draft", submitted_at=None)

    with pytest.raises(OpeningError):
        delete_opening(opening, by=UserFactory())

    assert Opening.objects.filter(pk=opening.pk).exists()
