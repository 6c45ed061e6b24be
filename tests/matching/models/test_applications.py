"""Who may read and change an application."""

from datetime import UTC, datetime

import pytest

from companies.models import Opening
from matching.choices.applications import ApplicationState
from matching.models import Application
from parks.workflow import IllegalMoveError
from tests.factories.companies import OpeningFactory, OpeningQuestionFactory
from tests.factories.matching import ApplicationFactory
from tests.factories.talent import DocumentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def opening(company) -> Opening:
    return OpeningFactory(company=company, published=True)


@pytest.mark.parametrize("state", sorted(set(ApplicationState.values) - {"draft", "withdrawn"}))
def test_what_was_sent_is_read_by_both_sides_and_moved_by_the_company(
    state, profile, opening, readers, editors
):
    application = ApplicationFactory(
        profile=profile, opening=opening, state=state, refusal_reason="filled"
    )

    assert readers(application) == {"graduate", "recruiter", "operator"}
    assert editors(application) == {"recruiter", "operator"}


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_what_is_not_sent_yet_or_was_taken_back_is_the_applicants_alone(
    state, profile, opening, readers, editors
):
    application = ApplicationFactory(profile=profile, opening=opening, state=state)

    assert readers(application) == {"graduate", "operator"}
    assert editors(application) == {"operator"}


def test_an_application_elsewhere_is_no_business_of_this_company(profile, readers):
    application = ApplicationFactory(profile=profile, opening=OpeningFactory(published=True))

    assert readers(application) == {"graduate", "operator"}


def test_live_applications_are_those_that_have_not_ended_without_hiring(opening):
    rows = {
        state: ApplicationFactory(opening=opening, state=state, refusal_reason="filled")
        for state in ApplicationState.values
    }

    live = set(Application.objects.live())

    assert live == {
        row for state, row in rows.items() if state not in ("refused", "withdrawn", "lapsed")
    }


def test_the_last_change_comes_first(opening):
    old, new = ApplicationFactory.create_batch(2, opening=opening)
    Application.objects.filter(pk=old.pk).update(changed_at=new.created_at.replace(year=2020))

    assert list(Application.objects.newest_first()) == [new, old]


@pytest.mark.parametrize("applications", [1, 3])
def test_openings_come_with_their_applications(applications, django_assert_num_queries):
    ApplicationFactory.create_batch(applications)

    with django_assert_num_queries(1):
        shown = [
            (str(row.opening), str(row.opening.company), str(row.opening.park))
            for row in Application.objects.with_opening()
        ]

    assert len(shown) == applications


def test_an_application_knows_which_move_is_next(profile, opening):
    application = ApplicationFactory(profile=profile, opening=opening)

    application.require_move(ApplicationState.SHORTLISTED)
    with pytest.raises(IllegalMoveError):
        application.require_move(ApplicationState.HIRED)


def test_an_application_is_reached_by_an_address_nobody_guesses(profile, opening):
    application = ApplicationFactory(profile=profile, opening=opening)

    assert application.get_absolute_url() == f"/me/applications/{application.uuid}/"
    assert str(application) == f"{profile} → {opening}"


def test_a_plain_member_works_on_the_applications_of_the_company(
    profile, opening, recruiter, readers, editors
):
    recruiter.memberships.update(role="member")
    application = ApplicationFactory(profile=profile, opening=opening)

    assert readers(application) == {"graduate", "recruiter", "operator"}
    assert editors(application) == {"recruiter", "operator"}


def test_who_has_left_the_company_sees_its_applications_no_more(
    profile, opening, recruiter, readers
):
    recruiter.memberships.update(left_at=opening.created_at)
    application = ApplicationFactory(profile=profile, opening=opening)

    assert readers(application) == {"graduate", "operator"}


def test_what_was_sent_and_has_not_ended_can_be_taken_back(profile):
    rows = {
        state: ApplicationFactory(profile=profile, state=state, refusal_reason="filled")
        for state in ApplicationState.values
    }

    found = set(Application.objects.withdrawable())

    under_way = ("submitted", "shortlisted", "interviewing", "offered", "accepted")
    assert found == {rows[state] for state in under_way}


@pytest.mark.parametrize("rows", [1, 3])
def test_what_was_sent_is_read_along_with_any_number_of_applications(
    rows, django_assert_num_queries
):
    for application in ApplicationFactory.create_batch(rows):
        question = OpeningQuestionFactory(opening=application.opening)
        application.answers.create(question=question, text="Yes")
        application.documents.add(DocumentFactory(profile=application.profile))

    with django_assert_num_queries(3):
        read = [
            (row.profile.user.email, [str(answer.question) for answer in row.answers.all()])
            for row in Application.objects.with_contents().order_by("pk")
            if row.documents.all()
        ]

    assert len(read) == rows


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        ("text", "yes", "yes"),
        ("yes_no", "yes", "Yes"),
        ("yes_no", "no", "No"),
        ("choice", "A", "A"),
    ],
)
@pytest.mark.usefixtures("english")
def test_an_answer_is_shown_in_words(kind, text, shown):
    question = OpeningQuestionFactory(kind=kind, choices=["A", "B"])
    answer = ApplicationFactory(opening=question.opening).answers.create(
        question=question, text=text
    )

    assert (answer.shown, str(answer)) == (shown, text)


@pytest.mark.parametrize("state", ApplicationState)
def test_only_what_waits_for_its_first_answer_has_a_last_day_for_it(state):
    sent = datetime(2026, 3, 1, 9, tzinfo=UTC)

    answer_by = Application(state=state, submitted_at=sent).answer_by

    waits = state == ApplicationState.SUBMITTED
    assert answer_by == (datetime(2026, 4, 30, 9, tzinfo=UTC) if waits else None)
