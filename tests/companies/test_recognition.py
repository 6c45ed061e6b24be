"""What is read from the text of a posting is what an import of it would read."""

import pytest

from companies.postings.reading import PostingReader
from companies.postings.vocabulary import load_vocabulary
from companies.queries.vocabulary import words_of_vocabulary
from companies.recognition import COLUMNS, Offer, place_of, recognise
from parks.imports.lines import Line
from parks.models import Discipline, Region, Skill

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary", "english")]

CHINESE = """岗位职责：
1、负责单抗药物的细胞培养工艺开发；
任职要求：
1、硕士及以上学历，生物工程、制药工程等相关专业；
2、熟练掌握ELISA，了解GMP；
3、3年以上工作经验，英语流利者优先；
4、招聘5人，报名截止2026年12月31日。"""
ENGLISH = """Requirements:
- Master's degree in Bioengineering
- ELISA required; HPLC preferred"""


def read(texts, **about) -> tuple[Offer, ...]:
    return recognise(texts, words=words_of_vocabulary(), **about)


def told(offers, field: str) -> list[tuple[str, str]]:
    return [(offer.label, offer.detail) for offer in offers if offer.field == field]


def test_a_posting_offers_all_that_it_asks_for(park):
    offers = read([("细胞培养实习生", CHINESE)], park=park)

    assert told(offers, "kind") == [("Internship", "Kind")]
    assert told(offers, "min_degree") == [("Master's degree", "Least degree")]
    assert told(offers, "min_years") == [("3 years", "Experience")]
    assert told(offers, "disciplines")
    skills = dict(told(offers, "skill"))
    assert skills["ELISA"] == "Required · Proficient"
    assert skills["GMP"] == "Required · Aware"
    assert skills["English"].startswith("A plus")


def test_the_form_reads_as_an_import_does(park):
    reader = PostingReader(COLUMNS, len(COLUMNS), load_vocabulary(park))
    imported = reader.read(Line(1, ("细胞培养工程师", "", CHINESE)))

    offers = read([("细胞培养工程师", CHINESE)], park=park)

    demands = imported.demands
    by_field = {
        field: {offer.value for offer in offers if offer.field == field}
        for field in ("skill", "disciplines", "min_degree", "min_years")
    }
    assert by_field == {
        "skill": {f"{one.skill_id}:{one.importance}:{int(one.level)}" for one in demands.skills},
        "disciplines": {str(pk) for pk in demands.discipline_ids},
        "min_degree": {str(demands.degree_id)},
        "min_years": {str(demands.min_years)},
    }


def test_two_languages_are_read_one_by_one_and_a_skill_counts_once(park):
    offers = read([("", "要求：了解ELISA"), ("Analyst", ENGLISH)], park=park)

    elisa = Skill.objects.get(label_en="ELISA")
    found = [offer for offer in offers if offer.subject == f"skill:{elisa.pk}"]
    assert len(found) == 1
    assert found[0].detail.startswith("Required")


def test_the_most_important_skills_come_first(park):
    offers = read([("Analyst", ENGLISH)], park=park)

    importances = [detail.split(" ")[0] for _label, detail in told(offers, "skill")]
    assert importances == sorted(importances, key=["Required", "Wanted", "A"].index)


def test_what_is_not_asked_is_not_offered(park):
    assert read([("", "")], park=park) == ()
    assert told(read([("Analyst", "无需英语，不限专业。")], park=park), "skill") == []


def test_the_name_of_the_company_asks_for_nothing(park):
    text = "要求：熟悉ELISA检测公司的流程"

    named = read([("", text)], park=park, company="ELISA检测公司")

    assert told(named, "skill") == []


def test_an_offer_tells_what_is_dropped_whatever_its_level(park):
    elisa = Skill.objects.get(label_en="ELISA")
    weak, strong = (read([("", text)], park=park) for text in ("了解ELISA", "任职要求：精通ELISA"))

    assert weak[0].key != strong[0].key
    assert weak[0].subject == strong[0].subject == f"skill:{elisa.pk}"


@pytest.mark.parametrize("text", ["\0", "x" * 60_000, "要求：" * 5_000])
def test_a_strange_text_is_read_without_an_error(park, text):
    read([(text, text)], park=park)


@pytest.mark.parametrize(
    ("words", "code"), [("苏州", "320500"), ("Suzhou", "320500"), ("Atlantis", None), (" ", None)]
)
def test_a_place_is_known_by_its_name_in_either_language(park, words, code):
    park.region = Region.objects.get(code="320500")
    park.save()

    region_id = place_of(words, words=words_of_vocabulary(), park=park)

    assert Region.objects.filter(pk=region_id).values_list("code", flat=True).first() == code


def test_disciplines_are_offered_with_their_code(park):
    offers = read([("", CHINESE)], park=park)

    ids = [int(offer.value) for offer in offers if offer.field == "disciplines"]
    rows = Discipline.objects.in_bulk(ids)
    coded = [
        rows[pk].moe_code in label
        for pk, (label, _) in zip(ids, told(offers, "disciplines"), strict=True)
    ]
    assert all(coded)
