"""Tokens of machines: what is kept of them, who holds them, and when they end."""

import datetime

import pytest
from django.utils import timezone

from parks.actions.tokens import TokenError, make_token, note_use, revoke_token, token_of
from parks.choices.machines import ApiScope
from parks.models import ApiToken, LogEntry
from tests.factories.parks import ApiTokenFactory

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 5, 4, 12, tzinfo=datetime.UTC)
READ = [ApiScope.READ_OPENINGS]


@pytest.fixture
def made(company, recruiter):
    return make_token(company, name=" Our ATS ", scopes=READ, by=recruiter)


def held_by(company, person, **fields) -> tuple[ApiToken, str]:
    secret = "tp_abcdefghi" + "y" * 34
    fields |= {"organisation": company, "created_by": person, "secret": secret}
    return ApiTokenFactory(**fields), secret


def test_a_token_has_256_random_bits_of_which_only_a_hash_is_kept(made):
    token, secret = made

    kept = ApiToken.objects.values().get(pk=token.pk)
    assert secret.startswith("tp_")
    assert len(secret) == len("tp_") + 43  # 32 bytes in base64 without padding
    assert kept["prefix"] == secret[:12]
    assert secret[12:] not in str(kept)
    assert (kept["name"], kept["scopes"]) == ("Our ATS", ["openings:read"])


def test_no_two_tokens_are_alike(company, recruiter):
    secrets = {make_token(company, name="a", scopes=READ, by=recruiter).secret for _ in range(20)}

    assert len(secrets) == 20


@pytest.mark.parametrize(("name", "scopes"), [("", READ), ("  ", READ), ("ATS", [])])
def test_a_token_without_a_name_or_anything_to_do_is_not_made(name, scopes, company, recruiter):
    with pytest.raises(TokenError):
        make_token(company, name=name, scopes=scopes, by=recruiter)

    assert not ApiToken.objects.exists()


def test_the_log_says_who_made_and_who_revoked_a_token_and_never_the_secret(made, recruiter):
    revoke_token(made.token, by=recruiter)

    entries = LogEntry.objects.filter(noun="parks.apitoken").order_by("pk")
    assert [(entry.verb, entry.actor) for entry in entries] == [
        ("created", recruiter),
        ("revoked", recruiter),
    ]
    assert made.secret[12:] not in str(list(entries.values()))


def test_the_secret_finds_its_token_with_what_its_power_hangs_on(made):
    found = token_of(made.secret, now=timezone.now())

    assert found == made.token
    assert (found.is_held, found.is_verified) == (True, True)


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "tp_",
        "Bearer",
        "\x00" * 20,
        "\ud800" * 20,
        "x" * 10_000,
    ],
)
def test_rubbish_finds_nothing(wrong, made):
    assert token_of(wrong, now=timezone.now()) is None


def test_the_right_beginning_with_a_wrong_end_finds_nothing(made):
    almost = made.secret[:-1] + ("a" if made.secret[-1] != "a" else "b")

    assert token_of(almost, now=timezone.now()) is None
    assert token_of(made.secret[:12], now=timezone.now()) is None


def test_a_revoked_token_finds_nothing_and_stays_revoked(made, recruiter):
    first = revoke_token(made.token, by=recruiter)
    again = revoke_token(made.token, by=recruiter)

    assert token_of(made.secret, now=timezone.now()) is None
    assert again.revoked_at == first.revoked_at


def test_a_token_works_until_the_moment_it_expires(company, recruiter):
    _token, secret = held_by(company, recruiter, expires_at=NOW)

    before = NOW - datetime.timedelta(seconds=1)
    assert token_of(secret, now=before) is not None
    assert token_of(secret, now=NOW) is None


def test_a_token_is_not_held_once_its_maker_no_longer_administers(company, recruiter):
    _token, secret = held_by(company, recruiter)
    for change in ({"role": "member"}, {"role": "admin", "left_at": NOW}):
        company.memberships.filter(user=recruiter).update(**change)

        assert token_of(secret, now=timezone.now()).is_held is False


def test_a_token_of_somebody_locked_out_or_of_nobody_is_not_held(company, recruiter):
    token, secret = held_by(company, recruiter)
    recruiter.is_active = False
    recruiter.save(update_fields=["is_active"])

    assert token_of(secret, now=timezone.now()).is_held is False

    ApiToken.objects.filter(pk=token.pk).update(created_by=None)
    assert token_of(secret, now=timezone.now()).is_held is False


def test_a_token_says_when_the_verification_of_its_organisation_is_gone(company, recruiter):
    _token, secret = held_by(company, recruiter)
    company.verifications.update(state="declined", reason="Papers are missing")

    assert token_of(secret, now=timezone.now()).is_verified is False


def test_the_last_use_is_written_once_a_minute_at_most(made, django_assert_num_queries):
    def used(seconds: int) -> datetime.datetime:
        token = ApiToken.objects.get(pk=made.token.pk)
        note_use(token, now=NOW + datetime.timedelta(seconds=seconds))
        token.refresh_from_db()
        return token.last_used_at

    assert used(0) == NOW
    assert used(59) == NOW
    assert used(60) == NOW + datetime.timedelta(seconds=60)
    fresh = ApiToken.objects.get(pk=made.token.pk)
    with django_assert_num_queries(0):
        note_use(fresh, now=NOW + datetime.timedelta(seconds=90))


def test_finding_a_token_costs_one_query(made, django_assert_num_queries):
    with django_assert_num_queries(1):
        token = token_of(made.secret, now=timezone.now())
        assert token.organisation.slug == "alpha"
        assert token.created_by is not None
