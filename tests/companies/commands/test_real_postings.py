"""The real postings: every row that can be read goes in, and says what its author meant."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from companies.choices.openings import Importance
from companies.models import Company, Opening
from parks.choices.work import OpeningKind
from tests.factories.parks import ParkFactory

pytestmark = [pytest.mark.real_input, pytest.mark.django_db]

ENGLISH = "postings_en_biopharma.csv"
TEXTS = "postings_zh_biopharma_fulltext.csv"
STRUCTURED = "postings_zh_biopharma_structured.csv"
TWICE = "en-8f621d9fa8"


@pytest.fixture(autouse=True)
def park():
    call_command("load_vocabulary", stdout=StringIO())
    return ParkFactory(slug="real")


def imported(path: Path) -> dict[str, object]:
    out = StringIO()
    call_command("import_postings", str(path), park="real", json=True, stdout=out)
    return json.loads(out.getvalue())


def rows(path: Path) -> int:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sum(1 for _row in csv.DictReader(file))


def lines_starting_with(path: Path, words: str) -> list[int]:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return [number for number, line in enumerate(lines, start=1) if line.startswith(words)]


def read_the_structured_rows() -> None:
    chemist = Opening.objects.get(external_id="zs-682fa3e8d1")
    assert chemist.title_zh == "有机合成工程师"
    assert chemist.company.name_zh == "上海绿泽生物科技有限责任公司"
    assert (chemist.place_text, chemist.region.code) == ("上海·松江·中山", "310117")
    assert (chemist.salary_min, chemist.salary_max) == (9000, 15000)
    assert (chemist.salary_currency, chemist.salary_period) == ("CNY", "month")
    assert chemist.min_degree.code == "master"
    assert "15薪" in chemist.text_zh
    interns = Opening.objects.filter(kind=OpeningKind.INTERNSHIP)
    assert interns.count() == 92
    assert set(interns.exclude(salary_min=None).values_list("salary_period", flat=True)) <= {
        "day",
        "month",
    }
    assert Opening.objects.exclude(place_text="全国").filter(region=None).count() == 0
    assert Opening.objects.filter(salary_min=None, salary_max=None).count() <= 3


def read_the_chinese_texts() -> None:
    postdoc = Opening.objects.get(external_id="zhf-104")
    assert (postdoc.kind, postdoc.min_degree.code, postdoc.headcount) == ("postdoc", "doctor", 3)
    assert (postdoc.salary_min, postdoc.salary_max, postdoc.salary_period) == (
        170_000,
        240_000,
        "year",
    )
    analyst = Opening.objects.get(external_id="zhf-012")
    families = set(analyst.disciplines.values_list("code", flat=True))
    assert families >= {"family:biology", "family:computing"}
    preferred = analyst.requirements.filter(importance=Importance.NICE)
    assert set(preferred.values_list("skill__label_en", flat=True)) == {
        "NGS data analysis",
        "Programming (general)",
    }
    developer = Opening.objects.get(external_id="zhf-033")
    python = developer.requirements.get(skill__label_en="Python")
    assert (python.importance, python.level) == (Importance.WANTED, 3)
    assert Opening.objects.filter(min_degree=None).count() < 20
    asked = [opening.requirements.count() for opening in Opening.objects.order_by("pk")]
    assert max(asked) <= 40
    assert sum(number == 0 for number in asked) <= 3


def read_the_english_rows() -> None:
    manager = Opening.objects.get(external_id="en-2783ac01d5")
    assert (manager.title_en, manager.title_zh) == ("Regulatory Affairs Manager", "")
    assert (manager.place_text, manager.region) == ("Oxfordshire, GB", None)
    assert (manager.salary_min, manager.salary_max) == (88000, 109_999)
    assert (manager.salary_currency, manager.salary_period) == ("GBP", "year")
    assert manager.requirements.filter(skill__label_en="ISO 13485").exists()
    pharmacologist = Opening.objects.get(external_id="en-f44baa615f")
    assert pharmacologist.min_degree.code == "master"
    required = pharmacologist.requirements.filter(importance=Importance.MUST)
    assert set(required.values_list("skill__label_en", flat=True)) >= {
        "In vivo studies",
        "Flow cytometry",
    }
    assert not Opening.objects.exclude(region=None).exists()
    not_named = Company.objects.get(name_en="Employer not named")
    assert not_named.openings.count() == 108


@pytest.mark.parametrize(
    ("name", "refused", "say_what_their_author_meant"),
    [
        (ENGLISH, {"id": "is the same posting as"}, read_the_english_rows),
        (TEXTS, {}, read_the_chinese_texts),
        (STRUCTURED, {"title": "is empty"}, read_the_structured_rows),
    ],
)
def test_every_readable_row_goes_in_says_what_was_meant_and_a_second_time_nothing_changes(
    real_input, name, refused, say_what_their_author_meant
):
    path = real_input / name
    readable = rows(path) - len(refused)

    first = imported(path)
    second = imported(path)

    assert (first["created"], second["created"], second["changed"]) == (readable, 0, 0)
    assert second["unchanged"] == Opening.objects.count() == readable
    reasons = {refusal["column"]: refusal["reason"] for refusal in first["refused"]}
    assert reasons.keys() == refused.keys()
    assert all(reasons[column].startswith(words) for column, words in refused.items())
    say_what_their_author_meant()


def test_a_posting_that_stands_twice_in_the_file_is_refused_with_the_line_of_the_first(
    real_input, tmp_path
):
    with (real_input / ENGLISH).open(encoding="utf-8-sig", newline="") as source:
        postings = list(csv.DictReader(source))
    file = tmp_path / "twice.csv"
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, postings[0].keys())
        writer.writeheader()
        writer.writerows(posting for posting in postings if posting["id"] == TWICE)
    first, second = lines_starting_with(file, f"{TWICE},")

    report = imported(file)

    reason = f"is the same posting as line {first}"
    assert report["refused"] == [{"line": second, "column": "id", "reason": reason}]
