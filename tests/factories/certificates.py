"""The least valid row of what is certified: schemes, keys, results, certificates, issues."""

from datetime import date

import factory

from companies.models import Programme, Session
from matching.models import Assessment, CertificateIssue, Enrolment
from parks.models import CertificateScheme, GrantedSkill, SigningKey
from talent.models import Certificate
from tests.factories.parks import OrganisationFactory, ParkFactory, SkillFactory, UserFactory
from tests.factories.talent import ProfileFactory


class CertificateSchemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CertificateScheme

    issuer = factory.SubFactory(OrganisationFactory, park=factory.SubFactory(ParkFactory))
    park = factory.SelfAttribute("issuer.park")
    code = factory.Sequence(lambda number: f"S{number}")
    name_en = factory.Sequence(lambda number: f"Scheme {number}")


class GrantedSkillFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GrantedSkill

    scheme = factory.SubFactory(CertificateSchemeFactory)
    skill = factory.SubFactory(SkillFactory)
    level = 3


class CertificateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Certificate

    scheme = factory.SubFactory(CertificateSchemeFactory)
    profile = factory.SubFactory(ProfileFactory)
    holder = factory.SelfAttribute("profile.user.full_name")
    serial = factory.Sequence(lambda number: f"S-2026-{number:06d}")
    verify_code = factory.Sequence(lambda number: f"code{number}")
    issued_on = date(2026, 5, 4)


class SigningKeyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SigningKey

    park = factory.SubFactory(ParkFactory)
    name = factory.Sequence(lambda number: f"key-{number}")
    public_key = '{"kty": "RSA"}'
    private_key = "sealed"


class TaughtProgrammeFactory(factory.django.DjangoModelFactory):
    """A programme that leads to a certificate of its organiser."""

    class Meta:
        model = Programme

    organiser = factory.SubFactory(OrganisationFactory, park=factory.SubFactory(ParkFactory))
    park = factory.SelfAttribute("organiser.park")
    scheme = factory.SubFactory(
        CertificateSchemeFactory, issuer=factory.SelfAttribute("..organiser")
    )
    name_en = factory.Sequence(lambda number: f"Programme {number}")


class HeldSessionFactory(factory.django.DjangoModelFactory):
    """A session that runs, so that results are entered."""

    class Meta:
        model = Session

    programme = factory.SubFactory(TaughtProgrammeFactory)
    state = "running"
    starts_on = date(2026, 4, 1)
    ends_on = date(2026, 4, 30)
    enrol_by = date(2026, 3, 25)
    capacity = 20


class LearnerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Enrolment

    session = factory.SubFactory(HeldSessionFactory)
    profile = factory.SubFactory(ProfileFactory)
    state = "enrolled"


class AssessmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Assessment

    enrolment = factory.SubFactory(LearnerFactory)
    part = "theory"
    points = 70
    examiner = factory.SubFactory(UserFactory)


class CertificateIssueFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CertificateIssue

    session = factory.SubFactory(HeldSessionFactory)
