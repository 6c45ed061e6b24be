"""Feeds, sitemap and robots.txt: what machines of others read of us."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import etree

from companies.public.sitemaps import Openings
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningSkillFactory
from tests.factories.parks import ParkFactory
from tests.matching.searchable import make_searchable

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

ATOM, RSS = reverse("companies:atom"), reverse("companies:rss")
SITEMAP = reverse("companies:sitemap")
NAMES = {"a": "http://www.w3.org/2005/Atom", "s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def xml(response) -> etree._Element:
    assert response.status_code == 200
    return etree.fromstring(response.content)


def titles(client, address: str) -> list[str]:
    found = xml(client.get(address)).xpath(
        "//a:entry/a:title/text() | //item/title/text()", namespaces=NAMES
    )
    return [str(title).partition(" · ")[0] for title in found]


def locations(client, section: str) -> list[str]:
    address = reverse("companies:sitemap_section", args=[section])
    return xml(client.get(address)).xpath("//s:loc/text()", namespaces=NAMES)


@pytest.fixture
def offers():
    """Three openings on offer, the newest first, and three that nobody may find."""
    now, park = timezone.now(), ParkFactory(slug="biobay")
    company = CompanyFactory(park=park, name_en="Alpha & Sons")
    offered = [
        OpeningFactory(
            company=company,
            published=True,
            title_en=title,
            kind=kind,
            published_at=now - datetime.timedelta(days=days),
        )
        for days, (title, kind) in enumerate(
            (("Youngest", "job"), ("Middle", "internship"), ("Oldest", "job"))
        )
    ]
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    OpeningFactory(company=company, title_en="Draft")
    OpeningFactory(company=company, published=True, title_en="Over", closes_on=yesterday)
    OpeningFactory(company=company, published=True, title_en="Closed", state="closed")
    make_searchable()
    return offered


@pytest.mark.parametrize("address", [ATOM, RSS])
def test_a_feed_has_the_openings_on_offer_and_the_newest_first(address, client, offers):
    assert titles(client, address) == ["Youngest", "Middle", "Oldest"]


@pytest.mark.parametrize("address", [ATOM, RSS])
def test_the_filter_of_a_feed_is_that_of_the_market(address, client, offers):
    assert titles(client, f"{address}?kind=internship") == ["Middle"]
    assert titles(client, f"{address}?kind=job&sort=relevance") == ["Youngest", "Oldest"]
    assert titles(client, f"{address}?q=oldest") == ["Oldest"]


def test_an_entry_says_who_offers_what_and_keeps_its_id(client, offers):
    OpeningSkillFactory(opening=offers[0], skill__label_en="PCR")

    entry = xml(client.get(ATOM)).find("a:entry", NAMES)

    assert entry.findtext("a:title", namespaces=NAMES) == "Youngest · Alpha & Sons"
    assert entry.findtext("a:id", namespaces=NAMES) == f"urn:uuid:{offers[0].uuid}"
    assert entry.find("a:link", NAMES).get("href").endswith(offers[0].get_absolute_url())
    assert entry.findtext("a:author/a:name", namespaces=NAMES) == "Alpha & Sons"
    assert [each.get("term") for each in entry.findall("a:category", NAMES)] == ["Job", "PCR"]


@pytest.mark.parametrize("address", [ATOM, RSS])
def test_a_reader_that_has_the_feed_already_gets_no_second_copy(address, client, offers):
    first = client.get(address)

    again = client.get(address, headers={"if-none-match": first["ETag"]})
    since = client.get(address, headers={"if-modified-since": first["Last-Modified"]})

    assert (again.status_code, since.status_code) == (304, 304)
    assert again.content == b""


def test_the_feed_is_sent_again_when_there_is_something_new(client, offers):
    first = client.get(ATOM)
    OpeningFactory(company=offers[0].company, published=True, title_en="Newer still")
    make_searchable()

    again = client.get(ATOM, headers={"if-none-match": first["ETag"]})

    assert again.status_code == 200


@pytest.mark.parametrize("openings", [1, 3])
def test_a_feed_costs_the_same_for_one_opening_or_three(
    openings, client, django_assert_num_queries
):
    for opening in OpeningFactory.create_batch(openings, published=True):
        OpeningSkillFactory(opening=opening)
    make_searchable()
    client.get(ATOM)

    with django_assert_num_queries(7):
        response = client.get(ATOM)

    assert len(xml(response).findall("a:entry", NAMES)) == openings


@pytest.mark.parametrize(
    "rubbish", ["q=%00", "kind=nothing&page=x", "sort=\ud800", "q=" + "x" * 5000]
)
def test_rubbish_in_the_address_of_a_feed_breaks_nothing(rubbish, client, offers):
    response = client.get(f"{ATOM}?{rubbish}".encode("utf-8", "surrogatepass").decode("latin-1"))

    assert response.status_code == 200


def test_a_text_with_signs_that_xml_forbids_does_not_break_the_feed(client):
    OpeningFactory(published=True, title_en="Bell\x07", text_en="\x0b<b>&amp; ]]>")
    make_searchable()

    assert titles(client, RSS) == ["Bell"]


def test_the_market_names_its_feeds_with_the_filter_chosen(client, offers):
    page = client.get(reverse("matching:market"), {"kind": "internship"})

    assert f'href="{ATOM}?kind=internship"' in page.text
    assert f'href="{RSS}?kind=internship"' in page.text


def test_the_sitemap_is_an_index_of_sections_that_can_each_be_read(client, offers):
    index = xml(client.get(SITEMAP))

    found = index.xpath("//s:loc/text()", namespaces=NAMES)
    assert [address.rsplit("/", 1)[1] for address in found] == [
        f"sitemap-{section}.xml"
        for section in ("pages", "openings", "programmes", "companies", "parks")
    ]
    for address in found:
        assert client.get(address).status_code == 200


def test_only_openings_on_offer_are_in_the_sitemap(client, offers):
    found = locations(client, "openings")

    assert [address.partition("/openings/")[2] for address in found] == [
        f"{opening.uuid}/" for opening in offers
    ]


def test_a_closed_opening_leaves_the_sitemap(client, offers):
    offers[0].state = "closed"
    offers[0].save(update_fields=["state"])

    assert len(locations(client, "openings")) == 2


def test_companies_and_parks_that_the_public_may_see_are_in_the_sitemap(client, company, recruiter):
    hidden = CompanyFactory(slug="unverified", park=company.park)
    hidden.memberships.create(user=recruiter)
    ParkFactory(slug="secret", listed=False)

    companies, parks = locations(client, "companies"), locations(client, "parks")

    assert [address.rsplit("/", 2)[1] for address in companies] == ["alpha"]
    assert [address.rsplit("/", 2)[1] for address in parks] == ["biobay"]


def test_more_openings_than_one_file_may_hold_go_to_a_second_file(client, offers, monkeypatch):
    monkeypatch.setattr(Openings, "limit", 2)

    index = xml(client.get(SITEMAP)).xpath("//s:loc/text()", namespaces=NAMES)
    second = xml(client.get(index[2])).xpath("//s:loc/text()", namespaces=NAMES)

    assert [address.rsplit("/", 1)[1] for address in index[1:3]] == [
        "sitemap-openings.xml",
        "sitemap-openings.xml?p=2",
    ]
    assert len(second) == 1
    assert Openings.limit <= 50_000


@pytest.mark.parametrize("openings", [1, 3])
def test_the_sitemap_costs_the_same_for_one_opening_or_three(
    openings, client, django_assert_num_queries
):
    OpeningFactory.create_batch(openings, published=True)
    address = reverse("companies:sitemap_section", args=["openings"])

    with django_assert_num_queries(2):
        client.get(address)
    with django_assert_num_queries(5):
        client.get(SITEMAP)


def test_the_date_of_the_index_is_that_of_the_newest_change(client, offers):
    index = xml(client.get(SITEMAP))

    dates = index.xpath(
        "//s:sitemap[s:loc[contains(., 'openings')]]/s:lastmod/text()", namespaces=NAMES
    )
    assert [date[:10] for date in dates] == [timezone.localdate().isoformat()]


def test_there_is_no_section_of_another_name(client):
    assert client.get("/sitemap-people.xml").status_code == 404


def test_robots_are_told_where_the_sitemap_is(client, settings):
    settings.SITE_URL = "https://portal.example"

    assert "Sitemap: https://portal.example/sitemap.xml" in client.get(reverse("robots")).text
