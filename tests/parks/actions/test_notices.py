"""Telling people: where they want it, in their language, and never out of the portal."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from parks.actions.notices import (
    Wish,
    open_notice,
    purge_notices,
    read_notices,
    set_preferences,
    tell,
)
from parks.choices.notices import ALWAYS_MAILED, NoticeKind
from parks.models import LogEntry, Notice, NoticePreference, OutboxMail
from tests.factories.parks import NoticeFactory, UserFactory

pytestmark = pytest.mark.django_db

NEWS = "{{ company }} answers\n\nHello {{ user }}: {{ company }} has answered you."
EVIL = '<script>alert("1")</script>'


def told(user, name, *, kind=NoticeKind.APPLICATION, company="Alpha", **more):
    return tell(user, kind=kind, template=name, context={"company": company}, **more)


@pytest.mark.parametrize("kind", NoticeKind)
def test_without_preferences_a_person_is_told_by_mail_and_in_the_portal(kind, text):
    user = UserFactory(full_name="Lin Yue")

    mail = told(user, text(NEWS), kind=kind, address="/me/")

    notice = Notice.objects.get()
    assert (notice.user, notice.kind, notice.address, notice.read_at) == (user, kind, "/me/", None)
    assert (notice.text_zh, notice.text_en) == ("Alpha answers", "Alpha answers")
    assert (mail.recipient, mail.user, mail.subject) == (user.email, user, "Alpha answers")
    assert mail.text.startswith("Hello Lin Yue: Alpha has answered you.\n\n")
    assert OutboxMail.objects.get() == mail


@pytest.mark.parametrize("kind", NoticeKind)
@pytest.mark.parametrize("by_mail", [True, False])
@pytest.mark.parametrize("in_portal", [True, False])
def test_people_are_told_where_they_want_to_be(kind, by_mail, in_portal, text):
    user = UserFactory()
    set_preferences(user, [Wish(kind, by_mail, in_portal)])

    mail = told(user, text(NEWS), kind=kind)

    assert Notice.objects.count() == in_portal
    assert (mail is not None) == (by_mail or kind in ALWAYS_MAILED)
    assert OutboxMail.objects.count() == (mail is not None)


def test_only_offers_and_privacy_are_always_mailed():
    assert set(ALWAYS_MAILED) == {NoticeKind.OFFER, NoticeKind.PRIVACY}


def test_a_wish_for_one_kind_changes_no_other_and_nobody_elses(text):
    user, other = UserFactory(), UserFactory()
    set_preferences(user, [Wish(NoticeKind.ALERT, False, False)])
    name = text(NEWS)

    told(user, name, kind=NoticeKind.INTERVIEW)
    told(other, name, kind=NoticeKind.ALERT)

    assert set(Notice.objects.values_list("user", "kind")) == {
        (user.pk, "interview"),
        (other.pk, "alert"),
    }
    assert OutboxMail.objects.count() == 2


@pytest.mark.parametrize(
    ("language", "subject", "footer"),
    [("en", "Received", "You get this mail"), ("zh-hans", "已收到", "")],
)
def test_a_mail_is_in_the_language_of_the_person_and_a_notice_in_both(
    language, subject, footer, text
):
    user = UserFactory(language=language)
    name = text(
        "{% get_current_language as now %}"
        '{% if now == "en" %}Received{% else %}已收到{% endif %}\n\nHi'
    )

    with translation.override("en" if language == "zh-hans" else "zh-hans"):
        mail = told(user, name)

    notice = Notice.objects.get()
    assert (notice.text_zh, notice.text_en) == ("已收到", "Received")
    assert mail.subject == subject
    assert mail.language == language
    assert footer in mail.text


@pytest.mark.parametrize(("zone", "hour"), [("Asia/Shanghai", "17:00"), ("Europe/Berlin", "10:00")])
def test_times_are_those_of_the_zone_of_the_person(zone, hour, text):
    user = UserFactory(time_zone=zone)
    at = datetime(2026, 12, 1, 9, tzinfo=ZoneInfo("UTC"))

    mail = tell(
        user,
        kind=NoticeKind.INTERVIEW,
        template=text('At {{ at|date:"H:i" }}\n\nAt {{ at|date:"H:i" }}.'),
        context={"at": at},
    )

    assert mail.subject == Notice.objects.get().text_en == f"At {hour}"
    assert mail.text.startswith(f"At {hour}.")


def test_the_page_is_whole_in_the_mail_and_a_path_in_the_notice(settings, text):
    settings.SITE_URL = "https://portal.example"
    name = text("News\n\nLook: {{ address }}")

    mail = told(UserFactory(), name, address="/me/applications/?page=2")

    assert mail.text.startswith("Look: https://portal.example/me/applications/?page=2\n")
    assert Notice.objects.get().address == "/me/applications/?page=2"


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "///evil.example",
        "javascript:alert(1)",
        "me/",
        "evil.example",
        " /me/",
    ],
)
def test_an_address_outside_the_portal_is_refused_and_nothing_is_written(address, text):
    with pytest.raises(ValueError, match="no page of the portal"):
        told(UserFactory(), text(NEWS), address=address)

    assert not Notice.objects.exists()
    assert not OutboxMail.objects.exists()


def test_a_long_text_is_cut_for_the_notice_with_a_sign_that_it_was(text):
    mail = told(UserFactory(), text(NEWS), company="生物" * 300)

    notice = Notice.objects.get()
    assert len(notice.text_zh) == len(notice.text_en) == 300
    assert notice.text_en.endswith("…")
    assert len(mail.subject) == 250


def test_a_long_address_keeps_its_page_and_loses_its_query(text):
    address = "/openings/?q=" + "x" * 400

    mail = told(UserFactory(), text("News\n\n{{ address }}"), address=address)

    assert Notice.objects.get().address == "/openings/"
    assert address in mail.text


def test_a_name_can_bring_in_neither_a_header_nor_an_element(text):
    company = f"Alpha\r\nBcc: everybody@example.org {EVIL}"

    mail = told(UserFactory(), text(NEWS), company=company)

    assert mail.subject == f"Alpha Bcc: everybody@example.org {EVIL} answers"
    assert EVIL not in mail.html
    assert "&lt;script&gt;" in mail.html
    assert Notice.objects.get().text_en == mail.subject


def test_calendar_and_unsubscribe_address_are_handed_on(settings, text):
    settings.SITE_URL = "https://portal.example"
    entry = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"

    mail = told(
        UserFactory(),
        text(NEWS),
        kind=NoticeKind.INTERVIEW,
        calendar=entry,
        calendar_method="REQUEST",
        unsubscribe_url="/alerts/7/stop/",
    )

    assert (mail.calendar, mail.calendar_method) == (entry, "REQUEST")
    assert mail.unsubscribe_url == "https://portal.example/alerts/7/stop/"
    assert "https://portal.example/alerts/7/stop/" in mail.text


def test_somebody_whose_address_cannot_exist_is_told_in_the_portal_only(text):
    user = UserFactory(email="cv-1234@import.invalid")

    mail = told(user, text(NEWS), kind=NoticeKind.OFFER)

    assert mail is None
    assert Notice.objects.get().user == user
    assert not OutboxMail.objects.exists()


def test_preferences_are_kept_once_for_each_kind_and_logged_without_details():
    user = UserFactory()
    set_preferences(user, [Wish(NoticeKind.ALERT, False, True), Wish(NoticeKind.DESK, True, True)])

    set_preferences(user, [Wish(NoticeKind.ALERT, True, False)])

    rows = NoticePreference.objects.order_by("kind")
    assert list(rows.values_list("user", "kind", "by_mail", "in_portal")) == [
        (user.pk, "alert", True, False),
        (user.pk, "desk", True, True),
    ]
    entries = list(LogEntry.objects.values_list("verb", "actor", "details"))
    assert entries == [("notice preferences chosen", user.pk, {})] * 2


def test_a_notice_is_read_when_it_is_opened_first_and_keeps_that_time():
    notice, other = NoticeFactory.create_batch(2, user=UserFactory())
    open_notice(notice)
    first = Notice.objects.get(pk=notice.pk).read_at

    open_notice(notice)

    assert first is not None
    assert Notice.objects.get(pk=notice.pk).read_at == first
    assert list(Notice.objects.unread()) == [other]


def test_marking_all_as_read_leaves_later_notices_and_other_people_alone():
    user = UserFactory()
    NoticeFactory.create_batch(2, user=user)
    someone_elses = NoticeFactory()
    until = timezone.now()
    later = NoticeFactory(user=user)

    number = read_notices(user, until=until)

    assert number == 2
    assert set(Notice.objects.unread()) == {someone_elses, later}


@pytest.mark.parametrize("is_read", [True, False])
def test_notices_are_kept_for_ninety_days(is_read):
    now = timezone.now()
    old, young = NoticeFactory.create_batch(2, read_at=now if is_read else None)
    for notice, days in ((old, 90.01), (young, 89.99)):
        Notice.objects.filter(pk=notice.pk).update(created_at=now - timedelta(days=days))

    number = purge_notices(now)

    assert number == 1
    assert list(Notice.objects.all()) == [young]
