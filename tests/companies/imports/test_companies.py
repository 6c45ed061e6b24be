"""A park office's own table of companies: found, entered, filled, and never taken over."""

import pytest

from companies.models import Company
from parks.models import LogEntry, Organisation
from tests.companies.imports.files import counts, csv_file, errors
from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.parks import MembershipFactory, ParkFactory, VerificationFactory
from tests.factories.talent import UniversityFactory
from tests.factories.vocabulary import ChainStageFactory, RegionFactory
from tests.parks.imports import jobs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

CODE, OTHER_CODE = "91320594MA1MYLK6X3", "91330000MA27X00006"
KINDS = (
    "Drug maker, Biotech, Contract research (CRO), Contract development and manufacturing (CDMO), "
    "Medical devices, Diagnostics, Instruments and supplies, Services"
)
ROW = {
    "企业名称": "阿尔法抗体",
    "英文名称": "Alpha Antibodies",
    "统一社会信用代码": CODE.lower(),
    "企业类型": "CRO",
    "产业链环节": "研发、GMP生产",
    "所在地": "苏州",
    "网址": "www.alpha.example",
    "邮箱域名": "@alpha.example",
    "企业简介": "抗体。",
}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def office(park_officer):
    ChainStageFactory(code="research", label_zh="研发", label_en="Research and development")
    ChainStageFactory(code="production", label_zh="GMP生产", label_en="GMP production")
    RegionFactory(code="320000", label_zh="苏州市", label_en="Suzhou")
    return Organisation.objects.get(slug="office")


@pytest.fixture
def by(park_officer):
    return park_officer


def preview(office, rows, by):
    return jobs.preview(office, csv_file(rows), kind="companies", by=by)


def imported(office, rows, by):
    return jobs.commit(preview(office, rows, by), by=by)


def facts(**wanted) -> list[tuple]:
    columns = [field.attname for field in Company._meta.concrete_fields]
    rows = Company.objects.filter(**wanted).order_by("pk")
    links = Company.chain_stages.through.objects.filter(company__in=rows).order_by("pk")
    return [*rows.values_list(*columns), *links.values_list()]


def test_a_row_becomes_a_company_of_the_park_that_nobody_has_verified_or_claimed(office, by):
    job = imported(office, [ROW], by)

    company = Company.objects.with_verified().get(credit_code=CODE)
    assert (job.park, job.organisation, counts(job)) == (office.park, office, (1, 0, 0, 0))
    assert (company.park, company.kind, company.trusted) == (office.park, "company", False)
    assert (company.name_zh, company.name_en) == ("阿尔法抗体", "Alpha Antibodies")
    assert (company.company_kind, company.region.label_zh) == ("cro", "苏州市")
    assert (company.website, company.email_domain) == (
        "https://www.alpha.example",
        "alpha.example",
    )
    assert {stage.code for stage in company.chain_stages.all()} == {"research", "production"}
    assert (company.is_verified, company.memberships.count()) == (False, 0)
    entry = LogEntry.objects.get(noun="companies.company", row_id=company.pk)
    assert (entry.verb, entry.actor, entry.park) == ("imported", by, office.park)


def test_a_company_is_found_by_its_code_else_by_its_name_and_blank_clears_nothing(office, by):
    imported(office, [ROW, {"英文名称": "贝塔生物", "企业简介": "疫苗。"}], by)

    again = preview(office, [ROW], by)
    job = imported(
        office,
        [
            {
                "统一社会信用代码": CODE,
                "企业名称": "阿尔法抗体新",
                "企业简介": "",
                "产业链环节": "研发",
            },
            {"企业名称": " 贝塔生物 ", "统一社会信用代码": OTHER_CODE},
        ],
        by,
    )

    assert (counts(again), counts(job)) == ((0, 0, 1, 0), (0, 2, 0, 0))
    alpha, beta = Company.objects.order_by("pk")
    assert (alpha.name_zh, alpha.name_en) == ("阿尔法抗体新", "Alpha Antibodies")
    assert (alpha.summary_zh, alpha.chain_stages.get().code) == ("抗体。", "research")
    assert (beta.name_zh, beta.name_en, beta.credit_code) == ("贝塔生物", "", OTHER_CODE)


def test_what_cannot_be_read_or_is_somebody_elses_is_refused(office, by):
    CompanyFactory(park=ParkFactory(), credit_code=OTHER_CODE, name_en="Elsewhere")
    UniversityFactory(park=office.park, credit_code="91320594MA1XXXXX8G")
    CompanyFactory(park=office.park, name_zh="伽马", name_en="Gamma", credit_code=CODE)
    before = facts()
    rows = [
        {"企业名称": "甲", "统一社会信用代码": f"{CODE[:-1]}4"},
        {"企业名称": "乙", "统一社会信用代码": OTHER_CODE},
        {"企业名称": "丙", "统一社会信用代码": "91320594MA1XXXXX8G"},
        {"企业名称": "丁", "企业类型": "面包店"},
        {"企业名称": "戊", "产业链环节": "研发、烘焙"},
        {"企业名称": "己", "邮箱域名": "qq.com"},
        {"企业名称": "己", "网址": "no address"},
        {"企业简介": "谁？"},
        {"企业名称": "示例生物（请删除本行）"},
        {"企业名称": "庚"},
        {"企业名称": " 庚"},
    ]

    job = preview(office, rows, by)

    assert counts(job) == (1, 0, 0, 10)
    assert errors(job) == [
        (2, "统一社会信用代码", "is no unified social credit code: the check digit is wrong"),
        (3, "统一社会信用代码", "belongs to an organisation that is no company of your park"),
        (4, "统一社会信用代码", "belongs to an organisation that is no company of your park"),
        (5, "企业类型", f"is none of these: {KINDS}"),
        (
            6,
            "产业链环节",
            "“烘焙” is no stage of the chain; these are: Research and development, GMP production",
        ),
        (7, "邮箱域名", "is a domain at which anybody gets an address: leave it empty"),
        (8, "网址", "is no address of a website"),
        (9, "企业名称", "is empty"),
        (10, "企业名称", "is the example of the template: delete the row"),
        (12, "企业名称", "is the same company as line 11"),
    ]
    assert facts() == before


def test_a_company_of_this_name_with_another_code_is_not_overwritten(office, by):
    CompanyFactory(park=office.park, name_zh="阿尔法抗体", credit_code=OTHER_CODE)
    CompanyFactory(park=office.park, name_zh="贝塔", name_en="")
    CompanyFactory(park=office.park, name_zh="", name_en="Beta")

    job = preview(office, [ROW, {"企业名称": "贝塔", "英文名称": "Beta"}], by)

    assert [reason for _line, _column, reason in errors(job)] == [
        "is not the code that the company of this name has here",
        "may be any of several companies: give the credit code",
    ]


def test_a_company_with_people_of_its_own_is_filled_only_where_it_says_nothing(office, by):
    run = CompanyFactory(park=office.park, name_zh="阿尔法抗体", website="https://own.example")
    MembershipFactory(organisation=run)

    job = imported(office, [ROW], by)
    again = preview(office, [ROW | {"企业简介": "不同。"}], by)

    run.refresh_from_db()
    assert (counts(job), counts(again)) == ((0, 1, 0, 0), (0, 0, 1, 0))
    assert (run.website, run.summary_zh, run.company_kind) == (
        "https://own.example",
        "抗体。",
        "cro",
    )
    assert (run.credit_code, run.email_domain) == ("", "")
    assert run.chain_stages.count() == 2


def test_the_identity_that_the_office_has_verified_is_not_changed_by_a_file(office, by):
    seen = CompanyFactory(
        park=office.park, name_zh="阿尔法", credit_code=CODE, summary_zh="旧", verified=True
    )

    imported(office, [ROW], by)

    seen.refresh_from_db()
    assert (seen.name_zh, seen.summary_zh) == ("阿尔法", "抗体。")
    assert seen.email_domain == "alpha.example"


def test_companies_of_another_park_stay_as_they_are(office, by):
    CompanyFactory(park=ParkFactory(), name_zh="阿尔法抗体")
    before = facts()

    imported(office, [ROW], by)

    assert facts(name_zh="阿尔法抗体", park__in=[office.park]) != []
    assert facts()[: len(before)] == before


def test_revert_restores_exactly_and_never_takes_a_company_that_people_work_with(office, by):
    old = CompanyFactory(park=office.park, name_zh="旧公司", summary_zh="旧")
    old.chain_stages.set(old.chain_stages.model.objects.filter(code="research"))
    before = facts()
    rows = [
        ROW,
        {"企业名称": "旧公司", "企业简介": "新", "产业链环节": "GMP生产"},
        {"企业名称": "新公司"},
    ]

    job = jobs.revert(imported(office, rows, by), by=by)
    assert (job.state, counts(job), facts()) == ("reverted", (2, 1, 0, 0), before)

    job = imported(office, rows, by)
    OpeningFactory(company=Company.objects.get(name_zh="新公司"))
    VerificationFactory(organisation=Company.objects.get(credit_code=CODE), state="pending")
    refused = jobs.revert(job, by=by)
    assert refused.state == "committed"
    kept = {row.row_id for row in refused.rows.exclude(reasons=[])}
    assert kept == set(Company.objects.exclude(pk=old.pk).values_list("pk", flat=True))
    jobs.revert(job, by=by, keep=True)
    old.refresh_from_db()
    assert (old.summary_zh, Company.objects.count()) == ("旧", 3)


def test_the_office_comes_to_its_imports_from_the_desk_and_the_web_admin(office, by, sign_in):
    client = sign_in(by)

    assert 'href="/desk/imports/"' in client.get("/desk/").text
    assert "Import: Companies" in client.get("/desk/imports/").text
    assert client.get("/desk/imports/new/companies/").status_code == 200
    assert client.get("/desk/imports/new/rosters/").status_code == 404
    button = client.get("/admin/companies/company/import-companies/")
    assert button.url == "/desk/imports/new/companies/"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_template_comes_back_with_only_its_example_refused(office, by, sign_in, language):
    address = f"/desk/imports/template/companies.xlsx?language={language}"

    job = jobs.preview(office, sign_in(by).get(address).content, kind="companies", by=by)

    assert "" not in job.mapping["columns"].values()
    reasons = {reason for _line, _column, reason in errors(job)}
    assert reasons >= {"is the example of the template: delete the row"}
    assert counts(job) == (0, 0, 0, 1)
