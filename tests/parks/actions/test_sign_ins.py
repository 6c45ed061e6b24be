"""Staff who come and go are written down, wherever they sign in or out."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse

from parks.models import LogEntry
from tests.factories.admin import address

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]
PASSWORD = "cell-culture-2026"


def with_password(user):
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def enter(client, user, password=PASSWORD):
    fields = {"login": user.email, "password": password}
    return client.post(reverse("account_login"), fields)


def entries():
    rows = LogEntry.objects.filter(noun="parks.user").order_by("pk")
    return list(rows.values_list("verb", "row_id", "actor", "park"))


def test_an_officer_who_comes_fails_and_goes_is_in_the_log_of_the_park(client, park_officer, park):
    user = with_password(park_officer)

    enter(client, user, password="wrong-password")
    enter(client, user)
    client.post(reverse("account_logout"))
    enter(client, user)
    client.post(reverse("admin:logout"))

    assert entries() == [
        ("sign-in failed", user.pk, None, park.pk),
        ("signed in", user.pk, user.pk, park.pk),
        ("signed out", user.pk, user.pk, park.pk),
        ("signed in", user.pk, user.pk, park.pk),
        ("signed out", user.pk, user.pk, park.pk),
    ]


def test_a_wrong_code_of_staff_is_in_the_log_and_neither_it_nor_a_password_is(
    client, park_officer, recruiter, park
):
    for user in (with_password(park_officer), with_password(recruiter)):
        TOTP.activate(user, generate_totp_secret())
        enter(client, user, password="wrong-password")
        enter(client, user)
        client.post(reverse("mfa_authenticate"), {"code": "9876543"})
        client.session.flush()

    assert entries() == [
        ("sign-in failed", park_officer.pk, None, park.pk),
        ("second step of the sign-in failed", park_officer.pk, None, park.pk),
    ]
    kept = str(list(LogEntry.objects.values()))
    assert not [word for word in (PASSWORD, "wrong-password", "9876543") if word in kept]


def test_an_operator_is_written_down_without_a_park_and_others_not_at_all(
    client, operator, recruiter
):
    for user in (with_password(operator), with_password(recruiter)):
        enter(client, user, password="wrong-password")
        enter(client, user)
        client.post(reverse("account_logout"))

    assert entries() == [
        ("sign-in failed", operator.pk, None, None),
        ("signed in", operator.pk, operator.pk, None),
        ("signed out", operator.pk, operator.pk, None),
    ]


def test_the_log_is_filtered_by_person_verb_noun_day_and_park(
    client, sign_in, park_officer, operator, park
):
    enter(client, with_password(operator), password="wrong-password")
    enter(client, with_password(park_officer))
    page = address(LogEntry, "changelist")
    sign_in(park_officer)

    def verbs(**query):
        return [row.verb for row in client.get(page, query).context["cl"].queryset]

    assert verbs() == ["signed in"]
    assert verbs(person=park_officer.pk) == verbs(verb="signed in") == ["signed in"]
    assert verbs(verb="signed out") == []
    assert verbs(person=operator.pk) == ["signed in"]  # no choice of this officer: no filter
    assert verbs(happened_at_from="2001-01-01", happened_at_to="2002-01-01") == []
    sign_in(operator)
    assert verbs(person=park_officer.pk, park__id__exact=park.pk) == ["signed in"]
    assert verbs(verb="sign-in failed") == ["sign-in failed"]
    export = reverse("admin:parks_logentry_export", args=["csv"])
    assert ",sign-in failed,person," in client.get(export).content.decode()
