"""Offers: read and answered by the applicant, made and taken back by the company."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.models import Application, Offer
from parks.models import OutboxMail
from tests.factories.companies import OpeningFactory
from tests.factories.matching import ApplicationFactory, OfferFactory
from tests.factories.talent import ProfileGrantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

TERMS = {"terms": "A permanent post.", "salary": "12000", "reply_by": "2099-01-01"}


@pytest.fixture
def application(company, profile) -> Application:
    opening = OpeningFactory(company=company, published=True, title_en="Analyst")
    row = ApplicationFactory(profile=profile, opening=opening, state="interviewing")
    ProfileGrantFactory(profile=profile, organisation=company, reference=row.uuid)
    return row


@pytest.fixture
def offer(application) -> Offer:
    Application.objects.update(state="offered")
    return OfferFactory(
        application=application,
        terms="A permanent <b>post</b>.",
        salary=12_000,
        starts_on=date(2099, 2, 1),
        reply_by=date(2099, 1, 1),
    )


def address(name: str, row: Offer | Application) -> str:
    return reverse(f"matching:{name}", args=[row.uuid])


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def states(offer: Offer) -> tuple[str, str]:
    offer = Offer.objects.select_related("application").get(pk=offer.pk)
    return offer.state, offer.application.state


def test_an_offer_is_read_with_all_that_it_says(offer, graduate, sign_in):
    text = sign_in(graduate).get(offer.application.get_absolute_url()).text

    for words in (
        *("You have an offer", "A permanent &lt;b&gt;post&lt;/b&gt;.", "¥12,000"),
        *("1 Feb 2099", "1 Jan 2099", "Yes, I accept"),
    ):
        assert words in text


def test_an_offer_is_accepted_by_a_button(offer, graduate, sign_in):
    response = sign_in(graduate).post(address("accept_offer", offer), follow=True)

    assert states(offer) == ("accepted", "accepted")
    assert said(response) == ["You have accepted. The company will confirm; congratulations."]


def test_an_offer_is_declined_with_a_message(offer, graduate, sign_in):
    response = sign_in(graduate).post(
        address("decline_offer", offer), {"message": "I stay in Wuxi."}, follow=True
    )

    offer.refresh_from_db()
    assert (states(offer), offer.answer) == (("declined", "withdrawn"), "I stay in Wuxi.")
    assert said(response) == ["You have declined. The company is told; your application has ended."]
    assert "I stay in Wuxi." in response.text


@pytest.mark.parametrize("name", ["accept_offer", "decline_offer"])
@pytest.mark.parametrize(
    ("state", "label"), [("taken_back", "Taken back"), ("expired", "Deadline passed")]
)
def test_an_answer_that_comes_too_late_says_why(name, state, label, offer, graduate, sign_in):
    Offer.objects.update(state=state, answered_at=timezone.now())
    before = list(Application.objects.values())

    response = sign_in(graduate).post(address(name, offer), follow=True)

    assert f"This is “{label}” and cannot become" in said(response)[0]
    assert list(Application.objects.values()) == before
    assert not OutboxMail.objects.exists()


def test_after_the_last_day_nothing_is_accepted(offer, graduate, sign_in):
    yesterday = timezone.localdate() - timedelta(days=1)
    Offer.objects.update(reply_by=yesterday)

    response = sign_in(graduate).post(address("accept_offer", offer), follow=True)

    assert said(response)[0].startswith("The last day to answer was")
    assert states(offer) == ("open", "offered")


def test_a_message_that_is_too_long_declines_nothing(offer, graduate, sign_in):
    response = sign_in(graduate).post(
        address("decline_offer", offer), {"message": "x" * 4001}, follow=True
    )

    assert said(response) == ["The message cannot be sent as it is; nothing has changed."]
    assert states(offer) == ("open", "offered")


@pytest.mark.parametrize("name", ["accept_offer", "decline_offer", "take_back_offer"])
def test_a_link_answers_nothing(name, offer, graduate, sign_in):
    response = sign_in(graduate).get(address(name, offer))

    assert (response.status_code, states(offer)) == (405, ("open", "offered"))


@pytest.mark.parametrize("person", ["recruiter", "stranger", "career_officer", "park_officer"])
def test_nobody_else_answers_for_the_applicant(person, offer, sign_in, request):
    client = sign_in(request.getfixturevalue(person))

    answers = [
        client.post(address(name, offer)).status_code for name in ("accept_offer", "decline_offer")
    ]

    assert (answers, states(offer)) == ([404, 404], ("open", "offered"))


@pytest.mark.parametrize("person", ["graduate", "stranger", "career_officer", "park_officer"])
def test_nobody_else_offers_for_the_company(person, application, sign_in, request):
    client = sign_in(request.getfixturevalue(person))

    answers = [
        client.get(address("make_offer", application)).status_code,
        client.post(address("make_offer", application), TERMS).status_code,
    ]

    assert (answers, Offer.objects.count()) == ([404, 404], 0)


@pytest.mark.parametrize("person", ["graduate", "stranger", "career_officer", "park_officer"])
def test_nobody_else_takes_an_offer_back(person, offer, sign_in, request):
    client = sign_in(request.getfixturevalue(person))

    response = client.post(address("take_back_offer", offer))

    assert (response.status_code, states(offer)) == (404, ("open", "offered"))


def test_the_company_makes_an_offer_on_a_page_of_its_own(application, recruiter, sign_in):
    client = sign_in(recruiter)
    link = address("make_offer", application)

    page = client.get(address("applicant", application)).text
    response = client.post(link, TERMS, follow=True)

    assert link in page
    assert said(response) == ["The offer is made; the applicant is told."]
    offer = Offer.objects.get()
    assert states(offer) == ("open", "offered")
    assert (offer.terms, offer.salary, offer.reply_by) == (
        "A permanent post.",
        12_000,
        date(2099, 1, 1),
    )
    assert link not in response.text


def test_an_offer_that_lacks_its_terms_is_not_made(application, recruiter, sign_in):
    response = sign_in(recruiter).post(
        address("make_offer", application), {"reply_by": "2020-01-01"}
    )

    assert sorted(response.context["form"].errors) == ["reply_by", "terms"]
    assert not Offer.objects.exists()


def test_an_offer_out_of_turn_says_why(application, recruiter, sign_in):
    Application.objects.update(state="submitted")

    response = sign_in(recruiter).post(address("make_offer", application), TERMS, follow=True)

    assert said(response) == ["This is “Submitted” and cannot become “Offered”."]
    assert not Offer.objects.exists()


def test_the_company_takes_an_offer_back(offer, recruiter, sign_in):
    client = sign_in(recruiter)
    link = address("take_back_offer", offer)

    page = client.get(address("applicant", offer.application)).text
    response = client.post(link, {"message": "Sorry."}, follow=True)

    assert link in page
    assert states(offer) == ("taken_back", "shortlisted")
    assert said(response) == ["The offer is taken back; the applicant is told."]
    assert "Sorry." in OutboxMail.objects.get().text


def test_somebody_marked_as_offered_without_terms_can_be_made_the_offer(
    application, recruiter, sign_in
):
    Application.objects.update(state="offered")
    client = sign_in(recruiter)

    page = client.get(address("applicant", application)).text
    client.post(address("make_offer", application), TERMS)

    assert address("make_offer", application) in page
    assert states(Offer.objects.get()) == ("open", "offered")
