"""Somebody who only interviews: every page of the company tried, and what they open named."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import get_resolver, reverse
from django.utils import timezone

from matching.models import Interview, Scorecard
from parks.models import Membership
from talent.models import Disclosure, Document, ProfileGrant
from tests.access.test_pages import PAGES, POSTS, names
from tests.access.world import make_world
from tests.factories.matching import ScorecardFactory, SlotInterviewerFactory
from tests.factories.parks import MembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

# What a recruiter of the company opens, a stranger does not, and the panel of the interview does.
OPENED = {
    "matching:company_interview": 200,
    "matching:company_interview_file": 200,
}
# Where they read which company they interview for, and can leave it.
THEIR_MEMBERSHIP = {"companies:organisation": 200}
OF_THE_PANEL = {
    "matching:interview_document": 200,
    "matching:scorecard": 200,
    "matching:hand_in_scorecard": 302,  # there is nothing to hand in yet: back to the scorecard
}


@pytest.fixture
def world(company, profile, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_world(company, profile)


@pytest.fixture
def interview(world) -> Interview:
    return world.application.interviews.get()


@pytest.fixture
def interviewer(company):
    user = UserFactory(full_name="Wang Fang")
    MembershipFactory(user=user, organisation=company, role="interviewer")
    return user


@pytest.fixture
def client(client, interviewer, sign_in):
    return sign_in(interviewer)


@pytest.fixture
def on_the_panel(interview, interviewer):
    return SlotInterviewerFactory(slot=interview.slot, interviewer=interviewer)


def of_companies() -> set[str]:
    """Name the pages that a recruiter opens and a stranger does not: what is the company's own."""
    return {name for name, answers in PAGES.items() if answers[3] == 200 and answers[1] == 404}


def answers(client, world, pages, method="get") -> dict[str, int]:
    found = {}
    for name in sorted(pages):
        response = getattr(client, method)(world.address(name))
        text_of(response)
        found[name] = response.status_code
    return found


def text_of(response) -> str:
    """Read an answer to its end: a file that is left open would close the database for the test."""
    content = b"".join(response) if response.streaming else response.content
    return content.decode(errors="replace")


def test_the_pages_of_a_company_are_all_known_here():
    assert {"matching:applicants", "matching:slots", "talent:document"} <= of_companies()
    assert set(OPENED) <= of_companies()
    assert set(OPENED) | set(OF_THE_PANEL) <= names(get_resolver().url_patterns)


@pytest.mark.usefixtures("on_the_panel")
def test_on_the_panel_of_an_interview_they_open_that_interview_and_nothing_else(client, world):
    pages = of_companies() | set(OF_THE_PANEL)

    found = answers(client, world, pages)

    opened = {name: status for name, status in found.items() if status != 404}
    assert opened == OPENED | OF_THE_PANEL | THEIR_MEMBERSHIP


def test_without_a_seat_they_open_no_page_of_the_company(client, world):
    found = answers(client, world, of_companies() | set(OF_THE_PANEL))

    opened = {name: status for name, status in found.items() if status != 404}
    assert opened == THEIR_MEMBERSHIP


@pytest.mark.usefixtures("on_the_panel")
def test_they_change_nothing_of_the_company(client, world):
    changes = {name for name, row in POSTS.items() if row[3] in (200, 302) and row[1] == 404}

    found = answers(client, world, changes - {"parks:leave"}, "post")

    assert len(found) >= 6
    assert {name: status for name, status in found.items() if status in (200, 302)} == {}
    assert list(Interview.objects.values_list("state", flat=True)) == ["scheduled"]


@pytest.mark.usefixtures("on_the_panel")
def test_their_desk_is_the_list_of_their_interviews(client, world):
    response = client.get(reverse("matching:desk"))

    assert response.url == reverse("matching:company_interviews")
    page = client.get(response.url, {"when": "all"})
    assert [row.interview for row in page.context["rows"]] == [world.application.interviews.get()]


def seat_is_gone(interviewer):
    interviewer_seats = Interview.objects.get().slot.panel
    interviewer_seats.filter(interviewer=interviewer).delete()


def application_was_withdrawn(interviewer):
    application = Interview.objects.get().application
    application.state = "withdrawn"
    application.save(update_fields=["state"])


def grant_has_ended(interviewer):
    ProfileGrant.objects.update(until=timezone.now() - timedelta(seconds=1))


def grant_was_revoked(interviewer):
    ProfileGrant.objects.all().delete()


def interview_was_cancelled(interviewer):
    Interview.objects.update(state="cancelled")


def interviewer_left(interviewer):
    Membership.objects.filter(user=interviewer).update(left_at=timezone.now())


@pytest.mark.usefixtures("on_the_panel")
@pytest.mark.parametrize(
    "end",
    [
        seat_is_gone,
        application_was_withdrawn,
        grant_has_ended,
        grant_was_revoked,
        interview_was_cancelled,
        interviewer_left,
    ],
)
def test_the_access_ends_at_once_for_every_page_and_file(client, world, interviewer, end):
    pages = OPENED | OF_THE_PANEL
    assert set(answers(client, world, pages).values()) == {200, 302}

    end(interviewer)

    found = answers(client, world, set(pages) - {"matching:company_interview"})
    assert set(found.values()) == {404}
    sheet = client.get(world.address("matching:company_interview"), follow=True)
    assert "Lin Yue" not in sheet.text
    assert "graduate@example.org" not in sheet.text


@pytest.mark.usefixtures("on_the_panel")
def test_until_the_last_day_of_the_grant_they_still_read_and_then_no_more(client, world):
    soon, over = timezone.now() + timedelta(days=1), timezone.now() - timedelta(days=1)
    ProfileGrant.objects.update(until=soon)
    before = client.get(world.address("matching:company_interview"))

    ProfileGrant.objects.update(until=over)

    after = client.get(world.address("matching:company_interview"), follow=True)
    assert ("Lin Yue" in before.text, "Lin Yue" in after.text) == (True, False)


@pytest.mark.usefixtures("on_the_panel")
def test_every_look_and_every_file_is_written_down(client, world, interviewer):
    for name in ("matching:company_interview", "matching:interview_document", "matching:scorecard"):
        text_of(client.get(world.address(name)))

    looks = Disclosure.objects.filter(user=interviewer).order_by("pk")
    assert [(row.organisation_id, row.kind, row.detail) for row in looks] == [
        (world.opening.company_id, "profile", ""),
        (world.opening.company_id, "document", "cv.txt"),
        (world.opening.company_id, "profile", ""),
    ]


@pytest.mark.usefixtures("on_the_panel")
def test_a_file_that_was_not_sent_along_is_not_found(client, world):
    other = Document(profile=world.application.profile, filename="private.txt", size=3)
    other.sha256 = "1" * 64
    other.file.save("private.txt", ContentFile(b"private"))
    address = reverse(
        "matching:interview_document", args=[world.application.interviews.get().uuid, other.uuid]
    )

    assert client.get(address).status_code == 404


@pytest.mark.usefixtures("on_the_panel")
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "fragment"])
def test_what_colleagues_wrote_is_on_no_page_of_theirs(client, world, headers):
    ScorecardFactory(application=world.application, handed_in=True, text="Secret words")
    ScorecardFactory(application=world.application, text="Secret draft")

    pages = OPENED | OF_THE_PANEL
    texts = {
        name: text_of(client.get(world.address(name), headers=headers, follow=True))
        for name in pages
    }

    assert [name for name, text in texts.items() if "Secret" in text] == []
    assert Scorecard.objects.count() == 2


def test_what_they_have_as_a_graduate_stays_open_to_them(client, world):
    assert client.get(reverse("matching:interviews")).status_code == 200
