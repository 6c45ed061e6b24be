"""Columns that several lists share."""

import datetime

import pytest
from django.utils import timezone, translation

from parks.admin.columns import GOOD, grouped, plain, since, state_column
from parks.choices.accounts import OutboxState
from parks.models import Membership, OutboxMail, User


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_a_state_is_shown_in_words():
    column = state_column(OutboxState, {OutboxState.SENT: GOOD})

    assert column(None, OutboxMail(state="sent")) == ("sent", "Sent")


def test_a_state_without_a_colour_is_grey_and_still_in_words():
    column = state_column(OutboxState, {OutboxState.SENT: GOOD})

    assert column.label == {"queued": "", "sent": "success", "failed": ""}
    assert column.admin_order_field == "state"


def test_a_person_is_shown_by_name():
    column = plain("user", "person")

    shown = column(None, Membership(user=User(full_name="Chen Hao")))

    assert (shown, column.short_description) == ("Chen Hao", "person")


def test_nobody_is_shown_as_nothing():
    assert plain("user", "person")(None, OutboxMail(user=None)) is None


def test_a_moment_is_shown_as_how_long_ago():
    moment = timezone.now() - datetime.timedelta(days=3, hours=5)

    assert since("sent_at", "sent")(None, OutboxMail(sent_at=moment)) == "3\xa0days"


def test_a_moment_that_has_not_come_is_shown_as_nothing():
    assert since("sent_at", "sent")(None, OutboxMail(sent_at=None)) is None


@pytest.mark.parametrize(("number", "shown"), [(0, "0"), (999, "999"), (1234567, "1,234,567")])
def test_thousands_stand_apart(number, shown):
    assert grouped("attempts", "attempts")(None, OutboxMail(attempts=number)) == shown
