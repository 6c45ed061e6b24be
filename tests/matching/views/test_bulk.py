"""One step for many applicants: who can take it is said before, what came of it row by row."""

import pytest
from django.urls import reverse

from matching.actions.applications import advance_application, withdraw_application
from matching.choices.applications import ApplicationState
from matching.models import Application, ApplicationStep
from matching.queries.anonymity import candidate_name
from parks.models import OutboxMail
from tests.factories.companies import OpeningFactory
from tests.factories.matching import (
    ApplicationFactory,
    InterviewSlotFactory,
    MessageTemplateFactory,
)
from tests.factories.talent import ProfileGrantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def opening(company):
    return OpeningFactory(company=company, published=True, title_en="Analyst", title_zh="分析员")


@pytest.fixture
def bulk(opening) -> str:
    return reverse("matching:bulk", args=[opening.uuid])


def applied(opening, name: str, state: str = "submitted", language: str = "en") -> Application:
    row = ApplicationFactory(
        opening=opening,
        profile__user__full_name=name,
        profile__user__language=language,
        state=state,
        refusal_reason="filled",
    )
    ProfileGrantFactory(
        profile=row.profile, organisation=opening.company, reference=row.uuid, reason="application"
    )
    return row


def ticked(*rows: Application) -> list[str]:
    return [str(row.uuid) for row in rows]


def states() -> dict[str, str]:
    rows = Application.objects.values_list("profile__user__full_name", "state")
    return dict(rows.order_by("pk"))


def test_the_page_that_asks_names_who_can_and_who_cannot_and_why(opening, bulk, recruiter, sign_in):
    rows = [applied(opening, name) for name in ("Ann", "Bob")]
    rows += [applied(opening, "Cyrilla", "shortlisted"), applied(opening, "Di", "refused")]

    response = sign_in(recruiter).post(bulk, {"do": "shortlisted", "chosen": ticked(*rows)})

    assert [str(name) for name in response.context["can"]] == ["Ann", "Bob"]
    assert [(str(name), reason) for name, reason in response.context["cannot"]] == [
        ("Cyrilla", "This is “Shortlisted” already."),
        ("Di", "This is “Refused” and cannot become “Shortlisted”."),
    ]
    assert "For 2 applicants" in response.text
    assert "Left out: 2 applicants" in response.text
    assert states() == {
        "Ann": "submitted",
        "Bob": "submitted",
        "Cyrilla": "shortlisted",
        "Di": "refused",
    }
    assert not OutboxMail.objects.exists()


def test_the_message_begins_as_prepared_in_each_language_that_is_used(
    opening, bulk, company, recruiter, sign_in
):
    MessageTemplateFactory(company=company, text_en="Dear {name}", text_zh="{name}：您好")
    ann, li = applied(opening, "Ann"), applied(opening, "李雷", language="zh-hans")
    client = sign_in(recruiter)

    both = client.post(bulk, {"do": "shortlisted", "chosen": ticked(ann, li)}).context["form"]
    one = client.post(bulk, {"do": "shortlisted", "chosen": ticked(li)}).context["form"]

    assert {name: both[name].value() for name in both.fields} == {
        "message_zh-hans": "{name}：您好",
        "message_en": "Dear {name}",
    }
    assert list(one.fields) == ["message_zh-hans"]


def test_confirmed_each_reads_the_message_in_their_language_with_their_name(
    opening, bulk, recruiter, sign_in
):
    ann, li = applied(opening, "Ann"), applied(opening, "李雷", language="zh-hans")
    words = {"message_en": "Dear {name}: {opening}", "message_zh-hans": "{name}：{opening}"}
    sent = {"do": "shortlisted", "chosen": ticked(ann, li), "confirm": "yes", **words}

    response = sign_in(recruiter).post(bulk, sent, follow=True)

    assert response.redirect_chain == [(bulk, 302)]
    assert "Done for 2 applicants." in response.text
    assert states() == {"Ann": "shortlisted", "李雷": "shortlisted"}
    mails = {mail.user.full_name: mail.text for mail in OutboxMail.objects.all()}
    assert "\nDear Ann: Analyst\n" in mails["Ann"]
    assert "\n李雷：分析员\n" in mails["李雷"]


def test_partial_success_is_told_row_by_row(opening, bulk, recruiter, sign_in):
    ann, bob, cy = (applied(opening, name) for name in ("Ann", "Bob", "Cyrilla"))
    sent = {"do": "shortlisted", "chosen": ticked(ann, bob, cy), "message_en": "Soon."}
    client = sign_in(recruiter)
    client.post(bulk, sent)
    advance_application(bob, state=ApplicationState.SHORTLISTED, by=recruiter)
    withdraw_application(cy, by=cy.profile.user)

    response = client.post(bulk, {**sent, "confirm": "yes"}, follow=True)

    told = [(str(name), done, why) for _row, name, done, why in response.context["outcomes"]]
    assert told == [
        ("Ann", True, ""),
        ("Bob", False, "This is “Shortlisted” already."),
        (
            candidate_name(cy.profile, opening.company_id),
            False,
            "This is “Withdrawn” and cannot become “Shortlisted”.",
        ),
    ]
    assert "Done for 1 applicant." in response.text
    assert "Not for 2, for the reasons below." in response.text
    assert "Cyrilla" not in response.text


def test_many_are_refused_with_one_reason_and_message(opening, bulk, recruiter, sign_in):
    ann, bob = applied(opening, "Ann"), applied(opening, "Bob", "interviewing")
    sent = {"do": "refused", "chosen": ticked(ann, bob), "confirm": "yes"}
    words = {"reason": "filled", "message_en": "Sorry, {name}."}

    sign_in(recruiter).post(bulk, {**sent, **words})

    found = Application.objects.order_by("pk").values_list("refusal_reason", "refusal_message")
    assert list(found) == [("filled", "Sorry, Ann."), ("filled", "Sorry, Bob.")]


@pytest.mark.parametrize(
    "words",
    [
        {},
        {"reason": "filled"},
        {"message_en": "Sorry."},
        {"reason": "no such reason", "message_en": "Sorry."},
        {"reason": "filled", "message_en": " \n"},
    ],
)
def test_a_refusal_of_many_needs_its_reason_and_message(words, opening, bulk, recruiter, sign_in):
    ann = applied(opening, "Ann")
    sent = {"do": "refused", "chosen": ticked(ann), "confirm": "yes", **words}

    response = sign_in(recruiter).post(bulk, sent)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert states() == {"Ann": "submitted"}


def test_a_message_goes_to_many_and_moves_nobody(opening, bulk, recruiter, sign_in):
    rows = [
        applied(opening, "Ann"),
        applied(opening, "Bob", "hired"),
        applied(opening, "Cyrilla", "lapsed"),
    ]
    sent = {
        "do": "write",
        "chosen": ticked(*rows),
        "message_en": "The lab day is on Friday, {name}.",
    }
    client = sign_in(recruiter)

    asked = client.post(bulk, sent)
    client.post(bulk, {**sent, "confirm": "yes"})

    assert [str(name) for name in asked.context["can"]] == ["Ann", "Bob"]
    assert asked.context["cannot"][0][1] == "This application has ended."
    assert states() == {"Ann": "submitted", "Bob": "hired", "Cyrilla": "lapsed"}
    mails = OutboxMail.objects.order_by("pk")
    assert [mail.subject for mail in mails] == [
        "Alpha Biologics has written to you about “Analyst”"
    ] * 2
    assert "The lab day is on Friday, Bob." in mails[1].text
    steps = ApplicationStep.objects.order_by("pk").values_list("state", "reason")
    assert list(steps) == [("submitted", "message"), ("hired", "message")]


def test_many_are_asked_to_an_interview(opening, bulk, recruiter, sign_in):
    rows = [applied(opening, name, "shortlisted") for name in ("Ann", "Bob")]
    InterviewSlotFactory(opening=opening)
    sent = {"do": "interviewing", "chosen": ticked(*rows), "confirm": "yes", "message_en": "Come!"}

    sign_in(recruiter).post(bulk, sent)

    assert states() == {"Ann": "interviewing", "Bob": "interviewing"}
    assert [row.interviews.get().message for row in rows] == ["Come!", "Come!"]


def test_without_a_free_time_nobody_is_asked_and_the_reason_is_told(
    opening, bulk, recruiter, sign_in
):
    ann = applied(opening, "Ann", "shortlisted")
    sent = {"do": "interviewing", "chosen": ticked(ann), "confirm": "yes"}

    response = sign_in(recruiter).post(bulk, sent, follow=True)

    _row, _name, is_done, reason = response.context["outcomes"][0]
    assert (is_done, "Offer a time first" in reason) == (False, True)
    assert states() == {"Ann": "shortlisted"}


def test_where_nobody_can_go_there_is_nothing_to_confirm(opening, bulk, recruiter, sign_in):
    ann = applied(opening, "Ann", "refused")

    text = sign_in(recruiter).post(bulk, {"do": "hired", "chosen": ticked(ann)}).text

    assert "This step is open to none of those you ticked." in text
    assert 'name="confirm"' not in text


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"do": "shortlisted"},
        {"do": "no such deed", "chosen": ["x"]},
        {"do": "withdrawn", "chosen": ["x"]},
    ],
)
def test_without_a_choice_one_is_sent_back_to_the_board(sent, opening, bulk, recruiter, sign_in):
    response = sign_in(recruiter).post(bulk, sent, follow=True)

    assert response.redirect_chain == [(reverse("matching:board", args=[opening.uuid]), 302)]
    said = [str(message) for message in response.context["messages"]]
    assert said == ["Tick the applicants first and choose what is to be done."]


def test_more_than_a_hundred_at_once_are_too_many(opening, bulk, recruiter, sign_in):
    sent = {"do": "shortlisted", "chosen": [str(number) for number in range(101)]}

    response = sign_in(recruiter).post(bulk, sent, follow=True)

    said = [str(message) for message in response.context["messages"]]
    assert said == ["Choose at most 100 applicants at once."]


def test_applicants_of_others_and_rubbish_are_passed_over(
    opening, bulk, stranger, recruiter, sign_in
):
    ann = applied(opening, "Ann")
    theirs = applied(OpeningFactory(published=True), "Theirs")
    beside = applied(OpeningFactory(company=opening.company, published=True), "Beside")
    sent = {"do": "shortlisted", "chosen": [*ticked(ann, theirs, beside), "rubbish", "\x00"]}

    sign_in(recruiter).post(bulk, {**sent, "confirm": "yes", "message_en": "Soon."})

    assert states() == {"Ann": "shortlisted", "Theirs": "submitted", "Beside": "submitted"}


def test_hidden_names_stay_hidden_in_what_is_asked_and_told(
    opening, bulk, company, recruiter, sign_in
):
    company.anonymous_screening = True
    company.save()
    ann = applied(opening, "Ann Lee")
    sent = {"do": "refused", "chosen": ticked(ann), "reason": "filled", "message_en": "{name}, no."}
    client = sign_in(recruiter)

    asked = client.post(bulk, sent)
    told = client.post(bulk, {**sent, "confirm": "yes"}, follow=True)

    assert "Ann Lee" not in asked.text
    assert "Ann Lee" not in told.text
    assert "Ann Lee, no." in OutboxMail.objects.get().text


@pytest.mark.parametrize("applicants", [1, 3])
def test_the_page_that_asks_costs_the_same_for_one_or_three(
    applicants, opening, bulk, recruiter, sign_in, django_assert_num_queries
):
    rows = [applied(opening, f"Person {number}") for number in range(applicants)]
    client = sign_in(recruiter)

    with django_assert_num_queries(5):
        response = client.post(bulk, {"do": "shortlisted", "chosen": ticked(*rows)})

    assert len(response.context["can"]) == applicants


def test_without_a_last_step_there_is_nothing_to_tell(opening, bulk, recruiter, sign_in):
    response = sign_in(recruiter).get(bulk)

    assert response.url == reverse("matching:board", args=[opening.uuid])


@pytest.mark.parametrize("person", ["stranger", "graduate", "career_officer", "park_officer"])
def test_nobody_else_takes_a_step_for_many(person, opening, bulk, request, sign_in):
    ann = applied(opening, "Ann")
    sent = {"do": "shortlisted", "chosen": ticked(ann), "confirm": "yes", "message_en": "Soon."}

    response = sign_in(request.getfixturevalue(person)).post(bulk, sent)

    assert response.status_code == 404
    assert states() == {"Ann": "submitted"}
