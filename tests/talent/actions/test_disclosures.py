import pytest

from parks.queries.viewers import viewer_of
from talent.actions.disclosures import note_disclosure
from talent.choices.profiles import DisclosureKind
from talent.models import Disclosure

pytestmark = pytest.mark.django_db


def test_what_an_organisation_saw_is_written_down(profile, company, recruiter):
    note_disclosure(
        profile,
        viewer=viewer_of(recruiter),
        organisation=company,
        kind=DisclosureKind.DOCUMENT,
        detail="简" * 300,
    )

    row = Disclosure.objects.get()
    assert (row.profile, row.organisation_id, row.user) == (profile, company.pk, recruiter)
    assert (row.kind, row.detail) == ("document", "简" * 200)
    assert row.happened_at is not None


def test_every_look_leaves_a_row(profile, company, recruiter):
    for _look in range(2):
        note_disclosure(
            profile,
            viewer=viewer_of(recruiter),
            organisation=company,
            kind=DisclosureKind.PROFILE,
        )

    assert Disclosure.objects.count() == 2


def test_looking_at_oneself_leaves_none(profile, graduate, company):
    note_disclosure(
        profile, viewer=viewer_of(graduate), organisation=company, kind=DisclosureKind.PROFILE
    )

    assert not Disclosure.objects.exists()
