"""A company enters the portal, and its people say who it is."""

from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection

from companies.actions.registration import (
    IDENTITY,
    CodeTakenError,
    change_organisation,
    register_company,
)
from companies.models import Company
from parks.access import ANONYMOUS
from parks.actions.organisations import OrganisationError
from parks.choices.organisations import OrganisationKind
from parks.evidence_files import EvidenceFile
from parks.models import Evidence, LogEntry, Membership, Organisation, OutboxMail, Verification
from parks.queries.viewers import viewer_of
from tests.factories.companies import CompanyFactory
from tests.factories.parks import (
    LICENCE,
    OrganisationFactory,
    ParkFactory,
    UserFactory,
    VerificationFactory,
)
from tests.factories.vocabulary import ChainStageFactory, RegionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

CODE = "91110000600037341L"
FILE = EvidenceFile(LICENCE, "licence.pdf", "application/pdf")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def facts(park, **values) -> dict:
    return {
        "name_zh": "晨曦生物",
        "name_en": "Dawn Bio",
        "credit_code": CODE,
        "park": park,
    } | values


def everything() -> dict[str, list]:
    nouns = (Company, Evidence, LogEntry, Membership, Organisation, OutboxMail, Verification)
    return {noun.__name__: list(noun.objects.order_by("pk").values()) for noun in nouns}


def test_who_registers_a_company_runs_it_at_once_and_the_office_has_a_request(park, park_officer):
    user = UserFactory()

    company = register_company(facts=facts(park), file=FILE, by=user)

    assert (company.kind, company.credit_code, company.park) == ("company", CODE, park)
    assert company.slug.startswith("dawn-bio-")
    assert viewer_of(user).administered_ids == {company.pk}
    verification = company.verifications.get()
    assert (verification.state, verification.submitted_by) == ("pending", user)
    assert verification.evidence.get().filename == "licence.pdf"
    assert OutboxMail.objects.get().user == park_officer
    verbs = list(LogEntry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["registered", "joined", "verification requested", "evidence brought"]


def test_nobody_else_sees_a_company_before_it_is_verified(park, stranger):
    company = register_company(facts=facts(park), file=FILE, by=UserFactory())

    mine = Company.objects.filter(pk=company.pk)

    assert not mine.visible_to(ANONYMOUS).exists()
    assert not mine.visible_to(viewer_of(stranger)).exists()


def test_a_company_with_a_chinese_name_alone_has_an_address(park):
    company = register_company(facts=facts(park, name_en=""), file=FILE, by=UserFactory())

    assert company.slug == f"company-{company.uuid.hex[:6]}"


@pytest.mark.parametrize("kind", [OrganisationKind.COMPANY, OrganisationKind.HOSPITAL])
def test_one_code_is_one_organisation_and_the_error_says_which(kind, park):
    there = OrganisationFactory(credit_code=CODE, kind=kind)
    before = everything()

    with pytest.raises(CodeTakenError) as raised:
        register_company(facts=facts(park), file=FILE, by=UserFactory())

    assert raised.value.organisation == there
    assert everything() == before


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_register_one_code_at_once_one_is_told_of_the_other():
    park, people = ParkFactory(), UserFactory.create_batch(2)
    together, refused = Barrier(2), []

    def register(user) -> None:
        together.wait()
        try:
            register_company(facts=facts(park), file=FILE, by=user)
        except CodeTakenError as error:
            refused.append((user, error.organisation.pk))
        finally:
            connection.close()

    threads = [Thread(target=register, args=[user]) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    company = Company.objects.get()
    [(late, named)] = refused
    assert named == company.pk
    assert company.memberships.get().user in set(people) - {late}
    assert Evidence.objects.count() == Verification.objects.count() == 1


def test_another_fault_of_the_database_is_not_taken_for_a_taken_code(park):
    with pytest.raises(IntegrityError, match="an_organisation_has_a_name"):
        register_company(facts=facts(park, name_zh="", name_en=""), file=FILE, by=UserFactory())


def test_a_person_registers_several_companies_and_waits_for_three_at_most(park):
    user = UserFactory()
    codes = ("91310000631696382C", "91440300708461136T", "91330100799655058B")
    for code in codes:
        register_company(facts=facts(park, credit_code=code), file=FILE, by=user)
    before = everything()

    with pytest.raises(OrganisationError, match="Three of your requests"):
        register_company(facts=facts(park), file=FILE, by=user)

    assert everything() == before
    assert len(viewer_of(user).administered_ids) == 3


def test_facts_are_written_and_the_log_names_what_changed():
    company, by = CompanyFactory(), UserFactory()
    stages = [ChainStageFactory(), ChainStageFactory()]
    region = RegionFactory()

    change_organisation(
        company,
        facts={
            "website": "https://dawn.example",
            "street_address": "1 Long Road",
            "postal_code": "215000",
            "region_id": region.pk,
            "anonymous_screening": True,
            "chain_stages": stages,
            "summary_en": "",
        },
        by=by,
    )

    company.refresh_from_db()
    assert (company.website, company.street_address) == ("https://dawn.example", "1 Long Road")
    assert (company.postal_code, company.region) == ("215000", region)
    assert company.anonymous_screening is True
    assert set(company.chain_stages.all()) == set(stages)
    entry = LogEntry.objects.get()
    assert (entry.verb, entry.actor, entry.organisation_id) == ("facts changed", by, company.pk)
    assert entry.details["fields"] == [
        "anonymous_screening",
        "chain_stages",
        "postal_code",
        "region_id",
        "street_address",
        "website",
    ]


def test_what_stays_as_it_is_is_no_change():
    company = CompanyFactory(website="https://dawn.example")

    change_organisation(
        company, facts={"website": "https://dawn.example", "chain_stages": []}, by=UserFactory()
    )

    assert not LogEntry.objects.exists()


def test_an_organisation_that_is_no_company_has_facts_too():
    hospital = OrganisationFactory(kind=OrganisationKind.HOSPITAL)

    change_organisation(hospital, facts={"website": "https://care.example"}, by=UserFactory())

    assert Organisation.objects.get(pk=hospital.pk).website == "https://care.example"


@pytest.mark.parametrize("state", ["pending", "in_review", "approved"])
@pytest.mark.parametrize("name", sorted(IDENTITY))
def test_what_the_office_looks_at_or_has_verified_stays(name, state):
    company = CompanyFactory(name_zh="晨曦")
    VerificationFactory(organisation=company, state=state)
    before = everything()

    with pytest.raises(OrganisationError, match="as the park office has seen them"):
        change_organisation(company, facts={name: CODE, "website": "https://a.example"}, by=None)

    assert everything() == before


def test_after_a_decline_name_code_and_domain_are_put_right():
    company = CompanyFactory(name_en="Dwan", credit_code="")
    VerificationFactory(organisation=company, state="declined", reason="Wrong name")

    change_organisation(
        company,
        facts={"name_en": "Dawn", "credit_code": CODE, "email_domain": "dawn.example"},
        by=UserFactory(),
    )

    company.refresh_from_db()
    assert (company.name_en, company.credit_code) == ("Dawn", CODE)
    assert company.email_domain == "dawn.example"


def test_the_code_of_another_organisation_is_refused():
    there = OrganisationFactory(credit_code=CODE)
    company = CompanyFactory()
    before = everything()

    with pytest.raises(CodeTakenError) as raised:
        change_organisation(company, facts={"credit_code": CODE}, by=UserFactory())

    assert raised.value.organisation == there
    assert everything() == before
