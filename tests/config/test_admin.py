"""The site of the web admin: who enters, and that there is one place for passwords."""

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from config.admin import PortalAdminSite

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold")]


def test_the_site_is_ours():
    assert isinstance(admin.site, PortalAdminSite)


def test_who_may_enter_is_led_past_the_sign_in(sign_in, park_officer):
    response = sign_in(park_officer).get(reverse("admin:login"))

    assert (response.status_code, response.headers["Location"]) == (302, reverse("admin:index"))


def test_the_sign_in_leads_back_to_the_page_that_was_asked_for(client):
    response = client.get("/admin/parks/park/", follow=True)

    assert response.redirect_chain[-1][0] == "/accounts/login/?next=/admin/parks/park/"


def test_no_password_is_taken_by_the_admin_itself(client, operator):
    operator.set_password("Chromatography-2026")
    operator.save(update_fields=["password"])
    form = {"username": operator.email, "password": "Chromatography-2026"}

    response = client.post(reverse("admin:login"), form)

    assert response.status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_password_is_changed_where_everybody_changes_it(sign_in, park_officer):
    response = sign_in(park_officer).get(reverse("admin:password_change"))

    assert response.headers["Location"] == reverse("account_change_password")


def test_an_account_without_the_staff_mark_stays_out(sign_in, park_officer):
    park_officer.is_staff = False
    park_officer.save(update_fields=["is_staff"])

    response = sign_in(park_officer).get(reverse("admin:index"), follow=True)

    assert response.status_code == 403


def test_a_deactivated_officer_stays_out(sign_in, park_officer):
    client = sign_in(park_officer)
    park_officer.is_active = False
    park_officer.save(update_fields=["is_active"])

    response = client.get(reverse("admin:index"), follow=True)

    assert response.request["PATH_INFO"] == reverse("account_login")


def test_there_is_no_address_that_answers_for_any_row():
    with pytest.raises(NoReverseMatch):
        reverse("admin:view_on_site", args=[1, 1])
