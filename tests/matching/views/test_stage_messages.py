"""What a company prepares to write at each stage."""

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.actions.applications import submit_application
from matching.models import MessageTemplate
from parks.choices.organisations import MembershipRole
from parks.models import LogEntry
from tests.factories.companies import OpeningFactory
from tests.factories.matching import MessageTemplateFactory
from tests.factories.parks import MembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def its_page(company) -> str:
    return reverse("matching:stage_messages", args=[company.uuid])


def kept(company) -> list[tuple[str, str, str]]:
    rows = MessageTemplate.objects.filter(company=company).order_by("state")
    return list(rows.values_list("state", "text_zh", "text_en"))


def test_a_company_prepares_messages_in_both_languages(company, its_page, recruiter, sign_in):
    words = {
        "shortlisted_zh-hans": "您好，{name}",
        "shortlisted_en": "Dear {name}",
        "refused_en": "No",
    }

    response = sign_in(recruiter).post(its_page, words, follow=True)

    assert [str(message) for message in response.context["messages"]] == ["The messages are saved."]
    assert kept(company) == [("refused", "", "No"), ("shortlisted", "您好，{name}", "Dear {name}")]
    assert LogEntry.objects.about(company).get().verb == "message templates set"


def test_what_is_prepared_is_shown_and_what_is_emptied_goes(company, its_page, recruiter, sign_in):
    MessageTemplateFactory(company=company, text_en="Old words", text_zh="")
    MessageTemplateFactory(company=company, state="hired", text_en="Welcome", text_zh="")
    client = sign_in(recruiter)

    form = client.get(its_page).context["form"]
    client.post(its_page, {"shortlisted_en": "  ", "hired_en": "Welcome", "hired_zh-hans": "欢迎"})

    assert (form["shortlisted_en"].value(), form["refused_en"].value()) == ("Old words", "")
    assert kept(company) == [("hired", "欢迎", "Welcome")]


def test_a_message_that_is_too_long_is_refused(company, its_page, recruiter, sign_in):
    response = sign_in(recruiter).post(its_page, {"shortlisted_en": "x" * 4001})

    assert list(response.context["form"].errors) == ["shortlisted_en"]
    assert kept(company) == []


def test_stages_without_a_message_are_not_on_the_page(its_page, recruiter, sign_in):
    form = sign_in(recruiter).get(its_page).context["form"]

    stages = {name.partition("_")[0] for name in form.fields}
    assert stages == {"shortlisted", "interviewing", "offered", "hired", "refused"}


@pytest.mark.parametrize("person", ["stranger", "graduate", "career_officer", "park_officer"])
def test_nobody_else_reads_or_writes_them(person, company, its_page, request, sign_in):
    MessageTemplateFactory(company=company, text_en="Ours")
    client = sign_in(request.getfixturevalue(person))

    answers = [client.get(its_page), client.post(its_page, {"shortlisted_en": "Theirs"})]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert kept(company) == [("shortlisted", "", "Ours")]


def test_an_interviewer_has_no_part_in_it(company, its_page, sign_in):
    role = MembershipRole.INTERVIEWER
    member = MembershipFactory(organisation=company, role=role)

    assert sign_in(member.user).get(its_page).status_code == 404


def test_the_terms_of_an_offer_begin_as_prepared(company, profile, recruiter, sign_in):
    MessageTemplateFactory(company=company, state="offered", text_en="A post, {name}.")
    opening = OpeningFactory(company=company, published=True)
    application = submit_application(profile, opening=opening, today=timezone.localdate())

    form = sign_in(recruiter).get(reverse("matching:make_offer", args=[application.uuid]))

    assert form.context["form"]["terms"].value() == "A post, Lin Yue."
