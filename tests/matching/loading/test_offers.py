"""Training offers from a file: every mistake is named with its place."""

import json

import pytest

from matching.loading.offers import Offer, OffersError, read_offers
from tests.factories.parks import SkillFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def gmp():
    return SkillFactory(code="S-GMP", label_en="GMP", label_zh="药品生产质量管理规范")


@pytest.fixture
def read(tmp_path):
    def read_text(content: object) -> list[Offer]:
        path = tmp_path / "offers.json"
        text = content if isinstance(content, str) else json.dumps(content)
        path.write_text(text, encoding="utf-8")
        return read_offers(path)

    return read_text


@pytest.mark.parametrize("name", ["S-GMP", "s-gmp", "GMP", "gmp", " Gmp ", "药品生产质量管理规范"])
def test_a_skill_is_named_by_code_or_label_whatever_the_case(name, gmp, read):
    offers = read([{"name": "Course", "skills": [{"skill": name, "level": 3}]}])

    assert offers == [Offer("Course", [(gmp.pk, 3, 0)])]


@pytest.mark.parametrize(
    ("evidence", "rank"), [("self", 0), ("roster", 1), ("assessed", 2), ("certificate", 3)]
)
def test_the_evidence_of_a_course_is_that_of_all_it_teaches(evidence, rank, gmp, read):
    other = SkillFactory(label_en="ELISA")
    skills = [{"skill": "GMP", "level": 1}, {"skill": "ELISA", "level": 4}]

    (offer,) = read([{"name": "Course", "skills": skills, "evidence": evidence}])

    assert offer.teaches == [(gmp.pk, 1, rank), (other.pk, 4, rank)]


def test_what_is_not_stated_is_the_least(gmp, read):
    assert read([{"name": "Course", "skills": [{"skill": "GMP"}]}]) == [
        Offer("Course", [(gmp.pk, 1, 0)])
    ]


def test_offers_keep_the_order_of_the_file(gmp, read):
    offers = read([{"name": name, "skills": [{"skill": "GMP"}]} for name in ("B", "A", "B")])

    assert [offer.name for offer in offers] == ["B", "A", "B"]


def test_an_empty_list_is_no_mistake(read):
    assert read([]) == []


def course(**entry) -> list[dict]:
    return [{"name": "Course", "skills": [{"skill": "GMP", "level": 1}]} | entry]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "is no JSON in UTF-8."),
        ("{", "is no JSON in UTF-8."),
        ("[" * 100_000, "is no JSON in UTF-8."),
        ({}, "must hold a list of offers."),
        ("null", "must hold a list of offers."),
        ([1], "Offer 1 has no name."),
        ([{"skills": [{"skill": "GMP"}]}], "Offer 1 has no name."),
        (course(name=""), "Offer 1 has no name."),
        (course(name=5), "Offer 1 has no name."),
        (course() + course(skills=[]), "Offer 2, Course, teaches no skills."),
        (course(skills={"skill": "GMP"}), "Offer 1, Course, teaches no skills."),
        (course(skills=["GMP"]), "Offer 1, Course: a skill has no name."),
        (course(skills=[{"skill": " "}]), "Offer 1, Course: a skill has no name."),
        (course(skills=[{"skill": "Magic"}]), "Offer 1, Course: there is no skill “Magic”."),
        (
            course(skills=[{"skill": "GMP", "level": 5}]),
            "Offer 1, Course: the level is 5, none of 1, 2, 3, 4.",
        ),
        (
            course(skills=[{"skill": "GMP", "level": "expert"}]),
            "Offer 1, Course: the level is 'expert', none of 1, 2, 3, 4.",
        ),
        (
            course(skills=[{"skill": "GMP", "level": True}]),
            "Offer 1, Course: the level is True, none of 1, 2, 3, 4.",
        ),
        (
            course(evidence="diploma"),
            "Offer 1, Course: the evidence is 'diploma', "
            "none of self, roster, assessed, certificate.",
        ),
        (
            course(evidence=None),
            "Offer 1, Course: the evidence is None, none of self, roster, assessed, certificate.",
        ),
    ],
)
def test_a_mistake_is_told_in_one_sentence_with_its_place(content, sentence, gmp, read):
    with pytest.raises(OffersError) as refused:
        read(content)

    assert str(refused.value).endswith(sentence)


def test_a_name_that_two_skills_share_is_not_guessed(gmp, read):
    SkillFactory(label_en="Other", label_zh="GMP")

    with pytest.raises(OffersError, match="several skills are called “GMP”; give its code"):
        read(course())


def test_a_file_that_is_not_there_or_not_text_is_told(tmp_path):
    latin = tmp_path / "latin.json"
    latin.write_bytes(b'["\xe9"]')

    with pytest.raises(OffersError, match="cannot be read: No such file"):
        read_offers(tmp_path / "missing.json")
    with pytest.raises(OffersError, match="is no JSON in UTF-8"):
        read_offers(latin)
    with pytest.raises(OffersError, match="cannot be read: Is a directory"):
        read_offers(tmp_path)
