import csv
from pathlib import Path

import pytest

from parks.vocabulary import places as module
from parks.vocabulary.places import Places, RegionName

ROOT = Path(module.__file__).resolve().parents[2]


def _level(code: str, parent: str) -> int:
    if not parent:
        return 1
    return 2 if code.endswith("00") else 3


with (ROOT / "parks" / "reference" / "regions.csv").open(encoding="utf-8") as file:
    REGIONS = [
        RegionName(
            int(row["code"]),
            row["code"],
            _level(row["code"], row["parent"]),
            row["label_zh"],
            row["label_en"],
        )
        for row in csv.DictReader(file)
    ]
PLACES = Places(REGIONS)


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("北京", 110000), ("北京市", 110000), ("上海·松江·中山", 310117), ("上海·松江区", 310117),
        ("上海-徐汇区", 310104), ("上海·浦东·张江", 310115), ("广州-黄埔区", 440112),
        ("江苏省淮安市经济开发区", 320800), ("苏州·苏州工业园区", 320500), ("苏州工业园区", 320500),
        ("上海市浦东新区张江高科技园区", 310115), ("昆山", 320583), ("中国上海", 310000),
        ("内蒙古", 150000), ("西藏", 540000), ("新疆", 650000), ("广西", 450000),
        ("德宏", 533100), ("红河州", 532500), ("大兴安岭", 232700), ("张家口", 130700),
        ("中山·南头镇", 442000), ("南京·鼓楼区", 320106), ("福州·鼓楼区", 350102),
        ("惠州·大亚湾区", 441300), ("郑州、北京", 410100), ("北京/上海", 110000),
        ("江苏苏州", 320500),
        ("广州，深圳", 440100),
    ],
)  # fmt: skip
def test_a_chinese_place_lies_in_its_smallest_known_region(place, code):
    assert PLACES.find(place) == code


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("Shanghai", 310000), ("Shanghai, China", 310000), ("Beijing, CN", 110000),
        ("Suzhou, Jiangsu, China", 320500), ("Suzhou, Anhui", 341300),
        ("Pudong New Area, Shanghai, China", 310115), ("Shanghai, Shanghai, China", 310000),
        ("Taizhou, Zhejiang", 331000), ("Wuhan, Hubei", 420100), ("Hong Kong", 810000),
        ("Xi'an, Shaanxi", 610100), ("Zhangjiang Hi-Tech Park, Shanghai", 310000),
    ],
)  # fmt: skip
def test_an_english_place_lies_in_its_smallest_known_region(place, code):
    assert PLACES.find(place) == code


@pytest.mark.parametrize(
    "place",
    [
        "Cambridge, MA", "London, GB", "Sale, United Kingdom", "Remote", "US Remote", "Anywhere",
        "Shanghai, VA, USA", "Basel, CH", "Reading, Berkshire, GB", "S√∏borg, DK", "IT",
    ],
)  # fmt: skip
def test_a_place_abroad_is_no_region_of_ours(place):
    assert PLACES.find(place) is None


@pytest.mark.parametrize("place", ["全国", "异地招聘", "远程", "", " ", "、", "·", "中关村"])
def test_what_names_no_region_is_left_open(place):
    assert PLACES.find(place) is None


@pytest.mark.parametrize("place", ["鼓楼区", "Suzhou", "Taizhou"])
def test_a_name_that_several_regions_share_is_not_guessed(place):
    assert PLACES.find(place) is None


@pytest.mark.parametrize(
    ("place", "near", "code"),
    [
        ("Suzhou", "320500", 320500),
        ("Suzhou", "320102", 320500),
        ("Suzhou", "341300", 341300),
        ("Suzhou Industrial Park, Suzhou", "320500", 320500),
        ("Taizhou", "331000", 331000),
        ("鼓楼区", "320100", 320106),
        ("Suzhou", "110000", None),
    ],
)
def test_a_shared_name_means_the_region_near_the_park(place, near, code):
    assert Places(REGIONS, near=near).find(place) == code


def test_a_province_wins_over_a_smaller_region_of_its_name():
    assert PLACES.find("吉林") == 220000


def test_other_names_of_a_region_are_known_too():
    region = RegionName(7, "999900", 2, "新城市", "Newtown", ("光谷", "Optics Valley"))

    assert Places([region]).find("光谷·东湖") == 7
    assert Places([region]).find("Optics Valley, China") == 7
