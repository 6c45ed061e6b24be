"""What breaks each rule that the database keeps about certificates, by the name of the rule."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone

from tests.factories.certificates import (
    AssessmentFactory,
    CertificateFactory,
    CertificateIssueFactory,
    CertificateSchemeFactory,
    GrantedSkillFactory,
    SigningKeyFactory,
)

Breaks = dict[str, Callable[[], object]]


def again(make: Any, *same: str) -> Callable[[], object]:
    """Make a row, and another that shares these fields with it."""

    def twice() -> None:
        first = make()
        make(**{name: getattr(first, name) for name in same})

    return twice


OF_PARKS: Breaks = {
    "one_scheme_per_code_of_an_issuer": again(CertificateSchemeFactory, "issuer", "code"),
    "a_scheme_has_a_name": lambda: CertificateSchemeFactory(name_en=""),
    "a_scheme_grants_a_skill_once": again(GrantedSkillFactory, "scheme", "skill"),
    "a_park_has_one_pair_of_keys_in_use": again(SigningKeyFactory, "park"),
}
OF_TALENT: Breaks = {
    "a_revoked_certificate_says_why": lambda: CertificateFactory(revoked_at=timezone.now()),
    "a_certificate_ends_after_it_is_issued": lambda: CertificateFactory(
        issued_on=date(2026, 5, 4), valid_until=date(2026, 5, 3)
    ),
}
OF_MATCHING: Breaks = {
    "one_assessment_per_part_and_attempt": again(AssessmentFactory, "enrolment", "part"),
    "points_of_an_assessment_end_at_100": lambda: AssessmentFactory(points=101),
    "one_issue_of_certificates_at_a_time": again(CertificateIssueFactory, "session"),
    "no_more_certificates_are_issued_than_asked_for": lambda: CertificateIssueFactory(done=1),
}
