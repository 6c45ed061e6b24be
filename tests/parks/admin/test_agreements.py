"""Agreements and bases in the web admin: every move goes through its action."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from parks.actions.quotas import lock_places
from parks.models import Agreement, Base, LogEntry, Notice, Quota
from tests.factories.admin import address
from tests.factories.agreements import (
    AgreementFactory,
    AgreementPartyFactory,
    BaseFactory,
    ObligationFactory,
    QuotaFactory,
)
from tests.factories.parks import OrganisationFactory, VerificationFactory

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
    waived = ("waive", {"note": "Illness."})
    for name, answers in (("done", {}), ("reopen", {}), waived, ("reopen", {}), waived):
        office.post(button(obligation, name), answers)
        obligation.refresh_from_db()
        states.append(obligation.state)

    assert states[:4] == ["accredited", "accredited", "suspended", "ended"]
    assert states[4:] == ["done", "open", "waived", "open", "waived"]
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


def test_a_university_of_no_park_can_be_a_party_and_the_office_finds_it(
    office, park, university, submit
):
    row = AgreementFactory(park=park)
    VerificationFactory(organisation=university)
    known = AgreementPartyFactory(agreement=row, organisation=university, side="educates")
    OrganisationFactory(name_en="Hidden Institute", park=None)
    words = {"app_label": "parks", "model_name": "agreementparty", "field_name": "organisation"}

    answer = submit(office, address(row, "change"), number="A-7")
    found = office.get(reverse("admin:autocomplete"), words | {"term": university.name_en})
    unknown = office.get(reverse("admin:autocomplete"), words | {"term": "Hidden"})
    of_others = office.get(
        reverse("admin:autocomplete"),
        {"app_label": "companies", "model_name": "programme", "field_name": "organiser"}
        | {"term": university.name_en},
    )

    row.refresh_from_db()
    assert (answer.status_code, row.number) == (302, "A-7")
    assert list(row.parties.all()) == [known]
    assert [each["id"] for each in found.json()["results"]] == [str(university.pk)]
    assert unknown.json()["results"] == []
    assert of_others.json()["results"] == []


def test_a_party_that_lost_its_recognition_keeps_no_row_from_being_saved(office, park, submit):
    elsewhere = OrganisationFactory(park=None)
    row = AgreementFactory(park=park)
    AgreementPartyFactory(agreement=row, organisation=elsewhere)

    submit(office, address(row, "change"), number="A-8")

    row.refresh_from_db()
    assert row.number == "A-8"


def test_two_rows_for_the_same_people_are_refused_in_words(office, park, submit):
    row = AgreementFactory(park=park, in_force=True)
    quota = QuotaFactory(agreement=row, places=10)
    twice = {
        "quotas-TOTAL_FORMS": "2",
        "quotas-1-agreement": row.pk,
        "quotas-1-year": quota.year,
        "quotas-1-degree": quota.degree_id,
        "quotas-1-discipline": "",
        "quotas-1-places": "4",
    }

    answer = submit(office, address(row, "change"), **twice)

    assert answer.status_code == 200
    assert "a row for this year, degree and discipline already" in answer.text
    assert list(row.quotas.values_list("places", flat=True)) == [10]


def test_places_that_are_used_stay_those_of_their_year(office, park, submit):
    row = AgreementFactory(park=park, in_force=True, ends_on=date(2027, 12, 31))
    used, free = QuotaFactory(agreement=row, used=1), QuotaFactory(agreement=row)

    refused = submit(office, address(row, "change"), **{"quotas-0-year": "2027"})
    submit(office, address(row, "change"), **{"quotas-1-year": "2027"})

    used.refresh_from_db()
    free.refresh_from_db()
    assert "Some of these places are used" in refused.text
    assert (used.year, free.year) == (2026, 2027)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"quotas-0-year": "2031"}, "from 2026 to 2026"),
        ({"obligations-0-due_on": "2020-01-01"}, "due on the first day in force or later"),
        ({"number": "A-9"}, "has an obligation and is no party"),
    ],
)
def test_parts_that_do_not_belong_together_are_refused_and_nothing_typed_is_lost(
    office, park, submit, refused, changed, why
):
    row = AgreementFactory(park=park, in_force=True)
    QuotaFactory(agreement=row)
    owner = AgreementPartyFactory(agreement=row).organisation
    ObligationFactory(agreement=row, owner=OrganisationFactory() if "number" in changed else owner)

    answer = submit(office, address(row, "change"), **changed)

    assert why in " ".join(refused(answer))
    assert f'value="{next(iter(changed.values()))}"' in answer.text
    row.refresh_from_db()
    assert row.number == ""
    assert list(row.quotas.values_list("year", flat=True)) == [2026]


def test_who_has_signed_stays_and_who_joins_later_is_told(office, park, submit, company, recruiter):
    row = AgreementFactory(park=park, in_force=True)
    party = AgreementPartyFactory(agreement=row)

    submit(office, address(row, "change"), **{"parties-0-DELETE": "on"})
    submit(
        office,
        address(row, "change"),
        **{
            "parties-TOTAL_FORMS": "1",
            "parties-INITIAL_FORMS": "0",
            "parties-0-organisation": company.pk,
            "parties-0-side": "employs",
        },
    )

    assert set(row.parties.values_list("organisation", flat=True)) == {
        party.organisation_id,
        company.pk,
    }
    notices = Notice.objects.filter(address=row.get_absolute_url())
    assert set(notices.values_list("user", flat=True)) == {recruiter.pk}


def test_a_draft_can_be_thrown_away_and_what_was_signed_cannot(office, park):
    draft, signed = AgreementFactory(park=park), AgreementFactory(park=park, in_force=True)
    QuotaFactory(agreement=draft)

    gone = office.post(address(draft, "delete"), {"post": "yes"})
    kept = office.post(address(signed, "delete"), {"post": "yes"})

    assert (gone.status_code, kept.status_code) == (302, 403)
    assert list(Agreement.objects.all()) == [signed]
    assert LogEntry.objects.filter(verb="deleted", row_id=draft.pk).exists()


def test_a_move_that_is_refused_shows_again_what_was_entered(office, park, refused):
    row = AgreementFactory(park=park)
    for _side in range(2):
        AgreementPartyFactory(agreement=row)

    answer = office.post(button(row, "sign"), {"signed_on": "1900-01-01"})

    assert "years before the first day in force" in refused(answer)[0]
    assert 'value="1900-01-01"' in answer.text
    row.refresh_from_db()
    assert (row.state, row.signed_on) == ("draft", None)


def test_a_base_is_at_a_party_and_has_a_place_at_least(office, park, submit):
    agreement = AgreementFactory(park=park, in_force=True)
    host = OrganisationFactory(park=park)
    AgreementPartyFactory(agreement=agreement, organisation=host)
    facts = {"agreement": agreement.pk, "name_en": "Base", "kind": "training_base"}

    outside = submit(
        office, address(Base, "add"), **facts, host=OrganisationFactory(park=park).pk, capacity="2"
    )
    none = submit(office, address(Base, "add"), **facts, host=host.pk, capacity="0")
    submit(office, address(Base, "add"), **facts, host=host.pk, capacity="2")

    assert "is a party of the agreement" in outside.text
    assert none.status_code == 200
    assert Base.objects.get().host == host
