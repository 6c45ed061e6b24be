"""The button pressed twice, from several tabs, on a real database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from companies.actions.openings import move_opening
from companies.choices.openings import OpeningState
from matching.actions.applications import OpeningNotOpenError, submit_application
from matching.models import Application
from parks.models import LogEntry, OutboxMail
from talent.models import ProfileGrant
from tests.factories.companies import OpeningFactory
from tests.factories.talent import ProfileFactory
from tests.parks.brokers import broker, broker_that_is_down

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = date(2026, 11, 22)
TABS = 10


def at_once(*jobs) -> list:
    """Run the jobs in threads that start together; hand back what each returned or raised."""
    together = Barrier(len(jobs))

    def run(job):
        together.wait()
        try:
            return job()
        except OpeningNotOpenError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_ten_submissions_at_once_make_one_application():
    profile, opening = ProfileFactory(), OpeningFactory(published=True)

    def submit() -> int:
        return submit_application(profile, opening=opening, today=TODAY).pk

    with broker():
        answers = at_once(*[submit] * TABS)

    application = Application.objects.get()
    assert answers == [application.pk] * TABS
    assert (ProfileGrant.objects.count(), OutboxMail.objects.count()) == (1, 1)
    assert LogEntry.objects.about(application).count() == 1


def test_ten_people_at_once_make_ten_applications():
    profiles, opening = ProfileFactory.create_batch(TABS), OpeningFactory(published=True)

    def submit_for(profile):
        return lambda: submit_application(profile, opening=opening, today=TODAY).profile_id

    with broker():
        answers = at_once(*map(submit_for, profiles))

    assert sorted(answers) == [profile.pk for profile in profiles]
    assert Application.objects.count() == TABS


def test_an_opening_that_closes_at_that_moment_takes_the_application_or_refuses_it_cleanly():
    profile, opening = ProfileFactory(), OpeningFactory(published=True)

    with broker():
        answer, _closed = at_once(
            lambda: submit_application(profile, opening=opening, today=TODAY),
            lambda: move_opening(opening, state=OpeningState.CLOSED, by=None),
        )

    refused = isinstance(answer, OpeningNotOpenError)
    assert Application.objects.count() == (0 if refused else 1)
    assert OutboxMail.objects.count() == (0 if refused else 1)


def test_a_broker_that_is_down_does_not_keep_anybody_from_applying(tmp_path):
    profile, opening = ProfileFactory(), OpeningFactory(published=True)

    with broker_that_is_down(tmp_path):
        submit_application(profile, opening=opening, today=TODAY)

    assert Application.objects.get().state == "submitted"
    assert OutboxMail.objects.waiting().count() == 1
