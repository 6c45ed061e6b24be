"""Places to choose from, by province."""

import pytest

from parks.choices.taxonomy import RegionLevel
from parks.queries.places import place_groups
from tests.factories.vocabulary import RegionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_prefectures_stand_under_their_province_which_comes_first_and_counties_are_left_out():
    jiangsu = RegionFactory(code="320000", level=RegionLevel.PROVINCE, label_en="Jiangsu")
    suzhou = RegionFactory(
        code="320500", level=RegionLevel.PREFECTURE, label_en="Suzhou", parent=jiangsu
    )
    RegionFactory(code="320505", level=RegionLevel.COUNTY, label_en="Huqiu", parent=suzhou)
    beijing = RegionFactory(code="110000", level=RegionLevel.PROVINCE, label_en="Beijing")

    assert list(place_groups()) == [
        ("Beijing", [(beijing.pk, "Beijing")]),
        ("Jiangsu", [(jiangsu.pk, "Jiangsu"), (suzhou.pk, "Suzhou")]),
    ]


def test_without_regions_there_is_nothing_to_choose():
    assert list(place_groups()) == []
