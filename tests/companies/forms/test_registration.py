"""Registering a company: a licence by content, and no second entry by mistake."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from companies.forms.registration import RegistrationForm
from parks.access import Viewer
from parks.choices.organisations import OrganisationKind
from tests.factories.companies import CompanyFactory
from tests.factories.parks import LICENCE, OrganisationFactory, ParkFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

CODE = "91110000600037341L"


@pytest.fixture
def send(park):
    def sent(data: bytes = LICENCE, name: str = "licence.pdf", **values) -> RegistrationForm:
        answers = {"name_en": "Dawn", "credit_code": CODE, "park": park.pk} | values
        files = {"file": SimpleUploadedFile(name, data)} if data is not None else {}
        return RegistrationForm(answers, files, viewer=Viewer(user_id=1))

    return sent


def test_the_facts_are_handed_on_without_the_file(send, park):
    form = send(website="dawn.example", company_kind="biotech")

    assert form.is_valid(), form.errors
    assert form.facts() == {
        "name_zh": "",
        "name_en": "Dawn",
        "credit_code": CODE,
        "email_domain": "",
        "park": park,
        "company_kind": "biotech",
        "website": "https://dawn.example",
    }
    assert form.cleaned_data["file"].data == LICENCE


@pytest.mark.parametrize("missing", ["name_en", "credit_code", "park"])
def test_name_code_and_park_are_asked_for(missing, send):
    assert list(send(**{missing: ""}).errors) == [missing]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (None, "required"),
        (b"", "empty"),
        (b"<html>", "neither a PDF"),
        (b"%PDF-1.4 and the rest is lost", "cut off"),
        (b"%PDF-1.4" + bytes(10 * 1024 * 1024), "larger than 10 MB"),
    ],
    ids=["none", "empty", "web page", "cut off", "too large"],
)
def test_a_file_that_shows_nothing_is_refused(data, words, send):
    form = send(data)

    assert list(form.errors) == ["file"]
    assert words in form.errors["file"][0]


def test_a_park_that_is_not_listed_takes_nobody(send):
    hidden = ParkFactory(listed=False)

    assert list(send(park=hidden.pk).errors) == ["park"]


def test_a_company_of_the_same_name_is_pointed_at_before_a_second_is_made(send):
    CompanyFactory(name_en="DAWN", slug="dawn")

    form = send()

    assert list(form.errors) == ["is_another"]
    assert '<a href="/desk/join/dawn/">DAWN</a>' in str(form.errors["is_another"])
    assert "is_another" in str(form.helper.layout.fields[0].fields)


def test_whoever_says_that_it_is_another_company_may_go_on(send):
    CompanyFactory(name_en="Dawn")

    form = send(is_another="on")

    assert form.is_valid(), form.errors
    assert "is_another" not in form.facts()


def test_without_a_namesake_nothing_is_asked(send):
    form = send()

    assert form.is_valid(), form.errors
    assert "is_another" not in str(form.helper.layout.fields[0].fields)


def test_a_name_cannot_carry_markup_into_the_answer(send):
    CompanyFactory(name_en="<b>Dawn</b>", slug="dawn")

    form = send(name_en="<b>Dawn</b>")

    assert "&lt;b&gt;Dawn&lt;/b&gt;" in str(form.errors["is_another"])


def test_a_taken_code_leads_to_the_company_that_has_it(send):
    form = send()
    form.is_valid()

    form.refuse_code(CompanyFactory(name_en="Early Bird", slug="early-bird"))

    words = str(form.errors["credit_code"])
    assert '<a href="/desk/join/early-bird/">Early Bird</a>' in words
    assert "Join it instead" in words


def test_the_code_of_what_is_no_company_leads_to_the_park_office(send):
    form = send()
    form.is_valid()

    form.refuse_code(OrganisationFactory(kind=OrganisationKind.HOSPITAL, name_en="Care"))

    words = str(form.errors["credit_code"])
    assert "that of Care" in words
    assert "Ask the park office" in words
    assert "<a " not in words
