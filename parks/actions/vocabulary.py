"""Bringing the reference tables into the database."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import connection, models, transaction

from parks.actions.table_sync import TableReport, TableSync
from parks.choices.taxonomy import RegionLevel
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
from parks.vocabulary.folding import fold_term
from parks.vocabulary.reference import Reference

Cells = dict[str, str]
Values = dict[str, Any]

IN_ORDER = (
    SkillGroup,
    Skill,
    SkillAlias,
    SkillRelation,
    FalseFriend,
    Discipline,
    DegreeLevel,
    Region,
    ChainStage,
    Occupation,
)


@transaction.atomic
def load_vocabulary(
    reference: Reference, *, at: datetime, again: bool = False
) -> list[TableReport]:
    """Make the vocabulary equal to the reference tables and record their edition.

    An edition that is loaded already is left alone, so that what people mended in the admin
    stays; `again` puts the tables back. Rows that people added always stay. Two loads at once
    wait for each other. Returns one report per table, in the order of loading.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('load_vocabulary'))")
    if is_loaded(reference) and not again:
        return [_untouched(model) for model in IN_ORDER]
    tables = reference.tables
    syncs = [*_sync_skills(tables), *_sync_disciplines(tables), *_sync_places(tables)]
    reports = [sync.finish() for sync in reversed(syncs)][::-1]
    Vocabulary.objects.update_or_create(
        pk=1, defaults={"version": reference.version, "loaded_at": at}
    )
    return sorted(reports, key=lambda report: IN_ORDER.index(report.model))


def is_loaded(reference: Reference) -> bool:
    return Vocabulary.objects.filter(version=reference.version).exists()


def _untouched(model: type[models.Model]) -> TableReport:
    return TableReport(model, unchanged=model.objects.filter(loaded=True).count())


def _sync_skills(tables: dict[str, list[Cells]]) -> list[TableSync]:
    groups, skills = TableSync(SkillGroup), TableSync(Skill)
    aliases = TableSync(SkillAlias, "language", "folded")
    relations = TableSync(SkillRelation, "held_id", "asked_id")
    friends = TableSync(FalseFriend, "vocabulary", "text")
    groups.put([_with_number(row, "position") for row in tables["skill_groups"]])
    skills.put([_linked(row, "group", groups) for row in tables["skills"]])
    aliases.put([_alias(row, skills) for row in tables["skill_aliases"]])
    relations.put([_relation(row, skills) for row in tables["skill_relations"]])
    friends.put([dict(row) for row in tables["false_friends"]])
    return [groups, skills, aliases, relations, friends]


def _sync_disciplines(tables: dict[str, list[Cells]]) -> list[TableSync]:
    degrees, stages = TableSync(DegreeLevel), TableSync(ChainStage)
    degrees.put([_with_number(_named(row), "rank") for row in tables["degree_levels"]])
    stages.put([_with_number(row, "position") for row in tables["chain_stages"]])
    return [_sync_tree(Discipline, tables["disciplines"], _discipline), degrees, stages]


def _sync_places(tables: dict[str, list[Cells]]) -> list[TableSync]:
    return [
        _sync_tree(Region, tables["regions"], _region),
        _sync_tree(Occupation, tables["occupations"], lambda values, path: values),
    ]


def _sync_tree(
    model: type[models.Model],
    rows: list[Cells],
    add: Callable[[Values, list[str]], Values],
) -> TableSync:
    """Bring in a tree from its root down; `add` completes a row that is told its path."""
    sync = TableSync(model)
    paths: dict[str, list[str]] = {"": []}
    levels: dict[int, list[Cells]] = defaultdict(list)
    for row in rows:
        paths[row["code"]] = [*paths[row["parent"]], row["code"]]
        levels[len(paths[row["code"]])].append(row)
    for _depth, level in sorted(levels.items()):
        linked = [_linked(_named(row), "parent", sync) for row in level]
        sync.put([add(values, paths[values["code"]]) for values in linked])
    return sync


def _linked(row: Values, column: str, target: TableSync) -> Values:
    values = {name: cell for name, cell in row.items() if name != column}
    return values | {f"{column}_id": target.id_of(row[column])}


def _named(row: Cells) -> Values:
    return row | {"other_names": [name for name in row["other_names"].split("|") if name]}


def _with_number(row: Values, column: str) -> Values:
    return row | {column: int(row[column])}


def _alias(row: Cells, skills: TableSync) -> Values:
    return _linked(row, "skill", skills) | {"folded": fold_term(row["text"])}


def _relation(row: Cells, skills: TableSync) -> Values:
    linked = _linked(_linked(row, "held", skills), "asked", skills)
    return _with_number(linked, "quarters")


def _discipline(values: Values, path: list[str]) -> Values:
    return values | {"path": "/".join(path) + "/", "depth": len(path) - 1}


def _region(values: Values, path: list[str]) -> Values:
    code = values["code"]
    if code.endswith("0000"):
        return values | {"level": RegionLevel.PROVINCE}
    level = RegionLevel.PREFECTURE if code.endswith("00") else RegionLevel.COUNTY
    return values | {"level": level}
