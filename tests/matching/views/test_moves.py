"""Taking one applicant to the next step, from the board or from their page."""

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.actions.applications import submit_application, withdraw_application
from matching.models import Application
from parks.models import LogEntry, OutboxMail
from talent.models import ProfileGrant
from tests.factories.companies import OpeningFactory
from tests.factories.matching import MessageTemplateFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

HTMX = {"HX-Request": "true"}


@pytest.fixture
def application(company, profile) -> Application:
    opening = OpeningFactory(company=company, published=True, title_en="Analyst", title_zh="分析员")
    return submit_application(profile, opening=opening, today=timezone.localdate())


@pytest.fixture
def step(application) -> str:
    return reverse("matching:move", args=[application.uuid])


@pytest.fixture
def board(application) -> str:
    return reverse("matching:board", args=[application.opening.uuid])


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def state_of(application: Application) -> str:
    return Application.objects.get(pk=application.pk).state


def newest_mail() -> str:
    return OutboxMail.objects.latest("pk").text


def test_the_form_begins_with_what_the_company_has_prepared_in_the_applicants_language(
    application, step, company, recruiter, sign_in
):
    MessageTemplateFactory(
        company=company, text_zh="{name}：您好！{opening}，{company}", text_en="Dear {name}"
    )
    company.name_zh, application.profile.user.language = "阿尔法生物", "zh-hans"
    company.save()
    application.profile.user.save()

    form = sign_in(recruiter).get(step, {"to": "shortlisted"}).context["form"]

    assert form["message"].value() == "Lin Yue：您好！分析员，阿尔法生物"


def test_without_a_template_in_that_language_the_other_one_serves(
    step, company, recruiter, sign_in
):
    MessageTemplateFactory(company=company, state="refused", text_en="", text_zh="您好 {name}")

    form = sign_in(recruiter).get(step, {"to": "refused"}).context["form"]

    assert form["message"].value() == "您好 Lin Yue"
    assert list(form.fields) == ["state", "reason", "message"]


def test_a_name_that_is_hidden_is_filled_in_only_when_it_is_sent(
    application, step, company, recruiter, sign_in
):
    MessageTemplateFactory(company=company, text_en="Dear {name},")
    company.anonymous_screening = True
    company.save()
    client = sign_in(recruiter)

    text = client.get(step, {"to": "shortlisted"}).context["form"]["message"].value()
    client.post(step, {"state": "shortlisted", "message": text})

    assert text == "Dear {name},"
    assert "Dear Lin Yue," in newest_mail()


def test_an_applicant_is_shortlisted_and_told(application, step, recruiter, sign_in):
    response = sign_in(recruiter).post(
        step, {"state": "shortlisted", "message": "Soon."}, follow=True
    )

    its_page = reverse("matching:applicant", args=[application.uuid])
    assert response.redirect_chain == [(its_page, 302)]
    assert said(response) == ["Lin Yue: now “Shortlisted”, and told."]
    assert state_of(application) == "shortlisted"
    assert "\nSoon.\n" in newest_mail()


def test_from_the_board_one_comes_back_to_the_card(application, step, board, recruiter, sign_in):
    response = sign_in(recruiter).post(f"{step}?from=board", {"state": "shortlisted"})

    assert response.url == f"{board}#card-{application.uuid}"


def test_a_refusal_goes_out_with_its_reason(application, step, recruiter, sign_in):
    answers = {"state": "refused", "reason": "filled", "message": "Sorry, {name}, it is taken."}

    sign_in(recruiter).post(step, answers)

    application.refresh_from_db()
    assert (application.state, application.refusal_reason) == ("refused", "filled")
    assert application.refusal_message == "Sorry, Lin Yue, it is taken."
    assert "\nSorry, Lin Yue, it is taken.\n" in newest_mail()


def test_hiring_tells_the_applicant(application, step, recruiter, sign_in):
    Application.objects.update(state="accepted")

    sign_in(recruiter).post(step, {"state": "hired", "message": "Welcome!"})

    assert state_of(application) == "hired"
    assert "Welcome!" in newest_mail()


@pytest.mark.parametrize(
    "answers",
    [
        {"state": "refused"},
        {"state": "refused", "reason": "skills"},
        {"state": "refused", "message": "Sorry."},
        {"state": "refused", "reason": "skills", "message": " \n"},
        {"state": "refused", "reason": "no such reason", "message": "Sorry."},
        {"state": "withdrawn"},
        {"state": "accepted"},
        {"state": "offered"},
        {"state": "interviewing"},
        {"state": "draft"},
        {"state": "no such state"},
        {"state": ""},
        {},
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_move_that_lacks_something_or_is_not_offered_changes_nothing(
    headers, answers, application, step, recruiter, sign_in
):
    nouns = (Application, LogEntry, OutboxMail, ProfileGrant)
    before = [list(noun.objects.order_by("pk").values()) for noun in nouns]

    response = sign_in(recruiter).post(step, answers, headers=headers)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert [list(noun.objects.order_by("pk").values()) for noun in nouns] == before


@pytest.mark.parametrize(
    ("present", "wanted", "words"),
    [
        ("shortlisted", "shortlisted", "This is “Shortlisted” already."),
        ("refused", "shortlisted", "This is “Refused” and cannot become “Shortlisted”."),
        ("submitted", "hired", "This is “Submitted” and cannot become “Hired”."),
        ("offered", "shortlisted", "There is an offer. Take it back first."),
    ],
)
def test_a_step_that_another_tab_has_overtaken_says_so_and_changes_nothing(
    present, wanted, words, application, step, recruiter, sign_in
):
    Application.objects.update(state=present, refusal_reason="filled")

    response = sign_in(recruiter).post(step, {"state": wanted}, follow=True)

    assert said(response) == [f"Lin Yue: {words}"]
    assert state_of(application) == present


def test_a_step_that_is_not_open_any_more_has_no_form(application, step, recruiter, sign_in):
    Application.objects.update(state="refused", refusal_reason="filled")

    text = sign_in(recruiter).get(step, {"to": "shortlisted"}).text

    assert "This application is “Refused” now; this step cannot be taken." in text
    assert 'name="message"' not in text


@pytest.mark.parametrize("to", ["", "no such state", "offered"])
def test_without_a_step_that_this_page_takes_all_that_may_follow_are_offered(
    to, step, recruiter, sign_in
):
    response = sign_in(recruiter).get(step, {"to": to} if to else {})

    offered = [state.value for state in response.context["states"]]
    assert offered == ([] if to else ["shortlisted", "refused"])


def test_htmx_gets_the_form_alone_and_then_the_board_as_it_is_now(
    application, step, board, recruiter, sign_in
):
    client = sign_in(recruiter)
    headers = {**HTMX, "HX-Current-URL": f"http://testserver{board}?submitted=40"}

    form = client.get(step, {"to": "shortlisted"}, headers=HTMX)
    response = client.post(step, {"state": "shortlisted"}, headers=headers)

    assert "<html" not in form.text
    assert 'hx-target="#move-form"' in form.text
    assert "<html" not in response.text
    assert (response["HX-Retarget"], response["HX-Reswap"]) == ("#board", "outerHTML")
    card = f'{{"moved": {{"card": "card-{application.uuid}"}}}}'
    assert response["HX-Trigger-After-Settle"] == card
    assert "Lin Yue: now “Shortlisted”, and told." in response.text
    cards = {
        column.kind.code: [str(card.name) for card in column.cards]
        for column, _more in response.context["columns"]
    }
    assert cards["shortlisted"] == ["Lin Yue"]
    assert response.context["columns"][0][0].shown == 40


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_comes_too_late_is_told_that_the_applicant_has_withdrawn(
    method, application, step, board, recruiter, sign_in
):
    withdraw_application(application, by=application.profile.user)
    client = sign_in(recruiter)

    sent = {"state": "shortlisted"} if method == "post" else {"from": "board"}
    address = f"{step}?from=board" if method == "post" else step
    plain = getattr(client, method)(address, sent, follow=True)
    swapped = getattr(client, method)(address, sent, headers=HTMX)

    words = "The applicant has withdrawn this application."
    assert plain.redirect_chain == [(board, 302)]
    assert said(plain) == [words]
    assert words in swapped.text
    assert swapped["HX-Retarget"] == "#board"
    assert "Lin Yue" not in swapped.text
    assert state_of(application) == "withdrawn"


@pytest.mark.parametrize("person", ["stranger", "graduate", "career_officer", "park_officer"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_moves_an_applicant(person, method, application, step, request, sign_in):
    client = sign_in(request.getfixturevalue(person))

    response = getattr(client, method)(step, {"state": "shortlisted"})

    assert response.status_code == 404
    assert state_of(application) == "submitted"
