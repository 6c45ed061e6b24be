"""The company's calendar, one interview, an invitation and how an interview ends."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from matching.models import Interview
from parks.models import OutboxMail
from talent.models import Disclosure, Document
from tests.factories.matching import (
    ApplicationFactory,
    InterviewFactory,
    InterviewSlotFactory,
    MessageTemplateFactory,
    ScorecardFactory,
)
from tests.matching.sittings import granted, make_sitting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

DAY = timedelta(days=1)
LIST = reverse("matching:company_interviews")


@pytest.fixture
def sitting(company, recruiter):
    """Tomorrow."""
    return make_sitting(company=company, starts_at=timezone.now() + DAY)


@pytest.fixture
def begun(company, recruiter):
    return make_sitting(company=company, starts_at=timezone.now() - timedelta(minutes=10))


def page_of(sitting, name="company_interview") -> str:
    return reverse(f"matching:{name}", args=[sitting.interview.uuid])


def shown(response) -> list[Interview]:
    return [row.interview for row in response.context["rows"]]


# --- the calendar ---


def test_the_calendar_opens_with_this_week_and_shows_all_on_demand(sitting, recruiter, sign_in):
    next_month = make_sitting(company=sitting.company, starts_at=timezone.now() + 30 * DAY)
    client = sign_in(recruiter)

    week, everything = client.get(LIST), client.get(LIST, {"when": "all"})

    assert week.context["period"] == "week"
    assert next_month.interview not in shown(week)
    assert shown(everything) == [next_month.interview, sitting.interview]


@pytest.mark.parametrize("wanted", ["", "yesterday", "\x00", "WEEK"])
def test_a_period_that_does_not_exist_is_the_week(wanted, recruiter, sign_in):
    assert sign_in(recruiter).get(LIST, {"when": wanted}).context["period"] == "week"


def test_the_times_are_those_of_the_readers_clock(sitting, recruiter, sign_in):
    type(recruiter).objects.filter(pk=recruiter.pk).update(time_zone="Europe/Berlin")

    text = sign_in(recruiter).get(LIST, {"when": "all"}).text

    assert "Berlin time" in text
    assert "On the clocks there:" in text


def test_an_interviewer_finds_their_panels_and_the_way_to_the_scorecard(begun, sign_in):
    make_sitting(company=begun.company, starts_at=timezone.now() + DAY)

    response = sign_in(begun.first).get(LIST, {"when": "all"})

    assert shown(response) == [begun.interview]
    assert page_of(begun, "scorecard") in response.text
    ScorecardFactory(application=begun.application, interviewer=begun.first, handed_in=True)
    after = sign_in(begun.first).get(LIST, {"when": "all"})
    assert page_of(begun, "scorecard") not in after.text
    assert "Your scorecard is handed in" in after.text


def test_a_name_that_may_no_longer_be_read_is_not_in_the_calendar(sitting, recruiter, sign_in):
    sitting.grant.delete()

    text = sign_in(recruiter).get(LIST, {"when": "all"}).text

    assert "Lin Yue" not in text
    assert "has ended your access" in text


@pytest.mark.parametrize("number", [1, 3])
def test_the_calendar_costs_the_same_for_one_or_three(
    company, recruiter, sign_in, number, django_assert_num_queries
):
    for index in range(number):
        make_sitting(company=company, starts_at=timezone.now() + (index + 1) * DAY)
    client = sign_in(recruiter)

    with django_assert_num_queries(5):  # session, person, count, interviews, panels
        response = client.get(LIST, {"when": "all"})

    assert len(shown(response)) == number


@pytest.mark.parametrize("when", ["today", "week", "all"])
def test_an_empty_calendar_says_what_to_do(when, recruiter, sign_in):
    text = sign_in(recruiter).get(LIST, {"when": when}).text

    assert "Offer times for an opening and invite applicants" in text


# --- one interview ---


def test_a_look_at_an_interview_is_written_down_for_the_applicant(sitting, sign_in):
    text = sign_in(sitting.first).get(page_of(sitting)).text

    assert [word in text for word in ("Lin Yue", "Analyst", "must skill", "Zhou Jie")] == [True] * 4
    look = Disclosure.objects.get()
    assert (look.profile, look.organisation_id, look.user, look.kind) == (
        sitting.application.profile,
        sitting.company.pk,
        sitting.first,
        "profile",
    )


def test_an_interviewer_reads_neither_the_letter_nor_the_notes_nor_decides(sitting, sign_in):
    sitting.application.message = "Dear Ms Chen, privately"
    sitting.application.save()

    text = sign_in(sitting.first).get(page_of(sitting)).text

    assert "privately" not in text
    assert page_of(sitting, "call_off_interview") not in text
    assert reverse("matching:applicant", args=[sitting.application.uuid]) not in text


@pytest.mark.parametrize("documents", [1, 3])
def test_an_interview_costs_the_same_for_one_document_or_three(
    sitting, sign_in, settings, tmp_path, documents, django_assert_num_queries
):
    settings.MEDIA_ROOT = tmp_path
    for number in range(documents):
        document = Document(profile=sitting.application.profile, filename=f"{number}.txt", size=3)
        document.sha256 = str(number) * 64
        document.file.save("cv.txt", ContentFile(b"cv"))
        sitting.grant.documents.add(document)
    client = sign_in(sitting.first)

    # session, person, interview, panel, disclosure, three of the profile, skills, documents
    with django_assert_num_queries(10):
        response = client.get(page_of(sitting))

    assert len(response.context["documents"]) == documents


def test_the_file_for_the_calendar_has_the_name_and_time_of_the_applicants(
    sitting, recruiter, sign_in
):
    theirs = sign_in(recruiter).get(page_of(sitting, "company_interview_file"))
    own = sign_in(sitting.applicant).get(page_of(sitting, "interview_file"))

    (event,), (other,) = (Calendar.from_ical(answer.content).events for answer in (theirs, own))
    assert (event["uid"], event.start, event["sequence"]) == (
        other["uid"],
        other.start,
        other["sequence"],
    )
    assert event.start == sitting.slot.starts_at.replace(microsecond=0)
    assert "Lin Yue" in event["summary"]


def test_an_applicant_who_only_was_invited_has_no_file_yet(company, recruiter, sign_in):
    interview = InterviewFactory(application__opening__company=company)
    granted(interview.application)
    client = sign_in(recruiter)

    page = client.get(reverse("matching:company_interview", args=[interview.uuid]))
    file = client.get(reverse("matching:company_interview_file", args=[interview.uuid]))

    assert "The applicant is choosing a time." in page.text
    assert file.status_code == 404


def test_an_old_link_of_a_recruiter_says_that_the_applicant_is_gone(sitting, recruiter, sign_in):
    type(sitting.application).objects.update(state="withdrawn")

    response = sign_in(recruiter).get(page_of(sitting), follow=True)

    assert response.redirect_chain[-1][0] == LIST
    assert "This applicant can no longer be read." in response.text
    assert "Lin Yue" not in response.text


# --- how it ends ---


def test_the_company_cancels_with_a_reason_that_all_read(sitting, recruiter, sign_in):
    client = sign_in(recruiter)

    client.post(page_of(sitting, "call_off_interview"), {"reason": "Fire drill."})

    sitting.interview.refresh_from_db()
    assert (sitting.interview.state, sitting.interview.reason) == ("cancelled", "Fire drill.")
    assert sitting.interview.cancelled_by_applicant is False
    readers = OutboxMail.objects.filter(calendar_method="CANCEL", text__contains="Fire drill.")
    assert set(readers.values_list("user__full_name", flat=True)) == {
        "Lin Yue",
        "Wang Fang",
        "Zhou Jie",
    }


def test_without_a_reason_nothing_is_cancelled(sitting, recruiter, sign_in):
    response = sign_in(recruiter).post(
        page_of(sitting, "call_off_interview"), {"reason": " "}, follow=True
    )

    assert "Say why" in response.text
    sitting.interview.refresh_from_db()
    assert sitting.interview.state == "scheduled"


def test_an_interview_that_took_place_is_noted_once_it_has_begun(
    sitting, begun, recruiter, sign_in
):
    client = sign_in(recruiter)

    early = client.post(page_of(sitting, "mark_held"), follow=True)
    client.post(page_of(begun, "mark_held"))

    assert "has not begun yet" in early.text
    states = {row.pk: row.state for row in Interview.objects.all()}
    assert states == {sitting.interview.pk: "scheduled", begun.interview.pk: "held"}


def test_an_applicant_who_did_not_come_reads_so_and_can_be_invited_again(begun, recruiter, sign_in):
    client = sign_in(recruiter)

    client.post(page_of(begun, "mark_missed"), {"message": "We waited for half an hour."})

    begun.interview.refresh_from_db()
    assert begun.interview.state == "cancelled"
    mail = OutboxMail.objects.get(user=begun.applicant)
    assert "You did not come to this interview. We waited for half an hour." in mail.text
    InterviewSlotFactory(opening=begun.opening)
    client.post(reverse("matching:invite_applicant", args=[begun.application.uuid]))
    assert Interview.objects.live().filter(application=begun.application).count() == 1


def test_nobody_has_missed_what_has_not_begun(sitting, recruiter, sign_in):
    response = sign_in(recruiter).post(page_of(sitting, "mark_missed"), follow=True)

    assert "has not begun yet" in response.text
    sitting.interview.refresh_from_db()
    assert sitting.interview.state == "scheduled"


def test_a_page_offers_what_can_be_done_now(sitting, begun, recruiter, sign_in):
    client = sign_in(recruiter)

    ahead, now = client.get(page_of(sitting)).text, client.get(page_of(begun)).text

    deeds = ("call_off_interview", "mark_held", "mark_missed")
    assert [page_of(sitting, deed) in ahead for deed in deeds] == [True, False, False]
    assert [page_of(begun, deed) in now for deed in deeds] == [False, True, True]


# --- inviting ---


@pytest.fixture
def shortlisted(company, recruiter):
    application = ApplicationFactory(
        opening__company=company, state="shortlisted", profile__user__full_name="Lin Yue"
    )
    granted(application)
    return application


def invite_page(application) -> str:
    return reverse("matching:invite_applicant", args=[application.uuid])


def test_an_applicant_is_invited_with_a_message(shortlisted, recruiter, sign_in):
    InterviewSlotFactory(opening=shortlisted.opening)
    client = sign_in(recruiter)

    response = client.post(invite_page(shortlisted), {"message": "Bring your thesis."})

    assert response.url == reverse("matching:applicant", args=[shortlisted.uuid])
    interview = Interview.objects.get()
    assert (interview.state, interview.message) == ("invited", "Bring your thesis.")
    shortlisted.refresh_from_db()
    assert shortlisted.state == "interviewing"
    assert "Bring your thesis." in OutboxMail.objects.get(user=shortlisted.profile.user).text


def test_without_a_free_time_the_page_leads_to_offering_some(shortlisted, recruiter, sign_in):
    client = sign_in(recruiter)

    page = client.get(invite_page(shortlisted))
    client.post(invite_page(shortlisted), {"message": ""})

    assert reverse("matching:offer_slots", args=[shortlisted.opening.uuid]) in page.text
    assert not Interview.objects.exists()


def test_the_prepared_message_of_the_company_is_proposed(shortlisted, recruiter, sign_in):
    InterviewSlotFactory(opening=shortlisted.opening)
    MessageTemplateFactory(
        company=shortlisted.opening.company,
        state="interviewing",
        text_en="Dear {name}, we would like to meet you.",
    )

    text = sign_in(recruiter).get(invite_page(shortlisted)).text

    assert "Dear Lin Yue, we would like to meet you." in text


def test_who_is_not_on_the_shortlist_is_not_invited_nor_named_on_an_anonymous_screen(
    shortlisted, recruiter, company, sign_in
):
    type(company).objects.filter(pk=company.pk).update(anonymous_screening=True)
    type(shortlisted).objects.update(state="submitted")
    InterviewSlotFactory(opening=shortlisted.opening)

    text = sign_in(recruiter).get(invite_page(shortlisted)).text

    assert "Only who is on the shortlist is invited" in text
    assert "Lin Yue" not in text


def test_the_neighbour_company_neither_sees_nor_ends_an_interview(sitting, stranger, sign_in):
    client = sign_in(stranger)
    deeds = ("call_off_interview", "mark_held", "mark_missed")

    statuses = {client.post(page_of(sitting, deed), {"reason": "x"}).status_code for deed in deeds}
    statuses |= {client.get(page_of(sitting)).status_code}
    statuses |= {client.post(invite_page(sitting.application)).status_code}

    assert statuses == {404}
    assert list(Interview.objects.values_list("state", flat=True)) == ["scheduled"]
    assert not Disclosure.objects.exists()
