"""The shipped graph of skills: part of a skill for a near one, and never more than a scientist
who hires would grant."""

from collections import Counter

import pytest

from parks.vocabulary.reference import read_reference

TABLES = read_reference().tables
SKILLS = {row["code"]: row for row in TABLES["skills"]}
ROWS = TABLES["skill_relations"]
PARTS = {(row["held"], row["asked"]): int(row["quarters"]) for row in ROWS}
NARROWER = {(row["held"], row["asked"]) for row in ROWS if row["kind"] == "narrower"}
ALONE = {"general", "language", "certificate"}


def kind_of(code: str) -> str:
    return SKILLS[code]["kind"]


def test_the_graph_is_large_enough_to_help_and_small_enough_to_be_read():
    assert 600 <= len(ROWS) <= 1400
    assert len(PARTS) == len(ROWS)


def test_both_ends_of_a_relation_are_skills_and_never_the_same():
    assert {code for pair in PARTS for code in pair} <= SKILLS.keys()
    assert [pair for pair in PARTS if pair[0] == pair[1]] == []


def test_a_near_skill_is_a_quarter_to_three_quarters_of_the_one_asked_for():
    assert set(PARTS.values()) == {1, 2, 3}


def test_no_skill_is_a_special_case_of_itself_by_any_way_round():
    left = set(NARROWER)
    while ends := {pair for pair in left if pair[1] not in {held for held, _asked in left}}:
        left -= ends

    assert left == set()


def test_a_special_case_says_no_less_about_the_wider_skill_than_the_other_way_round():
    weaker = {pair for pair in NARROWER if PARTS.get(pair[::-1], 0) > PARTS[pair]}

    assert weaker == set()


def test_a_close_skill_is_listed_both_ways():
    one_way = [pair for pair in PARTS if pair not in NARROWER and pair[::-1] not in PARTS]

    assert one_way == []


def test_one_skill_stands_for_parts_of_twelve_others_at_most():
    assert max(Counter(held for held, _asked in PARTS).values()) <= 12


def test_every_technical_skill_is_related_to_another():
    related = {asked for _held, asked in PARTS}

    alone = [code for code in SKILLS if code not in related and kind_of(code) not in ALONE]

    assert alone == []


@pytest.mark.parametrize("kind", ["language", "certificate"])
def test_nothing_but_its_like_stands_for_a_language_or_a_certificate(kind):
    others = [pair for pair in PARTS if kind_of(pair[1]) == kind != kind_of(pair[0])]

    assert others == []


def test_a_competence_that_everybody_claims_stands_for_no_technical_skill():
    basic = {"GEN-04", "GEN-05", "GEN-08", "GEN-12", "GEN-13"}

    assert [pair for pair in PARTS if pair[0] in basic and kind_of(pair[1]) != "general"] == []


@pytest.mark.parametrize(
    ("held", "asked", "there", "back"),
    [
        ("MOL-02", "MOL-01", 3, 2),  # quantitative PCR, PCR
        ("ANA-01", "ANA-02", 3, 3),  # HPLC, UPLC
        ("ANA-01", "ANA-05", 2, 2),  # HPLC, gas chromatography
        ("ANA-03", "ANA-04", 3, 2),  # LC-MS, mass spectrometry
        ("ANT-08", "ANT-10", 1, 1),  # ELISA, Western blot
        ("DSP-03", "DSP-04", 2, 2),  # affinity, ion exchange
        ("CEL-02", "CEL-01", 3, 2),  # mammalian cell culture, cell culture
        ("GMP-01", "GMP-02", 2, 2),  # GMP, GLP
        ("BIO-09", "BIO-03", 2, 2),  # SAS, R
        ("BIO-02", "BIO-30", 3, 2),  # Python, programming
        ("GMP-09", "GMP-10", 3, 3),  # deviations, CAPA
        ("CER-09", "CLI-01", 3, 0),  # a GCP certificate, GCP
    ],
)
def test_what_a_hiring_scientist_would_grant(held, asked, there, back):
    assert (PARTS[held, asked], PARTS.get((asked, held), 0)) == (there, back)


@pytest.mark.parametrize(
    ("held", "asked"),
    [
        ("MOL-01", "ANA-01"),  # PCR, HPLC
        ("BIO-13", "BIO-02"),  # Excel, Python
        ("GEN-09", "LAN-05"),  # English, German
        ("CER-01", "CER-02"),  # a pharmacist's and a physician's licence
        ("ANA-01", "ANT-08"),  # HPLC, ELISA
        ("REG-01", "CLI-03"),  # regulatory affairs, clinical monitoring
        ("GEN-15", "GMP-05"),  # sales, quality assurance
    ],
)
def test_what_a_hiring_scientist_would_not_grant(held, asked):
    assert (held, asked) not in PARTS
    assert (asked, held) not in PARTS
