"""Applications in the web admin: between two people, the operator only looks."""

import pytest

from matching.models import Application
from tests.factories.admin import address
from tests.factories.matching import ApplicationFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]


def test_the_operator_reads_an_application(sign_in, operator):
    application = ApplicationFactory(message="I grew CHO cells for a year.")

    page = sign_in(operator).get(address(application, "change")).content.decode()

    assert "I grew CHO cells for a year." in page
    assert "Submitted" in page


@pytest.mark.parametrize("page", ["change", "delete"])
def test_nobody_moves_or_deletes_an_application_in_the_admin(sign_in, operator, page):
    application = ApplicationFactory()

    response = sign_in(operator).post(
        address(application, page), {"state": "refused", "post": "yes"}
    )

    application.refresh_from_db()
    assert (response.status_code, application.state) == (403, "submitted")


def test_applications_are_found_by_person_and_by_company(sign_in, operator):
    wanted = ApplicationFactory(
        profile__user__full_name="Lin Yue", opening__company__name_en="Dawn Biologics"
    )
    ApplicationFactory()
    client = sign_in(operator)

    found = [
        list(client.get(address(Application, "changelist"), {"q": words}).context["cl"].queryset)
        for words in ("lin yue", "dawn")
    ]

    assert found == [[wanted], [wanted]]


def test_an_officer_is_not_told_who_applied(sign_in, park_officer, company):
    application = ApplicationFactory(opening__company=company, profile__user__full_name="Lin Yue")
    client = sign_in(park_officer)

    pages = [
        client.get(address(application.opening, "change")).content.decode(),
        client.get(address(type(application.opening), "changelist")).content.decode(),
        client.get("/admin/").content.decode(),
    ]

    assert ["Lin Yue" in page for page in pages] == [False, False, False]
