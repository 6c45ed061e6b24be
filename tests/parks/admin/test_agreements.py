"""Agreements and bases in the web admin: every move goes through its action."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from parks.actions.quotas import lock_places
from parks.models import Agreement, LogEntry, Quota
from tests.factories.admin import address
from tests.factories.agreements import (
    AgreementFactory,
    AgreementPartyFactory,
    BaseFactory,
    ObligationFactory,
    QuotaFactory,
)
from tests.factories.parks import OrganisationFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]


@pytest.fixture
def office(sign_in, park_officer):
    return sign_in(park_officer)


def button(row, name: str) -> str:
    return address(row, "change").replace("/change/", f"/{name}/")


def empty(prefix: str) -> dict[str, str]:
    return {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}


def test_an_officer_drafts_signs_and_terminates_an_agreement(office, park, park_officer):
    today = timezone.localdate()
    sent = {"park": park.pk, "kind": "order_class", "name_en": "Order class", "number": "A-1"}
    sent |= {"starts_on": today - timedelta(days=9), "ends_on": today + timedelta(days=400)}
    for prefix in ("parties", "quotas", "obligations"):
        sent |= empty(prefix)

    office.post(reverse("admin:parks_agreement_add"), sent)
    row = Agreement.objects.get()
    drafted = row.state
    office.post(button(row, "sign"), {"signed_on": today})
    row.refresh_from_db()
    alone = row.state
    for _side in range(2):
        AgreementPartyFactory(agreement=row)
    office.post(button(row, "sign"), {"signed_on": today})
    row.refresh_from_db()
    in_force = row.state
    office.post(button(row, "terminate"), {"reason": "Merged."})

    row.refresh_from_db()
    assert (drafted, alone, in_force, row.state) == ("draft", "draft", "active", "terminated")
    verbs = LogEntry.objects.about(row).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["drafted", "signed", "active", "terminated"]
    assert row.park == park


def test_a_renewal_follows_the_old_term_where_nothing_is_entered(office, park):
    row = AgreementFactory(park=park, in_force=True)
    QuotaFactory(agreement=row, used=3)

    office.post(button(row, "renew"), {"starts_on": "", "ends_on": ""})

    draft = Agreement.objects.get(renews=row)
    assert (draft.starts_on, draft.ends_on) == (date(2027, 1, 1), date(2027, 12, 31))
    assert list(draft.quotas.values_list("year", "used")) == [(2027, 0)]


def test_obligations_and_bases_are_moved_by_the_office_with_reasons(office, park):
    agreement = AgreementFactory(park=park, in_force=True)
    obligation = ObligationFactory(agreement=agreement)
    host = OrganisationFactory(park=park)
    base = BaseFactory(agreement=agreement, host=host, state="applied", accredited_on=None)
    states = []

    for name, answers in (
        ("accredit", {"accredited_by": "The city", "accredited_on": "2026-02-01"}),
        ("suspend", {}),
        ("suspend", {"reason": "No mentor."}),
        ("end", {"reason": "Sold."}),
    ):
        office.post(button(base, name), answers)
        base.refresh_from_db()
        states.append(base.state)
    for name, answers in (("done", {}), ("reopen", {}), ("waive", {"note": "Illness."})):
        office.post(button(obligation, name), answers)
        obligation.refresh_from_db()
        states.append(obligation.state)

    assert states == ["accredited", "accredited", "suspended", "ended", "done", "open", "waived"]
    assert (obligation.note, base.accredited_by) == ("Illness.", "The city")


def test_what_actions_count_and_move_meanwhile_is_not_written_over(office, park, submit):
    row = AgreementFactory(park=park, in_force=True, number="A-1")
    quota = QuotaFactory(agreement=row, used=3, places=10)
    sent = {"number": "A-2", "quotas-0-places": 12}

    with CaptureQueriesContext(connection) as queries:
        submit(office, address(row, "change"), **sent)

    written = [entry["sql"] for entry in queries if entry["sql"].startswith("UPDATE")]
    sets = {sql.split('"')[1]: sql.partition(" WHERE ")[0].split('"')[3::2] for sql in written}
    assert sets["parks_agreement"] == ["number"]
    assert sets["parks_quota"] == ["places"]
    quota.refresh_from_db()
    assert (quota.used, quota.places) == (3, 12)


def test_fewer_places_than_are_used_are_refused_in_words(office, park, submit):
    row = AgreementFactory(park=park, in_force=True)
    quota = QuotaFactory(agreement=row, used=3, places=10)

    page = submit(office, address(row, "change"), **{"quotas-0-places": 2})

    assert "More places than this are used already." in page.content.decode()
    quota.refresh_from_db()
    assert quota.places == 10


@pytest.mark.django_db(transaction=True)
def test_a_place_that_is_being_taken_counts_before_there_are_fewer(office, park, submit):
    row = AgreementFactory(park=park, in_force=True)
    quota = QuotaFactory(agreement=row, used=3, places=10)

    def write() -> str:
        try:
            page = submit(office, address(row, "change"), **{"quotas-0-places": 3})
            return page.content.decode()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            lock_places(row.pk)
            Quota.objects.filter(pk=quota.pk).update(used=4)
            answer = pool.submit(write)
            wait([answer], timeout=2)
        assert "More places than this are used already." in answer.result()

    quota.refresh_from_db()
    assert (quota.used, quota.places) == (4, 10)


def test_a_base_that_goes_on_meanwhile_is_not_written_over(office, park, submit):
    row = BaseFactory(agreement=AgreementFactory(park=park, in_force=True), capacity=3)

    with CaptureQueriesContext(connection) as queries:
        submit(office, address(row, "change"), capacity=5)

    written = [entry["sql"] for entry in queries if entry["sql"].startswith('UPDATE "parks_base"')]
    assert [sql.partition(" WHERE ")[0].split('"')[3::2] for sql in written] == [["capacity"]]
