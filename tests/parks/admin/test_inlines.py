"""Rows inside a form: who may change them, and select boxes that know what they show."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext

from companies.models import OpeningSkill
from parks.admin.inlines import KnownSelect
from tests.factories.admin import address
from tests.factories.companies import OpeningFactory, OpeningSkillFactory
from tests.factories.parks import SkillFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]


@pytest.fixture
def select():
    return KnownSelect(OpeningSkill._meta.get_field("skill"), admin.site)


def test_a_select_box_that_knows_its_row_asks_nobody_for_the_name(select):
    skill = SkillFactory(label_en="Cell culture")
    select.known, select.is_required = skill, True

    with CaptureQueriesContext(connection) as queries:
        [(_group, [option], _index)] = select.optgroups("skill", [str(skill.pk)])

    assert (option["label"], option["selected"], len(queries)) == ("Cell culture", True, 0)


def test_a_select_box_that_may_stay_empty_offers_that_too(select):
    skill = SkillFactory(label_en="Cell culture")
    select.known, select.is_required = skill, False

    [(_group, options, _index)] = select.optgroups("skill", [str(skill.pk)])

    assert [option["label"] for option in options] == ["", "Cell culture"]


def test_after_another_choice_the_box_shows_that_one(sign_in, operator, submit):
    """The form comes back with an error and must not fall back to what was stored."""
    opening = OpeningFactory()
    OpeningSkillFactory(opening=opening, skill__label_en="Stored")
    other = SkillFactory(label_en="Chosen now")

    response = submit(
        sign_in(operator),
        address(opening, "change"),
        headcount=0,
        **{"requirements-0-skill": other.pk},
    )

    [form] = response.context["inline_admin_formsets"][0].formset.initial_forms
    assert "Chosen now" in str(form["skill"])
    assert "Stored" not in str(form["skill"])


def test_who_may_only_look_changes_no_inline_row(sign_in, park_officer):
    skill = SkillFactory()
    row = {"aliases-TOTAL_FORMS": 1, "aliases-INITIAL_FORMS": 0, "aliases-0-text": "forged"}

    response = sign_in(park_officer).post(address(skill, "change"), row)

    assert response.status_code == 403
    assert not skill.aliases.exists()


def test_a_row_that_is_there_can_be_opened_from_where_it_is_shown(sign_in, park_officer, company):
    verification = company.verifications.get()

    page = sign_in(park_officer).get(address(company, "change")).content.decode()

    assert address(verification, "change") in page
