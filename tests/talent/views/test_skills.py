"""Skills, languages and certificates: found by any name, graded, removed; verified ones stay."""

import pytest
from django.urls import reverse

from talent.models import Profile
from tests.factories.parks import SkillFactory, UserFactory
from tests.factories.talent import SkillClaimFactory
from tests.factories.vocabulary import skill_called

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

SKILLS, FIND = reverse("talent:skills"), reverse("talent:find_skills")
ADD, READ = reverse("talent:add_skill"), reverse("talent:read_skills")


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def skills_of(profile: Profile) -> dict[str, int | None]:
    return dict(profile.skill_claims.values_list("skill__label_en", "level"))


def test_nobody_comes_in_without_signing_in(client):
    response = client.get(SKILLS)

    assert response.url == f"{reverse('account_login')}?next={SKILLS}"


def test_skills_come_after_the_profile(sign_in):
    response = sign_in(UserFactory()).get(SKILLS)

    assert (response.status_code, response.url) == (302, reverse("talent:profile"))


def test_without_skills_the_page_says_what_to_do(graduate, sign_in):
    text = sign_in(graduate).get(SKILLS).text

    assert "No skill yet." in text
    assert "No language yet." in text
    assert "No certificate yet." in text


@pytest.mark.parametrize("words", ["抗体纯化", "抗体", "Antibody pur", "antibody-purification"])
def test_a_skill_is_found_by_a_name_of_either_language(words, graduate, sign_in):
    skill_called("antibody purification", "抗体纯化")
    client = sign_in(graduate)

    typed, searched = client.get(FIND, {"q": words}), client.get(SKILLS, {"q": words})

    assert "<b>antibody purification</b>" in typed.text
    assert "<b>antibody purification</b>" in searched.text


def test_what_is_typed_comes_back_as_a_fragment(graduate, sign_in):
    response = sign_in(graduate).get(FIND, {"q": "<script>alert(1)</script>"})

    assert "<html" not in response.text
    assert "<script>" not in response.text
    assert "The vocabulary has no skill like" in response.text


def test_nothing_typed_finds_nothing(graduate, sign_in):
    assert sign_in(graduate).get(FIND).text.strip() == ""


def test_a_skill_that_is_there_is_marked_and_not_offered_again(graduate, profile, sign_in):
    SkillClaimFactory(profile=profile, skill=skill_called("ELISA"))

    text = sign_in(graduate).get(FIND, {"q": "elisa"}).text

    assert "In your list" in text
    assert "<button" not in text


def test_a_found_skill_is_added_by_its_button(graduate, profile, sign_in):
    skill = skill_called("ELISA")

    response = sign_in(graduate).post(ADD, {"skill": skill.pk}, follow=True)

    assert skills_of(profile) == {"ELISA": None}
    assert said(response) == ["ELISA is in your profile."]


def test_a_language_is_added_with_its_level_and_stands_in_its_own_section(
    graduate, profile, sign_in
):
    english = SkillFactory(label_en="English", kind="language")

    response = sign_in(graduate).post(ADD, {"skill": english.pk, "level": "3"}, follow=True)

    sections = {one.kind: [str(claim) for claim in one.own] for one in response.context["sections"]}
    assert skills_of(profile) == {"English": 3}
    assert sections == {"skill": [], "language": ["English"], "certificate": []}


def test_a_language_that_is_there_is_not_listed_again(graduate, profile, sign_in):
    english, german = (SkillFactory(label_en=name, kind="language") for name in ("E", "G"))
    SkillClaimFactory(profile=profile, skill=english)

    sections = sign_in(graduate).get(SKILLS).context["sections"]

    offered = [pk for pk, _label in sections[1].add.fields["skill"].choices]
    assert offered == ["", german.pk]


def test_no_skill_chosen_adds_none_and_says_so(graduate, profile, sign_in):
    response = sign_in(graduate).post(ADD, {"skill": ""}, follow=True)

    assert skills_of(profile) == {}
    assert said(response) == ["Choose a skill from the list first."]


def test_levels_are_saved(graduate, profile, sign_in):
    first, second = (SkillClaimFactory(profile=profile, level=2) for _ in range(2))

    sign_in(graduate).post(SKILLS, {f"level_{first.skill_id}": "4"})

    assert skills_of(profile) == {first.skill.label_en: 4, second.skill.label_en: 2}


def test_a_skill_is_removed_by_its_button_and_the_levels_beside_it_are_kept(
    graduate, profile, sign_in
):
    gone, kept = (SkillClaimFactory(profile=profile, level=2) for _ in range(2))

    response = sign_in(graduate).post(
        SKILLS, {f"level_{kept.skill_id}": "3", "remove": gone.skill_id}, follow=True
    )

    assert skills_of(profile) == {kept.skill.label_en: 3}
    assert said(response) == ["Removed."]


@pytest.mark.parametrize("forged", ["x", "-1", "", "1; DROP TABLE"])
def test_removing_what_is_no_skill_removes_nothing(forged, graduate, profile, sign_in):
    claim = SkillClaimFactory(profile=profile, level=2)

    sign_in(graduate).post(SKILLS, {"remove": forged})

    assert skills_of(profile) == {claim.skill.label_en: 2}


def test_a_level_that_does_not_exist_changes_nothing_and_says_so(graduate, profile, sign_in):
    claim = SkillClaimFactory(profile=profile, level=2)

    response = sign_in(graduate).post(SKILLS, {f"level_{claim.skill_id}": "9"})

    assert response.status_code == 200
    assert "Nothing was saved" in response.text
    assert skills_of(profile) == {claim.skill.label_en: 2}


def test_skills_are_recognised_in_a_paragraph_of_either_language(graduate, profile, sign_in):
    skill_called("cell culture", "细胞培养")
    skill_called("ELISA")

    response = sign_in(graduate).post(READ, {"more": "三年细胞培养经验, some ELISA."}, follow=True)

    # Years of experience are practice, which is "familiar"; "some" says nothing of the level.
    assert skills_of(profile) == {"cell culture": 2, "ELISA": None}
    assert said(response) == ["Added: cell culture, ELISA. Check the levels."]


def test_a_paragraph_without_a_known_skill_says_so(graduate, profile, sign_in):
    claim = SkillClaimFactory(profile=profile, level=2)

    response = sign_in(graduate).post(READ, {"more": "I like long walks."}, follow=True)

    assert skills_of(profile) == {claim.skill.label_en: 2}
    assert said(response) == ["No further known skill was recognised in what you wrote."]


def test_a_skill_that_is_there_already_keeps_its_level_when_it_is_named_again(
    graduate, profile, sign_in
):
    SkillClaimFactory(profile=profile, skill=skill_called("ELISA"), level=4)

    sign_in(graduate).post(READ, {"more": "some basic knowledge of ELISA"})

    assert skills_of(profile) == {"ELISA": 4}


def test_what_others_verified_shows_its_source_and_cannot_be_changed(graduate, profile, sign_in):
    verified = SkillClaimFactory(profile=profile, level=4, source="assessed", evidence="GMP 2026")
    client = sign_in(graduate)

    text = client.get(SKILLS).text
    client.post(SKILLS, {"remove": verified.skill_id, f"level_{verified.skill_id}": "1"})

    assert "Expert · Assessed" in text
    assert "GMP 2026" in text
    assert f"level_{verified.skill_id}" not in text
    assert skills_of(profile) == {verified.skill.label_en: 4}


def test_the_skills_of_somebody_else_are_out_of_reach(graduate, profile, stranger, sign_in):
    claim = SkillClaimFactory(profile=profile, level=4)
    Profile.objects.create(user=stranger)
    client = sign_in(stranger)

    client.post(SKILLS, {"remove": claim.skill_id, f"level_{claim.skill_id}": "1"})

    assert skills_of(profile) == {claim.skill.label_en: 4}


@pytest.mark.parametrize("address", [ADD, READ])
def test_a_change_needs_a_post(address, graduate, sign_in):
    assert sign_in(graduate).get(address).status_code == 405


@pytest.mark.parametrize("skills", [1, 3])
def test_the_page_costs_the_same_for_one_skill_or_three(
    skills, graduate, profile, sign_in, django_assert_num_queries
):
    SkillClaimFactory.create_batch(skills, profile=profile)
    SkillFactory.create_batch(skills, kind="language")
    client = sign_in(graduate)
    client.get(SKILLS)

    with django_assert_num_queries(7):
        response = client.get(SKILLS, {"q": "skill"})

    assert len(response.context["own"]) == skills
