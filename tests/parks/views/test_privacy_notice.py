"""The notice is public; whoever has not agreed to its present version is asked, not stopped."""

import pytest
from django.urls import reverse
from django.utils import translation

from parks.consents import TERMS_VERSION
from parks.models import Consent
from parks.queries.viewers import viewer_of
from tests.factories.parks import ConsentFactory

pytestmark = pytest.mark.django_db

NOTICE = reverse("parks:privacy_notice")
AGREE = reverse("parks:agree")
PARKS = reverse("companies:parks")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_anybody_reads_the_notice_with_its_version_in_both_languages(language, client):
    with translation.override(language):
        response = client.get(NOTICE, headers={"accept-language": language})

    assert response.status_code == 200
    assert TERMS_VERSION in response.text


@pytest.mark.usefixtures("english")
def test_the_notice_says_what_stays_after_erasure_and_who_sees_what(client):
    text = client.get(NOTICE).text

    assert "degree, discipline, year of graduation" in text
    assert "until 30 days after a refusal" in text
    assert "park offices and universities cannot" in text
    assert "Who holds a training in which you enrol reads your name" in text
    assert "the link of a certificate then leads nowhere" in text


@pytest.mark.usefixtures("english")
def test_every_page_leads_to_the_notice(client):
    assert f'href="{NOTICE}"' in client.get(PARKS).text


@pytest.mark.usefixtures("english")
def test_who_has_not_agreed_yet_is_asked_and_can_go_on_reading(graduate, sign_in):
    response = sign_in(graduate).get(PARKS)

    assert response.status_code == 200
    assert "I agree" in response.text


@pytest.mark.usefixtures("english")
def test_who_has_agreed_to_the_present_version_is_not_asked(graduate, sign_in):
    ConsentFactory(user=graduate)

    assert "I agree" not in sign_in(graduate).get(PARKS).text


@pytest.mark.usefixtures("english")
def test_a_new_version_is_asked_about_again(graduate, sign_in):
    ConsentFactory(user=graduate, version="2025-01")

    assert "I agree" in sign_in(graduate).get(PARKS).text


@pytest.mark.usefixtures("english")
def test_somebody_signed_out_is_asked_nothing(client):
    assert "I agree" not in client.get(PARKS).text


@pytest.mark.usefixtures("english")
def test_agreeing_leads_back_to_the_page_and_ends_the_asking(graduate, sign_in):
    client = sign_in(graduate)

    response = client.post(AGREE, {"next": f"{PARKS}?page=1"})

    assert response.url == f"{PARKS}?page=1"
    assert Consent.objects.get(user=graduate).version == TERMS_VERSION
    assert "I agree" not in client.get(PARKS).text


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "javascript:x", ""])
def test_agreeing_leads_to_no_other_site(address, graduate, sign_in):
    response = sign_in(graduate).post(AGREE, {"next": address})

    assert response.url == reverse("home")


def test_the_question_costs_no_query_of_its_own(graduate, django_assert_num_queries):
    ConsentFactory(user=graduate, version="2025-01")
    ConsentFactory(user=graduate, version="2026-05")

    with django_assert_num_queries(1):
        viewer = viewer_of(graduate)

    assert viewer.terms_version == "2026-05"


def test_a_consent_of_somebody_else_or_for_matching_does_not_count(graduate, recruiter):
    ConsentFactory(user=recruiter)
    ConsentFactory(user=graduate, purpose="matching")

    assert viewer_of(graduate).terms_version == ""
