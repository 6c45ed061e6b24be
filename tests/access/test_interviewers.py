"""An interviewer reads what their own panels are about: no list, no applicant, no team."""

import pytest
from django.urls import reverse

from matching.models import Application
from parks.choices.organisations import MembershipRole
from parks.queries.viewers import viewer_of
from talent.models import Document, Profile
from tests.access.world import make_world
from tests.factories.parks import MembershipFactory

pytestmark = pytest.mark.django_db

CLOSED = (
    "matching:candidates",
    "matching:candidate",
    "matching:applicants",
    "matching:applicant",
    "matching:make_offer",
    "parks:team",
    "parks:evidence",
    "talent:document",
)


@pytest.fixture
def interviewer(company):
    return MembershipFactory(organisation=company, role=MembershipRole.INTERVIEWER).user


@pytest.fixture
def world(company, profile, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_world(company, profile)


@pytest.mark.parametrize("name", CLOSED)
def test_what_recruiters_do_is_closed_to_an_interviewer(name, world, interviewer, sign_in):
    response = sign_in(interviewer).get(world.address(name))

    assert response.status_code == 404


@pytest.mark.parametrize("name", CLOSED)
def test_the_same_page_opens_to_a_recruiter(name, world, recruiter, sign_in):
    response = sign_in(recruiter).get(world.address(name))
    response.close()

    assert response.status_code == 200


def test_no_row_of_a_person_is_seen_by_an_interviewer_as_such(world, interviewer):
    viewer = viewer_of(interviewer)

    seen = {
        noun.__name__: noun.objects.visible_to(viewer).count()
        for noun in (Application, Document, Profile)
    }

    assert seen == {"Application": 0, "Document": 0, "Profile": 0}


def test_the_account_menu_leads_an_interviewer_to_where_they_can_leave(
    interviewer, sign_in, english
):
    text = sign_in(interviewer).get(reverse("parks:account")).text

    assert "Organisations I act for" in text
    assert f'href="{reverse("companies:join")}"' in text


def test_an_interviewer_chooses_how_to_hear_of_the_organisation(interviewer, sign_in):
    response = sign_in(interviewer).get(reverse("parks:notice_preferences"))

    assert "mail_desk" in response.context["form"].fields
