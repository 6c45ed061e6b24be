"""Agreements from draft to end: who is told, when, and what a renewal takes over."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from parks.actions.agreement_copies import later
from parks.actions.agreement_files import keep_signed_file
from parks.actions.agreements import (
    AgreementError,
    move_agreements_on,
    next_term,
    renew_agreement,
    sign_agreement,
    terminate_agreement,
)
from parks.actions.obligations import remind_of_obligations, settle_obligation
from parks.choices.agreements import ObligationState
from parks.evidence_files import read_evidence
from parks.models import Agreement, LogEntry, Notice, Obligation, OutboxMail
from parks.workflow import IllegalMoveError
from tests.factories.agreements import (
    AgreementFactory,
    AgreementPartyFactory,
    BaseFactory,
    ObligationFactory,
    QuotaFactory,
)
from tests.factories.parks import MembershipFactory, UserFactory
from tests.factories.vocabulary import DegreeLevelFactory, DisciplineFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
SIGNED_ON = date(2026, 1, 5)
LAST_DAY = date(2026, 12, 31)
REFUSED = """
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'disk'; END $$;
CREATE TRIGGER refused BEFORE UPDATE ON parks_agreement
FOR EACH ROW WHEN (OLD.id = %s) EXECUTE FUNCTION refuse()
"""
"""One agreement that the database writes no more."""
UNTOLD = """
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'disk'; END $$;
CREATE TRIGGER refused BEFORE INSERT ON parks_logentry
FOR EACH ROW WHEN (NEW.noun = 'parks.obligation' AND NEW.row_id = %s) EXECUTE FUNCTION refuse()
"""
"""One obligation about which nothing is logged any more."""


@pytest.fixture
def agreement():
    """An agreement of a university and a company, each run by one person."""
    row = AgreementFactory()
    for side in ("educates", "employs"):
        party = AgreementPartyFactory(agreement=row, side=side)
        MembershipFactory(organisation=party.organisation, role="admin")
        MembershipFactory(organisation=party.organisation, role="member")
    return row


def in_force(agreement) -> Agreement:
    sign_agreement(agreement=agreement, by=None, signed_on=SIGNED_ON)
    move_agreements_on(SIGNED_ON)
    agreement.refresh_from_db()
    return agreement


def told(days: int) -> list[str]:
    """Return the subjects of the letters of the day so many days before the last."""
    before = set(OutboxMail.objects.values_list("pk", flat=True))
    move_agreements_on(LAST_DAY - timedelta(days=days))
    return [row.subject for row in OutboxMail.objects.exclude(pk__in=before).order_by("pk")]


def test_an_agreement_is_signed_by_two_at_least_and_in_force_from_its_first_day(agreement):
    officer = UserFactory()
    alone = AgreementPartyFactory().agreement

    signed = sign_agreement(agreement=agreement, by=officer, signed_on=SIGNED_ON)
    move_agreements_on(date(2025, 12, 31))
    signed.refresh_from_db()
    before = signed.state
    move_agreements_on(date(2026, 1, 1))

    signed.refresh_from_db()
    assert (before, signed.state, signed.signed_on) == ("signed", "active", SIGNED_ON)
    assert OutboxMail.objects.filter(subject=f"Signed: {agreement}").count() == 2
    assert Notice.objects.filter(address=agreement.get_absolute_url()).count() == 2
    verbs = list(LogEntry.objects.about(agreement).order_by("pk").values_list("verb", "actor"))
    assert verbs == [("signed", officer.pk), ("active", None)]
    with pytest.raises(AgreementError, match="at least two parties"):
        sign_agreement(agreement=alone, by=officer, signed_on=SIGNED_ON)
    with pytest.raises(IllegalMoveError):
        sign_agreement(agreement=agreement, by=officer, signed_on=SIGNED_ON)


def test_the_parties_are_told_once_at_60_30_and_7_days_and_of_the_end(agreement):
    in_force(agreement)
    states = []

    letters = {}
    for days in (61, 60, 59, 30, 29, 8, 7, 6, 0, -1, -2):
        letters[days] = told(days)
        agreement.refresh_from_db()
        states.append(agreement.state)

    assert {days: len(of_day) for days, of_day in letters.items() if of_day} == {
        60: 2,
        30: 2,
        7: 2,
        -1: 2,
    }
    assert letters[60][0] == f"Ends in 60 days: {agreement}"
    assert letters[-1][0] == f"Ended: {agreement}"
    assert states == ["active", *["expiring"] * 8, "expired", "expired"]


def test_after_a_pause_the_nearest_notice_alone_is_sent_and_on_the_last_day_it_says_today(
    agreement,
):
    in_force(agreement)

    letters = told(0)

    agreement.refresh_from_db()
    assert letters == [f"Ends today: {agreement}"] * 2
    assert (agreement.told_days, told(0)) == (7, [])


def test_an_agreement_is_terminated_with_a_reason_that_the_parties_read(agreement):
    in_force(agreement)
    officer = UserFactory()

    with pytest.raises(AgreementError, match="Say why"):
        terminate_agreement(agreement=agreement, by=officer, reason="  ")
    ended = terminate_agreement(agreement=agreement, by=officer, reason="The company moves.")

    assert (ended.state, ended.ended_because) == ("terminated", "The company moves.")
    letter = OutboxMail.objects.filter(subject=f"Terminated: {agreement}").first()
    assert "The company moves." in letter.text
    with pytest.raises(IllegalMoveError):
        terminate_agreement(agreement=agreement, by=officer, reason="Again.")


def test_a_renewal_copies_parties_disciplines_quotas_shifted_by_the_years_and_obligations(
    agreement,
):
    discipline, degree = DisciplineFactory(), DegreeLevelFactory()
    agreement.disciplines.add(discipline)
    QuotaFactory(agreement=agreement, degree=degree, year=2026, places=7, used=5)
    QuotaFactory(agreement=agreement, degree=degree, year=2026, places=8, discipline=discipline)
    owner = agreement.parties.first().organisation
    ObligationFactory(agreement=agreement, owner=owner, due_on=date(2026, 6, 1))
    waived = ObligationFactory(agreement=agreement, owner=owner, text_en="A dinner")
    in_force(agreement)
    base = BaseFactory(agreement=agreement)
    settle_obligation(
        obligation=waived, state=ObligationState.WAIVED, by=UserFactory(), note="Illness"
    )

    starts_on, ends_on = next_term(agreement)
    draft = renew_agreement(agreement=agreement, starts_on=starts_on, ends_on=ends_on, by=None)

    assert (draft.state, draft.number, draft.renews) == ("draft", "", agreement)
    assert (draft.starts_on, draft.ends_on) == (date(2027, 1, 1), date(2027, 12, 31))
    parties = [set(each.parties.values_list("organisation", "side")) for each in (draft, agreement)]
    assert parties[0] == parties[1]
    assert list(draft.disciplines.all()) == [discipline]
    copied = draft.quotas.order_by("places").values_list("year", "places", "used", "discipline")
    assert list(copied) == [(2027, 7, 0, None), (2027, 8, 0, discipline.pk)]
    owed = draft.obligations.values_list("owner", "text_en", "due_on", "state")
    assert list(owed) == [(owner.pk, "Send two lecturers", date(2027, 6, 1), "open")]
    with pytest.raises(AgreementError, match="renewed already"):
        renew_agreement(agreement=agreement, starts_on=starts_on, ends_on=ends_on, by=None)

    sign_agreement(agreement=draft, by=None, signed_on=SIGNED_ON)
    move_agreements_on(date(2027, 1, 1))

    base.refresh_from_db()
    assert base.agreement == draft


@pytest.mark.parametrize(
    ("state", "first", "last", "why"),
    [
        ("draft", date(2027, 1, 1), date(2027, 12, 31), "signed and kept"),
        ("terminated", date(2027, 1, 1), date(2027, 12, 31), "signed and kept"),
        ("active", date(2026, 12, 31), date(2027, 12, 31), "after the last day"),
        ("active", date(2027, 1, 1), date(2027, 1, 1), "after the first"),
    ],
)
def test_what_cannot_be_renewed_says_why(state, first, last, why):
    row = AgreementFactory(in_force=True, state=state, ended_because="Merged.")

    with pytest.raises(AgreementError, match=why):
        renew_agreement(agreement=row, starts_on=first, ends_on=last, by=None)

    assert Agreement.objects.count() == 1
    assert later(date(2028, 2, 29), 1) == date(2029, 2, 28)


def test_obligations_are_done_opened_again_and_waived_with_a_reason():
    officer, row = UserFactory(), ObligationFactory()
    draft = ObligationFactory(agreement=AgreementFactory())

    done = settle_obligation(obligation=row, state=ObligationState.DONE, by=officer)
    settled = (done.state, done.settled_by, done.settled_at is None)
    opened = settle_obligation(obligation=row, state=ObligationState.OPEN, by=officer)
    after = (opened.state, opened.settled_by, opened.settled_at)

    assert (settled, after) == (("done", officer, False), ("open", None, None))
    with pytest.raises(AgreementError, match="Say why"):
        settle_obligation(obligation=row, state=ObligationState.WAIVED, by=officer)
    with pytest.raises(AgreementError, match="draft"):
        settle_obligation(obligation=draft, state=ObligationState.DONE, by=officer)
    settle_obligation(obligation=row, state=ObligationState.WAIVED, by=officer, note="Illness.")
    with pytest.raises(IllegalMoveError):
        settle_obligation(obligation=row, state=ObligationState.DONE, by=officer)
    again = settle_obligation(obligation=row, state=ObligationState.OPEN, by=officer)

    assert (again.state, again.note, again.settled_by, again.settled_at) == ("open", "", None, None)


def test_a_new_signed_file_takes_the_place_of_the_old_one_and_a_draft_keeps_none(
    settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    row, officer = AgreementFactory(in_force=True), UserFactory()
    first = read_evidence(b"%PDF-1.7 first %%EOF", "first.pdf")
    second = read_evidence(b"%PDF-1.7 second %%EOF", "second.html")

    keep_signed_file(agreement=row, file=first, by=officer)
    with django_capture_on_commit_callbacks(execute=True):
        keep_signed_file(agreement=row, file=second, by=officer)

    row.refresh_from_db()
    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert (files, row.filename) == ([second.data], second.filename)
    assert row.filename.endswith(".pdf")
    assert str(row.uuid) in row.file.name
    with pytest.raises(AgreementError, match="draft"):
        keep_signed_file(agreement=AgreementFactory(), file=first, by=officer)


def test_nobody_has_signed_on_a_day_to_come(agreement):
    tomorrow = agreement.park.day_at(timezone.now()) + timedelta(days=1)

    with pytest.raises(AgreementError, match="has come"):
        sign_agreement(agreement=agreement, by=UserFactory(), signed_on=tomorrow)

    agreement.refresh_from_db()
    assert (agreement.state, agreement.signed_on) == ("draft", None)


def test_one_agreement_that_cannot_go_on_holds_up_no_other_and_is_not_kept_quiet():
    facts = {"state": "signed", "signed_on": SIGNED_ON}
    broken, _sound = AgreementFactory(**facts), AgreementFactory(**facts)
    with connection.cursor() as cursor:
        cursor.execute(REFUSED, [broken.pk])

    with pytest.raises(ExceptionGroup, match="1 agreements"):
        move_agreements_on(SIGNED_ON)

    states = Agreement.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["signed", "active"]


def test_a_base_goes_on_under_the_renewal_and_the_log_says_so(agreement):
    old = in_force(agreement)
    base = BaseFactory(agreement=old)
    new = renew_agreement(
        agreement=old, starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31), by=None
    )
    sign_agreement(agreement=new, by=None, signed_on=SIGNED_ON)

    move_agreements_on(date(2027, 1, 1))

    base.refresh_from_db()
    entry = LogEntry.objects.get(noun="parks.base")
    assert (base.agreement, entry.row_id, entry.verb) == (new, base.pk, "goes on")


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "following"),
    [
        ("2026-01-01", "2028-12-31", ("2029-01-01", "2031-12-31")),
        ("2027-09-01", "2028-08-31", ("2028-09-01", "2029-08-31")),
        ("2028-03-01", "2029-02-28", ("2029-03-01", "2030-02-28")),
        ("2026-01-01", "2026-01-10", ("2026-01-11", "2026-01-20")),
    ],
)
def test_whole_years_are_renewed_for_whole_years(starts_on, ends_on, following):
    days = [date.fromisoformat(day) for day in (starts_on, ends_on)]

    first, last = next_term(Agreement(starts_on=days[0], ends_on=days[1]))

    assert (str(first), str(last)) == following


def test_who_owes_something_is_told_a_week_before_and_once_more_when_it_is_late(agreement):
    party = in_force(agreement).parties.order_by("pk").first()
    due_on = date(2026, 6, 30)
    facts = {"agreement": agreement, "owner": party.organisation, "due_on": due_on}
    ObligationFactory(**facts, text_en="Send two lecturers")
    ObligationFactory(**facts, state="done", settled_at=timezone.now())
    ObligationFactory(owner=party.organisation, due_on=due_on, agreement=AgreementFactory())
    OutboxMail.objects.all().delete()
    days = [-8, -6, -1, 0, 1, 2, 30]

    counts = [remind_of_obligations(due_on + timedelta(days=number)) for number in days]

    assert counts == [0, 1, 0, 0, 1, 0, 0]
    subjects = list(OutboxMail.objects.order_by("pk").values_list("subject", flat=True))
    assert [subject.partition(":")[0] for subject in subjects] == ["Due on 30 Jun 2026", "Overdue"]


def test_who_has_longer_to_do_something_is_told_of_the_new_day_too(agreement):
    party = in_force(agreement).parties.order_by("pk").first()
    due_on, later = date(2026, 6, 30), timedelta(days=30)
    row = ObligationFactory(agreement=agreement, owner=party.organisation, due_on=due_on)
    days = [due_on - timedelta(days=7), due_on + timedelta(days=1)]
    before = [remind_of_obligations(day) for day in days]
    OutboxMail.objects.all().delete()

    Obligation.objects.filter(pk=row.pk).update(due_on=due_on + later)
    after = [remind_of_obligations(day + moved) for moved in (timedelta(1), later) for day in days]

    assert (before, after) == ([1, 1], [0, 0, 1, 1])
    subjects = list(OutboxMail.objects.order_by("pk").values_list("subject", flat=True))
    assert [subject.partition(":")[0] for subject in subjects] == ["Due on 30 Jul 2026", "Overdue"]


def test_one_owner_who_cannot_be_told_keeps_no_other_from_it(agreement):
    owner = in_force(agreement).parties.order_by("pk").first().organisation
    facts = {"agreement": agreement, "owner": owner, "due_on": LAST_DAY}
    broken, _sound = ObligationFactory(**facts), ObligationFactory(**facts)
    with connection.cursor() as cursor:
        cursor.execute(UNTOLD, [broken.pk])
    OutboxMail.objects.all().delete()

    with pytest.raises(ExceptionGroup, match="1 obligations"):
        remind_of_obligations(LAST_DAY)

    assert OutboxMail.objects.count() == 1
