import pytest

from talent.actions.profiles import Claim
from talent.recognition import recognise_claims
from tests.factories.vocabulary import skill_called

pytestmark = pytest.mark.django_db


def test_each_skill_that_a_text_names_becomes_a_claim_that_quotes_it():
    elisa = skill_called("ELISA", "酶联免疫吸附")
    culture = skill_called("cell culture", "细胞培养")

    claims = recognise_claims("熟悉细胞培养, also Cell Culture and elisa.")

    assert {claim.skill: claim.evidence for claim in claims} == {
        elisa: "elisa",
        culture: "Cell Culture",
    }
    assert {claim.level for claim in claims} == {None}


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
