"""The cockpit: counted, read, followed to its rows, saved, and by whom it may be."""

from datetime import timedelta
from io import BytesIO, StringIO
from json import loads

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from matching import tasks
from matching.actions.cockpit import counting, owners_due, take_snapshot, tell, thin_snapshots
from matching.models import Snapshot
from parks.models import LogEntry
from tests.factories.companies import OpeningFactory
from tests.factories.matching import SnapshotFactory
from tests.factories.parks import ParkFactory, UserFactory
from tests.parks.brokers import broker

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]

PAGE = reverse("matching:cockpit")


@pytest.fixture
def counted(park, company):
    """The cockpit of a park with one opening of four places."""
    OpeningFactory(company=company, published=True, headcount=4, title_en="QC analyst")
    return take_snapshot(park, now=timezone.now())


def test_an_office_reads_its_figures_and_follows_one_to_its_rows(
    sign_in, park_officer, counted, django_assert_max_num_queries
):
    client = sign_in(park_officer)

    with django_assert_max_num_queries(12):
        page = client.get(PAGE)
    market = page.context["panels"][0]
    number = market.lines[0].numbers[0]
    address = f"{page.context['rows_address']}{number.query}&park={page.context['owner'].key}"
    rows = client.get(address)

    assert (number.value, rows.context["places"]) == (4, 4)
    assert address.replace("&", "&amp;") in page.content.decode()
    assert "QC analyst" in rows.content.decode()
    assert "Counted on" in page.content.decode()
    assert page.content.decode().count('role="img"') == sum(
        bool(panel.lines) for panel in page.context["panels"]
    )


def test_the_charts_and_tables_are_saved_as_svg_png_and_xlsx(sign_in, park_officer, counted):
    client = sign_in(park_officer)

    svg, png, xlsx = (
        client.get(PAGE, {"file": form, "chart": "talent"}) for form in ("svg", "png", "xlsx")
    )
    book = load_workbook(BytesIO(client.get(PAGE, {"file": "xlsx"}).content))

    assert svg.content.startswith(b"<svg xmlns=")
    assert b"<title" in svg.content
    assert png.content.startswith(b"\x89PNG")
    assert len(png.content) > 3_000
    assert len(load_workbook(BytesIO(xlsx.content)).sheetnames) == 1
    assert [len(book.sheetnames), book.worksheets[0]["B2"].value] == [7, 4]
    assert client.get(PAGE, {"file": "exe"}).status_code == 404
    assert client.get(PAGE, {"file": "svg", "chart": "secrets"}).status_code == 404


def test_a_park_that_was_not_counted_says_so_and_is_counted_on_request(
    sign_in, park_officer, park, django_capture_on_commit_callbacks
):
    client = sign_in(park_officer)
    empty = client.get(PAGE).content.decode()

    with broker() as sent:
        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse("matching:count_cockpit"), {"park": park.pk})
        queued = sent.tasks()
    waiting = client.get(PAGE).content.decode()

    assert "Nothing has been counted yet." in empty
    assert "0 of 7 parts are counted." in waiting
    assert LogEntry.objects.get(verb="cockpit asked for").actor == park_officer
    assert queued == [("matching.take_snapshot", {"park_id": park.pk})]


def test_nobody_reads_the_cockpit_of_others(sign_in, park_officer, stranger, counted):
    theirs = ParkFactory()
    take_snapshot(None, now=timezone.now())
    client = sign_in(park_officer)
    rows = reverse("matching:cockpit_rows", args=["demand"])

    refused = [
        client.get(PAGE, {"park": theirs.pk}),
        client.get(PAGE, {"park": "platform"}),
        client.get(PAGE, {"park": "all"}),
        client.get(rows, {"park": theirs.pk}),
        client.get(rows, {"park": "platform"}),
        client.get(reverse("matching:cockpit_rows", args=["secrets"])),
        client.get(rows, {"degree": "x"}),
        client.get(PAGE, {"view": "x"}),
        client.post(reverse("matching:count_cockpit"), {"park": theirs.pk}),
        sign_in(stranger).get(PAGE),
    ]

    assert {answer.status_code for answer in refused} == {404}


def test_the_operator_reads_the_platform_and_all_parks_side_by_side(sign_in, counted, park):
    ParkFactory()
    take_snapshot(None, now=timezone.now())
    client = sign_in(UserFactory(is_superuser=True, is_staff=True))

    platform = client.get(PAGE)
    compared = client.get(PAGE, {"park": "all"}).context["lines"]

    assert platform.context["panels"][0].lines[0].numbers[0].value == 4
    by_park = {line["park"]: line["snapshot"] for line in compared}
    assert by_park[park] == counted
    assert list(by_park.values()).count(None) == 1


def test_parks_and_platform_are_counted_once_an_hour_and_old_counts_are_thinned(park):
    now = timezone.now().replace(minute=30)

    before = owners_due(now)
    tasks.take_snapshot(park_id=park.pk)
    taken = take_snapshot(None, now=now)
    day = now.replace(hour=3) - timedelta(days=5)
    old = [SnapshotFactory(park=park, taken_at=day + timedelta(hours=hour)) for hour in (0, 1)]
    thin_snapshots(park, now=now)
    thin_snapshots(park, now=now)

    assert (before[0], before[-1]) == (park, None)
    assert owners_due(now) == [each for each in before if each not in (park, None)]
    assert taken.seconds > 0
    kept = Snapshot.objects.filter(park=park, taken_at__lt=now - timedelta(days=1))
    assert list(kept) == [old[1]]


def test_how_far_a_count_is_is_told_and_forgotten(park):
    tell(park, 2)
    under_way = counting(park)
    take_snapshot(park, now=timezone.now())

    assert (under_way, counting(park)) == ({"done": 2, "total": 7}, None)


def test_the_command_counts_and_says_how_long_it_took(park):
    said = StringIO()

    call_command("take_snapshots", park=park.slug, json=True, stdout=said)

    assert loads(said.getvalue()) == {"seconds": {park.slug: Snapshot.objects.get().seconds}}
    with pytest.raises(CommandError, match="no park"):
        call_command("take_snapshots", park="nowhere")
