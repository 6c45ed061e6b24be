"""The desk of an issuer: schemes are written, certificates looked at and revoked."""

import pytest

from parks.models import CertificateScheme, SkillAlias
from talent.models import Certificate
from tests.factories.certificates import (
    CertificateFactory,
    CertificateSchemeFactory,
    GrantedSkillFactory,
)
from tests.factories.parks import MembershipFactory, OrganisationFactory, SkillFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
FILLED = {"code": "PPP-L1", "name_en": "Preparation, level 1", "level": "1", "is_current": "on"}


@pytest.fixture
def issuer(park):
    return OrganisationFactory(park=park, name_en="Training centre")


@pytest.fixture
def desk(sign_in, issuer):
    return sign_in(MembershipFactory(organisation=issuer, role="admin").user)


def known_as(skill, text, folded):
    SkillAlias.objects.create(skill=skill, language="en", text=text, folded=folded)


def address(issuer, page="schemes"):
    return f"/desk/organisations/{issuer.uuid}/{page}/"


def test_an_administrator_writes_a_scheme_with_skills_by_any_name_they_have(desk, issuer):
    skill, other = SkillFactory(label_en="Liquid chromatography"), SkillFactory()
    known_as(skill, "HPLC", "hplc")
    known_as(other, "压片", "压片")

    response = desk.post(
        f"{address(issuer)}new/",
        FILLED | {"skills_proficient": "hplc\n", "skills_aware": "压片\nAlchemy"},
    )
    refused = response.context["form"].errors
    desk.post(f"{address(issuer)}new/", FILLED | {"skills_proficient": "HPLC\n压片"})

    assert refused == {"skills_aware": ["Not in the vocabulary: Alchemy"]}
    scheme = CertificateScheme.objects.get()
    assert (scheme.issuer, scheme.code, scheme.level) == (issuer, "PPP-L1", 1)
    assert dict(scheme.skills.values_list("skill", "level")) == {skill.pk: 3, other.pk: 3}


def test_after_the_first_certificate_code_and_skills_are_shown_but_fixed(desk, issuer):
    scheme = CertificateSchemeFactory(issuer=issuer, code="OLD")
    skill = SkillFactory(label_en="Tableting", label_zh="压片")
    GrantedSkillFactory(scheme=scheme, skill=skill)
    CertificateFactory(scheme=scheme)
    page = f"{address(issuer)}{scheme.uuid}/"

    shown = desk.get(page).content.decode()
    desk.post(page, FILLED | {"code": "NEW", "name_en": "New name", "skills_expert": "Tableting"})

    scheme.refresh_from_db()
    assert "Certificates were issued under this scheme" in shown
    assert (scheme.code, scheme.name_en) == ("OLD", "New name")
    assert list(scheme.skills.values_list("skill", "level")) == [(skill.pk, 3)]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("page", ["schemes", "certificates"])
def test_the_lists_cost_the_same_for_one_or_three(
    desk, issuer, rows, page, django_assert_num_queries
):
    for _row in range(rows):
        scheme = CertificateSchemeFactory(issuer=issuer)
        GrantedSkillFactory(scheme=scheme)
        CertificateFactory(scheme=scheme)

    with django_assert_num_queries({"schemes": 7, "certificates": 5}[page]):
        response = desk.get(address(issuer, page))

    assert len(response.context["page"]) == rows


def test_an_issuer_without_anything_is_told_what_to_do_next(desk, issuer):
    assert "Write the first scheme" in desk.get(address(issuer)).content.decode()
    assert "Look at the schemes" in desk.get(address(issuer, "certificates")).content.decode()


def test_revoking_asks_for_a_reason_and_happens_once(desk, issuer):
    certificate = CertificateFactory(scheme__issuer=issuer)
    page = f"/desk/certificates/{certificate.uuid}/"

    without = desk.post(page, {"reason": " "})
    desk.post(page, {"reason": "Issued by mistake"})
    again = desk.post(page, {"reason": "Again"}, follow=True)

    assert without.status_code == 200
    assert without.context["form"].errors == {"reason": ["This field is required."]}
    assert "revoked already" in again.content.decode()
    row = Certificate.objects.get(pk=certificate.pk)
    assert (row.revoked_because, row.revoked_at is None) == ("Issued by mistake", False)
    assert "Revoke this certificate" not in again.content.decode()


def test_members_who_do_not_run_the_issuer_and_strangers_find_nothing(
    client, sign_in, issuer, stranger
):
    certificate = CertificateFactory(scheme__issuer=issuer)
    pages = [address(issuer), f"{address(issuer)}new/", address(issuer, "certificates")]
    pages.append(f"/desk/certificates/{certificate.uuid}/")
    member = MembershipFactory(organisation=issuer, role="member").user

    answers = [sign_in(who).get(page).status_code for who in (member, stranger) for page in pages]

    assert set(answers) == {404}


def test_the_office_of_the_park_may_revoke_too(sign_in, issuer, park_officer):
    certificate = CertificateFactory(scheme__issuer=issuer)

    sign_in(park_officer).post(
        f"/desk/certificates/{certificate.uuid}/", {"reason": "Fraud was proven"}
    )

    certificate.refresh_from_db()
    assert certificate.revoked_because == "Fraud was proven"
