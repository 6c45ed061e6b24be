"""What a company is told of its openings."""

import pytest

from companies.actions.openings import move_opening
from companies.choices.openings import OpeningState
from parks.models import Notice, OutboxMail
from tests.factories.companies import OpeningFactory
from tests.factories.parks import MembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def waiting(company, recruiter):
    return OpeningFactory(company=company, state="submitted", title_en="Analyst")


def test_comments_of_the_park_office_reach_everybody_in_the_company(
    waiting, company, park_officer, recruiter
):
    colleague = MembershipFactory(organisation=company).user

    move_opening(waiting, state=OpeningState.RETURNED, comment="Name the pay.", by=park_officer)

    assert set(Notice.objects.values_list("user", flat=True)) == {recruiter.pk, colleague.pk}
    mail = OutboxMail.objects.get(user=recruiter)
    assert "Name the pay." in mail.text
    assert f"/desk/openings/{waiting.uuid}/" in mail.text


@pytest.mark.parametrize(
    ("state", "line"),
    [
        (OpeningState.PUBLISHED, "Published: Analyst"),
        (OpeningState.CLOSED, "Analyst: Closed"),
    ],
)
def test_what_the_park_office_decides_is_told(waiting, park_officer, recruiter, state, line):
    move_opening(waiting, state=state, by=park_officer)

    assert Notice.objects.get(user=recruiter).text_en == line


def test_what_the_company_does_itself_is_not_told_to_it(waiting, recruiter):
    move_opening(waiting, state=OpeningState.DRAFT, by=recruiter)

    assert not Notice.objects.exists()
