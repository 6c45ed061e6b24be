from zoneinfo import ZoneInfo

import pytest

from parks.time_zones import time_zone_choices


@pytest.mark.parametrize(
    ("language", "label"), [("en", "Shanghai (Asia/Shanghai)"), ("zh-hans", "上海 (Asia/Shanghai)")]
)
def test_a_zone_is_named_by_its_city_in_the_language(language, label):
    assert dict(time_zone_choices(language))["Asia/Shanghai"] == label


def test_every_zone_offered_is_one():
    zones = [zone for zone, _label in time_zone_choices("en")]

    assert len(zones) > 300
    assert all(ZoneInfo(zone).key == zone for zone in zones)


@pytest.mark.parametrize("zone", ["Etc/GMT+8", "PRC", "UTC", "localtime"])
def test_names_that_are_no_place_are_not_offered(zone):
    assert zone not in dict(time_zone_choices("en"))
