"""The structured data of an opening: valid, complete, and unable to break its page."""

import datetime
import json
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from jsonschema import Draft202012Validator, FormatChecker
from lxml import html

from companies.models import Opening
from companies.public.job_posting import ADDRESS, job_posting
from parks.models import Occupation
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningSkillFactory
from tests.factories.parks import ParkFactory, SkillFactory
from tests.factories.vocabulary import (
    ChainStageFactory,
    DegreeLevelFactory,
    DisciplineFactory,
    RegionFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

SCHEMA = json.loads(Path(__file__).with_name("job_posting.schema.json").read_text())
BREAKING_OUT = "</script><script>alert(1)</script> & <b>bold</b> \u2028"
# Google's required and recommended properties; those of remote work do not apply here.
WANTED = {
    "title",
    "description",
    "datePosted",
    "validThrough",
    "employmentType",
    "hiringOrganization",
    "jobLocation",
    "baseSalary",
    "identifier",
    "directApply",
    "educationRequirements",
    "experienceRequirements",
    "skills",
    "industry",
    "totalJobOpenings",
}


def faults(facts: dict) -> list[str]:
    checker = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
    return [f"{list(error.path)}: {error.message}" for error in checker.iter_errors(facts)]


def read_again(opening: Opening) -> Opening:
    return Opening.objects.select_related(*ADDRESS, "company", "park", "region").get(pk=opening.pk)


def posting(**fields: object) -> dict:
    return job_posting(read_again(OpeningFactory(published=True, **fields)))


@pytest.fixture
def suzhou():
    return RegionFactory(
        label_en="Suzhou",
        label_zh="苏州市",
        parent=RegionFactory(label_en="Jiangsu", label_zh="江苏省"),
    )


@pytest.fixture
def full(suzhou) -> Opening:
    """An opening of which everything is known."""
    company = CompanyFactory(
        name_en="Alpha Biologics",
        website="https://alpha.example",
        region=suzhou,
        street_address="218 Xinghu Street",
        postal_code="215123",
    )
    opening = OpeningFactory(
        company=company,
        published=True,
        title_en="Cell culture engineer",
        text_en="Grow cells.\n\nKeep <records>,\nand order.",
        closes_on=datetime.date(2099, 12, 31),
        published_at=datetime.datetime(2026, 3, 1, 20, tzinfo=datetime.UTC),
        salary_min=8000,
        salary_max=12000,
        min_degree=DegreeLevelFactory(code="master", rank=940),
        min_years=2,
        headcount=3,
        chain_stage=ChainStageFactory(label_en="GMP production"),
        occupation=Occupation.objects.create(code="9-99", label_en="Engineer", label_zh="工程师"),
    )
    opening.disciplines.add(DisciplineFactory(label_en="Biology"))
    OpeningSkillFactory(opening=opening, skill=SkillFactory(label_en="Cell culture"))
    return read_again(opening)


def test_a_full_opening_has_every_property_that_google_requires_or_recommends(full):
    facts = job_posting(full)

    assert faults(facts) == []
    assert set(facts) >= WANTED
    assert facts["title"] == "Cell culture engineer"
    assert facts["description"] == ("<p>Grow cells.</p><p>Keep &lt;records&gt;,<br>and order.</p>")
    assert facts["hiringOrganization"] | {"url": ""} == {
        "@type": "Organization",
        "name": "Alpha Biologics",
        "sameAs": "https://alpha.example",
        "url": "",
    }
    assert facts["jobLocation"]["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "218 Xinghu Street",
        "postalCode": "215123",
        "addressLocality": "Suzhou",
        "addressRegion": "Jiangsu",
        "addressCountry": "CN",
    }
    assert facts["baseSalary"] == {
        "@type": "MonetaryAmount",
        "currency": "CNY",
        "value": {
            "@type": "QuantitativeValue",
            "minValue": 8000,
            "maxValue": 12000,
            "unitText": "MONTH",
        },
    }
    assert facts["educationRequirements"]["credentialCategory"] == "postgraduate degree"
    assert facts["experienceRequirements"]["monthsOfExperience"] == 24
    assert (facts["skills"], facts["qualifications"]) == ("Cell culture", "Biology")
    assert (facts["industry"], facts["totalJobOpenings"]) == ("GMP production", 3)


def test_days_are_those_of_the_place_where_the_park_is(full):
    facts = job_posting(full)

    # 20:00 UTC on 1 March is the morning of 2 March in Shanghai
    assert facts["datePosted"] == "2026-03-02"
    assert facts["validThrough"] == "2099-12-31T23:59:59+08:00"


def test_an_opening_that_says_the_least_is_still_valid_and_invents_nothing():
    facts = posting(company=CompanyFactory(park=ParkFactory(region=RegionFactory())))

    assert faults(facts) == []
    assert not {"baseSalary", "validThrough", "skills", "occupationalCategory"} & set(facts)
    assert facts["educationRequirements"] == facts["experienceRequirements"] == "no requirements"
    assert facts["description"].startswith("<p>Opening ")


@pytest.mark.parametrize(
    ("kind", "types"),
    [
        ("job", ["FULL_TIME"]),
        ("internship", ["INTERN"]),
        ("training_place", ["OTHER"]),
        ("postdoc", ["FULL_TIME", "TEMPORARY"]),
    ],
)
def test_each_kind_of_opening_has_its_employment_types(kind, types, suzhou):
    facts = posting(kind=kind, region=suzhou)

    assert facts["employmentType"] == types
    assert faults(facts) == []


@pytest.mark.parametrize(
    ("least", "most", "value"),
    [
        (8000, 8000, {"value": 8000}),
        (8000, None, {"minValue": 8000}),
        (None, 9000, {"maxValue": 9000}),
    ],
)
def test_pay_that_is_one_number_or_one_bound_is_said_so(least, most, value, suzhou):
    facts = posting(salary_min=least, salary_max=most, salary_period="day", region=suzhou)

    shared = {"@type": "QuantitativeValue", "unitText": "DAY"}
    assert facts["baseSalary"]["value"] == shared | value
    assert faults(facts) == []


def test_work_in_another_town_does_not_get_the_street_of_the_company(suzhou):
    company = CompanyFactory(region=suzhou, street_address="Xinghu Street", postal_code="215123")
    elsewhere = RegionFactory(label_en="Shanghai")

    there = posting(company=company, region=elsewhere)
    somewhere = posting(company=company, place_text="Zhangjiang")

    address = {"@type": "PostalAddress", "addressCountry": "CN"}
    assert there["jobLocation"]["address"] == address | {
        "addressLocality": "Shanghai",
        "addressRegion": "Shanghai",
    }
    assert somewhere["jobLocation"]["address"] == address | {"addressLocality": "Zhangjiang"}


def test_a_county_is_named_with_its_city_as_each_language_does(suzhou):
    county = RegionFactory(label_en="Kunshan", label_zh="昆山市", parent=suzhou)
    opening = read_again(OpeningFactory(published=True, region=county))

    english = job_posting(opening)["jobLocation"]["address"]["addressLocality"]
    with translation.override("zh-hans"):
        chinese = job_posting(opening)["jobLocation"]["address"]["addressLocality"]

    assert (english, chinese) == ("Kunshan, Suzhou", "苏州市昆山市")


def test_the_page_carries_the_data_and_no_text_breaks_out_of_it(client, full):
    full.title_en, full.text_en = BREAKING_OUT, BREAKING_OUT
    full.save(update_fields=["title_en", "text_en"])

    page = html.fromstring(client.get(full.get_absolute_url()).content)

    scripts = page.xpath("//script[not(@src)]")
    assert [script.get("type") for script in scripts] == ["application/ld+json"]
    facts = json.loads(scripts[0].text)
    assert facts["title"] == BREAKING_OUT
    assert "<script" not in facts["description"]
    assert page.xpath("//link[@rel='canonical']/@href") == [facts["url"]]


def test_the_page_of_an_opening_that_is_over_carries_none(client):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    for opening in (
        OpeningFactory(published=True, closes_on=yesterday),
        OpeningFactory(published=True, state="closed"),
    ):
        response = client.get(opening.get_absolute_url())

        assert response.status_code == 410
        assert "application/ld+json" not in response.text


def test_an_address_of_three_levels_costs_the_page_no_query_of_its_own(
    client, full, suzhou, django_assert_max_num_queries
):
    full.company.region = RegionFactory(parent=suzhou)
    full.company.save(update_fields=["region"])

    with django_assert_max_num_queries(12):
        response = client.get(reverse("matching:opening", args=[full.uuid]))

    assert response.status_code == 200
