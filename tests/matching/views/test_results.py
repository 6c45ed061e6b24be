"""Results of an agreement and of a programme on the desk."""

from datetime import date

import pytest
from django.urls import reverse

from companies.models import Programme
from parks.models import Agreement, AgreementParty
from tests.factories.companies import OpeningFactory
from tests.factories.placements import PlacementFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
DAY = date(2026, 1, 1)


@pytest.fixture
def agreement(park, company):
    row = Agreement.objects.create(
        park=park, kind="joint", name_en="Joint class", starts_on=DAY, ends_on=date(2030, 1, 1)
    )
    AgreementParty.objects.create(agreement=row, organisation=company, side="employs")
    for _number in range(2):
        opening = OpeningFactory(company=company, published=True)
        PlacementFactory(application__opening=opening, agreement=row, through=["agreement"])
    return row


def hired(page):
    course = page.context["tables"][0]
    return course.rows[-1].cells[1].text


def test_the_office_reads_two_hired_and_the_company_that_small_groups_are_left_out(
    sign_in, recruiter, park_officer, agreement, django_assert_max_num_queries
):
    address = reverse("matching:agreement_results", args=[agreement.uuid])
    client = sign_in(park_officer)

    with django_assert_max_num_queries(12):
        whole = client.get(address)
    safe = sign_in(recruiter).get(address)

    assert (hired(whole), hired(safe)) == ("2", "—")
    assert "fewer than five people are left out" in safe.content.decode()


def test_a_programme_shows_its_results_to_its_organiser_and_nobody_else(
    sign_in, recruiter, park_officer, stranger, company
):
    programme = Programme.objects.create(
        park=company.park, organiser=company, name_en="Aseptic filling"
    )
    address = reverse("matching:programme_results", args=[programme.uuid])

    pages = [sign_in(each).get(address) for each in (recruiter, park_officer, stranger)]

    assert [page.status_code for page in pages] == [200, 200, 404]
    assert (hired(pages[0]), hired(pages[1])) == ("—", "0")
