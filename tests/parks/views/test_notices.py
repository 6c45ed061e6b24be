"""The bell, the list of notices, and what a person wants to be told."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from parks.choices.notices import NoticeKind
from parks.models import Notice, NoticePreference
from tests.factories.parks import NoticeFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

NOTICES = "/me/notices/"
PREFERENCES = "/me/notices/preferences/"
ADDRESS = "/me/account/"
BELL = re.compile(r'<a class="bell".*?</a>', re.DOTALL)


@pytest.fixture
def person():
    return UserFactory(full_name="Lin Yue")


def bell(text: str) -> str:
    return BELL.search(text).group()


def boxes(response) -> dict[str, bool]:
    """Read which boxes of the form are ticked."""
    form = response.context["form"]
    return {name: bool(form[name].value()) for name in form.fields}


@pytest.mark.parametrize(
    ("unread", "label", "shown"),
    [
        (1, "Notices: 1 unread", "1"),
        (3, "Notices: 3 unread", "3"),
        (99, "Notices: 99 unread", "99"),
        (100, "Notices: 100 unread", "99+"),
    ],
)
def test_the_bell_says_how_many_notices_are_unread(unread, label, shown, person, sign_in):
    NoticeFactory.create_batch(unread, user=person)
    NoticeFactory(user=person, read_at=timezone.now())
    NoticeFactory()

    text = bell(sign_in(person).get(reverse("companies:parks")).text)

    assert f'aria-label="{label}"' in text
    assert f'aria-hidden="true">{shown}</span>' in text
    assert f'href="{NOTICES}"' in text


def test_a_bell_without_unread_notices_has_a_name_and_no_number(person, sign_in):
    NoticeFactory(user=person, read_at=timezone.now())

    text = bell(sign_in(person).get(reverse("companies:parks")).text)

    assert 'aria-label="Notices"' in text
    assert "bell-count" not in text


def test_the_bell_speaks_chinese(person, sign_in, client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-hans"
    NoticeFactory(user=person)

    text = sign_in(person).get(NOTICES).text

    assert Notice.objects.get().text_zh in text
    assert Notice.objects.get().text_en not in text


@pytest.mark.parametrize("unread", [0, 200])
def test_the_bell_costs_a_page_no_query(unread, person, sign_in, django_assert_num_queries):
    NoticeFactory.create_batch(unread, user=person)
    client = sign_in(person)

    with django_assert_num_queries(2):  # the person, and the viewer with the count
        response = client.get(ADDRESS)

    assert BELL.search(response.text) is not None


def test_somebody_signed_out_costs_no_query_for_a_bell(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/accounts/login/")

    assert BELL.search(response.text) is None


def test_somebody_signed_out_has_no_bell(client):
    assert BELL.search(client.get(reverse("companies:parks")).text) is None


@pytest.mark.parametrize("notices", [1, 3])
def test_the_list_costs_the_same_for_one_or_three(
    notices, person, sign_in, django_assert_num_queries
):
    NoticeFactory.create_batch(notices, user=person)
    client = sign_in(person)

    with django_assert_num_queries(4):
        response = client.get(NOTICES)

    assert len(response.context["page"]) == notices


def test_the_newest_notice_stands_first_and_nobody_elses_is_there(person, sign_in):
    old, new = NoticeFactory.create_batch(2, user=person)
    Notice.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=2))
    NoticeFactory()

    response = sign_in(person).get(NOTICES)

    assert list(response.context["page"]) == [new, old]
    assert response.text.index(new.text_en) < response.text.index(old.text_en)


def test_the_operator_too_sees_only_notices_of_their_own(operator, sign_in):
    notice = NoticeFactory()
    client = sign_in(operator)

    assert list(client.get(NOTICES).context["page"]) == []
    assert client.get(reverse("parks:notice", args=[notice.pk])).status_code == 404


def test_more_than_twenty_notices_have_pages(person, sign_in):
    NoticeFactory.create_batch(21, user=person)

    response = sign_in(person).get(NOTICES, {"page": 2})

    assert len(response.context["page"]) == 1
    assert 'aria-current="page">2<' in response.text


def test_before_the_first_notice_the_page_says_what_will_come(person, sign_in):
    text = sign_in(person).get(NOTICES).text

    assert "No notices yet" in text
    assert "Mark all as read" not in text


def test_a_name_in_a_notice_stays_words(person, sign_in):
    NoticeFactory(user=person, text_en="<script>alert(1)</script> invites you")

    text = sign_in(person).get(NOTICES).text

    assert "&lt;script&gt;alert(1)&lt;/script&gt; invites you" in text
    assert "<script>alert(1)" not in text


def test_opening_a_notice_marks_it_as_read_and_leads_to_its_page(person, sign_in):
    notice, other = NoticeFactory.create_batch(2, user=person, address="/parks/?page=2")

    response = sign_in(person).get(reverse("parks:notice", args=[notice.pk]))

    assert (response.status_code, response.url) == (302, "/parks/?page=2")
    assert list(Notice.objects.unread()) == [other]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "///evil.example/",
        "javascript:alert(1)",
        "evil.example",
        "/\t/evil.example/",
    ],
)
def test_a_notice_leads_nowhere_outside_the_portal(address, person, sign_in):
    notice = NoticeFactory(user=person, address=address)

    response = sign_in(person).get(reverse("parks:notice", args=[notice.pk]))

    assert (response.status_code, response.url) == (302, NOTICES)
    assert not Notice.objects.unread().exists()


@pytest.mark.parametrize("pk", [0, 10**30])
def test_a_notice_that_is_not_there_is_not_found(pk, person, sign_in):
    assert sign_in(person).get(reverse("parks:notice", args=[pk])).status_code == 404


def test_a_strangers_visit_leaves_a_notice_unread(stranger, sign_in):
    notice = NoticeFactory(address="/parks/")

    response = sign_in(stranger).get(reverse("parks:notice", args=[notice.pk]))

    assert response.status_code == 404
    assert list(Notice.objects.unread()) == [notice]


def test_all_that_was_on_the_page_can_be_marked_as_read_at_once(person, sign_in):
    NoticeFactory.create_batch(2, user=person)
    client = sign_in(person)
    until = re.search(r'name="until" value="([^"]+)"', client.get(NOTICES).text).group(1)
    later = NoticeFactory(user=person)

    response = client.post(reverse("parks:read_notices"), {"until": until})

    assert (response.status_code, response.url) == (302, NOTICES)
    assert list(Notice.objects.unread()) == [later]


@pytest.mark.parametrize("until", ["", "yesterday", "9999999-01-01", "2026-13-01T00:00:00Z"])
def test_a_moment_that_is_none_marks_nothing(until, person, sign_in):
    notice = NoticeFactory(user=person)

    response = sign_in(person).post(reverse("parks:read_notices"), {"until": until})

    assert response.status_code == 302
    assert list(Notice.objects.unread()) == [notice]


def test_a_link_marks_nothing_as_read(person, sign_in):
    NoticeFactory(user=person)

    assert sign_in(person).get(reverse("parks:read_notices")).status_code == 405
    assert Notice.objects.unread().count() == 1


def test_at_first_everything_is_ticked_and_news_of_organisations_are_not_offered(person, sign_in):
    response = sign_in(person).get(PREFERENCES)

    kinds = [kind for kind in NoticeKind if kind != NoticeKind.DESK]
    ticks = boxes(response)
    assert ticks == {f"{way}_{kind}": True for kind in kinds for way in ("mail", "portal")}


def test_who_acts_for_an_organisation_is_offered_its_news(recruiter, sign_in):
    assert "mail_desk" in boxes(sign_in(recruiter).get(PREFERENCES))


def test_choosing_is_kept_and_shown_again(person, sign_in):
    client = sign_in(person)
    ticked = {"mail_alert": "on", "portal_interview": "on", "portal_offer": "on"}

    response = client.post(PREFERENCES, ticked, follow=True)

    kept = {
        row.kind: (row.by_mail, row.in_portal)
        for row in NoticePreference.objects.filter(user=person)
    }
    assert kept == {
        "agreement": (False, False),
        "alert": (True, False),
        "announcement": (False, False),
        "application": (False, False),
        "interview": (False, True),
        "offer": (True, True),
        "privacy": (True, False),
        "training": (False, False),
    }
    assert "Saved. From now on you are told as you wish." in response.text
    ticks = {name for name, is_ticked in boxes(response).items() if is_ticked}
    assert ticks == {*ticked, "mail_offer", "mail_privacy"}


def test_what_is_always_mailed_is_ticked_fixed_and_says_why(person, sign_in):
    form = sign_in(person).get(PREFERENCES).context["form"]

    fixed = {name for name, field in form.fields.items() if field.disabled}
    assert fixed == {"mail_offer", "mail_privacy"}
    assert "an offer has a deadline" in str(form.rows()[2]["help"])


@pytest.mark.parametrize("way", ["mail", "portal"])
def test_every_box_has_a_name_of_its_own(way, person, sign_in):
    text = sign_in(person).get(PREFERENCES).text

    words = "by mail" if way == "mail" else "in the portal"
    for kind in (NoticeKind.APPLICATION, NoticeKind.INTERVIEW, NoticeKind.ALERT):
        label = re.search(rf'<label>(?:(?!</label>).)*name="{way}_{kind}"', text, re.DOTALL).group()
        assert f"{kind.label}: {words}" in " ".join(label.split())


def test_one_persons_choice_is_not_anothers(person, stranger, sign_in):
    sign_in(stranger).post(PREFERENCES, {})

    assert all(boxes(sign_in(person).get(PREFERENCES)).values())
