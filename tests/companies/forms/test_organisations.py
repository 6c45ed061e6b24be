"""The facts of an organisation: what may be entered, and what is fixed."""

import pytest

from companies.forms.organisations import (
    CompanyForm,
    OrganisationForm,
    form_class_of,
    initial_of,
)
from tests.factories.companies import CompanyFactory
from tests.factories.parks import OrganisationFactory
from tests.factories.vocabulary import ChainStageFactory, RegionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

CODE = "91110000600037341L"
VALID = {"name_en": "Dawn", "credit_code": CODE}


def sent(**values) -> OrganisationForm:
    return OrganisationForm(VALID | values, locked=False)


def test_a_name_and_a_code_are_enough():
    form = sent()

    assert form.is_valid(), form.errors
    assert form.facts() == {
        "name_zh": "",
        "name_en": "Dawn",
        "credit_code": CODE,
        "email_domain": "",
        "region_id": None,
        "street_address": "",
        "postal_code": "",
        "website": "",
        "summary_zh": "",
        "summary_en": "",
    }


@pytest.mark.parametrize("typed", [CODE.lower(), " 9111 0000 6000 37341L ", "91110000-600037341L"])
def test_a_code_is_read_however_it_is_typed(typed):
    form = sent(credit_code=typed)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["credit_code"] == CODE


@pytest.mark.parametrize(
    "typed", ["91110000600037341X", "9111000060003734", "药明康德", "0" * 17 + "1", CODE + "0"]
)
def test_a_code_with_a_wrong_check_digit_or_shape_is_refused(typed):
    form = sent(credit_code=typed)

    assert not form.is_valid()
    assert "is not a unified social credit code" in form.errors["credit_code"][0]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("alpha.example", "alpha.example"), ("@Alpha.Example", "alpha.example"), ("", "")],
)
def test_a_domain_is_kept_in_one_shape(typed, kept):
    form = sent(email_domain=typed)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["email_domain"] == kept


@pytest.mark.parametrize("typed", ["hr@qq.com", "163.com", "GMAIL.com"])
def test_a_mailbox_that_everybody_has_is_no_work_domain(typed):
    form = sent(email_domain=typed)

    assert not form.is_valid()
    assert "leave this empty instead" in form.errors["email_domain"][0]


@pytest.mark.parametrize("typed", ["alpha", "a b.example", "https://alpha.example/", "-a.example"])
def test_what_is_no_domain_is_refused(typed):
    assert list(sent(email_domain=typed).errors) == ["email_domain"]


def test_one_of_the_two_names_is_needed():
    form = sent(name_en=" ")

    assert not form.is_valid()
    assert form.errors == {"name_en": ["Give a name in Chinese or in English."]}


@pytest.mark.parametrize(
    "wrong",
    [
        {"name_en": "x" * 201},
        {"street_address": "x" * 201},
        {"postal_code": "x" * 13},
        {"website": "javascript:alert(1)"},
        {"website": "https://a.example/" + "x" * 200},
        {"summary_zh": "药" * 4001},
        {"region": "999999"},
        {"name_zh": "a\x00b"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_what_the_database_could_not_keep_is_refused_at_its_field(wrong):
    assert sent(**wrong).errors.keys() == wrong.keys()


def test_a_place_is_handed_on_as_its_row():
    region = RegionFactory(level=1)

    form = sent(region=str(region.pk))

    assert form.is_valid(), form.errors
    assert form.facts()["region_id"] == region.pk


def test_what_is_verified_is_not_in_the_form_even_when_it_is_sent():
    form = OrganisationForm(VALID | {"website": "a.example"}, locked=True)

    assert form.is_valid(), form.errors
    assert not {"name_en", "name_zh", "credit_code", "email_domain"} & form.facts().keys()
    assert form.facts()["website"] == "https://a.example"


def test_a_company_has_more_to_say_than_others():
    stage = ChainStageFactory()
    values = {"company_kind": "biotech", "chain_stages": [stage.pk], "anonymous_screening": "on"}

    form = CompanyForm(VALID | values, locked=False)

    assert form.is_valid(), form.errors
    facts = form.facts()
    assert (facts["company_kind"], facts["anonymous_screening"]) == ("biotech", True)
    assert list(facts["chain_stages"]) == [stage]


def test_the_form_shows_what_is_there():
    stage, region = ChainStageFactory(), RegionFactory()
    company = CompanyFactory(website="https://a.example", region=region, growth_stage="listed")
    company.chain_stages.add(stage)

    initial = initial_of(company)

    assert form_class_of(company) is CompanyForm
    assert (initial["website"], initial["region"]) == ("https://a.example", region.pk)
    assert (initial["growth_stage"], initial["chain_stages"]) == ("listed", [stage])


def test_a_company_is_asked_for_its_code_and_others_may_give_one():
    nameless = VALID | {"credit_code": ""}

    assert list(CompanyForm(nameless, locked=False).errors) == ["credit_code"]
    assert OrganisationForm(nameless, locked=False).is_valid()


def test_a_code_of_signs_alone_is_none():
    assert list(CompanyForm(VALID | {"credit_code": " - "}, locked=False).errors) == ["credit_code"]


def test_other_organisations_have_the_common_facts_only():
    organisation = OrganisationFactory()

    assert form_class_of(organisation) is OrganisationForm
    assert "company_kind" not in initial_of(organisation)
