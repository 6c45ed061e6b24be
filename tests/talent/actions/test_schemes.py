import pytest
from django.urls import reverse
from django.utils import timezone

from parks.choices.work import SkillLevel
from parks.models import CertificateScheme, LogEntry, SigningKey
from talent.actions.certificates import revoke_certificate, write_certificate
from talent.actions.schemes import SchemeError, save_scheme
from talent.queries.certificates import revoked_in
from tests.factories.agreements import AgreementFactory, AgreementPartyFactory
from tests.factories.certificates import (
    CertificateFactory,
    CertificateSchemeFactory,
    GrantedSkillFactory,
)
from tests.factories.parks import (
    MembershipFactory,
    OrganisationFactory,
    ParkFactory,
    SkillFactory,
    UserFactory,
    VerificationFactory,
)
from tests.factories.talent import ProfileFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
FACTS = {"code": "PPP-L1", "name_en": "Preparation", "level": 1, "months_valid": 36}


def granted(scheme):
    return dict(scheme.skills.order_by("pk").values_list("skill", "level"))


def test_a_scheme_is_kept_with_its_skills_and_changed_until_something_is_issued():
    issuer, administrator = OrganisationFactory(park=ParkFactory()), UserFactory()
    first, second = SkillFactory.create_batch(2)

    scheme = save_scheme(issuer, skills={first.pk: SkillLevel.AWARE}, by=administrator, **FACTS)
    before = granted(scheme)
    levels = {first.pk: SkillLevel.EXPERT, second.pk: SkillLevel.FAMILIAR}
    save_scheme(issuer, scheme=scheme, skills=levels, by=administrator, **FACTS | {"level": 2})

    scheme.refresh_from_db()
    assert before == {first.pk: 1}
    assert granted(scheme) == {first.pk: 4, second.pk: 2}
    assert (scheme.level, scheme.months_valid) == (2, 36)
    verbs = LogEntry.objects.filter(noun="parks.certificatescheme").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["written", "changed"]


@pytest.mark.parametrize("change", ["code", "level", "skills"])
def test_what_stands_in_issued_certificates_stays(change):
    scheme = CertificateSchemeFactory(code="OLD", level=1)
    one = GrantedSkillFactory(scheme=scheme, level=3)
    CertificateFactory(scheme=scheme)
    facts = {"code": "OLD", "level": 1} | {"code": {"code": "NEW"}, "level": {"level": 2}}.get(
        change, {}
    )
    skills = {} if change == "skills" else {one.skill_id: SkillLevel.PROFICIENT}

    with pytest.raises(SchemeError, match="new scheme"):
        save_scheme(scheme.issuer, scheme=scheme, skills=skills, by=UserFactory(), **facts)

    scheme.refresh_from_db()
    assert (scheme.code, scheme.level, granted(scheme)) == ("OLD", 1, {one.skill_id: 3})


def test_the_words_of_an_issued_scheme_may_be_mended_and_it_may_be_ended():
    scheme = CertificateSchemeFactory()
    CertificateFactory(scheme=scheme)

    save_scheme(
        scheme.issuer,
        scheme=scheme,
        skills={},
        by=UserFactory(),
        name_zh="一级",
        is_current=False,
    )

    scheme.refresh_from_db()
    assert (scheme.name_zh, scheme.is_current) == ("一级", False)


def test_a_code_names_one_scheme_of_an_issuer_and_a_scheme_needs_a_name():
    held = CertificateSchemeFactory(code="PPP-L1")

    with pytest.raises(SchemeError, match="this code"):
        save_scheme(held.issuer, skills={}, by=UserFactory(), **FACTS)
    with pytest.raises(SchemeError, match="name"):
        save_scheme(held.issuer, skills={}, by=UserFactory(), code="OTHER")

    assert CertificateScheme.objects.get() == held


def test_an_issuer_in_no_park_names_one_that_signs_and_it_has_an_agreement_with(sign_in):
    issuer, park = OrganisationFactory(park=None), ParkFactory()
    person = MembershipFactory(organisation=issuer, role="admin").user
    with pytest.raises(SchemeError, match="No park signs for you yet"):
        save_scheme(issuer, skills={}, by=person, **FACTS)
    agreement = AgreementFactory(park=park, in_force=True)
    AgreementPartyFactory(agreement=agreement, organisation=issuer)
    VerificationFactory(organisation=issuer)
    page = reverse("talent:new_scheme", args=[issuer.uuid])
    posted = {"code": "UNI-1", "name_en": "Filling", "is_current": "on"}

    stranger = sign_in(person).post(page, posted | {"park": ParkFactory().pk})
    sign_in(person).post(page, posted | {"park": park.pk})

    assert stranger.status_code == 200
    scheme = CertificateScheme.objects.get()
    certificate = write_certificate(ProfileFactory(), scheme=scheme, by=None, now=timezone.now())
    assert scheme.park == park
    assert SigningKey.objects.get(park=park)
    assert revoked_in(park) == []
    revoke_certificate(certificate=certificate, by=person, reason="A mistake.")
    assert revoked_in(park) == [certificate.uuid]
