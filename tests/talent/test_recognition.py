import json

import pytest

from parks.choices.work import SkillLevel
from parks.models import SkillAlias
from talent.actions.profiles import Claim
from talent.recognition import (
    read_cv_bytes,
    read_person_text,
    recognise_claims,
    unknown_certificates,
)
from tests.factories.vocabulary import DisciplineFactory, RegionFactory, skill_called

pytestmark = pytest.mark.django_db


def test_each_skill_that_a_text_claims_becomes_a_claim_that_quotes_it():
    elisa = skill_called("ELISA", "酶联免疫吸附")
    culture = skill_called("cell culture", "细胞培养")

    claims = recognise_claims("Cell Culture；精通细胞培养。elisa")

    assert {claim.skill: (claim.level, claim.evidence) for claim in claims} == {
        elisa: (None, "elisa"),
        culture: (SkillLevel.EXPERT, "细胞培养"),
    }


def test_what_is_denied_wished_for_or_told_of_others_is_no_claim():
    skill_called("ELISA")
    skill_called("cell culture", "细胞培养")

    assert recognise_claims("没有ELISA经验，希望从事细胞培养。My supervisor works on ELISA.") == []


def test_a_text_about_a_person_is_read_with_all_vocabularies():
    discipline = DisciplineFactory(label_en="Pharmacology", label_zh="药理学")
    region = RegionFactory(label_en="Suzhou", label_zh="苏州")
    skill = skill_called("ELISA")

    fields = read_person_text("药理学硕士，2024年6月毕业，熟悉ELISA，期望在苏州工作。")

    (study,) = fields.educations
    assert (fields.highest_degree.value, study.discipline_code.value) == (
        "master",
        (discipline.pk,),
    )
    assert fields.graduated_on.value == (2024, 6)
    assert [place.value for place in fields.places.wanted] == [(region.pk,)]
    assert [(one.payload.value, one.level) for one in fields.skills] == [(skill.pk, 2)]


def test_the_bytes_of_a_cv_say_the_same_as_its_text():
    skill_called("ELISA")
    text = "硕士，熟悉ELISA，5年工作经验。"

    assert read_cv_bytes(text.encode(), "cv.txt") == read_person_text(text)


def test_a_skill_that_is_named_twice_is_claimed_once():
    culture = skill_called("cell culture")

    assert recognise_claims("cell culture, cell culture") == [
        Claim(culture, evidence="cell culture")
    ]


@pytest.mark.parametrize("text", ["", "   ", "I like long walks.", "platform", "\x00"])
def test_a_text_that_names_no_skill_claims_nothing(text):
    skill_called("Tform")

    assert recognise_claims(text) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("cell culture", "Three years of cell culture."),
        ("GMP audit", "took part in a GMP audit"),
        ("C++", "C++, Python"),
        ("GMP", "了解GMP"),
        ("LC-MS/MS", "by LC-MS/MS;"),
    ],
)
def test_names_that_another_system_never_found_are_found(name, text):
    skill = skill_called(name)

    assert [claim.skill for claim in recognise_claims(text)] == [skill]


def resume(**parts: object) -> bytes:
    return json.dumps(parts).encode()


def read_levels(data: bytes) -> dict[int, int | None]:
    return {one.payload.value: one.level for one in read_cv_bytes(data, "cv.json").skills}


def test_an_item_that_is_a_skill_by_any_name_is_that_skill_at_its_level():
    elisa, pcr = skill_called("ELISA", "酶联免疫吸附"), skill_called("PCR")

    levels = read_levels(
        resume(skills=[{"name": "酶联免疫吸附", "level": "Master"}, {"name": "pcr"}])
    )

    assert levels == {elisa.pk: 4, pcr.pk: None}


def test_a_name_that_serves_search_only_is_a_skill_where_it_is_the_whole_item():
    skill = skill_called("batch record review")
    SkillAlias.objects.create(skill=skill, language="en", text="BR", folded="br", use="search")

    assert read_levels(resume(skills=[{"name": "BR"}])) == {skill.pk: None}
    assert read_levels(resume(work=[{"summary": "I know BR well"}])) == {}


def test_a_language_is_known_by_its_code_and_graded_by_its_words():
    mandarin = skill_called("Mandarin Chinese", "汉语普通话")

    levels = read_levels(resume(languages=[{"language": "Chinese", "fluency": "Native"}]))

    assert levels == {mandarin.pk: 4}


def test_the_prose_of_a_file_of_this_portal_adds_no_skill():
    elisa, pcr = skill_called("ELISA"), skill_called("PCR")
    parts = {"skills": [{"name": "ELISA"}], "work": [{"summary": "Expert in PCR."}]}

    theirs = read_levels(resume(**parts))
    ours = read_levels(resume(**parts, meta={"talentPortal": {}}))

    assert theirs == {elisa.pk: None, pcr.pk: 4}
    assert ours == {elisa.pk: None}


def test_certificates_outside_the_vocabulary_are_told_apart():
    skill_called("GCP training certificate")
    data = resume(certificates=[{"name": "GCP training certificate"}, {"name": "Harbour pilot"}])

    assert unknown_certificates(read_cv_bytes(data, "cv.json")) == ["Harbour pilot"]
