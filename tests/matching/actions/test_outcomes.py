from datetime import date, timedelta

import pytest
from django.utils import timezone

from matching.actions.graduates import ask_graduates
from matching.actions.outcomes import (
    OutcomeError,
    forget_destinations,
    record_many,
    record_outcome,
)
from matching.actions.tripartite import AgreementError, advance_many, save_agreement
from matching.choices.outcomes import TripartiteState
from matching.models import Outcome, TripartiteAgreement
from parks.evidence_files import read_evidence
from parks.models import LogEntry, OutboxMail
from parks.workflow import IllegalMoveError
from tests.factories.parks import UserFactory
from tests.factories.talent import RosterEntryFactory, UniversityFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 7, 10)
S = TripartiteState


def answer(entry, category="contract", **facts):
    facts = {"months": 0, "source": "graduate", "by": entry.user, "today": TODAY} | facts
    return record_outcome(entry, category=category, **facts)


def test_a_later_answer_replaces_the_earlier_and_keeps_the_evidence(
    settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    entry = RosterEntryFactory(claimed=True)
    file = read_evidence(b"%PDF-1.7 contract %%EOF", "contract.pdf")

    answer(entry, file=file, employer_text="Alpha")
    row = answer(entry, "study", employer_text="Beta")

    assert Outcome.objects.count() == 1
    assert (row.category, row.employer_text, row.evidence_name) == ("study", "Beta", "contract.pdf")
    assert "contract" not in row.evidence.name

    with django_capture_on_commit_callbacks(execute=True):
        forget_destinations(entry.user)

    row.refresh_from_db()
    assert (row.category, row.employer_text, row.evidence_name) == ("study", "", "")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_nobody_answers_too_early_for_another_or_after_leaving():
    entry = RosterEntryFactory(claimed=True)
    left = RosterEntryFactory(claimed=True, left_at=timezone.now())

    with pytest.raises(OutcomeError):
        answer(entry, months=6)
    with pytest.raises(OutcomeError):
        answer(entry, by=UserFactory())
    with pytest.raises(OutcomeError):
        answer(left)

    assert not Outcome.objects.exists()


def test_many_are_recorded_at_once_but_only_those_of_the_university_who_are_due():
    mine = RosterEntryFactory()
    later = RosterEntryFactory(university=mine.university, graduates_on=date(2027, 6, 30))
    foreign = RosterEntryFactory()

    number = record_many(
        mine.university,
        ids=[mine.pk, later.pk, foreign.pk],
        months=0,
        category="study",
        by=UserFactory(),
        today=TODAY,
    )

    assert number == 1
    assert [row.entry for row in Outcome.objects.all()] == [mine]


def test_graduates_are_asked_once_for_each_time_and_reminded_once():
    entry = RosterEntryFactory(claimed=True, graduates_on=timezone.localdate())
    RosterEntryFactory(claimed=True, graduates_on=date(2019, 6, 30))
    RosterEntryFactory(graduates_on=timezone.localdate())
    days = (0, 0, 15, 16, 30)

    sent = [ask_graduates(timezone.localdate() + timedelta(days=day)) for day in days]

    assert sent == [1, 0, 1, 0, 0]
    assert {mail.recipient for mail in OutboxMail.objects.all()} == {entry.user.email}


def test_whoever_has_answered_is_not_asked():
    entry = RosterEntryFactory(claimed=True, graduates_on=timezone.localdate())

    answer(entry, today=timezone.localdate())

    assert ask_graduates(timezone.localdate()) == 0


def test_an_agreement_moves_as_the_table_says_and_is_dissolved_with_a_reason():
    entry, office = RosterEntryFactory(), UserFactory()
    said = {"by": office, "today": TODAY}

    with pytest.raises(AgreementError):
        save_agreement(entry, state=S.SIGNED, **said)
    for state in (S.ISSUED, S.SIGNED, S.REGISTERED):
        save_agreement(entry, state=state, number="S1", **said)
    with pytest.raises(IllegalMoveError):
        save_agreement(entry, state=S.NOT_ISSUED, **said)
    with pytest.raises(AgreementError):
        save_agreement(entry, state=S.DISSOLVED, reason=" ", **said)
    row = save_agreement(entry, state=S.DISSOLVED, reason="The company closed", **said)

    entry = LogEntry.objects.about(row).get(verb="agreement dissolved")
    assert TripartiteAgreement.objects.get().state == S.DISSOLVED
    assert entry.details == {"reason": "The company closed"}


def test_a_number_is_given_once_in_a_university_and_many_move_together():
    university, office = UniversityFactory(), UserFactory()
    first, second = RosterEntryFactory.create_batch(2, university=university)
    said = {"by": office, "today": TODAY}
    save_agreement(first, state=S.ISSUED, number="S1", **said)
    save_agreement(RosterEntryFactory(), state=S.ISSUED, number="S1", **said)

    with pytest.raises(AgreementError):
        save_agreement(second, state=S.ISSUED, number="S1", **said)
    done, refused = advance_many(university, ids=[first.pk, second.pk], state=S.SIGNED, **said)

    assert done == 1
    assert [line.split(":")[0] for line in refused] == [second.full_name]
