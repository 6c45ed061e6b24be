"""What a stranger may learn of a certificate, and what its holder takes along."""

import json
import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache

from talent.actions.certificates import write_certificate
from tests.factories.certificates import CertificateFactory, GrantedSkillFactory
from tests.factories.talent import ProfileFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
PRIVATE = ("欧阳文静", "wenjing@example.org", "Copied answers", "/me/", "Wenjing")


@pytest.fixture(autouse=True)
def fresh_tries():
    cache.clear()


def make(**facts):
    person = {"user__full_name": "欧阳文静", "user__email": "wenjing@example.org"}
    return CertificateFactory(
        profile=ProfileFactory(**person), holder="欧阳文静", verify_code="abcdefghjk", **facts
    )


def look(client, code="abcdefghjk"):
    response = client.get(f"/certificates/verify/{code}/")
    return response, response.content.decode()


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"valid_until": date(2099, 1, 1)}, ["Valid", "stands", "1 January 2099"]),
        ({"valid_until": None}, ["Valid", "Without an end"]),
        ({"valid_until": date(2026, 6, 1)}, ["Expired", "1 June 2026"]),
        (
            {"revoked_at": NOW, "revoked_because": "Copied answers"},
            ["Revoked", "23 November 2026", "no longer proves"],
        ),
    ],
)
def test_a_stranger_reads_the_standing_and_the_day_and_nothing_private(client, facts, said):
    certificate = make(**facts)
    GrantedSkillFactory(scheme=certificate.scheme, skill__label_en="Tableting")

    response, text = look(client)

    assert response.status_code == 200
    assert [words for words in said if words not in text] == []
    assert [words for words in PRIVATE if words in text] == []
    printed = ("欧***", certificate.serial, "Tableting", "Scheme")
    assert [words for words in printed if words not in text] == []
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Cache-Control"] == "no-store"
    assert '<meta name="robots" content="noindex, nofollow">' in text


def test_an_unknown_code_and_one_of_somebody_who_has_left_cost_and_look_the_same(
    client, django_assert_num_queries
):
    make()
    CertificateFactory(profile=None, holder="", verify_code="leftleftle")

    answers = []
    for code in ("abcdefghjk", "leftleftle", "neverthere"):
        with django_assert_num_queries(2):
            answers.append(look(client, code))

    vary = r"leftleftle|neverthere|X-CSRFToken[^>]*|csrfmiddlewaretoken[^>]*|nonce-[^\"']+"
    shapes = [re.sub(vary, "", text) for _response, text in answers]
    assert [response.status_code for response, _text in answers] == [200, 404, 404]
    assert shapes[1] == shapes[2]
    assert "No certificate has this code" in shapes[1]


def test_nobody_tries_many_codes(client):
    answers = [look(client, f"guess{number}")[0].status_code for number in range(61)]

    assert answers == [404] * 60 + [429]


def test_the_holder_takes_the_paper_and_the_credential_along(client, sign_in):
    profile = ProfileFactory()
    certificate = write_certificate(profile, scheme=GrantedSkillFactory().scheme, by=None, now=NOW)
    start = f"/me/certificates/{certificate.uuid}"

    client = sign_in(profile.user)
    paper = client.get(f"{start}/certificate.pdf")
    token = client.get(f"{start}/credential.jwt")
    wrapped = client.get(f"{start}/credential.json")

    assert paper.getvalue().startswith(b"%PDF-")
    assert token.getvalue().decode() == certificate.credential
    assert json.loads(wrapped.content)["id"] == f"data:application/vc+jwt,{certificate.credential}"
    names = [answer.headers["Content-Disposition"] for answer in (paper, token, wrapped)]
    assert [name.split("filename=")[1].strip('"') for name in names] == [
        f"{certificate.serial}.{ending}" for ending in ("pdf", "jwt", "json")
    ]
    assert {answer.headers["Cache-Control"] for answer in (paper, token, wrapped)} == {
        "private, no-store"
    }


def test_nobody_else_downloads_it_with_the_link_or_without(client, sign_in, stranger):
    certificate = make()
    pages = ("certificate.pdf", "credential.jwt", "credential.json")

    client = sign_in(stranger)

    answers = [client.get(f"/me/certificates/{certificate.uuid}/{page}") for page in pages]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
