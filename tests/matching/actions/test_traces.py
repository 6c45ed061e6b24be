"""What companies were told of an applicant is found by address and by name, and nothing else is."""

import pytest

from matching.actions.traces import remove_traces, traces_of
from matching.models import Application
from parks.models import Notice, OutboxMail
from tests.factories.companies import OpeningFactory
from tests.factories.matching import ApplicationFactory
from tests.factories.parks import OutboxMailFactory
from tests.factories.talent import ProfileGrantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(profile, company) -> Application:
    profile.phone = "13912345678"
    profile.save()
    return ApplicationFactory(profile=profile, opening=OpeningFactory(company=company))


def written_to(user, **texts) -> OutboxMail:
    return OutboxMailFactory(user=user, recipient=user.email, **texts)


def after(profile) -> dict[int, OutboxMail]:
    remove_traces(traces_of(profile), instead="[left]")
    return {row.pk: row for row in OutboxMail.objects.all()}


@pytest.mark.parametrize("field", ["text", "html", "calendar"])
def test_a_mail_about_the_application_goes_whole(field, application, profile, recruiter):
    written_to(recruiter, **{field: f"See /desk/applications/{application.uuid}/"})

    assert after(profile) == {}


def test_a_notice_about_the_application_goes_whole(application, profile, recruiter):
    about = f"/desk/applications/{application.uuid}/"
    Notice.objects.create(user=recruiter, kind="desk", text_zh="x", text_en="x", address=about)
    other = Notice.objects.create(user=recruiter, kind="desk", text_zh="x", text_en="x")

    after(profile)

    assert list(Notice.objects.all()) == [other]


def test_a_mail_about_several_people_keeps_the_others(application, profile, recruiter):
    mail = written_to(
        recruiter,
        subject="New: Lin Yue, Linda Yu",
        text="Lin Yue (graduate@example.org, 13912345678) and Lin Yuexi",
        html="<p>Lin Yue</p>",
    )

    row = after(profile)[mail.pk]

    assert row.subject == "New: [left], Linda Yu"
    assert row.text == "[left] ([left], [left]) and Lin Yuexi"
    assert row.html == "<p>[left]</p>"


def test_a_chinese_name_is_found_between_chinese_signs(application, profile, recruiter):
    profile.user.full_name = "欧阳若溪"
    profile.user.save()
    mail = written_to(recruiter, text="候选人欧阳若溪已申请")

    assert after(profile)[mail.pk].text == "候选人[left]已申请"


def test_people_whom_the_person_never_wrote_to_keep_their_mails(
    application, profile, stranger, career_officer
):
    texts = [
        written_to(user, text="Lin Yue is another one").pk for user in (stranger, career_officer)
    ]

    assert {after(profile)[pk].text for pk in texts} == {"Lin Yue is another one"}


def test_members_who_have_left_and_companies_with_a_grant_alone_are_searched_too(
    application, profile, recruiter, stranger
):
    recruiter.memberships.update(left_at="2026-01-01T00:00Z")
    granted = stranger.memberships.get().organisation
    ProfileGrantFactory(profile=profile, organisation=granted)

    assert set(traces_of(profile).readers) == {recruiter.pk, stranger.pk}


def test_an_empty_telephone_is_no_word(profile):
    assert traces_of(profile).words == ("Lin Yue", "graduate@example.org")
