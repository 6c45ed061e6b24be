import pytest

from companies.models import Company
from companies.postings.employers import Employers
from parks.access import ANONYMOUS
from parks.choices.organisations import OrganisationKind
from parks.models import Membership, Verification
from tests.factories.companies import CompanyFactory
from tests.factories.parks import MembershipFactory, OrganisationFactory, ParkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def park():
    return ParkFactory(slug="biobay")


@pytest.mark.parametrize(
    "name",
    [
        "Alpha Biologics",
        "alpha  biologics",
        "ALPHA BIOLOGICS",
        "Ａｌｐｈａ　Ｂｉｏｌｏｇｉｃｓ",
        "阿尔法生物（苏州）",
        "阿尔法生物(苏州)",
    ],
)
def test_a_company_is_found_by_either_name_however_it_is_typed(park, name):
    company = CompanyFactory(park=park, name_en="Alpha Biologics", name_zh="阿尔法生物（苏州）")

    assert Employers(park).find(name) == company.pk


@pytest.mark.parametrize(
    "name", ["Alpha", "Alpha Biologics Ltd", "阿尔法生物", "阿尔法生物（苏州）有限公司", ""]
)
def test_a_name_that_is_only_alike_is_another_company(park, name):
    CompanyFactory(park=park, name_en="Alpha Biologics", name_zh="阿尔法生物（苏州）")

    assert Employers(park).find(name) is None


def test_a_company_of_another_park_is_another_company(park):
    CompanyFactory(name_en="Alpha")

    assert Employers(park).find("Alpha") is None


def test_a_company_that_somebody_registered_unverified_gets_no_postings_by_its_name(park):
    """Else whoever registers a well-known name would read the applicants of the real one."""
    squatted = CompanyFactory(park=park, name_en="Alpha")
    MembershipFactory(organisation=squatted)
    employers = Employers(park)

    employers.create_missing(["Alpha"])

    real = Company.objects.exclude(pk=squatted.pk).get()
    assert employers.find("Alpha") == Employers(park).find("Alpha") == real.pk


def test_a_verified_company_with_people_gets_its_postings(park):
    company = CompanyFactory(park=park, name_en="Alpha", verified=True)
    MembershipFactory(organisation=company)

    assert Employers(park).find("Alpha") == company.pk


def test_of_two_companies_of_one_name_the_older_one_is_meant(park):
    older = CompanyFactory(park=park, name_en="Alpha")
    CompanyFactory(park=park, name_en="ALPHA")

    assert Employers(park).find("alpha") == older.pk


def test_a_company_not_there_yet_is_created_unclaimed_and_unverified(park):
    employers = Employers(park)

    employers.create_missing(["Beta Bio Inc."])

    company = Company.objects.get()
    assert employers.find("beta bio inc.") == company.pk
    assert (company.name_en, company.name_zh, company.slug) == ("Beta Bio Inc.", "", "beta-bio-inc")
    assert (company.kind, company.park, company.trusted) == (OrganisationKind.COMPANY, park, False)
    assert not Membership.objects.exists()
    assert not Verification.objects.exists()


def test_a_new_company_can_be_seen_by_everybody(park):
    Employers(park).create_missing(["Beta"])

    assert Company.objects.visible_to(ANONYMOUS).count() == 1


def test_a_chinese_name_goes_where_chinese_names_are(park):
    Employers(park).create_missing(["北京合生基因科技有限公司"])

    company = Company.objects.get()
    assert (company.name_zh, company.name_en) == ("北京合生基因科技有限公司", "")
    assert company.slug.startswith("company-")


def test_a_name_in_both_scripts_is_a_chinese_name(park):
    Employers(park).create_missing(["康德弘翼（WuXiClinical）"])

    assert Company.objects.get().name_zh == "康德弘翼（WuXiClinical）"


def test_each_name_is_created_once_however_often_it_is_asked_for(park):
    employers = Employers(park)

    employers.create_missing(["Beta", "BETA", " beta "])
    employers.create_missing(["beta"])

    assert Company.objects.count() == 1


def test_an_address_that_is_taken_gets_a_mark_that_stays_the_same(park):
    OrganisationFactory(slug="beta")

    Employers(park).create_missing(["Beta"])

    slug = Company.objects.get().slug
    assert slug.startswith("beta-")
    Company.objects.all().delete()
    Employers(park).create_missing(["Beta"])
    assert Company.objects.get().slug == slug


def test_two_names_with_one_address_get_one_each(park):
    Employers(park).create_missing(["A+B Bio", "A/B Bio", "AB Bio", "!!!"])

    slugs = set(Company.objects.values_list("slug", flat=True))
    assert len(slugs) == 4
    assert all(0 < len(slug) <= 80 for slug in slugs)


def test_a_name_of_two_hundred_characters_has_an_address_that_fits(park):
    Employers(park).create_missing(["x" * 200])

    assert len(Company.objects.get().slug) <= 80


def test_one_company_stands_for_all_employers_that_are_not_named(park):
    employers = Employers(park)

    employers.create_missing(["", ""])

    company = Company.objects.get()
    assert (company.name_en, company.name_zh) == ("Employer not named", "未公布的单位")
    assert employers.find("") == company.pk
    assert Employers(park).find("") == company.pk


@pytest.mark.parametrize("number", [1, 30])
def test_creating_costs_the_same_for_one_or_thirty(park, number, django_assert_num_queries):
    employers = Employers(park)

    with django_assert_num_queries(3):
        employers.create_missing(f"Company {count}" for count in range(number))
