"""A session of the company in the world of the access matrix, which the graduate has passed."""

from companies.models import Company, Session
from parks.models import CertificateScheme, SigningKey
from talent.models import Certificate, Profile
from tests.factories.certificates import (
    AssessmentFactory,
    CertificateFactory,
    CertificateIssueFactory,
    CertificateSchemeFactory,
    HeldSessionFactory,
    LearnerFactory,
    SigningKeyFactory,
)

CODE = "ACCESS-L1"
OF_A_SCHEME = ("talent:schemes", "talent:new_scheme", "talent:issued_certificates")
OF_A_CERTIFICATE = (
    "talent:certificate_pdf",
    "talent:credential_jwt",
    "talent:credential_json",
    "talent:issued_certificate",
)


def make_certificates(company: Company, profile: Profile) -> Session:
    """Let the graduate have passed a session of the company and hold its certificate."""
    scheme = CertificateSchemeFactory(issuer=company, code=CODE)
    session = HeldSessionFactory(
        programme__organiser=company, programme__park=company.park, programme__scheme=scheme
    )
    certificate = CertificateFactory(scheme=scheme, profile=profile)
    learner = LearnerFactory(
        session=session, profile=profile, certificate=certificate, state="passed"
    )
    AssessmentFactory(enrolment=learner, part="theory")
    CertificateIssueFactory(session=session, state="done")
    SigningKeyFactory(park=company.park)
    return session


def certificate_arguments(company: Company) -> dict[str, dict[str, object]]:
    scheme = CertificateScheme.objects.get(code=CODE)
    certificate = Certificate.objects.get(scheme=scheme)
    session, held = certificate.enrolment.session, {"uuid": certificate.uuid}
    park, issuer = {"slug": company.park.slug}, {"uuid": company.uuid}
    key = SigningKey.objects.get(park=company.park, retired_at=None)
    return {
        **dict.fromkeys(OF_A_SCHEME, issuer),
        **dict.fromkeys(OF_A_CERTIFICATE, held),
        "parks:signing_keys": park,
        "parks:signing_key": {**park, "name": key.name},
        "talent:issuer": park,
        "talent:revoked_certificates": park,
        "talent:verify_certificate": {"code": certificate.verify_code},
        "talent:scheme": {**issuer, "scheme_uuid": scheme.uuid},
        "matching:session_results": {"uuid": session.uuid},
        "matching:issue_certificates": {"uuid": session.uuid},
        "matching:correct_result": {"uuid": certificate.enrolment.uuid, "part": "theory"},
        "matching:issue_again": {"uuid": certificate.enrolment.uuid},
        "matching:certificate_issue": {"uuid": session.issues.get().uuid},
    }
