"""Real postings read closely, see GOLD.md: the import must find the skills they ask for."""

import csv
import json
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest
from django.core.management import call_command

from companies.choices.openings import Importance
from companies.postings.reading import PostingReader
from companies.postings.vocabulary import load_vocabulary
from parks.choices.taxonomy import SkillKind
from parks.models import Skill
from tests.companies.postings.tables import table_with
from tests.factories.parks import ParkFactory
from tests.parks.test_vocabulary_tables import TABLES

pytestmark = [pytest.mark.real_input]

GOLD = json.loads((Path(__file__).parent / "gold_postings.json").read_text(encoding="utf-8"))
POSTINGS = GOLD["postings"]
# The least that is asked of the reading of postings.
PRECISION, RECALL = 0.90, 0.85
FOR_TEST = [posting for posting in POSTINGS if posting["part"] == "test"]


class Agreement(NamedTuple):
    """The skills of one posting, as its reader and as the import understood them."""

    posting: str
    asked: frozenset[str]
    found: frozenset[str]

    def __str__(self) -> str:
        false, missed = sorted(self.found - self.asked), sorted(self.asked - self.found)
        return f"{self.posting}: false {' '.join(false) or '-'}; missed {' '.join(missed) or '-'}"


def rows_of(folder: Path, name: str) -> dict[str, dict[str, str]]:
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def agreements(folder: Path) -> list[Agreement]:
    """Read the postings of the test part as an import does, beside what its reader found."""
    call_command("load_vocabulary", stdout=StringIO())
    vocabulary = load_vocabulary(ParkFactory())
    # Languages and certificates are no skills in GOLD.md, which is older than their tables.
    skills = Skill.objects.exclude(kind__in=(SkillKind.LANGUAGE, SkillKind.CERTIFICATE))
    codes = dict(skills.order_by("pk").values_list("pk", "code"))
    files = {name: rows_of(folder, name) for name in {gold["file"] for gold in FOR_TEST}}
    found = []
    for gold in FOR_TEST:
        table = table_with(files[gold["file"]][gold["id"]])
        reader = PostingReader(table.columns, len(table.headings), vocabulary)
        named = {skill.skill_id for skill in reader.read(next(table.lines)).demands.skills}
        asked = frozenset(codes[skill] for skill in named & codes.keys())
        measured = frozenset(gold["skills"]) & set(codes.values())
        found.append(Agreement(gold["id"], measured, asked))
    return found


def test_every_gold_posting_is_in_its_file_once(real_input):
    named = [(gold["file"], gold["id"]) for gold in POSTINGS]

    files = {name: rows_of(real_input, name) for name in {name for name, _id in named}}

    assert [(name, key) for name, key in named if key not in files[name]] == []
    assert len(set(named)) == len(named) == 60


def test_a_third_of_each_language_is_for_development():
    parts = Counter((gold["lang"], gold["part"]) for gold in POSTINGS)

    assert parts == {
        ("zh", "development"): 10,
        ("zh", "test"): 20,
        ("en", "development"): 10,
        ("en", "test"): 20,
    }


def test_the_gold_names_skills_of_the_vocabulary_and_known_importances_only():
    known = {row["code"] for row in TABLES["skills"]}
    importances = {str(importance) for importance in Importance} | {None}

    for gold in POSTINGS:
        assert gold["skills"].keys() <= known, gold["id"]
        assert set(gold["skills"].values()) <= importances, gold["id"]


@pytest.mark.django_db
def test_the_import_finds_the_skills_that_a_close_reader_found(real_input):
    read = agreements(real_input)

    right = sum(len(one.asked & one.found) for one in read)
    precision = right / sum(len(one.found) for one in read)
    recall = right / sum(len(one.asked) for one in read)
    differences = "\n".join(str(one) for one in read if one.asked != one.found)
    message = f"precision {precision:.3f}, recall {recall:.3f}\n{differences}"
    assert precision >= PRECISION, message
    assert recall >= RECALL, message
