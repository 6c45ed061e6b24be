"""One's profile as a file: private, named for a person, in the language asked for."""

import json

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories.parks import UserFactory
from tests.factories.talent import EducationFactory, SkillClaimFactory
from tests.factories.vocabulary import skill_called

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

JSON, PDF = reverse("talent:json_resume"), reverse("talent:pdf_cv")


def text_of(data: bytes) -> str:
    pages = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_bounded() for page in pages)


@pytest.mark.parametrize("address", [JSON, PDF])
def test_a_file_is_its_owners_alone(address, client, profile, sign_in):
    signed_out = client.get(address)
    without_profile = sign_in(UserFactory()).get(address)

    assert signed_out.url.startswith(reverse("account_login"))
    assert without_profile.status_code == 404


@pytest.mark.parametrize(
    ("address", "content_type", "extension"),
    [(JSON, "application/json", "json"), (PDF, "application/pdf", "pdf")],
)
def test_a_file_is_saved_under_the_persons_name_and_kept_by_no_cache(
    address, content_type, extension, graduate, sign_in
):
    response = sign_in(graduate).get(address)

    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"] == f'attachment; filename="Lin Yue CV.{extension}"'
    assert response["Cache-Control"] == "private, no-store"


def test_a_chinese_name_and_one_with_a_slash_are_fit_for_a_file(graduate, sign_in):
    graduate.full_name = "林悦/../x"
    graduate.save()

    header = sign_in(graduate).get(JSON)["Content-Disposition"]

    assert header.startswith("attachment; filename*=utf-8''%E6%9E%97%E6%82%A6-..-x%20CV.json")


@pytest.mark.parametrize(
    ("language", "heading"), [("en", "Education"), ("zh-hans", "教育"), ("xx", "Education")]
)
def test_the_printed_cv_is_in_the_language_asked_for(language, heading, graduate, profile, sign_in):
    EducationFactory(profile=profile, school="苏州大学")

    response = sign_in(graduate).get(PDF, {"language": language})

    text = text_of(b"".join(response.streaming_content))
    assert heading in text
    assert "苏州大学" in text


def test_a_profile_taken_out_and_brought_back_says_nothing_new(
    graduate, profile, sign_in, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    EducationFactory(profile=profile, school="苏州大学")
    SkillClaimFactory(profile=profile, skill=skill_called("PCR", "聚合酶链反应"), level=3)
    client = sign_in(graduate)
    data = b"".join(client.get(JSON).streaming_content)

    uploaded = client.post(reverse("talent:cv"), {"file": SimpleUploadedFile("r.json", data)})

    assert json.loads(data)["skills"] == [{"name": "PCR", "level": "Proficient"}]
    assert "Nothing new was recognised" in client.get(uploaded.url).text


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("address", [JSON, PDF])
def test_a_file_costs_the_same_for_one_row_or_three(
    address, rows, graduate, profile, sign_in, django_assert_num_queries
):
    EducationFactory.create_batch(rows, profile=profile)
    SkillClaimFactory.create_batch(rows, profile=profile)
    client = sign_in(graduate)
    client.get(address)

    with django_assert_num_queries(7):
        client.get(address)
