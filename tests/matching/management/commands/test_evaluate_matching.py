import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from companies.models import Opening
from matching.models import MatchRun
from talent.models import Profile
from tests.matching.evaluation.conftest import vocabulary  # noqa: F401
from tests.matching.evaluation.folders import GRADUATE, OPENING, folder_of

OPENINGS = [
    {
        "id": "qc",
        "lang": "zh",
        "title": "QC分析员",
        "text": "任职要求：\n本科及以上学历\n熟练操作HPLC，熟悉GMP",
    },
    {
        "id": "lab",
        "lang": "en",
        "title": "Research Associate, cell culture",
        "text": "Requirements:\n- Cell culture and flow cytometry are required\n- ELISA is a plus",
    },
]
GRADUATES = [
    {
        "id": "culture-zh",
        "lang": "zh",
        "text": "本人硕士，熟练掌握细胞培养和流式细胞术，做过ELISA。",
    },
    {"id": "sales-en", "lang": "en", "text": "I sold cars for two years.", "degree": "bachelor"},
    {"id": "hplc-en", "lang": "en", "text": "BSc graduate. I have run HPLC under GMP for a year."},
    {"id": "hplc-zh", "lang": "zh", "text": "药学本科，熟练使用HPLC，熟悉GMP要求。"},
    {
        "id": "culture-en",
        "lang": "en",
        "text": "MSc. I did cell culture, flow cytometry and ELISA.",
    },
]
JUDGEMENTS = ["qc\thplc-en\t3", "qc\thplc-zh\t3", "lab\tculture-zh\t3", "lab\tculture-en\t2"]


@pytest.fixture
def folder(tmp_path):
    return folder_of(tmp_path, OPENINGS, GRADUATES, JUDGEMENTS)


def evaluated(*options: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("evaluate_matching", *options, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.mark.usefixtures("vocabulary")
def test_who_can_do_the_work_stands_first_whatever_language_either_side_writes(folder):
    out, err = evaluated(str(folder), "--json")

    figures = json.loads(out)
    assert figures["overall"]["recall@50"] == 1.0
    assert figures["overall"]["mrr"] == 1.0
    assert figures["overall"]["map"] == 1.0
    assert {pair: one["mrr"] for pair, one in figures["by_language"].items()} == {
        "zh-zh": 1.0,
        "zh-en": 1.0,
        "en-zh": 1.0,
        "en-en": 1.0,
    }
    assert err == ""


@pytest.mark.usefixtures("vocabulary")
def test_every_pair_is_written_with_its_rank_and_score(folder, tmp_path):
    file = tmp_path / "ranking.tsv"

    evaluated(str(folder), "--json", "--ranking", str(file))

    rows = [line.split("\t") for line in file.read_text().splitlines()]
    assert rows[0] == ["opening_id", "graduate_id", "rank", "score"]
    assert len(rows) == 1 + len(OPENINGS) * len(GRADUATES)
    assert {row[1] for row in rows[1:3]} == {"hplc-zh", "hplc-en"}
    assert [row[2] for row in rows[1:6]] == ["1", "2", "3", "4", "5"]
    scores = [int(row[3]) for row in rows[1:6]]
    assert scores == sorted(scores, reverse=True)
    assert 0 <= scores[-1] < scores[0] <= 4096


@pytest.mark.usefixtures("vocabulary")
def test_a_person_reads_a_table_and_nothing_is_written_to_the_database(folder):
    rows = (Opening, Profile, MatchRun)
    before = [model.objects.count() for model in rows]

    out, _err = evaluated(str(folder))

    assert out.splitlines()[1].startswith("overall")
    assert "Pairs by gate" in out
    assert [model.objects.count() for model in rows] == before


@pytest.mark.usefixtures("vocabulary")
def test_the_same_folder_gives_the_same_bytes(folder):
    assert evaluated(str(folder), "--json") == evaluated(str(folder), "--json")


@pytest.mark.usefixtures("vocabulary")
def test_what_was_given_and_not_understood_is_told_on_stderr(tmp_path):
    folder = folder_of(tmp_path, [{**OPENING, "degree": "wizard"}])

    out, err = evaluated(str(folder), "--json")

    assert set(json.loads(out)) == {"overall", "by_language", "gates"}
    assert err == "degree: 1 not understood and left out, the first is “wizard”.\n"


@pytest.mark.usefixtures("vocabulary")
def test_a_text_that_no_reader_takes_is_refused_by_its_id(tmp_path):
    folder = folder_of(
        tmp_path, graduates=[GRADUATE, {**GRADUATE, "id": "g2", "text": "x" * 200_001}]
    )

    with pytest.raises(CommandError, match=r"^The text of “g2” cannot be read: "):
        evaluated(str(folder))


@pytest.mark.django_db
def test_without_a_vocabulary_it_says_what_to_do(tmp_path):
    with pytest.raises(CommandError) as refusal:
        evaluated(str(folder_of(tmp_path)))

    assert str(refusal.value) == "The vocabulary is empty: run load_vocabulary first."
    assert refusal.value.returncode == 1


def test_a_broken_collection_is_refused_in_one_sentence_with_exit_code_1(tmp_path):
    folder = folder_of(tmp_path, judgements=["o1\tg1\t7"])

    with pytest.raises(CommandError) as refusal:
        evaluated(str(folder))

    assert str(refusal.value) == (
        "qrels.tsv, line 2, “grade”: it must be a whole number from 0 to 3."
    )
    assert refusal.value.returncode == 1
