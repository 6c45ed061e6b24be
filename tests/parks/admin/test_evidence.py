"""The park office reads what an organisation brought; nobody writes it here."""

import pytest
from django.urls import reverse

from parks.models import Evidence
from tests.factories.admin import address
from tests.factories.parks import EvidenceFactory, ParkFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]


@pytest.fixture
def evidence(company):
    return EvidenceFactory(verification=company.verifications.get(), filename="营业执照.pdf")


def test_an_officer_finds_the_file_under_its_checked_address(sign_in, park_officer, evidence):
    text = sign_in(park_officer).get(address(evidence, "change")).text

    assert f'href="{reverse("parks:evidence", args=[evidence.uuid])}"' in text
    assert "Alpha Biologics" in text
    assert evidence.file.name not in text


def test_the_list_shows_the_own_park_only(sign_in, park_officer, evidence):
    EvidenceFactory(verification__organisation__park=ParkFactory())

    response = sign_in(park_officer).get(address(Evidence, "changelist"))

    assert list(response.context["cl"].queryset) == [evidence]
    assert "营业执照.pdf" in response.text


def test_a_file_is_found_by_the_name_of_its_organisation(sign_in, operator, evidence):
    EvidenceFactory()

    response = sign_in(operator).get(address(Evidence, "changelist"), {"q": "alpha"})

    assert list(response.context["cl"].queryset) == [evidence]


def test_a_name_cannot_carry_markup(sign_in, operator):
    evidence = EvidenceFactory(filename="<script>alert(1)</script>.pdf")

    assert "<script>alert(1)" not in sign_in(operator).get(address(evidence, "change")).text
