"""Name, sex, age, ethnicity, hukou, family, home and school do not move a byte of the input."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date

import numpy as np
import pytest
from django.utils import timezone

from matching.actions.runs import run_park
from matching.loading.market import load_park
from parks.models import Region
from talent.models import Education, Profile, RosterEntry, University
from tests.factories.talent import RosterEntryFactory, UniversityFactory
from tests.matching.random_markets import random_market

pytestmark = pytest.mark.django_db

NIGHT = date(2026, 11, 22)
NAMES = ["王芳", "李强", "Aynur Memet", "Tashi Dolma", "Maria Rossi", "欧阳建国"]
SCHOOLS = ["北京大学", "清华大学", "苏州卫生职业技术学院", "Peking University", "某某职业学院"]
OF_THE_PERSON = [
    "女，26岁，汉族，上海户口，未婚。",
    "男，48周岁，回族，农村户籍，已婚已育，中共党员。",
    "Female, aged 24, unmarried, height 165 cm.",
    "Male, 51, married, two children. Ethnicity: Tibetan.",
    "性别：男 年龄：35 民族：维吾尔族 籍贯 婚姻状况：离异 身高 180 体重 75",
    "",
]
WORK = "HPLC method development, 细胞培养, GMP审计"


def dress(profiles: list[Profile], *, turn: int) -> None:
    """Give everybody another name, school and personal circumstances; the work stays."""
    for number, profile in enumerate(profiles, start=turn):
        profile.user.full_name = NAMES[number % len(NAMES)]
        profile.user.save()
        about = OF_THE_PERSON[number % len(OF_THE_PERSON)]
        Profile.objects.filter(pk=profile.pk).update(summary=f"{about}\n{WORK}")
        Education.objects.filter(profile=profile).update(school=SCHOOLS[number % len(SCHOOLS)])


@pytest.fixture
def park_of_people(park):
    market = random_market(park, seed=7, people=30, openings=12)
    for profile in market.profiles:
        Education.objects.create(profile=profile, school=SCHOOLS[0], discipline_text="药学")
    return market


def test_who_somebody_is_does_not_move_a_byte(park_of_people):
    park = park_of_people.park
    dress(park_of_people.profiles, turn=1)
    first = run_park(park, night=NIGHT)

    dress(park_of_people.profiles, turn=2)
    second = run_park(park, night=NIGHT, full=True)

    assert first.matches > 0
    assert (second.input_hash, second.result_hash) == (first.input_hash, first.result_hash)


def test_what_somebody_can_do_does(park_of_people):
    park = park_of_people.park
    dress(park_of_people.profiles, turn=1)
    first = run_park(park, night=NIGHT)

    Profile.objects.filter(parks=park).update(summary="assay purification 注册")
    second = run_park(park, night=NIGHT, full=True)

    assert second.input_hash != first.input_hash


@pytest.fixture
def enrolled(park_of_people) -> list[RosterEntry]:
    """Everybody as their university knows them; the engine has every right to its own columns."""
    universities = [UniversityFactory(kind="university"), UniversityFactory(kind="college")]
    regions = list(Region.objects.order_by("pk"))
    entries = []
    for number, profile in enumerate(park_of_people.profiles):
        school = universities[number % 2]
        Education.objects.filter(profile=profile).update(university=school)
        known = {"sex": ["female", "male", ""][number % 3], "home_region": regions[number % 4]}
        roster = {"university": school, "user": profile.user, "claimed_at": timezone.now()}
        entries.append(RosterEntryFactory(**roster, **known))
    return entries


def test_what_the_fairness_page_reads_does_not_move_a_byte_of_the_input(park_of_people, enrolled):
    park = park_of_people.park
    first = run_park(park, night=NIGHT)
    before = input_bytes(park)

    for entry in enrolled:
        RosterEntry.objects.filter(pk=entry.pk).update(
            sex={"female": "male", "male": "", "": "female"}[entry.sex],
            home_region=Region.objects.exclude(pk=entry.home_region_id).order_by("-pk").first(),
        )
    University.objects.filter(kind="university").update(kind="college")
    second = run_park(park, night=NIGHT, full=True)

    assert input_bytes(park) == before
    assert first.matches > 0
    assert (second.input_hash, second.result_hash) == (first.input_hash, first.result_hash)


def input_bytes(park) -> list[bytes]:
    """Every column and number that the engine is handed."""
    return [
        np.ascontiguousarray(each).tobytes()
        for each in columns_of(load_park(park, night=NIGHT).market)
    ]


def columns_of(part: object) -> Iterator[object]:
    for each in fields(part):
        value = getattr(part, each.name)
        yield from columns_of(value) if is_dataclass(value) else [value]
