"""What others count on is not deleted with a person: who leaves is erased, and numbers stay."""

import pytest
from django.db.models import ProtectedError
from django.urls import reverse

from talent.models import Profile
from tests.factories.base_stays import BaseStayFactory
from tests.factories.certificates import CertificateFactory
from tests.factories.matching import ApplicationFactory
from tests.factories.placements import PlacementFactory
from tests.factories.training import EnrolmentFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]


@pytest.mark.parametrize(
    "hang_on",
    [
        lambda profile: EnrolmentFactory(profile=profile),
        lambda profile: BaseStayFactory(profile=profile),
        lambda profile: CertificateFactory(profile=profile),
        lambda profile: PlacementFactory(application=ApplicationFactory(profile=profile)),
    ],
    ids=["enrolment", "stay", "certificate", "hiring"],
)
def test_a_profile_with_places_certificates_or_hirings_is_not_deleted(hang_on, profile):
    hang_on(profile)

    with pytest.raises(ProtectedError):
        profile.delete()


def test_the_operator_is_told_what_keeps_a_profile_from_being_deleted(sign_in, operator, profile):
    session = EnrolmentFactory(profile=profile).session
    page, client = reverse("admin:talent_profile_delete", args=[profile.pk]), sign_in(operator)

    asked = client.get(page).text
    client.post(page, {"post": "yes"})

    assert "would require deleting the following protected related objects" in asked
    assert str(session) in asked
    assert Profile.objects.filter(pk=profile.pk).exists()
