import pytest

from tests.factories.certificates import (
    CertificateFactory,
    GrantedSkillFactory,
    LearnerFactory,
)
from tests.factories.talent import ProfileFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
PAGE = "/me/certificates/"


@pytest.mark.parametrize("rows", [1, 3])
def test_my_certificates_cost_the_same_for_one_or_three_and_can_be_shared(
    sign_in, rows, settings, django_assert_num_queries
):
    settings.SITE_URL = "https://talent.example"
    profile = ProfileFactory()
    CertificateFactory()  # somebody else's
    for _row in range(rows):
        certificate = CertificateFactory(profile=profile)
        GrantedSkillFactory(scheme=certificate.scheme)
        LearnerFactory(profile=profile, certificate=certificate, state="passed")
    client = sign_in(profile.user)

    with django_assert_num_queries(6):
        response = client.get(PAGE)

    text = response.content.decode()
    assert len(response.context["rows"]) == rows
    assert f"https://talent.example/certificates/verify/{certificate.verify_code}/" in text
    assert f"/me/certificates/{certificate.uuid}/certificate.pdf" in text


def test_a_revoked_one_says_why_to_its_holder(sign_in):
    certificate = CertificateFactory(
        revoked_at="2026-05-05T10:00+08:00", revoked_because="Copied answers"
    )

    text = sign_in(certificate.profile.user).get(PAGE).content.decode()

    assert "Revoked" in text
    assert "Copied answers" in text


def test_who_has_none_is_told_how_to_get_one(sign_in, stranger):
    assert "No certificate yet" in sign_in(stranger).get(PAGE).content.decode()
