"""A park office reads its cockpit in a real browser and follows a number to its rows."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from matching.actions.cockpit import take_snapshot
from tests.factories.companies import OpeningFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("unfold"),
]


def test_an_officer_reads_the_cockpit_and_clicks_a_number_through_to_its_rows(
    visitor, live_server, sign_in, park_officer, park, company
):
    OpeningFactory(company=company, published=True, headcount=4, title_en="QC analyst")
    take_snapshot(park, now=timezone.now())
    session = sign_in(park_officer).cookies["sessionid"].value
    visitor.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    visitor.goto("/admin/cockpit/")
    spare = visitor.evaluate("innerWidth - document.documentElement.scrollWidth")
    faults = Axe().run(visitor, context="#content").response["violations"]

    visitor.locator("#market summary").click()
    visitor.locator("#market td a").first.click()

    assert (spare >= 0, [fault["id"] for fault in faults]) == (True, [])
    assert "/admin/cockpit/rows/demand/" in visitor.url
    assert visitor.locator("[data-count]").get_attribute("data-count") == "1"
    assert visitor.locator("tbody tr").count() == 1
