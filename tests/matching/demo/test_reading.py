"""The content holds together: whoever edits the TOML files is told here what does not fit."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from companies.choices.company import CompanyKind, GrowthStage
from config.demo import PERSONAS
from matching.choices.applications import RefusalReason
from matching.demo.reading import (
    Asked,
    Role,
    Track,
    asked,
    parks,
    roles,
    tracks,
    universities,
    words,
)
from parks.choices.organisations import OrganisationKind
from parks.choices.work import OpeningKind, SkillLevel

CHINESE = re.compile(r"[\u4e00-\u9fff]")
DEGREES = ("college", "bachelor", "master", "doctor")
EVERY_ROLE = list(roles().values())
EVERY_TRACK = list(tracks().values())
by_role = pytest.mark.parametrize("role", EVERY_ROLE, ids=lambda role: role.code)
by_track = pytest.mark.parametrize("track", EVERY_TRACK, ids=lambda track: track.code)


def test_a_skill_with_its_level_is_read_from_one_word():
    assert asked("USP-02:3") == Asked("USP-02", 3)


def test_content_cannot_be_changed_by_those_who_read_it():
    with pytest.raises(TypeError):
        words("names")["surnames"] = ()


def test_there_are_some_thirty_roles_for_the_whole_chain():
    stages = {role.stage for role in EVERY_ROLE}

    assert 25 <= len(EVERY_ROLE) <= 40
    assert stages == {
        "research",
        "cmc",
        "production",
        "quality",
        "clinical",
        "registration",
        "commerce",
    }


@by_role
def test_a_role_asks_for_at_least_three_essential_skills(role: Role):
    assert len(role.must) >= 3
    assert len(role.wanted) >= 2
    assert len(role.nice) >= 2


@by_role
def test_a_role_names_no_skill_twice(role: Role):
    named = Counter(skill.skill for skill in role.skills)

    assert [code for code, times in named.items() if times > 1] == []


@by_role
def test_levels_of_a_role_are_levels_of_the_portal(role: Role):
    assert {skill.level for skill in role.skills} <= set(SkillLevel.values)


@by_role
def test_a_role_is_told_in_both_languages(role: Role):
    chinese = (role.title[0], role.topic[0], role.did_zh, *role.duties_zh)
    english = (role.title[1], role.topic[1], role.did_en, *role.duties_en)

    assert [text for text in chinese if not CHINESE.search(text)] == []
    assert [text for text in english if CHINESE.search(text)] == []
    assert len(role.duties_zh) == len(role.duties_en) >= 3


@by_role
def test_a_role_names_things_that_exist(role: Role):
    assert role.track in tracks()
    assert role.degree in DEGREES
    assert set(role.kinds) <= set(OpeningKind.values)
    assert set(role.companies) <= set(CompanyKind.values)


@by_role
def test_the_pay_of_a_role_is_a_range_of_yuan_per_month(role: Role):
    low, high = role.monthly

    assert 4000 <= low < high <= 40000
    assert low % 500 == high % 500 == 0


@by_role
def test_somebody_who_studied_for_the_track_can_reach_the_degree_of_a_role(role: Role):
    reached = [DEGREES.index(degree) for degree in tracks()[role.track].degrees]

    assert max(reached) >= DEGREES.index(role.degree)


@pytest.mark.parametrize("kind", OpeningKind.values)
def test_every_kind_of_opening_has_roles_to_choose_from(kind):
    assert len([role for role in EVERY_ROLE if kind in role.kinds]) >= 5


def test_post_doctoral_places_are_offered_where_doctors_come_from():
    offered = {role.track for role in EVERY_ROLE if OpeningKind.POSTDOC in role.kinds}

    assert {code for code in offered if "doctor" not in tracks()[code].degrees} <= {"analysis"}


@by_track
def test_a_track_says_what_is_studied_for_each_of_its_degrees(track: Track):
    assert set(track.studied) == set(track.degrees)
    assert [degree for degree, studied in track.studied.items() if not studied] == []


@by_track
def test_degrees_are_taken_in_the_catalogue_of_their_level(track: Track):
    catalogue = {"college": "vo", "bachelor": "ug", "master": "gr", "doctor": "gr"}
    found = {
        (catalogue[degree], discipline.partition(":")[0])
        for degree, disciplines in track.studied.items()
        for discipline in disciplines
    }

    assert {pair for pair in found if pair[0] != pair[1]} == set()


@by_track
def test_every_master_and_doctor_has_an_earlier_degree_to_show(track: Track):
    if {"master", "doctor"} & set(track.degrees):
        assert "bachelor" in track.degrees
    if "doctor" in track.degrees:
        assert "master" in track.degrees


@by_track
def test_every_track_leads_to_work(track: Track):
    assert [role.code for role in EVERY_ROLE if role.track == track.code] != []


def test_the_parks_are_the_two_real_ones():
    assert [park.slug for park in parks()] == ["biobay", "chongqing-bio-city"]


def test_parks_are_told_in_both_languages():
    for park in parks():
        assert CHINESE.search(park.summary_zh)
        assert not CHINESE.search(park.summary_en)


def test_universities_are_named_by_ten_digits_of_the_ministry():
    codes = [school.code for school in universities()]

    assert [code for code in codes if not re.fullmatch(r"\d{10}", code)] == []
    assert len(set(codes)) == len(codes)


@pytest.mark.real_input
def test_names_and_codes_of_universities_are_those_of_the_ministrys_list(real_input: Path):
    with (real_input / "universities_cn.csv").open(encoding="utf-8") as file:
        listed = {row["moe_code"]: row["name_zh"] for row in csv.DictReader(file)}

    assert {s.code: s.name[0] for s in universities()} == {
        school.code: listed[school.code] for school in universities()
    }


def test_every_park_has_a_university_and_a_college_nearby():
    nearby = {(school.park, school.kind) for school in universities()}

    kinds = (OrganisationKind.UNIVERSITY, OrganisationKind.COLLEGE)
    assert nearby == {(park.slug, kind) for park in parks() for kind in kinds}


def test_the_cycles_of_companies_name_kinds_and_stages_of_growth():
    content = words("companies")

    assert set(content["kind_cycle"]) == set(content["kinds"]) == set(CompanyKind.values)
    assert set(content["growth_cycle"]) <= set(GrowthStage.values)


def test_the_people_have_their_fixed_addresses():
    people = [row["email"] for row in words("personas")["person"]]

    assert people == [f"{name}@demo.example" for name in PERSONAS]


def test_the_first_openings_name_roles_that_have_such_places():
    rows = words("personas")["flagship"]

    assert [row for row in rows if row["kind"] not in roles()[row["role"]].kinds] == []


def test_refusals_carry_a_reason_of_the_portal_in_both_languages():
    refusals = words("phrases")["application"]["refusals"]

    assert {row["reason"] for row in refusals} <= set(RefusalReason.values)
    assert {len(row["message"]) for row in refusals} == {2}


def test_no_head_and_tail_of_a_companys_name_are_listed_twice():
    content = words("companies")

    assert len(set(content["heads"])) == len(content["heads"])
    assert len(set(content["tails"])) == len(content["tails"])


@pytest.mark.real_input
def test_no_company_of_the_demo_bears_the_name_of_a_real_one(real_input: Path):
    heads = [head.lower().split() for head in words("companies")["heads"]]

    files = sorted(real_input.glob("companies*.csv"))
    real = "\n".join(file.read_text(encoding="utf-8").lower() for file in files)

    assert real
    assert [head for head in heads if any(part in real for part in head)] == []
