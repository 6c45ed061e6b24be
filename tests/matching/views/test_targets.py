"""The office's page of targets, its numbers in the cockpit, and the rows behind them."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from companies.models import Programme, Session
from matching.actions.cockpit import take_snapshot
from matching.models import Enrolment
from parks.models import Agreement, AnnualTarget, CertificateScheme, ConsortiumMembership
from talent.models import Certificate
from tests.factories.companies import OpeningFactory
from tests.factories.placements import (
    AnnualTargetFactory,
    LedConsortiumFactory,
    PlacementFactory,
)

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]
PAGE = reverse("matching:cockpit_targets")
THIS_YEAR = timezone.localdate().year
RECORDED = ("trained", "certified", "agreements", "placements", "members", "sessions")


@pytest.fixture
def consortium(park):
    row = LedConsortiumFactory(lead=park, slug="led", name_en="Bay consortium")
    for metric in (*RECORDED, "forums"):
        AnnualTargetFactory(consortium=row, year=THIS_YEAR, metric=metric, value=50)
    return row


@pytest.fixture
def one_of_each(consortium, company, profile):
    """One row of everything that is counted."""
    day = date(THIS_YEAR, 1, 2)
    ConsortiumMembership.objects.create(
        consortium=consortium, organisation=company, state="active", joined_on=day
    )
    programme = Programme.objects.create(park=company.park, organiser=company, name_en="Filling")
    session = Session.objects.create(
        programme=programme,
        state="closed",
        starts_on=day,
        ends_on=day,
        enrol_by=day,
        capacity=5,
    )
    Enrolment.objects.create(session=session, profile=profile, state="failed")
    scheme = CertificateScheme.objects.create(issuer=company, code="PPP", name_en="Filling")
    Certificate.objects.create(
        scheme=scheme, profile=profile, serial="PPP-1", verify_code="code-1", issued_on=day
    )
    Agreement.objects.create(
        park=company.park,
        kind="joint",
        name_en="Joint class",
        state="signed",
        signed_on=day,
        starts_on=day,
        ends_on=date(THIS_YEAR + 2, 1, 1),
    )
    PlacementFactory(
        application__profile=profile,
        application__opening=OpeningFactory(company=company),
        hired_on=day,
    )


def test_the_office_follows_every_number_to_its_rows_without_names(
    sign_in, park_officer, graduate, one_of_each, django_assert_max_num_queries
):
    client = sign_in(park_officer)

    with django_assert_max_num_queries(12):
        shown = client.get(PAGE)
    lines = {line["of"].target.metric: line for line in shown.context["lines"]}
    pages = [client.get(lines[metric]["rows"]) for metric in RECORDED]

    assert [lines[metric]["of"].actual for metric in RECORDED] == [1] * 6
    assert (lines["forums"]["of"].actual, lines["forums"]["rows"]) == (None, "")
    assert "Not recorded here yet" in shown.content.decode()
    for page in pages:
        assert (page.status_code, len(page.context["lines"])) == (200, 1)
        assert graduate.full_name not in page.content.decode()
    told = dict(zip(RECORDED, [page.content.decode() for page in pages], strict=True))
    code = graduate.profile.pseudonym
    assert [metric for metric, text in told.items() if code in text] == ["placements"]


def test_the_cockpit_counts_the_targets_of_this_year_and_leads_to_their_rows(
    sign_in, park_officer, park, one_of_each
):
    take_snapshot(park, now=timezone.now())

    page = sign_in(park_officer).get(reverse("matching:cockpit"))

    (panel,) = [each for each in page.context["panels"] if each.name == "targets"]
    assert len(panel.lines) == len(RECORDED)
    assert panel.lines[0].label == "People trained and assessed"
    assert [number.value for number in panel.lines[0].numbers[:3]] == [1, 50, 0.02]
    rows = sign_in(park_officer).get(
        f"{page.context['rows_address']}{panel.lines[0].numbers[0].query}&park={park.pk}"
    )
    assert len(rows.context["lines"]) == 1


def test_a_snapshot_from_before_the_targets_is_still_read(sign_in, park_officer, park):
    snapshot = take_snapshot(park, now=timezone.now())
    del snapshot.figures["targets"]
    snapshot.save()

    page = sign_in(park_officer).get(reverse("matching:cockpit"))

    assert [each.name for each in page.context["panels"]][-1] == "matches"


def test_another_consortium_or_a_strange_year_is_not_found(sign_in, park_officer, consortium):
    LedConsortiumFactory(slug="theirs")
    client = sign_in(park_officer)

    assert client.get(PAGE, {"consortium": "theirs"}).status_code == 404
    assert client.get(PAGE, {"year": "last"}).status_code == 404
    rows = reverse("matching:cockpit_rows", args=["target"])
    cut = {"consortium": consortium.pk, "metric": "trained"}
    for wrong in ({"year": 99999}, {"year": "x"}, {"year": 2026, "metric": "forums"}, {}):
        assert client.get(rows, cut | wrong).status_code == 404


def test_a_year_without_targets_and_a_park_without_a_consortium_say_what_to_do(
    sign_in, park_officer, consortium
):
    client = sign_in(park_officer)

    empty = client.get(PAGE, {"year": 2024}).content.decode()
    AnnualTarget.objects.all().delete()
    consortium.delete()
    none = client.get(PAGE).content.decode()

    assert reverse("admin:parks_annualtarget_add") in empty
    assert "Your park leads no consortium yet." in none


def test_the_office_sets_targets_of_its_own_consortium_in_the_web_admin(
    sign_in, park_officer, consortium
):
    theirs = LedConsortiumFactory(slug="theirs")
    client, address = sign_in(park_officer), reverse("admin:parks_annualtarget_add")
    sent = {"year": THIS_YEAR + 1, "metric": "trained", "value": 2000, "at_most": ""}

    client.post(address, sent | {"consortium": consortium.pk})
    refused = client.post(address, sent | {"consortium": theirs.pk})

    row = AnnualTarget.objects.get(year=THIS_YEAR + 1)
    assert (row.consortium, row.value) == (consortium, 2000)
    assert refused.status_code == 200


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"year": 0}, "A target is for a year from 2000 to 2099."),
        ({"year": 1999}, "A target is for a year from 2000 to 2099."),
        ({"year": 2100}, "A target is for a year from 2000 to 2099."),
        ({"value": 0}, "A target is 1 or more."),
    ],
)
def test_a_target_is_one_at_least_and_of_a_year_that_has_a_page(
    sign_in, park_officer, consortium, wrong, words
):
    client, address = sign_in(park_officer), reverse("admin:parks_annualtarget_add")
    before = set(AnnualTarget.objects.all())
    sent = {"consortium": consortium.pk, "year": THIS_YEAR + 1, "metric": "trained", "value": 1}

    refused = client.post(address, sent | wrong)
    unchanged = set(AnnualTarget.objects.all()) == before
    for year in (2000, 2099):
        client.post(address, sent | {"year": year})

    assert list(refused.context["adminform"].form.errors.values()) == [[words]]
    assert unchanged
    years = client.get(PAGE).context["years"]
    assert years == [2000, THIS_YEAR, 2099]
    assert [client.get(PAGE, {"year": year}).status_code for year in years] == [200] * 3
