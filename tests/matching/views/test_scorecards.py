"""Writing a scorecard, handing it in, and what colleagues see of it on which page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.forms.scorecards import name_of
from matching.models import Scorecard
from parks.choices.organisations import MembershipRole
from parks.models import Membership
from tests.factories.matching import ScorecardFactory, SkillRatingFactory
from tests.matching.sittings import make_sitting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

HTMX = {"HX-Request": "true"}


@pytest.fixture
def sitting(company, recruiter):
    """Ten minutes ago."""
    return make_sitting(company=company, starts_at=timezone.now() - timedelta(minutes=10))


def page_of(sitting, name="scorecard") -> str:
    return reverse(f"matching:{name}", args=[sitting.interview.uuid])


def applicant_page(sitting) -> str:
    return reverse("matching:applicant", args=[sitting.application.uuid])


def written(sitting, **changed) -> dict[str, str]:
    _nice, must, wanted = sitting.skills
    answers = {name_of(must.pk): "4", name_of(wanted.pk): "2"}
    return answers | {"recommendation": "yes", "text": "Sure of her methods."} | changed


def test_a_draft_is_saved_and_shown_again(sitting, sign_in):
    client = sign_in(sitting.first)

    response = client.post(page_of(sitting), written(sitting, draft="x"), follow=True)

    card = Scorecard.objects.get()
    assert (card.interviewer, card.submitted_at) == (sitting.first, None)
    assert card.ratings.count() == 2
    assert "Nobody but you sees it." in response.text
    assert "Sure of her methods." in response.text


def test_before_handing_in_one_looks_at_it_once_more(sitting, sign_in):
    client = sign_in(sitting.first)

    response = client.post(page_of(sitting), written(sitting, check="x"), follow=True)

    assert response.redirect_chain[-1][0] == page_of(sitting, "hand_in_scorecard")
    text = " ".join(response.text.split())
    assert all(word in text for word in ("4 · Outstanding", "2 · Partly", "Not covered"))
    assert Scorecard.objects.get().submitted_at is None


def test_it_is_handed_in_once_and_can_only_be_read_then(sitting, sign_in):
    client = sign_in(sitting.first)
    client.post(page_of(sitting), written(sitting, check="x"))

    client.post(page_of(sitting, "hand_in_scorecard"))
    client.post(page_of(sitting), written(sitting, draft="x", text="Worse."))

    card = Scorecard.objects.get()
    assert card.submitted_at is not None
    assert card.text == "Sure of her methods."
    page = client.get(page_of(sitting))
    assert "Handed in" in page.text
    assert "<textarea" not in page.text
    assert client.get(page_of(sitting, "hand_in_scorecard")).url == page_of(sitting)


def test_without_a_recommendation_it_stays_a_form_and_nothing_is_lost(sitting, sign_in):
    response = sign_in(sitting.first).post(
        page_of(sitting), written(sitting, check="x", recommendation="")
    )

    assert "Say what you recommend" in response.text
    assert "Sure of her methods." in response.text
    assert not Scorecard.objects.exists()


def test_before_the_interview_a_draft_is_kept_and_the_page_says_when(company, recruiter, sign_in):
    sitting = make_sitting(company=company, starts_at=timezone.now() + timedelta(days=1))
    client = sign_in(sitting.first)

    page = client.post(page_of(sitting), written(sitting, check="x"), follow=True)
    forced = client.post(page_of(sitting, "hand_in_scorecard"), follow=True)

    assert "once it has" in page.text
    assert "has not begun yet" in forced.text
    assert Scorecard.objects.get().submitted_at is None


@pytest.mark.parametrize("who", ["recruiter", "stranger", "applicant"])
def test_who_does_not_sit_there_has_no_scorecard_to_write(sitting, stranger, sign_in, who):
    person = {
        "recruiter": sitting.recruiter,
        "stranger": stranger,
        "applicant": sitting.applicant,
    }[who]
    client = sign_in(person)

    answers = [
        client.get(page_of(sitting)),
        client.post(page_of(sitting), written(sitting, draft="x")),
        client.post(page_of(sitting, "hand_in_scorecard")),
    ]

    assert [answer.status_code for answer in answers] == [404] * 3
    assert not Scorecard.objects.exists()


@pytest.fixture
def scored(sitting):
    """Zhou Jie has handed in, with a rating; Wang Fang has a draft."""
    mine = {"application": sitting.application, "interviewer": sitting.second}
    card = ScorecardFactory(**mine, handed_in=True, recommendation="strong_no", text="Secret no")
    SkillRatingFactory(scorecard=card, skill=sitting.skills[1], rating=1)
    ScorecardFactory(
        application=sitting.application, interviewer=sitting.first, text="Secret draft"
    )
    return sitting


def seated(sitting, person):
    """Put a recruiter on the panel instead of Wang Fang."""
    sitting.slot.panel.filter(interviewer=sitting.first).update(interviewer=person)
    return person


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "fragment"])
def test_a_recruiter_who_does_not_sit_there_reads_the_sum(scored, recruiter, sign_in, headers):
    text = sign_in(recruiter).get(applicant_page(scored), headers=headers).text

    assert "Secret no" in text
    assert "Definitely not: 1" in text
    assert "Not handed in yet: Wang Fang" in text
    assert "Secret draft" not in text


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "fragment"])
def test_on_the_panel_a_recruiter_reads_nothing_of_others_on_any_page(
    scored, recruiter, sign_in, headers
):
    client = sign_in(seated(scored, recruiter))
    pages = [
        applicant_page(scored),
        page_of(scored),
        page_of(scored, "company_interview"),
        reverse("matching:company_interviews"),
        reverse("matching:applicants", args=[scored.opening.uuid]),
        reverse("matching:slots", args=[scored.opening.uuid]),
        reverse("matching:desk"),
    ]

    texts = [client.get(page, headers=headers, follow=True).text for page in pages]

    hidden = ("Secret", "Definitely not: ", "1 · Not shown", "Zhou Jie · ", "1.0")
    found = [
        (page, word)
        for page, text in zip(pages, texts, strict=True)
        for word in hidden
        if word in text
    ]
    assert found == []
    assert "Hand in your own scorecard first" in texts[0]


def test_after_handing_in_the_same_recruiter_reads_what_colleagues_wrote(
    scored, recruiter, sign_in
):
    client = sign_in(seated(scored, recruiter))
    client.post(page_of(scored), written(scored, check="x"))
    client.post(page_of(scored, "hand_in_scorecard"))

    text = client.get(applicant_page(scored)).text

    assert "Secret no" in text
    assert "Definitely not: 1" in text
    assert "2.5" in text  # of 4 and 1


def test_an_interviewer_who_becomes_a_recruiter_still_hands_in_first(scored, sign_in):
    Membership.objects.filter(user=scored.first).update(role=MembershipRole.MEMBER)

    text = sign_in(scored.first).get(applicant_page(scored)).text

    assert "Secret no" not in text
    assert "Hand in your own scorecard first" in text


def test_neither_the_applicant_nor_another_company_reads_any(scored, stranger, sign_in):
    address = reverse("matching:application", args=[scored.application.uuid])

    own = sign_in(scored.applicant).get(address).text
    theirs = sign_in(stranger).get(applicant_page(scored))

    assert "Secret" not in own
    assert theirs.status_code == 404
