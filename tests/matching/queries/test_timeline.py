import pytest

from matching.actions.applications import (
    accept_offer,
    advance_application,
    submit_application,
)
from matching.choices.applications import ApplicationState
from matching.queries.timeline import timeline_of
from parks.models import LogEntry
from tests.factories.companies import OpeningFactory
from tests.factories.matching import ApplicationFactory
from tests.factories.parks import UserFactory
from tests.factories.talent import ProfileFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_every_state_is_told_in_the_order_it_was_taken():
    user, opening = UserFactory(), OpeningFactory(published=True)
    application = submit_application(
        ProfileFactory(), opening=opening, today=opening.created_at.date()
    )
    for state in (ApplicationState.SHORTLISTED, ApplicationState.OFFERED):
        advance_application(application, state=state, by=user)
    accept_offer(application, by=user)

    steps = timeline_of(application)

    assert [step.label for step in steps] == ["Submitted", "Shortlisted", "Offered", "Accepted"]
    assert sorted(steps, key=lambda step: step.happened_at) == steps


def test_what_is_no_state_and_what_happened_elsewhere_is_left_out():
    application, other = ApplicationFactory.create_batch(2)
    rows = [("submitted", application.pk), ("seen", application.pk), ("refused", other.pk)]
    for verb, pk in rows:
        LogEntry.objects.create(noun="matching.application", row_id=pk, verb=verb)

    assert [step.label for step in timeline_of(application)] == ["Submitted"]
