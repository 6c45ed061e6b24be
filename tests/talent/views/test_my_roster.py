"""A student's page of their university: claiming by code and by link, sharing, ending it."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from talent.actions.roster_codes import hand_out_codes, link_of
from talent.models import RosterEntry
from tests.factories.parks import UserFactory, VerificationFactory
from tests.factories.talent import RosterEntryFactory, StudyProgrammeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

PAGE = reverse("talent:my_roster")


@pytest.fixture(autouse=True)
def nothing_tried_yet():
    cache.clear()


@pytest.fixture
def entry(university):
    VerificationFactory(organisation=university)
    programme = StudyProgrammeFactory(university=university, name_en="Pharmacy")
    return RosterEntryFactory(
        university=university,
        programme=programme,
        degree=programme.degree,
        email="student@university.example",
    )


@pytest.fixture
def code(entry, career_officer) -> str:
    rows = hand_out_codes(entry.university, ids=[entry.pk], by=career_officer, now=timezone.now())
    return rows[0].code


def owner_of(entry) -> object:
    return RosterEntry.objects.get(pk=entry.pk).user


def test_a_code_claims_the_place_and_the_page_says_whose_student_one_is(
    entry, code, graduate, sign_in
):
    client = sign_in(graduate)

    before = client.get(PAGE)
    after = client.post(PAGE, {"code": code.lower(), "shares_progress": "on"}, follow=True)

    assert "Soochow University" not in before.text
    assert (owner_of(entry), RosterEntry.objects.get().shares_progress) == (graduate, True)
    assert after.redirect_chain == [(PAGE, 302)]
    for words in ("Soochow University", "Pharmacy", entry.student_number, "Stop sharing"):
        assert words in after.text


def test_a_wrong_code_says_so_and_a_used_one_too(entry, code, graduate, sign_in, client):
    wrong = sign_in(graduate).post(PAGE, {"code": "AAAAAA-BBBBBB"})
    client.post(PAGE, {"code": code})
    used = sign_in(UserFactory()).post(PAGE, {"code": code})

    assert "This code is wrong" in wrong.text
    assert "Somebody has claimed this place already" in used.text
    assert owner_of(entry) == graduate


def test_after_ten_tries_in_an_hour_even_the_right_code_has_to_wait(entry, code, graduate, sign_in):
    client = sign_in(graduate)
    for number in range(10):
        client.post(PAGE, {"code": f"AAAAAA-BBBBB{number}"})

    response = client.post(PAGE, {"code": code})

    assert "Too many tries" in response.text
    assert owner_of(entry) is None


def test_the_link_asks_before_it_claims_and_works_for_one_person(entry, graduate, sign_in, client):
    address = link_of(entry)
    signed_out = client.get(address)

    asked = sign_in(graduate).get(address)
    untouched = owner_of(entry)
    done = client.post(address)
    again = client.get(address)
    other = sign_in(UserFactory()).get(address)
    broken = client.get(reverse("talent:confirm_roster", args=["made-up"]))

    assert signed_out.url.startswith("/accounts/login/?next=/me/roster/confirm/")
    assert entry.full_name in asked.text
    assert untouched is None
    assert done.url == again.url == PAGE
    assert owner_of(entry) == graduate
    assert (other.status_code, broken.status_code) == (404, 404)
    assert entry.full_name not in other.text
    assert "not valid any more" in broken.text


def test_sharing_is_off_until_switched_on_and_the_claim_can_be_ended(
    entry, code, graduate, sign_in
):
    client = sign_in(graduate)
    client.post(PAGE, {"code": code})
    sharing = reverse("talent:share_progress", args=[entry.uuid])
    seen = [RosterEntry.objects.get().shares_progress]

    for answer in ("yes", "no"):
        client.post(sharing, {"shares": answer})
        seen.append(RosterEntry.objects.get().shares_progress)
    ended = client.post(reverse("talent:end_claim", args=[entry.uuid]), follow=True)
    reused = client.post(PAGE, {"code": code})

    assert seen == [False, True, False]
    assert "The facts are yours to change now" in ended.text
    assert owner_of(entry) is None
    assert "This code is wrong" in reused.text


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_one_university_or_three(
    number, graduate, sign_in, django_assert_num_queries
):
    RosterEntryFactory.create_batch(number, user=graduate, claimed_at=timezone.now())
    client = sign_in(graduate)

    with django_assert_num_queries(4):
        response = client.get(PAGE)

    assert len(response.context["entries"]) == number
