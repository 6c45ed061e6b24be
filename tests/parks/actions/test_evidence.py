"""Bringing files to the park office, and submitting an organisation with them."""

import pytest

from parks.actions.evidence import bring_evidence, kept_files, submit_organisation
from parks.actions.organisations import OrganisationError
from parks.evidence_files import EvidenceError, EvidenceFile
from parks.models import Evidence, LogEntry, Verification
from tests.factories.parks import (
    LICENCE,
    EvidenceFactory,
    OrganisationFactory,
    UserFactory,
    VerificationFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def licence(data: bytes = LICENCE, name: str = "licence.pdf") -> EvidenceFile:
    return EvidenceFile(data, name, "application/pdf")


def waiting(**values) -> Verification:
    return VerificationFactory(state="pending", decided_at=None, **values)


def files_in(folder) -> list:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_is_kept_in_private_under_a_name_that_says_nothing(media):
    verification, user = waiting(), UserFactory()

    evidence = bring_evidence(verification, file=licence(name="营业执照.pdf"), by=user)

    [path] = files_in(media)
    assert path.name == str(evidence.uuid)
    assert path.read_bytes() == LICENCE
    assert path.stat().st_mode & 0o077 == 0
    assert (evidence.filename, evidence.size) == ("营业执照.pdf", len(LICENCE))
    assert (evidence.uploaded_by, evidence.content_type) == (user, "application/pdf")
    entry = LogEntry.objects.get(verb="evidence brought")
    assert entry.details == {"evidence": str(evidence.uuid)}
    assert (entry.actor, entry.organisation_id) == (user, verification.organisation_id)


def test_the_same_file_is_kept_once(media):
    verification, user = waiting(), UserFactory()
    first = bring_evidence(verification, file=licence(), by=user)

    again = bring_evidence(verification, file=licence(name="copy.pdf"), by=user)

    assert again == first
    assert len(files_in(media)) == 1


@pytest.mark.parametrize("state", ["approved", "declined"])
def test_nothing_is_brought_after_the_decision(state, media):
    verification = VerificationFactory(state=state, reason="Because")

    with pytest.raises(EvidenceError, match="decided already"):
        bring_evidence(verification, file=licence(), by=UserFactory())

    assert files_in(media) == []
    assert not Evidence.objects.exists()


def test_ten_files_are_enough(media):
    verification = waiting()
    EvidenceFactory.create_batch(10, verification=verification)

    with pytest.raises(EvidenceError, match="Ten files"):
        bring_evidence(verification, file=licence(), by=UserFactory())

    assert verification.evidence.count() == 10
    assert files_in(media) == []


def test_without_its_row_a_file_does_not_stay(media):
    verification = waiting()

    with pytest.raises(Exception, match="value too long"):
        bring_evidence(verification, file=licence(name="x" * 300), by=UserFactory())

    assert files_in(media) == []


def test_a_first_request_needs_a_file():
    organisation = OrganisationFactory()

    with pytest.raises(EvidenceError, match="Add the business licence"):
        submit_organisation(organisation, file=None, by=UserFactory())

    assert not Verification.objects.exists()


def test_a_first_request_comes_with_its_file():
    organisation, user = OrganisationFactory(), UserFactory()

    verification = submit_organisation(organisation, file=licence(), by=user)

    assert (verification.state, verification.submitted_by) == ("pending", user)
    assert [file.filename for file in verification.evidence.all()] == ["licence.pdf"]


def test_after_a_decline_the_files_of_the_last_request_come_along_and_history_stays():
    first = submit_organisation(OrganisationFactory(), file=licence(), by=UserFactory())
    Verification.objects.filter(pk=first.pk).update(state="declined", reason="Wrong code")

    second = submit_organisation(first.organisation, file=None, by=UserFactory())

    assert second.pk != first.pk
    assert [file.filename for file in second.evidence.all()] == ["licence.pdf"]
    assert [file.filename for file in first.evidence.all()] == ["licence.pdf"]
    names = {evidence.file.name for evidence in Evidence.objects.all()}
    assert len(names) == 2  # a file of its own: deleting one leaves the other
    with second.evidence.get().file.open() as file:
        assert file.read() == LICENCE


def test_a_new_file_takes_the_place_of_the_old_ones():
    first = submit_organisation(OrganisationFactory(), file=licence(), by=UserFactory())
    Verification.objects.filter(pk=first.pk).update(state="declined", reason="Not readable")

    second = submit_organisation(
        first.organisation, file=licence(LICENCE + b"2", "sharp.pdf"), by=UserFactory()
    )

    assert [file.filename for file in second.evidence.all()] == ["sharp.pdf"]


def test_a_file_that_is_no_longer_kept_does_not_count():
    last = EvidenceFactory(verification__state="declined", verification__reason="Old").verification

    with pytest.raises(EvidenceError, match="Add the business licence"):
        submit_organisation(last.organisation, file=None, by=UserFactory())

    assert kept_files(last.organisation) == []


@pytest.mark.parametrize("state", ["pending", "in_review", "approved"])
def test_one_request_is_open_at_a_time(state, media):
    organisation = VerificationFactory(state=state).organisation

    with pytest.raises(OrganisationError, match="open or granted"):
        submit_organisation(organisation, file=licence(), by=UserFactory())

    assert files_in(media) == []
