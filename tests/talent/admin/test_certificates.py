"""Certificates and schemes in the web admin: what is issued stays, and is revoked with a reason."""

import pytest
from django.core.exceptions import ValidationError

from parks.models import CertificateScheme
from talent.models import Certificate, SkillClaim
from tests.factories.admin import address
from tests.factories.certificates import (
    CertificateFactory,
    CertificateSchemeFactory,
    GrantedSkillFactory,
)
from tests.factories.parks import OrganisationFactory, SkillFactory
from tests.factories.talent import ProfileFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english", "unfold")]


def skills(*rows, initial=0):
    posted = {"skills-TOTAL_FORMS": str(len(rows)), "skills-INITIAL_FORMS": str(initial)}
    for place, row in enumerate(rows):
        posted |= {f"skills-{place}-{name}": str(value) for name, value in row.items()}
    return posted


def test_an_officer_revokes_with_a_reason_and_not_without(sign_in, park_officer, park):
    certificate = CertificateFactory(scheme__issuer=OrganisationFactory(park=park))
    client = sign_in(park_officer)
    page = address(certificate, "revoke")

    client.post(page, {"reason": " "})
    without = Certificate.objects.get(pk=certificate.pk).revoked_at
    client.post(page, {"reason": "Issued by mistake"})
    again = client.post(page, {"reason": "Again"}, follow=True)

    assert without is None
    certificate.refresh_from_db()
    assert certificate.revoked_because == "Issued by mistake"
    assert "revoked already" in again.content.decode()


def test_an_officer_adds_a_scheme_with_its_skills_for_an_issuer_of_the_park(
    sign_in, park_officer, park
):
    issuer, skill = OrganisationFactory(park=park), SkillFactory()
    posted = {"issuer": issuer.pk, "code": "GMP-L1", "name_en": "GMP", "is_current": "on"}
    posted["park"] = park.pk
    posted |= {"name_zh": "", "level": "", "months_valid": "", "criteria_zh": "", "criteria_en": ""}

    sign_in(park_officer).post(
        address(CertificateScheme, "add"), posted | skills({"skill": skill.pk, "level": 2})
    )

    scheme = CertificateScheme.objects.get()
    assert (scheme.issuer, scheme.park, scheme.code) == (issuer, park, "GMP-L1")
    assert list(scheme.skills.values_list("skill", "level")) == [(skill.pk, 2)]


def test_code_level_and_skills_of_an_issued_scheme_are_only_read(sign_in, park_officer, park):
    scheme = CertificateSchemeFactory(issuer=OrganisationFactory(park=park), code="OLD")
    granted = GrantedSkillFactory(scheme=scheme, level=3)
    CertificateFactory(scheme=scheme)
    posted = {"code": "NEW", "level": "9", "name_en": "Mended", "is_current": "on"}
    changed = {"id": granted.pk, "scheme": scheme.pk, "skill": granted.skill_id, "level": 1}

    sign_in(park_officer).post(address(scheme, "change"), posted | skills(changed, initial=1))

    scheme.refresh_from_db()
    granted.refresh_from_db()
    assert (scheme.code, scheme.level, scheme.name_en) == ("OLD", None, "Mended")
    assert granted.level == 3


def test_nobody_says_by_hand_that_a_certificate_proves_a_skill(sign_in, operator):
    profile, skill = ProfileFactory(), SkillFactory()
    said = {"profile": profile.pk, "skill": skill.pk, "level": 3, "evidence": ""}
    client = sign_in(operator)

    by_form = client.post(address(SkillClaim, "add"), said | {"source": "certificate"})
    with pytest.raises(ValidationError, match="Only a certificate"):
        SkillClaim(profile=profile, skill=skill, source="certificate").full_clean()
    certificate = CertificateFactory(profile=profile)
    SkillClaim(
        profile=profile, skill=skill, source="certificate", certificate=certificate
    ).full_clean()

    assert by_form.status_code == 200
    assert not SkillClaim.objects.exists()
