"""The trail in the web admin, and the outbox beside it: for reading."""

import pytest

from parks.admin.trail import noun_label
from parks.models import LogEntry, OutboxMail
from tests.factories.admin import address
from tests.factories.parks import LogEntryFactory, OutboxMailFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]


def test_an_entry_is_shown_in_words(sign_in, park_officer, park):
    entry = LogEntryFactory(
        noun="companies.opening", park=park, verb="returned", details={"fields": ["grade", "park"]}
    )

    page = sign_in(park_officer).get(address(entry, "change")).content.decode()

    assert "opening" in page
    assert "<div>fields: grade, park</div>" in page


def test_details_are_shown_as_text_not_as_markup(sign_in, park_officer, park):
    entry = LogEntryFactory(park=park, details={"reason": "<script>alert(1)</script>"})

    page = sign_in(park_officer).get(address(entry, "change")).content.decode()

    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_noun_that_is_gone_keeps_its_label():
    assert noun_label("parks.park") == "park"
    assert noun_label("parks.spaceship") == "parks.spaceship"
    assert noun_label("elsewhere") == "elsewhere"


def test_the_filter_names_the_nouns_that_the_officer_can_open(sign_in, park_officer, park):
    LogEntryFactory(park=park, noun="companies.opening")
    LogEntryFactory(park=park, noun="parks.park")

    response = sign_in(park_officer).get(
        address(LogEntry, "changelist"), {"noun": "companies.opening"}
    )

    [spec] = [s for s in response.context["cl"].filter_specs if s.title == "noun"]
    nouns = {noun for noun, _label in spec.lookup_choices}
    assert [row.noun for row in response.context["cl"].queryset] == ["companies.opening"]
    assert {"parks.park", "companies.opening"} <= nouns
    assert not {"talent.profile", "parks.user"} & nouns


def test_nobody_changes_or_deletes_an_entry(sign_in, operator, park):
    entry = LogEntryFactory(park=park, verb="seen")
    client = sign_in(operator)

    answers = [
        client.post(address(entry, "change"), {"verb": "forged"}).status_code,
        client.post(address(entry, "delete"), {"post": "yes"}).status_code,
        client.post(address(LogEntry, "add"), {"verb": "forged"}).status_code,
    ]

    assert answers == [403, 403, 403]
    assert LogEntry.objects.get().verb == "seen"


def test_the_operator_reads_what_was_sent(sign_in, operator):
    mail = OutboxMailFactory(recipient="hr@example.org")
    client = sign_in(operator)

    listed = client.get(address(OutboxMail, "changelist"), {"q": "hr@"}).context["cl"].queryset
    page = client.get(address(mail, "change")).content.decode()

    assert list(listed) == [mail]
    assert mail.text in page
