"""Companies in the web admin: entered as what they are, trusted or not."""

import pytest

from companies.models import Company
from parks.models import LogEntry, OutboxMail
from tests.factories.admin import address, vocabulary_rows
from tests.factories.companies import CompanyFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]


def move_page(row, move):
    return address(row, "change").replace("/change/", f"/{move}/")


def test_a_company_is_entered_as_a_company(sign_in, park_officer, park, submit):
    stage = vocabulary_rows()["parks.ChainStage"]

    submit(
        sign_in(park_officer),
        address(Company, "add"),
        name_zh="晨曦生物",
        company_kind="biotech",
        chain_stages=[stage.pk],
    )

    company = Company.objects.get()
    assert (company.kind, company.park, company.trusted) == ("company", park, False)
    assert list(company.chain_stages.all()) == [stage]


def test_trust_is_given_and_taken_by_an_action_and_written_down(
    sign_in, park_officer, company, recruiter
):
    client = sign_in(park_officer)

    client.post(move_page(company, "trust"), {"reason": "Two years of clean postings."})
    given = Company.objects.get(pk=company.pk).trusted
    page = client.get(address(company, "change")).text
    client.post(move_page(company, "no_longer_trust"), {"reason": "A posting asked for money."})

    taken = Company.objects.get(pk=company.pk).trusted
    entries = LogEntry.objects.order_by("pk").values_list("verb", "actor", "details__reason")
    assert (given, taken) == (True, False)
    assert list(entries) == [
        ("trusted", park_officer.pk, "Two years of clean postings."),
        ("no longer trusted", park_officer.pk, "A posting asked for money."),
    ]
    assert "Two years of clean postings." in page
    mail = OutboxMail.objects.filter(user=recruiter).latest("pk")
    assert mail.subject == "Alpha Biologics: openings are reviewed again"
    assert "A posting asked for money." in mail.text


def test_trust_needs_a_reason(sign_in, park_officer, company):
    sign_in(park_officer).post(move_page(company, "trust"), {"reason": " "})

    assert not Company.objects.get(pk=company.pk).trusted
    assert not LogEntry.objects.exists()


def test_trusting_twice_is_written_down_once(sign_in, park_officer, company):
    client = sign_in(park_officer)

    client.post(move_page(company, "trust"), {"reason": "Known"})
    client.post(move_page(company, "trust"), {"reason": "Known"})

    assert LogEntry.objects.filter(verb="trusted").count() == 1


def test_trust_cannot_be_typed_in(sign_in, park_officer, company, submit):
    submit(sign_in(park_officer), address(company, "change"), trusted="on", name_en="Alpha")

    changed = Company.objects.get(pk=company.pk)
    assert (changed.name_en, changed.trusted) == ("Alpha", False)


@pytest.mark.parametrize(("trusted", "offered"), [(False, ["trust"]), (True, ["no_longer_trust"])])
def test_the_page_offers_what_makes_a_difference(sign_in, park_officer, company, trusted, offered):
    Company.objects.update(trusted=trusted)

    response = sign_in(park_officer).get(address(company, "change"))

    paths = [action["path"].split("/")[-2] for action in response.context["actions_detail"]]
    assert paths == offered


def test_trusted_companies_are_listed(sign_in, park_officer, park, company):
    trusted = CompanyFactory(park=park, trusted=True)

    response = sign_in(park_officer).get(address(Company, "changelist"), {"trusted__exact": 1})

    assert list(response.context["cl"].queryset) == [trusted]
