"""Inviting a candidate on the company's side, and answering on the graduate's."""

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.models import Application, InvitationToApply
from parks.models import LogEntry
from talent.models import ProfileGrant
from tests.factories.companies import OpeningFactory
from tests.factories.matching import InvitationToApplyFactory
from tests.factories.vocabulary import DegreeLevelFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def opening(company):
    return OpeningFactory(company=company, published=True, title_en="Analyst")


@pytest.fixture
def candidate(profile):
    profile.visibility, profile.degree = "park_companies", DegreeLevelFactory()
    profile.save()
    return profile


@pytest.fixture
def invitation(opening, candidate):
    return InvitationToApplyFactory(opening=opening, profile=candidate, message="Come and see.")


def invite_page(opening, profile) -> str:
    return reverse("matching:invite_candidate", args=[opening.uuid, profile.uuid])


def answer(name: str, invitation) -> str:
    return reverse(f"matching:{name}_invitation", args=[invitation.uuid])


def test_the_page_says_the_deadline_and_both_limits_before_anything_is_sent(
    opening, candidate, recruiter, sign_in
):
    text = sign_in(recruiter).get(invite_page(opening, candidate)).text

    assert "has 14 days to answer" in text
    assert "at most 20 invitations within 24 hours" in text
    assert "at most 3 open ones a week from all companies together" in text
    assert not InvitationToApply.objects.exists()


def test_a_recruiter_invites_with_words_of_their_own(opening, candidate, recruiter, sign_in):
    response = sign_in(recruiter).post(invite_page(opening, candidate), {"message": "Come."})

    assert response.url == reverse("matching:candidate", args=[opening.uuid, candidate.uuid])
    sent = InvitationToApply.objects.get()
    assert (sent.profile, sent.sent_by, sent.message) == (candidate, recruiter, "Come.")


def test_a_second_tab_is_told_why_nothing_is_sent_again(opening, candidate, recruiter, sign_in):
    client, address = sign_in(recruiter), invite_page(opening, candidate)
    client.post(address, {"message": "First."})

    response = client.post(address, {"message": "Second."})

    assert "once is enough" in response.text
    assert InvitationToApply.objects.get().message == "First."


def test_after_the_invitation_the_candidate_page_shows_it_and_takes_it_back(
    invitation, opening, candidate, recruiter, sign_in
):
    client = sign_in(recruiter)
    page = reverse("matching:candidate", args=[opening.uuid, candidate.uuid])
    before = client.get(page).text

    client.post(reverse("matching:take_back_invitation", args=[invitation.uuid]))

    after = client.get(page).text
    assert "Invited, no answer yet" in before
    assert "Invitation taken back" in after
    assert "Take the invitation back" not in after


def test_taking_back_what_was_answered_says_why_it_cannot_be_done(invitation, recruiter, sign_in):
    InvitationToApply.objects.update(state="declined", answered_at=timezone.now())

    response = sign_in(recruiter).post(
        reverse("matching:take_back_invitation", args=[invitation.uuid]), follow=True
    )

    assert "cannot become" in response.text
    assert InvitationToApply.objects.get().state == "declined"


def test_a_graduate_reads_who_asks_what_an_answer_means_and_how_to_get_none(
    invitation, graduate, sign_in
):
    text = sign_in(graduate).get(invitation.get_absolute_url()).text

    assert "Alpha Biologics invites you: Analyst" in text
    assert "Come and see." in text
    assert "Among the candidates of the company you have no name." in text
    assert reverse("matching:privacy") + "#visibility" in text


def test_an_anonymous_screening_is_told_before_the_answer(invitation, company, graduate, sign_in):
    company.anonymous_screening = True
    company.save()

    text = sign_in(graduate).get(invitation.get_absolute_url()).text

    assert "This company screens anonymously" in text


def test_accepting_leads_to_the_application_which_remembers_the_invitation(
    invitation, opening, candidate, graduate, sign_in
):
    client = sign_in(graduate)

    accepted = client.post(answer("accept", invitation))
    client.get(accepted.url)
    client.post(accepted.url, {"message": "Gladly."})

    application = Application.objects.get()
    assert accepted.url == reverse("matching:apply", args=[opening.uuid]) + "?from=invitation"
    assert (application.state, application.source) == ("submitted", "invitation")
    assert [grant.reason for grant in ProfileGrant.objects.all()] == ["application"]


def test_accepting_twice_from_two_tabs_leads_to_the_same_place(invitation, graduate, sign_in):
    client = sign_in(graduate)

    first, second = (client.post(answer("accept", invitation)) for _tab in range(2))

    assert first.url == second.url
    assert ProfileGrant.objects.count() == 1


def test_declining_needs_a_reason_and_opens_nothing(invitation, graduate, sign_in):
    client = sign_in(graduate)
    without = client.post(answer("decline", invitation))

    response = client.post(answer("decline", invitation), {"reason": "place"})

    assert without.status_code == 200
    assert "This field is required" in without.text
    assert response.url == reverse("matching:invitations_to_apply")
    assert InvitationToApply.objects.get().state == "declined"
    assert LogEntry.objects.filter(verb="declined", details={"reason": "place"}).exists()
    assert not ProfileGrant.objects.exists()


def test_a_second_tab_that_declines_after_accepting_is_told_so(invitation, graduate, sign_in):
    client = sign_in(graduate)
    client.post(answer("accept", invitation))

    response = client.post(answer("decline", invitation), {"reason": "pay"}, follow=True)

    assert "cannot become" in response.text
    assert InvitationToApply.objects.get().state == "accepted"


def test_what_is_taken_back_cannot_be_accepted(invitation, graduate, sign_in):
    InvitationToApply.objects.update(state="taken_back", answered_at=timezone.now())

    response = sign_in(graduate).post(answer("accept", invitation), follow=True)

    assert "cannot become" in response.text
    assert not ProfileGrant.objects.exists()


def test_for_a_closed_opening_there_is_no_button_to_accept(invitation, opening, graduate, sign_in):
    type(opening).objects.filter(pk=opening.pk).update(state="closed")
    client = sign_in(graduate)

    text = client.get(invitation.get_absolute_url()).text
    response = client.post(answer("accept", invitation), follow=True)

    assert answer("accept", invitation) not in text
    assert "takes no applications any more" in response.text


def test_the_desk_of_a_graduate_names_invitations_only_when_there_are_some(
    invitation, graduate, sign_in
):
    client, address = sign_in(graduate), reverse("matching:invitations_to_apply")
    some = client.get(reverse("matching:me")).text
    invitation.delete()

    none = client.get(reverse("matching:me")).text

    assert (address in some, address in none) == (True, False)


def test_an_empty_list_says_what_brings_invitations(graduate, sign_in):
    text = sign_in(graduate).get(reverse("matching:invitations_to_apply")).text

    assert "No invitation yet" in text
    assert reverse("matching:privacy") in text


@pytest.mark.parametrize("invitations", [1, 3])
def test_the_list_costs_the_same_for_one_or_three(
    invitations, profile, graduate, sign_in, django_assert_num_queries
):
    InvitationToApplyFactory.create_batch(invitations, profile=profile)
    client, address = sign_in(graduate), reverse("matching:invitations_to_apply")
    client.get(address)

    with django_assert_num_queries(4):
        client.get(address)


@pytest.mark.parametrize("person", ["stranger", "recruiter", "career_officer", "park_officer"])
@pytest.mark.parametrize("name", ["accept", "decline"])
def test_nobody_answers_for_somebody_else(name, person, invitation, sign_in, request):
    client = sign_in(request.getfixturevalue(person))

    response = client.post(answer(name, invitation), {"reason": "pay"})

    assert response.status_code == 404
    assert InvitationToApply.objects.get().state == "sent"
