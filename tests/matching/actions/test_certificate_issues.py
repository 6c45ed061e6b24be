"""The certificates of a whole session: a worker that dies leaves nothing twice and nobody out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from matching import tasks
from matching.actions import certificate_issues
from matching.actions.certificate_issues import (
    ISSUE_LOCK_CLASS,
    ask_for_certificates,
    issue_certificates,
    resume_issues,
)
from matching.actions.certificates import CertificateError
from matching.actions.locks import try_lock
from matching.models import CertificateIssue
from talent.models import Certificate, Profile
from tests.factories.certificates import (
    AssessmentFactory,
    CertificateIssueFactory,
    HeldSessionFactory,
    LearnerFactory,
)
from tests.factories.parks import UserFactory
from tests.factories.training import EnrolmentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def session(db):
    """Three have passed and wait, one has not, one is not examined."""
    session = HeldSessionFactory()
    LearnerFactory.create_batch(3, session=session, state="passed")
    LearnerFactory(session=session, state="failed")
    LearnerFactory(session=session)
    return session


def look(issue):
    issue.refresh_from_db()
    return issue.state, issue.done, issue.total


class KilledError(BaseException):
    """What a worker that is killed never catches."""


def test_everybody_who_passed_is_certified_and_counted(session):
    officer = UserFactory()

    issue = ask_for_certificates(session, by=officer)
    again = ask_for_certificates(session, by=officer)
    tasks.issue_certificates(issue_id=issue.pk)

    assert again == issue
    assert look(issue) == ("done", 3, 3)
    assert issue.finished_at is not None
    certified = session.enrolments.filter(certificate__isnull=False)
    assert sorted(certified.values_list("state", flat=True)) == ["passed"] * 3
    assert set(Certificate.objects.values_list("issued_by", flat=True)) == {officer.pk}


def dies_at(number):
    """A database that ends the worker when it writes the certificate with this number."""
    written = []

    def execute(run, sql, params, many, context):
        written.extend([sql] if sql.startswith('INSERT INTO "talent_certificate"') else [])
        if len(written) == number:
            raise KilledError
        return run(sql, params, many, context)

    return connection.execute_wrapper(execute)


def test_a_worker_killed_after_two_is_resumed_and_issues_only_the_third(session):
    issue = ask_for_certificates(session, by=UserFactory())
    with pytest.raises(KilledError), dies_at(3):
        issue_certificates(issue.pk)
    at_death = look(issue)
    first_two = set(Certificate.objects.values_list("serial", flat=True))

    issue_certificates(issue.pk)
    issue_certificates(issue.pk)

    serials = set(Certificate.objects.values_list("serial", flat=True))
    assert at_death == ("running", 2, 3)
    assert look(issue) == ("done", 3, 3)
    assert (len(first_two), len(serials)) == (2, 3)
    assert first_two < serials


def test_who_reached_everything_but_was_not_settled_is_passed_and_certified_too(session):
    learner = session.enrolments.get(state="enrolled")
    for part in ("theory", "practice"):
        AssessmentFactory(enrolment=learner, part=part, points=75)

    issue = ask_for_certificates(session, by=UserFactory())
    issue_certificates(issue.pk)

    learner.refresh_from_db()
    assert look(issue) == ("done", 4, 4)
    assert (learner.state, learner.certificate is None) == ("passed", False)


def test_what_cannot_be_issued_ends_it_and_says_why(session):
    issue = ask_for_certificates(session, by=UserFactory())
    scheme = session.programme.scheme
    scheme.is_current = False
    scheme.save()

    issue_certificates(issue.pk)

    assert look(issue) == ("failed", 0, 3)
    assert issue.error == "This certificate is not issued at present."


@pytest.mark.parametrize("why", ["nobody waits", "no scheme", "not current"])
def test_asking_in_vain_says_why(why):
    session = HeldSessionFactory(**({"programme__scheme": None} if why == "no scheme" else {}))
    if why != "nobody waits":
        LearnerFactory(session=session, state="passed")
    if why == "not current":
        session.programme.scheme.is_current = False
        session.programme.scheme.save()

    with pytest.raises(CertificateError):
        ask_for_certificates(session, by=UserFactory())

    assert not CertificateIssue.objects.exists()


def test_what_is_under_way_is_sent_again_and_what_is_over_is_not(
    django_capture_on_commit_callbacks,
):
    now = timezone.now() + timedelta(minutes=1)
    CertificateIssueFactory()
    CertificateIssueFactory(state="running")
    CertificateIssueFactory(state="done")
    CertificateIssueFactory(state="failed")

    with django_capture_on_commit_callbacks() as sent:
        assert resume_issues(now) == 2

    assert len(sent) == 2


@pytest.mark.django_db(transaction=True)
def test_a_second_worker_leaves_a_session_to_the_one_that_is_at_it():
    session = HeldSessionFactory()
    LearnerFactory(session=session, state="passed")
    issue = ask_for_certificates(session, by=UserFactory())

    def second():
        try:
            issue_certificates(issue.pk)
        finally:
            connection.close()

    with try_lock(ISSUE_LOCK_CLASS, session.pk) as held, ThreadPoolExecutor(1) as pool:
        pool.submit(second).result()

    assert held
    assert look(issue) == ("queued", 0, 1)


def test_who_leaves_while_a_worker_is_at_it_keeps_nobody_from_a_certificate(monkeypatch):
    session = HeldSessionFactory(state="assessed")
    gone, other = EnrolmentFactory.create_batch(2, session=session, state="passed")
    issue = ask_for_certificates(session, by=UserFactory())
    found = certificate_issues.waiting_for_certificates

    def one_leaves_meanwhile(held):
        rows = found(held)
        Profile.objects.filter(pk=gone.profile_id).update(erased_at=timezone.now())
        return rows

    monkeypatch.setattr(certificate_issues, "waiting_for_certificates", one_leaves_meanwhile)
    issue_certificates(issue.pk)

    issue.refresh_from_db()
    other.refresh_from_db()
    assert (issue.state, issue.done, issue.total) == ("done", 1, 1)
    assert other.certificate is not None
