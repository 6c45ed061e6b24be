"""Who is told of an application, in which language, and with which page."""

import pytest

from matching.actions.application_news import tell_applicant, tell_company
from matching.models import Application
from parks.choices.notices import NoticeKind
from parks.models import Notice, NoticePreference, OutboxMail
from tests.factories.companies import OpeningFactory
from tests.factories.matching import ApplicationFactory
from tests.factories.parks import MembershipFactory

pytestmark = pytest.mark.django_db

DESK = ("desk_application_received", "desk_hired_elsewhere", "desk_application_withdrawn")
OWN = ("application_moved", "application_lapsed", "application_refused", "application_withdrawn")


@pytest.fixture
def application(company, profile) -> Application:
    opening = OpeningFactory(company=company, published=True, title_en="Analyst", title_zh="分析员")
    return ApplicationFactory(profile=profile, opening=opening, message="I like cells.")


@pytest.mark.parametrize("template", OWN)
@pytest.mark.parametrize(("language", "title"), [("zh-hans", "分析员"), ("en", "Analyst")])
def test_an_applicant_reads_it_in_their_language(template, language, title, application):
    application.profile.user.language = language

    tell_applicant(application, template, message="A word.")

    mail, notice = OutboxMail.objects.get(), Notice.objects.get()
    assert title in mail.subject + mail.text
    assert f'lang="{language}"' in mail.html
    assert (notice.kind, notice.address) == (
        NoticeKind.APPLICATION,
        application.get_absolute_url(),
    )
    assert notice.text_zh != notice.text_en


@pytest.mark.parametrize("template", DESK)
def test_everybody_at_the_company_reads_it_in_their_own_language(template, application, recruiter):
    chinese = MembershipFactory(organisation=application.opening.company, user__language="zh-hans")

    tell_company(application, template, reason="")

    mails = {mail.user: mail for mail in OutboxMail.objects.all()}
    assert set(mails) == {recruiter, chinese.user}
    assert "Analyst" in mails[recruiter].subject
    assert "分析员" in mails[chinese.user].subject
    assert set(Notice.objects.values_list("kind", flat=True)) == {NoticeKind.DESK}


def test_who_wants_no_mail_of_this_kind_reads_it_in_the_portal_only(application, recruiter):
    NoticePreference.objects.create(user=recruiter, kind=NoticeKind.DESK, by_mail=False)

    tell_company(application, "desk_hired_elsewhere")

    assert (OutboxMail.objects.count(), Notice.objects.get().user) == (0, recruiter)


def test_what_an_applicant_writes_is_text_and_no_markup(application, recruiter):
    application.message = "<script>alert(1)</script>"

    tell_company(application, "desk_application_received")

    mail = OutboxMail.objects.get()
    assert "<script>alert(1)</script>" in mail.text
    assert "<script>" not in mail.html
