"""Evidence is for those who bring it and those who decide, and for nobody else."""

import pytest

from parks.choices.organisations import MembershipRole
from parks.models import Membership
from tests.factories.parks import EvidenceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def evidence(company):
    return EvidenceFactory(verification=company.verifications.get(), filename="licence.pdf")


def test_evidence_is_seen_by_its_organisation_and_the_park_office(evidence, readers, editors):
    assert readers(evidence) == {"recruiter", "park_officer", "operator"}
    assert editors(evidence) == {"recruiter", "operator"}


@pytest.mark.parametrize(
    ("role", "seen"), [(MembershipRole.MEMBER, True), (MembershipRole.INTERVIEWER, False)]
)
def test_a_recruiter_reads_it_and_an_interviewer_does_not(
    role, seen, evidence, recruiter, readers, editors
):
    Membership.objects.filter(user=recruiter).update(role=role)

    assert ("recruiter" in readers(evidence)) is seen
    assert "recruiter" not in editors(evidence)


def test_whoever_uploaded_it_sees_it_by_that_no_more_than_others(evidence, stranger, readers):
    evidence.uploaded_by = stranger
    evidence.save()

    assert "stranger" not in readers(evidence)


def test_it_is_called_by_its_file(evidence):
    assert str(evidence) == "licence.pdf"
    assert str(evidence.uuid) in evidence._meta.get_field("file").upload_to(evidence, "a.pdf")
