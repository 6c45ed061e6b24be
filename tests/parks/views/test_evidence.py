"""A private file is handed out to those it is for, and cannot be opened as a page."""

import pytest
from django.urls import reverse

from parks.choices.organisations import MembershipRole
from parks.models import Evidence, Membership
from tests.factories.parks import LICENCE, EvidenceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def evidence(company, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    verification = company.verifications.get()
    return EvidenceFactory(verification=verification, filename="营业执照.pdf", kept=True)


def address(evidence: Evidence) -> str:
    return reverse("parks:evidence", args=[evidence.uuid])


@pytest.mark.parametrize("person", ["recruiter", "park_officer", "operator"])
def test_it_is_saved_and_never_opened_or_cached(person, evidence, sign_in, request):
    response = sign_in(request.getfixturevalue(person)).get(address(evidence))

    assert b"".join(response.streaming_content) == LICENCE
    headers = response.headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "private, no-store"
    assert "default-src 'self'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize("person", ["stranger", "graduate", "career_officer"])
def test_the_neighbour_finds_nothing(person, evidence, sign_in, request):
    response = sign_in(request.getfixturevalue(person)).get(address(evidence))

    assert response.status_code == 404


@pytest.mark.parametrize(
    ("role", "status"), [(MembershipRole.MEMBER, 200), (MembershipRole.INTERVIEWER, 404)]
)
def test_recruiters_read_it_and_interviewers_do_not(role, status, evidence, recruiter, sign_in):
    Membership.objects.filter(user=recruiter).update(role=role)

    response = sign_in(recruiter).get(address(evidence))
    response.close()

    assert response.status_code == status


def test_signed_out_one_is_asked_to_sign_in(evidence, client):
    response = client.get(address(evidence))

    assert response.url.startswith(reverse("account_login"))


def test_a_file_that_is_gone_is_not_found(evidence, recruiter, sign_in):
    evidence.file.storage.delete(evidence.file.name)

    response = sign_in(recruiter).get(address(evidence))

    assert response.status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_read(method, evidence, recruiter, sign_in):
    response = getattr(sign_in(recruiter), method)(address(evidence))

    assert response.status_code == 405
    assert Evidence.objects.get() == evidence


def test_the_folder_of_files_has_no_address(evidence, client):
    assert client.get(f"/media/{evidence.file.name}").status_code in (302, 404)
