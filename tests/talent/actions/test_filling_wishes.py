"""What a CV states as wished for, and nothing it does not, becomes a wish."""

import datetime

import pytest

from talent.actions.filling_wishes import wanted_facts, wanted_regions
from talent.cv.values import CvFields, CvOwnFacts, CvPlaces, Found
from tests.factories.vocabulary import RegionFactory

pytestmark = pytest.mark.django_db


def found(value: object) -> Found:
    return Found(value, 0, 1)


def wanting(*payloads: tuple[int, ...], home: tuple[int, ...] | None = None) -> CvFields:
    wanted = tuple(found(payload) for payload in payloads)
    return CvFields(text="x", places=CvPlaces(wanted, home and found(home)))


def test_a_cv_without_wishes_wishes_for_nothing():
    fields = CvFields(text="x")

    assert (dict(wanted_facts(fields)), wanted_regions(fields)) == ({}, [])


def test_the_home_is_no_wish():
    assert wanted_regions(wanting(home=(RegionFactory().pk,))) == []


def test_wanted_places_keep_their_order_each_once_and_at_most_three():
    first, second, third, fourth = RegionFactory.create_batch(4)
    named = [(row.pk,) for row in (second, first, second, third, fourth)]

    assert wanted_regions(wanting(*named)) == [second, first, third]


def test_of_places_with_one_name_the_larger_is_meant():
    province = RegionFactory()
    prefecture = RegionFactory(parent=province, code="990100")

    assert wanted_regions(wanting((prefecture.pk, province.pk))) == [province]


def test_a_county_stands_for_the_prefecture_around_it():
    prefecture = RegionFactory(parent=RegionFactory(), code="990100")
    county = RegionFactory(parent=prefecture, code="990101")

    assert wanted_regions(wanting((county.pk,), (prefecture.pk,))) == [prefecture]


def test_a_place_that_is_no_longer_known_is_left_out():
    assert wanted_regions(wanting((987_654,))) == []


def test_kinds_are_those_of_the_portal_each_once():
    codes = ("internship", "job", "internship", "slavery")
    fields = CvFields(text="x", kinds=tuple(found(code) for code in codes))

    assert dict(wanted_facts(fields)) == {"wanted_kinds": ["internship", "job"]}


def test_a_file_of_this_portal_brings_its_wishes_whole():
    region = RegionFactory()
    day = datetime.date(2026, 7, 1)
    own = CvOwnFacts(
        kinds=("postdoc",),
        places=(region.code, "000001", region.code),
        available_from=day,
        career_channel="technical",
        anywhere=True,
    )
    fields = CvFields(text="x", kinds=(found("job"),), own=own)

    assert wanted_regions(fields) == [region]
    assert dict(wanted_facts(fields)) == {
        "wanted_kinds": ["postdoc"],
        "available_from": day,
        "career_channel": "technical",
        "anywhere": True,
    }


def test_a_forged_wish_is_left_out():
    own = CvOwnFacts(kinds=("king",), places=("'; --",), career_channel="royal")

    fields = CvFields(text="x", own=own)

    assert (dict(wanted_facts(fields)), wanted_regions(fields)) == ({}, [])
