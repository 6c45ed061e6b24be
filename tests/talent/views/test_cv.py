"""From a file to a profile: uploaded, read, reviewed; nothing enters unseen."""

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from talent.models import Document, Profile
from tests.factories.parks import UserFactory
from tests.factories.talent import SkillClaimFactory
from tests.factories.vocabulary import DegreeLevelFactory, RegionFactory, skill_called
from tests.talent.cv.builders import docx, pdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

CV = reverse("talent:cv")
WORDS = """Lin Yue
lin@example.org
Seeking an internship. Willing to work in Suzhou.
Education
2023.09-2026.06 Soochow University, Master of Science
Skills
Expert in PCR. Familiar with GMP.
"""


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def vocabulary_of_the_cv():
    return {
        "pcr": skill_called("PCR"),
        "gmp": skill_called("GMP"),
        "master": DegreeLevelFactory(code="master", label_en="Master's degree"),
        "suzhou": RegionFactory(label_en="Suzhou", label_zh="苏州"),
    }


@pytest.fixture
def newcomer():
    return UserFactory(email="new@example.org", full_name="Lin Yue")


def upload(client, data: bytes = WORDS.encode(), name: str = "cv.txt"):
    return client.post(CV, {"file": SimpleUploadedFile(name, data)})


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def skills_of(profile: Profile) -> dict[str, int | None]:
    return dict(profile.skill_claims.values_list("skill__label_en", "level"))


def ticked(response) -> dict[str, str]:
    """What a browser sends of a review that is left as it is shown."""
    fields = response.context["form"]
    return {
        name: fields[name].value() if fields[name].value() != True else "on"  # noqa: E712
        for name in fields.fields
    }


def test_somebody_new_gets_from_a_file_to_a_filled_profile_in_two_steps(
    newcomer, sign_in, vocabulary_of_the_cv
):
    client = sign_in(newcomer)

    review = upload(client)
    shown = client.get(review.url)
    done = client.post(review.url, ticked(shown), follow=True)

    profile = Profile.objects.get(user=newcomer)
    assert done.redirect_chain == [(reverse("talent:profile"), 302)]
    assert profile.degree == vocabulary_of_the_cv["master"]
    assert profile.graduates_on == date(2026, 6, 30)
    assert profile.wanted_kinds == ["internship"]
    assert [place.region for place in profile.wanted_places.all()] == [
        vocabulary_of_the_cv["suzhou"]
    ]
    assert profile.educations.get().school == "Soochow University"
    assert skills_of(profile) == {"PCR": 4, "GMP": 2}


def test_until_the_review_is_sent_nothing_of_the_cv_is_in_the_profile(
    newcomer, sign_in, vocabulary_of_the_cv
):
    client = sign_in(newcomer)

    client.get(upload(client).url)

    profile = Profile.objects.get(user=newcomer)
    assert (profile.degree, profile.wanted_kinds, profile.phone) == (None, [], "")
    assert not profile.educations.exists()
    assert not profile.skill_claims.exists()


def test_each_thing_shows_the_words_it_was_read_from(newcomer, sign_in, vocabulary_of_the_cv):
    client = sign_in(newcomer)

    text = client.get(upload(client).url).text

    assert "Expert in <mark>PCR</mark>." in text
    assert "<mark>Soochow University</mark>, Master of Science" in text
    assert "Seeking an <mark>internship</mark>." in text


def test_what_is_unticked_stays_out(newcomer, sign_in, vocabulary_of_the_cv):
    client = sign_in(newcomer)
    review = upload(client).url
    answers = ticked(client.get(review))
    for dropped in ("education-0", f"skill-{vocabulary_of_the_cv['pcr'].pk}", "places"):
        del answers[dropped]

    client.post(review, answers)

    profile = Profile.objects.get(user=newcomer)
    assert not profile.educations.exists()
    assert not profile.wanted_places.exists()
    assert skills_of(profile) == {"GMP": 2}


def test_where_the_two_differ_mine_stays_unless_i_take_the_other(
    graduate, profile, sign_in, vocabulary_of_the_cv
):
    bachelor = DegreeLevelFactory(code="bachelor", label_en="Bachelor's degree")
    Profile.objects.filter(pk=profile.pk).update(degree=bachelor, wanted_kinds=["job"])
    SkillClaimFactory(profile=profile, skill=vocabulary_of_the_cv["pcr"], level=1)
    client = sign_in(graduate)
    review = upload(client).url

    shown = client.get(review)
    client.post(review, ticked(shown) | {"wanted_kinds": "take"})

    profile.refresh_from_db()
    assert "Keep mine" in shown.text
    assert shown.text.index("Bachelor&#x27;s degree") < shown.text.index("Master&#x27;s degree")
    assert (profile.degree, profile.wanted_kinds) == (bachelor, ["internship"])
    assert skills_of(profile) == {"PCR": 1, "GMP": 2}


def test_a_review_sent_twice_adds_nothing_twice(newcomer, sign_in, vocabulary_of_the_cv):
    client = sign_in(newcomer)
    review = upload(client).url
    answers = ticked(client.get(review))

    client.post(review, answers)
    again = client.get(review)
    client.post(review, answers)

    profile = Profile.objects.get(user=newcomer)
    assert "Nothing new was recognised" in again.text
    assert (profile.educations.count(), profile.skill_claims.count()) == (1, 2)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (pdf(WORDS), "cv.pdf"),
        (docx(WORDS), "cv.docx"),
        (WORDS.encode(), "cv.txt"),
        (json.dumps({"skills": [{"name": "PCR"}]}).encode(), "cv.json"),
    ],
    ids=["pdf", "docx", "txt", "json"],
)
def test_every_kind_of_file_is_read(data, name, newcomer, sign_in, vocabulary_of_the_cv):
    client = sign_in(newcomer)

    shown = client.get(upload(client, data, name).url)

    assert f"skill-{vocabulary_of_the_cv['pcr'].pk}" in shown.context["form"].fields


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "cv.pdf", "This file is empty"),
        (b"MZ\x00\x01", "cv.pdf", "cannot be opened"),
        (b'{"work": 1}', "cv.json", "cannot be used at"),
        (b'{"work"', "cv.json", "cannot be used at"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_makes_no_profile(
    data, name, reason, newcomer, sign_in
):
    client = sign_in(newcomer)

    response = upload(client, data, name)
    if response.status_code == 302:
        response = client.get(response.url, follow=True)

    assert reason in response.text


def test_the_files_of_somebody_else_are_not_reviewed(graduate, profile, stranger, sign_in):
    review = upload(sign_in(graduate)).url

    assert sign_in(stranger).get(review).status_code == 404
    assert sign_in(stranger).post(review, {}).status_code == 404


def test_a_file_that_is_gone_says_so(graduate, profile, sign_in):
    client = sign_in(graduate)
    review = upload(client).url
    document = Document.objects.get()
    document.file.storage.delete(document.file.name)

    response = client.get(review, follow=True)

    assert said(response) == ["This file is no longer kept. Upload it again."]


def test_what_has_no_place_in_a_profile_is_told_and_not_taken(newcomer, sign_in):
    client = sign_in(newcomer)
    words = "Five years of experience in industry.\nCertificates\nForklift driver of the harbour\n"

    text = client.get(upload(client, words.encode()).url).text

    assert "5 years of experience" in text
    assert "“Forklift driver of the harbour” is no certificate" in text


def test_hostile_words_of_a_cv_are_shown_as_text(newcomer, sign_in):
    client = sign_in(newcomer)
    resume = {"basics": {"label": "<script>alert(1)</script>", "summary": "</span><b>x"}}

    text = client.get(upload(client, json.dumps(resume).encode(), "r.json").url).text

    assert "<script>alert" not in text
    assert "</span><b>x" not in text
    assert "&lt;script&gt;alert(1)" in text


@pytest.mark.parametrize("files", [1, 3])
def test_the_page_costs_the_same_for_one_file_or_three(
    files, graduate, profile, sign_in, django_assert_num_queries
):
    client = sign_in(graduate)
    for number in range(files):
        upload(client, f"{WORDS} {number}".encode())

    with django_assert_num_queries(5):
        response = client.get(CV)

    assert len(response.context["documents"]) == files
