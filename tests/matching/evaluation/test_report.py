import numpy as np
import pytest

from matching import engine
from matching.evaluation.collection import Collection, LabelledGraduate, LabelledOpening
from matching.evaluation.lines import BrokenCollectionError
from matching.evaluation.ranking import Ranking
from matching.evaluation.report import (
    as_json,
    gate_shares,
    in_words,
    skills_in_words,
    write_ranking,
)
from matching.evaluation.skills import Counts, SkillFigures

COLLECTION = Collection(
    (LabelledOpening("o1", "zh", "质量员", ""), LabelledOpening("o2", "en", "Analyst", "")),
    (LabelledGraduate("g1", "zh", ""), LabelledGraduate("g2", "en", "")),
    {(0, 0): 3, (1, 0): 2},
)


@pytest.fixture
def ranking() -> Ranking:
    gates = np.zeros((len(engine.Gate), len(engine.State)), np.int64)
    gates[:, engine.State.MET] = 4
    gates[engine.Gate.DEGREE] = [1, 2, 1]
    points = np.array([[900, 30], [7, 8]], np.int16)
    return Ranking(points, np.array([[0, 1], [1, 0]], np.int32), gates)


def test_json_has_figures_overall_and_by_language(ranking):
    found = as_json(COLLECTION, ranking)

    assert set(found) == {"overall", "by_language", "gates"}
    assert set(found["overall"]) >= {"ndcg@10", "map", "mrr", "recall@50", "ci"}
    assert list(found["by_language"]) == ["zh-zh", "zh-en", "en-zh", "en-en"]
    assert found["overall"]["map"] == 0.75
    assert found["by_language"]["en-zh"]["mrr"] == 1.0
    assert found["by_language"]["en-en"]["ndcg@10"] is None


def test_the_share_of_pairs_of_each_gate_is_told_by_state(ranking):
    shares = gate_shares(ranking)

    assert shares["degree"] == {"met": 0.25, "unknown": 0.5, "not met": 0.25}
    assert shares["place"] == {"met": 1.0, "unknown": 0.0, "not met": 0.0}
    assert len(shares) == len(engine.Gate)


def test_a_person_reads_the_same_in_lines(ranking):
    lines = list(in_words(COLLECTION, ranking))

    assert lines[0].split() == ["openings", "graduates", "ndcg@10", "map", "mrr", "recall@50"]
    assert lines[1].split()[:3] == ["overall", "2", "2"]
    assert "0.7500 [0.500, 1.000]" in lines[1]
    assert [line.split()[0] for line in lines[2:6]] == ["zh-zh", "zh-en", "en-zh", "en-en"]
    assert lines[5].split()[3:] == ["–"] * 4
    assert "en-en: 1 openings without a relevant graduate left out of map." in lines
    assert any(line.startswith("nDCG: gain 2^grade - 1") for line in lines)
    assert "  degree                   met 25.0%, unknown 50.0%, not met 25.0%" in lines


def test_a_ranking_is_written_best_first_with_rank_and_score(tmp_path, ranking):
    file = tmp_path / "ranking.tsv"

    write_ranking(file, COLLECTION, ranking)

    assert file.read_text(encoding="utf-8").splitlines() == [
        "opening_id\tgraduate_id\trank\tscore",
        "o1\tg1\t1\t900",
        "o1\tg2\t2\t30",
        "o2\tg2\t1\t8",
        "o2\tg1\t2\t7",
    ]


def test_a_file_that_cannot_be_written_is_refused(tmp_path, ranking):
    with pytest.raises(BrokenCollectionError) as refusal:
        write_ranking(tmp_path / "none" / "ranking.tsv", COLLECTION, ranking)

    file = tmp_path / "none" / "ranking.tsv"
    assert str(refusal.value) == f"The file “{file}” cannot be written."


def test_skill_figures_are_a_line_for_each_language():
    figures = SkillFigures(Counts(4, 2, 1), {"zh": Counts(4, 2, 1)})

    lines = [line.split() for line in skills_in_words(figures)]

    assert lines[0] == ["precision", "recall", "f1", "named", "found", "right"]
    assert lines[1] == ["overall", "0.5000", "0.2500", "0.3333", "4", "2", "1"]
    assert lines[2][0] == "zh"
