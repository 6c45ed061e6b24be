"""Consents: rows are added when something changes, and never changed."""

import pytest

from parks.actions.consents import note_consent
from parks.choices.notices import ConsentPurpose
from parks.consents import TERMS_VERSION, VERSIONS
from parks.models import Consent
from tests.factories.parks import ConsentFactory

pytestmark = pytest.mark.django_db

TERMS, MATCHING = ConsentPurpose.TERMS, ConsentPurpose.MATCHING


def history(user, purpose) -> list[tuple[str, bool]]:
    rows = Consent.objects.filter(user=user, purpose=purpose).order_by("pk")
    return list(rows.values_list("version", "is_given"))


def test_every_purpose_has_a_version_that_fits_its_column():
    assert set(VERSIONS) == set(ConsentPurpose)
    assert max(map(len, VERSIONS.values())) <= Consent._meta.get_field("version").max_length


def test_agreeing_writes_the_present_version_and_the_time(graduate):
    consent = note_consent(graduate, purpose=TERMS)

    assert history(graduate, TERMS) == [(TERMS_VERSION, True)]
    assert consent.happened_at is not None


def test_agreeing_twice_to_the_same_text_is_noted_once(graduate):
    first = note_consent(graduate, purpose=TERMS)

    again = note_consent(graduate, purpose=TERMS)

    assert again == first
    assert history(graduate, TERMS) == [(TERMS_VERSION, True)]


def test_a_new_version_is_agreed_to_anew_and_the_old_consent_stays(graduate):
    ConsentFactory(user=graduate, version="2025-01")

    note_consent(graduate, purpose=TERMS)

    assert history(graduate, TERMS) == [("2025-01", True), (TERMS_VERSION, True)]


def test_taking_back_and_giving_again_leaves_three_rows(graduate):
    for is_given in (True, False, True):
        note_consent(graduate, purpose=MATCHING, is_given=is_given)

    version = VERSIONS[MATCHING]
    assert history(graduate, MATCHING) == [(version, True), (version, False), (version, True)]


def test_declining_what_was_never_asked_before_is_noted_too(graduate):
    note_consent(graduate, purpose=MATCHING, is_given=False)

    assert history(graduate, MATCHING) == [(VERSIONS[MATCHING], False)]


def test_what_was_taken_back_is_not_taken_back_again_even_for_a_new_version(graduate):
    ConsentFactory(user=graduate, purpose=MATCHING, version="2025-01", is_given=False)

    note_consent(graduate, purpose=MATCHING, is_given=False)

    assert history(graduate, MATCHING) == [("2025-01", False)]


def test_purposes_and_people_are_kept_apart(graduate, recruiter):
    note_consent(graduate, purpose=TERMS)

    note_consent(graduate, purpose=MATCHING)
    note_consent(recruiter, purpose=TERMS)

    assert [len(history(graduate, purpose)) for purpose in ConsentPurpose] == [1, 1]
    assert len(history(recruiter, TERMS)) == 1
