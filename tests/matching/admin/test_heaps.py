"""What the first page counts is what its links open, among rows in every state there is."""

import datetime
from itertools import product

import pytest
from django.urls import reverse
from django.utils import timezone

from companies.choices.openings import OpeningState
from companies.models import Opening
from matching.admin.heaps import RECENT_DAYS
from parks.choices.accounts import OutboxState
from parks.choices.imports import ImportState
from parks.choices.organisations import VerificationState
from parks.models import ImportJob, OutboxMail, Park, Verification
from tests.factories.admin import address
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningReportFactory
from tests.factories.matching import MatchAlarmFactory
from tests.factories.parks import (
    ImportJobFactory,
    OutboxMailFactory,
    ParkFactory,
    VerificationFactory,
)
from tests.matching.admin.loop_rows import WAITING, fill_loop

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]

DECIDED = (VerificationState.APPROVED, VerificationState.DECLINED)
OF_EACH = {
    "Organisations to verify": 2,  # pending or in review
    "Declines to confirm": 2,  # the same with a proposal
    "Openings to review": 1,
    "Reported postings": 2,
    "Matching alarms": 1,
    "Failed imports of the last 14 days": 2,  # of today and of the first day that counts
    "Failed mails of the last 14 days": 2,
} | WAITING


def days_ago(days: int) -> datetime.datetime:
    """Return the first moment of a day, by the clock of the park."""
    day = timezone.localdate() - datetime.timedelta(days=days)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def fill(park: Park) -> None:
    """Put a row of every state into a park, and failures at the edge of what counts."""
    verifications(park)
    fill_loop(park)
    company = CompanyFactory(park=park)
    for state in OpeningState:
        facts = {"review_comment": "Name the pay.", "published_at": days_ago(3)}
        opening = OpeningFactory(company=company, state=state, **facts)
        if state == OpeningState.PUBLISHED:
            OpeningReportFactory.create_batch(2, opening=opening)
            OpeningReportFactory(opening=opening, settled=True)
    MatchAlarmFactory(park=park)
    MatchAlarmFactory(park=park, kind="failed", settled_at=timezone.now())
    for state, days in product(ImportState, (0, RECENT_DAYS, RECENT_DAYS + 1)):
        facts = {"error": "x", "committed_at": days_ago(days)}
        job = ImportJobFactory(park=park, organisation=None, state=state, **facts)
        ImportJob.objects.filter(pk=job.pk).update(created_at=days_ago(days))
    for state, days in product(OutboxState, (0, RECENT_DAYS, RECENT_DAYS + 1)):
        mail = OutboxMailFactory(state=state, sent_at=days_ago(days))
        OutboxMail.objects.filter(pk=mail.pk).update(created_at=days_ago(days))


def verifications(park: Park) -> None:
    for state in VerificationState:
        decided_at = timezone.now() if state in DECIDED else None
        organisation = CompanyFactory(park=park)
        said = "" if state == VerificationState.APPROVED else "The licence cannot be read."
        VerificationFactory(
            organisation=organisation, state=state, decided_at=decided_at, reason=said
        )
    for state in (VerificationState.PENDING, VerificationState.IN_REVIEW):
        row = VerificationFactory(
            organisation=CompanyFactory(park=park), state=state, decided_at=None
        )
        Verification.objects.filter(pk=row.pk).update(decline_proposed_at=timezone.now())


@pytest.mark.parametrize(("person", "parks"), [("park_officer", 1), ("operator", 2)])
def test_every_heap_counts_exactly_the_rows_of_the_list_that_it_opens(
    sign_in, request, park, person, parks
):
    for each in (park, ParkFactory(slug="next-door")):
        fill(each)
    client = sign_in(request.getfixturevalue(person))

    heaps = client.get(reverse("admin:index")).context["heaps"]
    listed = {heap.title: client.get(heap.link).context["cl"].queryset.count() for heap in heaps}
    sidebar = client.get(reverse("admin:index")).context["sidebar_navigation"][0]["items"]
    of_sidebar = [client.get(item["link"]).context["cl"].queryset.count() for item in sidebar[1:4]]
    by_filter = client.get(address(Opening, "changelist"), {"review": "waits"}).context["cl"]

    counted = {heap.title: heap.count for heap in heaps}
    assert counted == {title: OF_EACH[title] * parks for title in counted}
    assert len(counted) == (13 if person == "operator" else 12)
    assert listed == counted
    waits = counted["Organisations to verify"] + counted["Declines to confirm"]
    assert of_sidebar == [waits, counted["Openings to review"], counted["Reported postings"]]
    assert by_filter.queryset.count() == counted["Openings to review"]
