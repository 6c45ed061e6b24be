"""What is read of saved and dismissed openings beside the rows of a page."""

from datetime import date, timedelta

import pytest

from companies.models import Opening
from matching.models import MatchChange
from matching.queries.wishes import (
    kept,
    reason_label,
    saved_openings,
    with_wish_for,
    with_wishes,
    within_reach,
)
from parks.queries.viewers import viewer_of
from talent.models import Profile
from tests.factories.companies import OpeningFactory, OpeningSkillFactory
from tests.factories.matching import DismissalFactory, SavedOpeningFactory
from tests.factories.parks import SkillFactory
from tests.factories.talent import ProfileFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

TODAY = date(2026, 11, 20)


def shown(profile: Profile):
    return kept(list(saved_openings(profile)), TODAY)


def test_a_profile_tells_what_was_saved_and_left_out_newest_first():
    profile = ProfileFactory()
    saved = [SavedOpeningFactory(profile=profile).opening_id for _number in range(2)]
    left_out = [DismissalFactory(profile=profile).opening_id for _number in range(2)]
    SavedOpeningFactory()
    DismissalFactory()

    found = with_wishes(Profile.objects.all()).get(pk=profile.pk)

    assert (found.saved_ids, found.dismissed_ids) == (saved[::-1], left_out[::-1])


def test_a_profile_is_changing_while_the_journal_holds_it():
    profile = ProfileFactory()
    before = with_wishes(Profile.objects.all()).get(pk=profile.pk).is_changing
    MatchChange.objects.all().delete()
    OpeningFactory(pk=profile.pk, published=True)

    after = with_wishes(Profile.objects.all()).get(pk=profile.pk).is_changing

    assert (before, after) == (True, False)


def test_of_one_opening_it_is_known_whether_it_was_saved_and_why_it_was_left_out():
    saved = SavedOpeningFactory()
    left_out = DismissalFactory(profile=saved.profile, reason="pay")

    profiles = [
        with_wish_for(Profile.objects.all(), each.opening.uuid).get(pk=saved.profile_id)
        for each in (saved, left_out)
    ]

    assert [each.has_saved for each in profiles] == [True, False]
    assert [each.dismissed_for for each in profiles] == [None, "pay"]


@pytest.mark.parametrize(("reason", "words"), [(None, ""), ("pay", "The pay is too low")])
def test_a_reason_is_told_in_words(reason, words):
    assert reason_label(reason) == words


@pytest.mark.parametrize("factory", [SavedOpeningFactory, DismissalFactory])
def test_what_somebody_kept_stays_within_their_reach_alone(factory, stranger):
    wish = factory()
    Opening.objects.filter(pk=wish.opening_id).update(state="returned", review_comment="Pay?")

    assert list(within_reach(viewer_of(wish.profile.user))) == [wish.opening]
    assert list(within_reach(viewer_of(stranger))) == []


@pytest.mark.parametrize(
    ("change", "is_on_offer", "is_readable"),
    [
        ({}, True, True),
        ({"state": "closed"}, False, True),
        ({"state": "expired"}, False, True),
        ({"state": "paused"}, False, False),
        ({"state": "returned", "review_comment": "Pay?"}, False, False),
        ({"closes_on": TODAY - timedelta(days=1)}, False, True),
        ({"closes_on": TODAY}, True, True),
    ],
)
def test_a_saved_opening_says_whether_it_is_still_there(change, is_on_offer, is_readable):
    saved = SavedOpeningFactory()
    Opening.objects.filter(pk=saved.opening_id).update(**change)

    (row,) = shown(saved.profile)

    assert (row.is_on_offer, row.is_readable) == (is_on_offer, is_readable)


def asking(*skills, **values) -> Opening:
    opening = OpeningFactory(**({"published": True, "kind": "job"} | values))
    for skill in skills:
        OpeningSkillFactory(opening=opening, skill=skill)
    return opening


def test_for_one_that_ended_those_are_offered_that_share_most_skills():
    hplc, gmp, elisa = (SkillFactory() for _number in range(3))
    ended = asking(hplc, gmp, elisa)
    most, some = asking(hplc, gmp), asking(gmp)
    asking(elisa, kind="postdoc")
    Opening.objects.filter(pk=asking(hplc, gmp, elisa).pk).update(state="closed")
    asking(SkillFactory())
    saved = SavedOpeningFactory(opening=ended)
    Opening.objects.filter(pk=ended.pk).update(state="closed")

    (row,) = shown(saved.profile)

    assert row.similar == [most, some]


def test_for_one_that_is_on_offer_nothing_else_is_offered():
    skill = SkillFactory()
    asking(skill)
    saved = SavedOpeningFactory(opening=asking(skill))

    assert shown(saved.profile)[0].similar == []


@pytest.mark.parametrize("number", [1, 3])
def test_any_number_of_saved_openings_takes_two_queries(number, django_assert_num_queries):
    profile, skill = ProfileFactory(), SkillFactory()
    for _number in range(number):
        ended = asking(skill)
        asking(skill)
        SavedOpeningFactory(profile=profile, opening=ended)
        Opening.objects.filter(pk=ended.pk).update(state="closed")

    with django_assert_num_queries(2):
        rows = shown(profile)

    assert len(rows) == number
    assert all(row.similar for row in rows)
