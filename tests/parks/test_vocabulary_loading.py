"""Loading an edition of the tables: what it writes, what it leaves alone, what it reports."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import DataError, connection, connections
from django.test.utils import CaptureQueriesContext

from parks.actions.vocabulary import IN_ORDER, is_loaded, load_vocabulary
from parks.models import (
    ChainStage,
    DegreeLevel,
    Discipline,
    FalseFriend,
    Occupation,
    Region,
    Skill,
    SkillAlias,
    SkillGroup,
    SkillRelation,
    Vocabulary,
)
from parks.vocabulary.reference import Reference, read_reference
from tests.factories.parks import ParkFactory
from tests.parks.editions import edition, tables

TONIGHT = datetime(2026, 3, 1, 2, tzinfo=UTC)
TOMORROW = datetime(2026, 3, 2, 2, tzinfo=UTC)


def load(reference: Reference, *, again: bool = False, at: datetime = TONIGHT) -> dict[str, tuple]:
    """Load and return per table what was created, changed, unchanged and removed."""
    reports = load_vocabulary(reference, at=at, again=again)
    return {
        report.model.__name__: (report.created, report.changed, report.unchanged, report.removed)
        for report in reports
    }


@pytest.mark.django_db
def test_the_first_load_creates_every_row_and_says_so():
    reports = load(edition())

    assert reports == {
        "SkillGroup": (2, 0, 0, 0),
        "Skill": (3, 0, 0, 0),
        "SkillAlias": (6, 0, 0, 0),
        "SkillRelation": (2, 0, 0, 0),
        "FalseFriend": (2, 0, 0, 0),
        "Discipline": (4, 0, 0, 0),
        "DegreeLevel": (2, 0, 0, 0),
        "Region": (5, 0, 0, 0),
        "ChainStage": (2, 0, 0, 0),
        "Occupation": (3, 0, 0, 0),
    }
    assert list(reports) == [model.__name__ for model in IN_ORDER]


@pytest.mark.django_db
def test_skills_arrive_with_their_group_kind_and_codes():
    load(edition())

    skill = Skill.objects.select_related("group").get(code="MOL-01")
    assert (skill.group.code, skill.kind, skill.onet_code) == ("MOL", "method", "41102421")
    assert (skill.label_en, skill.label_zh) == ("PCR", "聚合酶链式反应")
    assert skill.loaded


@pytest.mark.django_db
def test_aliases_arrive_with_the_form_the_matcher_compares():
    load(edition())

    aliases = SkillAlias.objects.order_by("pk").values_list("skill__code", "folded", "use")
    assert list(aliases) == [
        ("MOL-01", "pcr", "text"),
        ("MOL-01", "pcr扩增", "text"),
        ("CLI-01", "gcp", "text"),
        ("CLI-04", "crc", "beside"),
        ("CLI-04", "coordination", "search"),
        ("CLI-04", "临床协调", "text"),
    ]


@pytest.mark.django_db
def test_relations_arrive_between_the_skills_they_name():
    load(edition())

    relations = SkillRelation.objects.order_by("pk")
    columns = ("held__code", "asked__code", "kind", "quarters", "loaded")
    assert list(relations.values_list(*columns)) == [
        ("CLI-04", "CLI-01", "narrower", 3, True),
        ("CLI-01", "CLI-04", "related", 1, True),
    ]


@pytest.mark.django_db
def test_the_tree_of_disciplines_arrives_with_paths_and_depths():
    load(edition())

    rows = Discipline.objects.order_by("path").values_list("path", "depth", "parent__code")
    assert list(rows) == [
        ("family:pharmacy/", 0, None),
        ("family:pharmacy/gr:1007/", 1, "family:pharmacy"),
        ("family:pharmacy/ug:1007/", 1, "family:pharmacy"),
        ("family:pharmacy/ug:1007/ug:100701/", 2, "ug:1007"),
    ]
    assert Discipline.objects.get(code="ug:100701").other_names == ["药学专业"]


@pytest.mark.django_db
def test_regions_arrive_with_the_level_of_their_code():
    load(edition())

    rows = Region.objects.order_by("code").values_list("code", "level", "parent__code")
    assert list(rows) == [
        ("310000", 1, None),
        ("310115", 3, "310000"),
        ("320000", 1, None),
        ("320500", 2, "320000"),
        ("320583", 3, "320500"),
    ]


@pytest.mark.django_db
def test_scales_and_occupations_arrive_in_their_order():
    load(edition())

    assert list(DegreeLevel.objects.order_by("rank").values_list("code", "rank")) == [
        ("bachelor", 30),
        ("doctor", 50),
    ]
    assert list(ChainStage.objects.order_by("position").values_list("code", flat=True)) == [
        "research",
        "cmc",
    ]
    assert Occupation.objects.get(code="2-02-32-02").parent.parent.code == "2"


@pytest.mark.django_db
def test_the_edition_is_recorded_with_its_time():
    load(edition("first"))

    assert list(Vocabulary.objects.values_list("version", "loaded_at")) == [("first", TONIGHT)]
    assert is_loaded(edition("first"))
    assert not is_loaded(edition("second"))


@pytest.mark.django_db
def test_a_second_load_of_the_same_edition_writes_nothing():
    load(edition())

    with CaptureQueriesContext(connection) as queries:
        reports = load(edition(), at=TOMORROW)

    assert {counts[2] for counts in reports.values()} == {2, 3, 4, 5, 6}
    assert {counts[:2] + counts[3:] for counts in reports.values()} == {(0, 0, 0)}
    assert [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []
    assert Vocabulary.objects.get().loaded_at == TONIGHT


@pytest.mark.django_db
def test_what_was_mended_by_hand_survives_the_same_edition():
    load(edition())
    Skill.objects.filter(code="MOL-01").update(label_en="Polymerase chain reaction")

    load(edition())

    assert Skill.objects.get(code="MOL-01").label_en == "Polymerase chain reaction"


@pytest.mark.django_db
def test_loading_again_puts_the_tables_back():
    load(edition())
    Skill.objects.filter(code="MOL-01").update(label_en="Polymerase chain reaction")
    SkillAlias.objects.filter(folded="gcp").delete()

    reports = load(edition(), again=True, at=TOMORROW)

    assert reports["Skill"] == (0, 1, 2, 0)
    assert reports["SkillAlias"] == (1, 0, 5, 0)
    assert Skill.objects.get(code="MOL-01").label_en == "PCR"
    assert Vocabulary.objects.get().loaded_at == TOMORROW


@pytest.mark.django_db
def test_a_new_edition_changes_what_differs_and_nothing_else():
    load(edition())
    keys = dict(Skill.objects.values_list("code", "pk"))
    rows = tables()
    rows["skills"][0]["label_zh"] = "聚合酶链反应"
    rows["regions"][1]["other_names"] = "苏州|姑苏"

    reports = load(edition("second", rows))

    assert reports["Skill"] == (0, 1, 2, 0)
    assert reports["Region"] == (0, 1, 4, 0)
    assert reports["Discipline"] == (0, 0, 4, 0)
    assert dict(Skill.objects.values_list("code", "pk")) == keys
    assert Region.objects.get(code="320500").other_names == ["苏州", "姑苏"]
    assert list(Vocabulary.objects.values_list("pk", "version")) == [(1, "second")]


@pytest.mark.django_db
def test_a_new_edition_may_swap_the_places_of_two_groups():
    load(edition())
    rows = tables()
    rows["skill_groups"][0]["position"], rows["skill_groups"][1]["position"] = "2", "1"

    load(edition("second", rows))
    connection.check_constraints()

    ordered = SkillGroup.objects.order_by("position").values_list("code", flat=True)
    assert list(ordered) == ["CLI", "MOL"]


@pytest.mark.django_db
def test_a_new_edition_may_give_an_alias_to_another_skill():
    load(edition())
    rows = tables()
    rows["skill_aliases"][0]["skill"] = "CLI-01"

    reports = load(edition("second", rows))

    assert reports["SkillAlias"] == (0, 1, 5, 0)
    assert SkillAlias.objects.get(folded="pcr").skill.code == "CLI-01"


@pytest.mark.django_db
def test_a_mended_relation_stays_until_a_new_edition_says_otherwise():
    load(edition())
    asked = SkillRelation.objects.filter(asked__code="CLI-01")
    asked.update(quarters=1, kind="related")

    same = load(edition())
    after_the_same = asked.get()
    new = load(edition("second"), at=TOMORROW)

    assert (same["SkillRelation"], new["SkillRelation"]) == ((0, 0, 2, 0), (0, 1, 1, 0))
    assert (after_the_same.kind, after_the_same.quarters) == ("related", 1)
    assert (asked.get().kind, asked.get().quarters) == ("narrower", 3)


@pytest.mark.django_db
def test_a_relation_that_left_the_files_goes_and_one_added_by_hand_stays():
    load(edition())
    held, asked = Skill.objects.get(code="MOL-01"), Skill.objects.get(code="CLI-04")
    SkillRelation.objects.create(held=held, asked=asked, kind="related", quarters=2)
    rows = tables()
    del rows["skill_relations"][1]

    reports = load(edition("second", rows))

    assert reports["SkillRelation"] == (0, 0, 1, 1)
    left = SkillRelation.objects.order_by("held__code").values_list("held__code", "asked__code")
    assert list(left) == [("CLI-04", "CLI-01"), ("MOL-01", "CLI-04")]


@pytest.mark.django_db
def test_a_skill_that_left_the_files_takes_its_loaded_relations_along():
    load(edition())
    rows = tables()
    del rows["skills"][2], rows["skill_aliases"][3:], rows["skill_relations"][:]

    reports = load(edition("second", rows))

    assert reports["SkillRelation"] == (0, 0, 0, 2)
    assert reports["Skill"] == (0, 0, 2, 1)


@pytest.mark.django_db
def test_a_skill_that_left_the_files_is_kept_while_a_relation_of_people_needs_it():
    load(edition())
    held, asked = Skill.objects.get(code="CLI-04"), Skill.objects.get(code="MOL-01")
    SkillRelation.objects.create(held=held, asked=asked, kind="related", quarters=1)
    rows = tables()
    del rows["skills"][2], rows["skill_aliases"][3:], rows["skill_relations"][:]

    reports = load_vocabulary(edition("second", rows), at=TONIGHT)

    kept = {report.model: report.kept for report in reports if report.kept}
    assert kept == {Skill: ["CLI-04"]}
    assert SkillRelation.objects.get().held.code == "CLI-04"


@pytest.mark.django_db
def test_a_discipline_moves_with_everything_below_it():
    load(edition())
    rows = tables()
    rows["disciplines"].insert(
        1, rows["disciplines"][0] | {"code": "family:biology", "label_zh": "生物学"}
    )
    rows["disciplines"][2]["parent"] = "family:biology"

    load(edition("second", rows))

    major = Discipline.objects.get(code="ug:100701")
    assert major.path == "family:biology/ug:1007/ug:100701/"


@pytest.mark.django_db
def test_rows_that_the_files_no_longer_name_are_removed_when_nothing_uses_them():
    load(edition())
    rows = tables()
    del rows["skills"][2]
    rows["skill_aliases"] = rows["skill_aliases"][:3]
    rows["skill_relations"] = []
    del rows["regions"][0:3]

    reports = load(edition("second", rows))

    assert reports["Skill"] == (0, 0, 2, 1)
    assert reports["SkillAlias"] == (0, 0, 3, 3)
    assert reports["Region"] == (0, 0, 2, 3)
    assert list(Region.objects.order_by("code").values_list("code", flat=True)) == [
        "310000",
        "310115",
    ]


@pytest.mark.django_db
def test_a_row_in_use_is_kept_with_what_it_stands_in_and_reported():
    load(edition())
    park = ParkFactory(region=Region.objects.get(code="320500"))
    rows = tables()
    del rows["regions"][0:3]

    reports = load_vocabulary(edition("second", rows), at=TONIGHT)

    regions = next(report for report in reports if report.model is Region)
    assert (regions.removed, regions.kept) == (1, ["320000", "320500"])
    park.refresh_from_db()
    assert park.region.code == "320500"


@pytest.mark.django_db
def test_a_row_still_kept_is_reported_by_every_later_edition():
    load(edition())
    ParkFactory(region=Region.objects.get(code="320583"))
    rows = tables()
    del rows["regions"][2]
    load(edition("second", rows))

    reports = load_vocabulary(edition("third", rows), at=TONIGHT)

    kept = {report.model: report.kept for report in reports if report.kept}
    assert kept == {Region: ["320583"]}


@pytest.mark.django_db
def test_what_people_added_is_never_taken_away():
    load(edition())
    skill = Skill.objects.get(code="MOL-01")
    SkillAlias.objects.create(skill=skill, language="en", text="PCR work", folded="pcr work")
    Skill.objects.create(
        code="MOL-99", group=skill.group, kind="method", label_en="X", label_zh="某"
    )

    reports = load_vocabulary(edition("second"), at=TONIGHT)

    assert {report.model.__name__: report.kept for report in reports if report.kept} == {}
    assert Skill.objects.filter(code="MOL-99", loaded=False).exists()
    assert SkillAlias.objects.filter(folded="pcr work", loaded=False).exists()


@pytest.mark.django_db
def test_a_row_added_by_hand_becomes_part_of_an_edition_that_names_it():
    rows = tables()
    FalseFriend.objects.create(vocabulary="skill", text="PCR Motors", reason="a firm")

    reports = load(edition("first", rows))

    assert reports["FalseFriend"] == (1, 1, 0, 0)
    friend = FalseFriend.objects.get(text="PCR Motors")
    assert (friend.reason, friend.loaded) == ("a company", True)


@pytest.mark.django_db(transaction=True)
def test_a_load_that_fails_midway_leaves_nothing_behind():
    rows = tables()
    rows["occupations"][2]["code"] = "2" * 40

    with pytest.raises(DataError):
        load(edition("first", rows))

    assert [model.objects.count() for model in IN_ORDER] == [0] * len(IN_ORDER)
    assert not Vocabulary.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_loads_at_once_end_as_one():
    def load_in_a_thread(_number: int) -> int:
        try:
            return sum(report.created for report in load_vocabulary(edition(), at=TONIGHT))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=2) as pool:
        created = sorted(pool.map(load_in_a_thread, range(2)))

    assert created == [0, 31]
    assert Skill.objects.count() == 3


@pytest.mark.django_db
def test_the_shipped_edition_loads_whole_and_twice():
    reference = read_reference()

    first = load(reference)
    second = load(reference, again=True)

    names = ("skills", "skill_aliases", "skill_relations", "regions")
    sizes = [len(reference.tables[name]) for name in names]
    models = ("Skill", "SkillAlias", "SkillRelation", "Region")
    assert [first[name][0] for name in models] == sizes
    assert {counts[:2] + counts[3:] for counts in second.values()} == {(0, 0, 0)}
    connection.check_constraints()


@pytest.mark.django_db
def test_the_shipped_edition_takes_few_queries_however_many_rows_it_has(
    django_assert_max_num_queries,
):
    reference = read_reference()

    with django_assert_max_num_queries(60):
        load(reference)
