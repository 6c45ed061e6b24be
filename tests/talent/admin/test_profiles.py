"""Personal data in the web admin: the operator's alone, and files never through it."""

import pytest

from talent.models import Document, Education, Profile
from tests.factories.admin import address
from tests.factories.parks import SkillFactory
from tests.factories.talent import DocumentFactory, ProfileGrantFactory, SkillClaimFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]


def test_the_operator_mends_a_profile(sign_in, operator, profile, submit):
    submit(
        sign_in(operator),
        address(profile, "change"),
        wanted_kinds=["job", "internship"],
        headline="Cell culture",
    )

    profile.refresh_from_db()
    assert (profile.headline, profile.wanted_kinds) == ("Cell culture", ["job", "internship"])


def test_a_kind_that_does_not_exist_is_refused(sign_in, operator, profile, submit):
    response = submit(sign_in(operator), address(profile, "change"), wanted_kinds=["sabbatical"])

    profile.refresh_from_db()
    assert profile.wanted_kinds == []
    assert list(response.context["adminform"].form.errors) == ["wanted_kinds"]


def test_the_operator_adds_a_skill_and_a_school(sign_in, operator, profile, submit):
    skill = SkillFactory()
    rows = {"skill_claims-TOTAL_FORMS": 1, "skill_claims-0-skill": skill.pk}
    rows |= {"skill_claims-0-source": "assessed", "skill_claims-0-level": 2}
    rows |= {"educations-TOTAL_FORMS": 1, "educations-0-school": "Soochow University"}

    submit(sign_in(operator), address(profile, "change"), **rows)

    claim = profile.skill_claims.get()
    assert (claim.skill, claim.source, claim.level) == (skill, "assessed", 2)
    assert Education.objects.get().school == "Soochow University"


def test_a_profile_stays_with_its_person(sign_in, operator, profile, stranger, submit):
    submit(sign_in(operator), address(profile, "change"), user=stranger.pk, headline="Mine")

    assert Profile.objects.get(pk=profile.pk).user == profile.user


def test_the_admin_leads_to_no_file(sign_in, operator, profile):
    document = DocumentFactory(profile=profile, file="documents/ab/secret-name", text="My CV")
    client = sign_in(operator)

    pages = [
        client.get(address(document, "change")).content.decode(),
        client.get(address(Document, "changelist")).content.decode(),
        client.get(address(profile, "change")).content.decode(),
    ]

    assert [("secret-name" in page, "My CV" in page) for page in pages] == [(False, False)] * 3


def test_a_grant_is_never_written_by_hand(sign_in, operator):
    grant = ProfileGrantFactory()
    client = sign_in(operator)

    answers = [
        client.post(address(grant, "change"), {"reason": "invitation"}).status_code,
        client.post(address(grant, "delete"), {"post": "yes"}).status_code,
        client.post(address(type(grant), "add"), {}).status_code,
    ]

    grant.refresh_from_db()
    assert answers == [403, 403, 403]
    assert grant.reason == "application"


@pytest.mark.parametrize("claims", [1, 3])
def test_the_page_costs_the_same_for_one_or_three_skills(
    sign_in, operator, profile, claims, django_assert_num_queries
):
    SkillClaimFactory.create_batch(claims, profile=profile)
    client = sign_in(operator)

    with django_assert_num_queries(12):
        response = client.get(address(profile, "change"))

    shown = {f.formset.prefix: f.formset for f in response.context["inline_admin_formsets"]}
    assert len(shown["skill_claims"].initial_forms) == claims
