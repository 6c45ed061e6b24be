"""A programme as search engines read it."""

import json

import pytest
from lxml import html

from tests.factories.training import ProgrammeFactory, SessionFactory, TaughtSkillFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_the_page_of_a_programme_says_what_is_taught_when_and_for_how_much(client):
    taught = TaughtSkillFactory(skill__label_en="ELISA", programme__hours=16)
    programme = taught.programme
    session = SessionFactory(programme=programme, price=900, subsidy=300)
    SessionFactory(programme=programme, state="draft")

    page = html.fromstring(client.get(programme.get_absolute_url()).content)

    facts = json.loads(page.xpath("//script[@type='application/ld+json']")[0].text)
    assert (facts["@type"], facts["teaches"], facts["timeRequired"]) == (
        "Course",
        ["ELISA"],
        "PT16H",
    )
    assert facts["provider"]["name"] == str(programme.organiser)
    [held] = facts["hasCourseInstance"]
    assert held["startDate"] == session.starts_on.isoformat()
    assert held["offers"]["price"] == 600
    assert page.xpath("//link[@rel='canonical']/@href") == [facts["url"]]


def test_a_programme_kept_from_the_public_has_no_page_and_is_not_in_the_site_map(client):
    shown, hidden = ProgrammeFactory(), ProgrammeFactory(listed=False)

    found = client.get("/sitemap-programmes.xml").content.decode()

    assert shown.get_absolute_url() in found
    assert hidden.get_absolute_url() not in found
    assert client.get(hidden.get_absolute_url()).status_code == 404
