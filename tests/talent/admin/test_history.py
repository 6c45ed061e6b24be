"""What people brought along, in the web admin."""

import pytest

from parks.models import LogEntry
from talent.models import Document, Education, SkillClaim
from tests.factories.admin import address
from tests.factories.parks import SkillFactory
from tests.factories.talent import DocumentFactory, ProfileFactory, SkillClaimFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]


def test_a_school_is_entered_for_a_person(sign_in, operator, profile, submit):
    submit(
        sign_in(operator),
        address(Education, "add"),
        profile=profile.pk,
        school="Soochow University",
    )

    education = Education.objects.get()
    assert (education.profile, education.school) == (profile, "Soochow University")


def test_dates_in_the_wrong_order_are_refused(sign_in, operator, profile, submit):
    submit(
        sign_in(operator),
        address(Education, "add"),
        profile=profile.pk,
        started_on="2026-09-01",
        ended_on="2022-06-30",
    )

    assert not Education.objects.exists()


def test_a_school_stays_with_its_person(sign_in, operator, profile, submit):
    education = Education.objects.create(profile=profile, school="Old")

    submit(
        sign_in(operator),
        address(education, "change"),
        profile=ProfileFactory().pk,
        school="New",
    )

    education.refresh_from_db()
    assert (education.profile, education.school) == (profile, "New")


def test_the_operator_deletes_a_document_and_the_trail_holds_no_name(sign_in, operator, profile):
    document = DocumentFactory(profile=profile, filename="林悦.pdf")

    sign_in(operator).post(address(document, "delete"), {"post": "yes"})

    entry = LogEntry.objects.get(verb="deleted")
    assert not Document.objects.exists()
    assert (entry.noun, entry.row_id, entry.details) == ("talent.document", document.pk, {})


def test_a_document_is_not_uploaded_here(sign_in, operator):
    assert sign_in(operator).get(address(Document, "add")).status_code == 403


def test_a_claimed_skill_is_raised_to_an_assessed_one(sign_in, operator, profile, submit):
    claim = SkillClaimFactory(profile=profile)

    submit(sign_in(operator), address(claim, "change"), source="assessed", level=3)

    claim.refresh_from_db()
    assert (claim.source, claim.level) == ("assessed", 3)


def test_one_skill_is_claimed_once_per_source(sign_in, operator, profile, submit):
    skill = SkillFactory()
    SkillClaimFactory(profile=profile, skill=skill)

    response = submit(
        sign_in(operator),
        address(SkillClaim, "add"),
        profile=profile.pk,
        skill=skill.pk,
        source="self",
    )

    assert SkillClaim.objects.count() == 1
    assert response.context["adminform"].form.non_field_errors()
