"""A student's own pages: the facts, and the skills."""

import pytest
from django.urls import reverse

from talent.models import Profile
from tests.factories.parks import ParkFactory, UserFactory
from tests.factories.talent import SkillClaimFactory
from tests.factories.vocabulary import RegionFactory, skill_called

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

PROFILE, SKILLS = reverse("talent:profile"), reverse("talent:skills")
PRIVATE = {"visibility": "applied", "in_matching": "on"}


@pytest.fixture
def newcomer():
    """Somebody who has signed up and filled in nothing yet."""
    return UserFactory(email="new@example.org")


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def skills_of(profile: Profile) -> dict[str, int | None]:
    return dict(profile.skill_claims.values_list("skill__label_en", "level"))


@pytest.mark.parametrize("address", [PROFILE, SKILLS])
def test_nobody_comes_in_without_signing_in(client, address):
    response = client.get(address)

    assert response.status_code == 302
    assert response.url == f"{reverse('account_login')}?next={address}"


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


def test_skills_come_after_the_profile(newcomer, sign_in):
    response = sign_in(newcomer).get(SKILLS)

    assert (response.status_code, response.url) == (302, PROFILE)


def test_without_skills_the_page_says_what_to_do(graduate, sign_in):
    assert "No skill yet." in sign_in(graduate).get(SKILLS).text


def test_skills_are_recognised_in_a_paragraph_of_either_language(graduate, profile, sign_in):
    skill_called("cell culture", "细胞培养")
    skill_called("ELISA")

    response = sign_in(graduate).post(
        SKILLS, {"more": "三年细胞培养经验, some ELISA."}, follow=True
    )

    # Years of experience are practice, which is "familiar"; "some" says nothing of the level.
    assert skills_of(profile) == {"cell culture": 2, "ELISA": None}
    assert said(response) == ["Your skills are saved; 2 added."]


def test_a_paragraph_without_a_known_skill_says_so_and_keeps_the_others(graduate, profile, sign_in):
    claim = SkillClaimFactory(profile=profile, level=2)

    response = sign_in(graduate).post(
        SKILLS, {"more": "I like long walks.", f"level_{claim.skill_id}": "3"}, follow=True
    )

    assert skills_of(profile) == {claim.skill.label_en: 3}
    assert said(response) == ["Saved. No further known skill was recognised in what you wrote."]


def test_a_skill_that_is_there_already_keeps_its_level_when_it_is_named_again(
    graduate, profile, sign_in
):
    skill = skill_called("ELISA")
    SkillClaimFactory(profile=profile, skill=skill, level=4)

    response = sign_in(graduate).post(
        SKILLS, {"more": "ELISA", f"level_{skill.pk}": "4"}, follow=True
    )

    assert skills_of(profile) == {"ELISA": 4}
    assert said(response) == ["Saved. No further known skill was recognised in what you wrote."]


def test_a_skill_is_removed(graduate, profile, sign_in):
    gone, kept = (SkillClaimFactory(profile=profile, level=2) for _ in range(2))

    sign_in(graduate).post(
        SKILLS, {f"level_{gone.skill_id}": "remove", f"level_{kept.skill_id}": "2"}
    )

    assert skills_of(profile) == {kept.skill.label_en: 2}


def test_what_others_verified_is_shown_and_cannot_be_changed(graduate, profile, sign_in):
    verified = SkillClaimFactory(profile=profile, level=4, source="assessed")
    client = sign_in(graduate)

    text = client.get(SKILLS).text
    client.post(SKILLS, {f"level_{verified.skill_id}": "remove"})

    assert "Verified by others" in text
    assert f"level_{verified.skill_id}" not in text
    assert skills_of(profile) == {verified.skill.label_en: 4}


def test_the_skills_of_somebody_else_are_out_of_reach(graduate, profile, stranger, sign_in):
    claim = SkillClaimFactory(profile=profile, level=4)
    client = sign_in(stranger)
    client.post(PROFILE, PRIVATE)

    client.post(SKILLS, {f"level_{claim.skill_id}": "remove"})

    assert skills_of(profile) == {claim.skill.label_en: 4}


def test_a_level_that_does_not_exist_changes_nothing(graduate, profile, sign_in):
    claim = SkillClaimFactory(profile=profile, level=2)

    response = sign_in(graduate).post(SKILLS, {f"level_{claim.skill_id}": "9"})

    assert response.status_code == 200
    assert skills_of(profile) == {claim.skill.label_en: 2}


@pytest.mark.parametrize("skills", [1, 3])
def test_the_skills_page_costs_the_same_for_one_skill_or_three(
    skills, graduate, profile, sign_in, django_assert_num_queries
):
    SkillClaimFactory.create_batch(skills, profile=profile)
    client = sign_in(graduate)
    client.get(SKILLS)

    with django_assert_num_queries(4):
        response = client.get(SKILLS)

    assert len(response.context["own"]) == skills


@pytest.mark.parametrize("rows", [1, 3])
def test_the_profile_page_costs_the_same_for_one_region_and_park_or_three(
    rows, graduate, sign_in, django_assert_num_queries
):
    RegionFactory.create_batch(rows)
    ParkFactory.create_batch(rows)
    client = sign_in(graduate)
    client.get(PROFILE)

    with django_assert_num_queries(9):
        response = client.get(PROFILE)

    assert response.status_code == 200
