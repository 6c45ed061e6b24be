"""Accounts in the web admin: the operator's business."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.models import Group

from parks.models import LogEntry, User
from tests.factories.admin import address
from tests.factories.parks import UserFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]

PASSWORD = "Chromatography-2026"


def test_the_operator_creates_an_account(sign_in, operator, submit):
    submit(
        sign_in(operator),
        address(User, "add"),
        email="New.Officer@Example.org",
        full_name="Zhou Jie",
        password1=PASSWORD,
        password2=PASSWORD,
    )

    user = User.objects.get(full_name="Zhou Jie")
    assert user.email == "new.officer@example.org"
    assert user.check_password(PASSWORD)


def test_one_address_has_one_account_whatever_its_letters(sign_in, operator, submit):
    UserFactory(email="zhou@example.org")

    response = submit(
        sign_in(operator),
        address(User, "add"),
        email="ZHOU@example.org",
        password1=PASSWORD,
        password2=PASSWORD,
    )

    assert User.objects.filter(email__iexact="zhou@example.org").count() == 1
    [message] = response.context["adminform"].form.non_field_errors()
    assert message == "There is an account with this e-mail address already."


def test_the_operator_lets_somebody_into_the_admin_and_the_trail_says_so(sign_in, operator, submit):
    user = UserFactory()

    submit(sign_in(operator), address(user, "change"), is_staff="on")

    user.refresh_from_db()
    entry = LogEntry.objects.get(noun="parks.user")
    assert user.is_staff
    assert (entry.row_id, entry.details) == (user.pk, {"fields": ["is_staff"]})


def test_a_new_password_is_set_but_never_written_down(sign_in, operator):
    user = UserFactory()
    page = address(user, "change").replace("/change/", "/password/")

    sign_in(operator).post(page, {"password1": PASSWORD, "password2": PASSWORD})

    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert PASSWORD not in str(list(LogEntry.objects.values()))


def test_nobody_deletes_themselves(sign_in, operator):
    client = sign_in(operator)
    bulk = {"action": "delete_selected", "_selected_action": operator.pk, "post": "yes"}

    alone = client.post(address(operator, "delete"), {"post": "yes"})
    client.post(address(User, "changelist"), bulk)

    assert alone.status_code == 403
    assert User.objects.filter(pk=operator.pk).exists()


def test_the_operator_helps_with_an_address_that_cannot_be_proved(sign_in, operator, submit):
    user = UserFactory()
    row = EmailAddress.objects.create(user=user, email=user.email)

    submit(sign_in(operator), address(row, "change"), verified="on")

    row.refresh_from_db()
    assert row.verified


def test_django_groups_are_not_used():
    assert not admin.site.is_registered(Group)
