"""A student's own page of facts and wishes."""

import pytest
from django.urls import reverse

from talent.models import Profile
from tests.factories.parks import ParkFactory, UserFactory
from tests.factories.vocabulary import RegionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

PROFILE, SKILLS = reverse("talent:profile"), reverse("talent:skills")
PRIVATE = {"visibility": "applied", "in_matching": "on"}


@pytest.fixture
def newcomer():
    """Somebody who has signed up and filled in nothing yet."""
    return UserFactory(email="new@example.org")


def test_nobody_comes_in_without_signing_in(client):
    response = client.get(PROFILE)

    assert response.status_code == 302
    assert response.url == f"{reverse('account_login')}?next={PROFILE}"


def test_a_newcomer_is_offered_to_start_from_a_cv(newcomer, sign_in):
    response = sign_in(newcomer).get(PROFILE)

    assert f'action="{reverse("talent:cv")}"' in response.text
    assert 'type="file"' in response.text
    assert "Fill it in by hand" in response.text


def test_who_has_a_profile_sees_how_complete_it_is_instead(graduate, sign_in):
    response = sign_in(graduate).get(PROFILE)

    assert 'type="file"' not in response.text
    # Of all parts only the park is there, which weighs 8.
    assert "Your profile is 8 % complete." in response.text


def test_lines_of_an_introduction_are_kept_as_people_read_them(graduate, profile, sign_in):
    sign_in(graduate).post(PROFILE, PRIVATE | {"summary": "First.\r\nSecond.\u200b"})

    profile.refresh_from_db()
    assert profile.summary == "First.\nSecond."


def test_a_newcomer_makes_a_profile_and_goes_on_to_the_skills(newcomer, sign_in):
    client = sign_in(newcomer)

    shown = client.get(PROFILE)
    saved = client.post(PROFILE, PRIVATE | {"headline": "Analyst"})

    assert shown.status_code == 200
    assert (saved.status_code, saved.url) == (302, SKILLS)
    assert Profile.objects.get(user=newcomer).headline == "Analyst"


def test_a_profile_is_changed_and_the_desk_comes_next(graduate, profile, sign_in):
    client, region = sign_in(graduate), RegionFactory()

    saved = client.post(
        PROFILE,
        PRIVATE
        | {
            "first_place": region.pk,
            "wanted_kinds": ["job", "postdoc"],
            "first_kind": "postdoc",
            "pay_wanted": "9000",
        },
    )

    profile.refresh_from_db()
    assert (saved.status_code, saved.url) == (302, reverse("matching:me"))
    assert profile.wanted_kinds == ["postdoc", "job"]
    assert profile.pay_wanted == 9000
    assert profile.wanted_places.get().region == region


def test_the_form_shows_what_was_saved(graduate, profile, sign_in):
    client, region = sign_in(graduate), RegionFactory(label_en="Suzhou")
    client.post(PROFILE, PRIVATE | {"headline": "Analyst <b>", "second_place": region.pk})

    response = client.get(PROFILE)

    assert 'value="Analyst &lt;b&gt;"' in response.text
    assert response.context["form"].initial["first_place"] == region.pk


def test_an_answer_that_is_refused_changes_nothing_and_stays_on_the_page(
    graduate, profile, sign_in
):
    before = Profile.objects.values().get(pk=profile.pk)

    response = sign_in(graduate).post(PROFILE, {"visibility": "everybody", "headline": "Kept"})

    assert response.status_code == 200
    assert 'value="Kept"' in response.text
    assert Profile.objects.values().get(pk=profile.pk) == before


def test_a_person_changes_only_their_own_profile(graduate, profile, stranger, sign_in):
    before = Profile.objects.values().get(pk=profile.pk)

    sign_in(stranger).post(PROFILE, PRIVATE | {"headline": "Mine", "user": graduate.pk})

    assert Profile.objects.values().get(pk=profile.pk) == before
    assert Profile.objects.get(user=stranger).headline == "Mine"


def test_the_preferences_that_were_saved_are_chosen_in_the_form(graduate, profile, sign_in):
    client = sign_in(graduate)
    client.post(PROFILE, PRIVATE | {"first_kind": "postdoc", "pay_wanted": "0"})

    text = client.get(PROFILE).text

    assert '<option value="postdoc" selected>' in text
    assert 'name="pay_wanted" value="0"' in text
    assert "never this figure" in text


def test_parks_that_are_not_listed_are_not_offered(graduate, sign_in):
    ParkFactory(name_en="Hidden Park", listed=False)

    assert "Hidden Park" not in sign_in(graduate).get(PROFILE).text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_profile_page_costs_the_same_for_one_region_and_park_or_three(
    rows, graduate, sign_in, django_assert_num_queries
):
    RegionFactory.create_batch(rows)
    ParkFactory.create_batch(rows)
    client = sign_in(graduate)
    client.get(PROFILE)

    with django_assert_num_queries(11):
        response = client.get(PROFILE)

    assert response.status_code == 200
