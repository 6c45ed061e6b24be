"""What a company does with its openings, in every state and by every kind of company."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from companies.actions.opening_errors import OpeningError, WordingError
from companies.actions.opening_steps import (
    close_opening,
    pause_opening,
    resume_opening,
    submit_opening,
    take_back_opening,
)
from companies.choices.openings import OpeningState
from companies.models import Opening
from parks.models import LogEntry
from parks.workflow import IllegalMoveError
from tests.factories.companies import (
    CompanyFactory,
    OpeningFactory,
    OpeningQuestionFactory,
)
from tests.factories.parks import UserFactory

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


@pytest.mark.parametrize("state", ["draft", "returned"])
@pytest.mark.parametrize(("trusted", "then"), [(False, "submitted"), (True, "published")])
def test_only_a_trusted_company_publishes_without_the_park_office(state, trusted, then):
    opening = opening_of(state, trusted=trusted)

    sent = submit_opening(opening, today=TODAY, by=UserFactory())

    assert (sent.state, sent.review_comment) == (then, "")
    assert (sent.published_at is not None) is trusted


@pytest.mark.parametrize("trusted", [False, True])
@pytest.mark.parametrize("state", ["submitted", "published", "paused", "closed", "expired"])
def test_what_was_sent_is_not_sent_again(state, trusted):
    opening = opening_of(state, trusted=trusted)
    before = everything()

    with pytest.raises(OpeningError):
        submit_opening(opening, today=TODAY, by=UserFactory())

    assert everything() == before


@pytest.mark.parametrize("trusted", [False, True])
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text_en": " \n"}, "Describe the work"),
        ({"closes_on": TODAY - timedelta(days=1)}, "last day has passed"),
        ({"is_template": True}, "template"),
    ],
)
def test_what_is_not_ready_is_not_sent(fields, words, trusted, english):
    opening = opening_of(trusted=trusted, **fields)
    before = everything()

    with pytest.raises(OpeningError, match=words):
        submit_opening(opening, today=TODAY, by=UserFactory())

    assert everything() == before


def test_the_last_day_itself_is_not_too_late():
    opening = opening_of(closes_on=TODAY)

    assert submit_opening(opening, today=TODAY, by=UserFactory()).state == "submitted"


@pytest.mark.parametrize("trusted", [False, True])
def test_a_company_that_is_not_verified_publishes_nothing(trusted, english):
    opening = OpeningFactory(company__trusted=trusted, text_en=TEXT)
    before = everything()

    with pytest.raises(OpeningError, match="not verified"):
        submit_opening(opening, today=TODAY, by=UserFactory())

    assert everything() == before


@pytest.mark.parametrize(
    "fields",
    [
        {"text_en": "Female preferred."},
        {"text_zh": "35岁以下"},
        {"title_zh": "限男性"},
        {"grade": "未婚优先"},
    ],
)
def test_forbidden_wording_is_refused_by_name(fields, english):
    opening = opening_of(trusted=True, **fields)
    before = everything()

    with pytest.raises(WordingError) as refused:
        submit_opening(opening, today=TODAY, by=UserFactory())

    assert all(breach.quote in str(refused.value) for breach in refused.value.breaches)
    assert all(breach.rule.name in str(refused.value) for breach in refused.value.breaches)
    assert everything() == before


def test_a_question_about_marriage_is_refused():
    opening = opening_of()
    OpeningQuestionFactory(opening=opening, text_zh="您结婚了吗？")

    with pytest.raises(WordingError):
        submit_opening(opening, today=TODAY, by=UserFactory())


def test_an_opening_is_taken_back_out_of_the_review():
    assert take_back_opening(opening_of("submitted"), by=UserFactory()).state == "draft"


@pytest.mark.parametrize("state", sorted(set(OpeningState.values) - {"submitted"}))
def test_nothing_is_taken_back_outside_of_the_review(state):
    opening = opening_of(state)
    before = everything()

    with pytest.raises(OpeningError):
        take_back_opening(opening, by=UserFactory())

    assert everything() == before


def test_a_pause_keeps_the_day_of_publication():
    opening = opening_of("published")
    day = opening.published_at

    paused = pause_opening(opening, by=UserFactory())
    resumed = resume_opening(opening, today=TODAY, by=UserFactory())

    assert (paused.state, resumed.state) == ("paused", "published")
    assert resumed.published_at == day


@pytest.mark.parametrize("state", sorted(set(OpeningState.values) - {"paused"}))
def test_only_what_is_paused_is_resumed(state):
    opening = opening_of(state, trusted=True)
    before = everything()

    with pytest.raises(OpeningError):
        resume_opening(opening, today=TODAY, by=UserFactory())

    assert everything() == before


def test_what_is_past_its_last_day_is_not_resumed_but_renewed():
    opening = opening_of("paused", closes_on=TODAY - timedelta(days=1))

    with pytest.raises(OpeningError):
        resume_opening(opening, today=TODAY, by=UserFactory())


def test_a_closed_opening_stays_closed_for_a_second_click():
    opening = opening_of("published")
    close_opening(opening, by=UserFactory())

    with pytest.raises(IllegalMoveError):
        close_opening(opening, by=UserFactory())


@pytest.mark.django_db(transaction=True)
def test_two_who_send_at_once_send_it_once():
    opening, user = opening_of(), UserFactory()
    start, outcomes = Barrier(2), []

    def send() -> None:
        start.wait()
        try:
            outcomes.append(submit_opening(opening, today=TODAY, by=user).state)
        except OpeningError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["refused", "submitted"]
    assert LogEntry.objects.filter(verb="submitted").count() == 1
