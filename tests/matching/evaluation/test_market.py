import pytest

from matching.evaluation.collection import Collection, LabelledGraduate, LabelledOpening
from matching.evaluation.lines import BrokenCollectionError
from matching.evaluation.market import read_market
from matching.evaluation.remarks import Remarks
from parks.models import Skill

OPENINGS = (
    LabelledOpening("o1", "zh", "分子实验员", "任职要求：熟练掌握PCR"),
    LabelledOpening("o2", "en", "Analyst", "HPLC is required.", degree="master"),
)
GRADUATES = (
    LabelledGraduate("g1", "en", "I have run HPLC."),
    LabelledGraduate("g2", "zh", "本人熟悉PCR。", degree="博士"),
    LabelledGraduate("g3", "zh", ""),
)


@pytest.mark.usefixtures("vocabulary")
def test_both_sides_stand_in_the_order_they_are_given_in():
    done: list[int] = []

    read = read_market(Collection(OPENINGS, GRADUATES, {}), Remarks(), done.append)

    assert [posting.title for posting in read.postings] == ["分子实验员", "Analyst"]
    pcr, hplc = (Skill.objects.get(label_en=label).pk for label in ("PCR", "HPLC"))
    assert [set(person.levels) for person in read.people] == [{hplc}, {pcr}, set()]
    assert (len(read.market.openings), len(read.market.graduates)) == (2, 3)
    assert done == [1, 2, 3, 4, 5]


@pytest.mark.usefixtures("vocabulary")
def test_statistics_are_counted_over_the_graduates_of_the_collection():
    many = [LabelledGraduate(f"g{n}", "en", "I have run PCR.") for n in range(40)]
    few = LabelledGraduate("rare", "en", "I have run HPLC.")

    read = read_market(Collection(OPENINGS, (*many, few), {}), Remarks())

    skills = read.market.graduates.claims.skill
    common, rare = int(skills[0]), int(skills[-1])
    rarity = read.market.statistics.rarity
    assert rarity[rare] > rarity[common]


@pytest.mark.usefixtures("vocabulary")
@pytest.mark.parametrize(
    ("openings", "graduates", "named"),
    [
        ((LabelledOpening("long", "zh", "甲", "字" * 60_000),), GRADUATES, "long"),
        (OPENINGS, (LabelledGraduate("longer", "en", "x" * 200_001),), "longer"),
    ],
)
def test_a_text_that_no_reader_takes_is_refused_by_its_id(openings, graduates, named):
    with pytest.raises(BrokenCollectionError, match=f"^The text of “{named}” cannot be read: "):
        read_market(Collection(openings, graduates, {}), Remarks())


@pytest.mark.django_db
def test_an_empty_vocabulary_cannot_compare_anything():
    with pytest.raises(BrokenCollectionError) as refusal:
        read_market(Collection(OPENINGS, GRADUATES, {}), Remarks())

    assert str(refusal.value) == "The vocabulary is empty: run load_vocabulary first."
