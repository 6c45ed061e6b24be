import pytest

from companies.postings.rows import RowError
from matching import engine
from matching.evaluation.collection import LabelledOpening
from matching.evaluation.names import Names
from matching.evaluation.postings import OpeningReader, opening_columns
from matching.evaluation.remarks import Remarks
from matching.loading.vocabulary import load_vocabulary_index
from parks.choices.work import OpeningKind
from parks.models import DegreeLevel, Discipline, Region

HPLC = "ANA-01"


@pytest.fixture(scope="module")
def reader(vocabulary) -> OpeningReader:
    return OpeningReader(Names.load(), Remarks())


def opening(text: str, language: str = "zh", **given: str) -> LabelledOpening:
    return LabelledOpening("o1", language, given.pop("title", "质量控制专员"), text, **given)


def columns_of(reader: OpeningReader, *openings: LabelledOpening) -> engine.Openings:
    return opening_columns([reader.read(one) for one in openings], load_vocabulary_index())


def test_a_chinese_posting_becomes_columns_of_the_engine(reader):
    text = "任职要求：\n1、硕士及以上学历；\n2、必须熟练掌握HPLC；\n3、了解GMP者优先。"

    columns = columns_of(reader, opening(text, place="苏州", kind="实习"))

    index = load_vocabulary_index()
    codes = [index.labelled[skill].code for skill in columns.requirements.skill]
    hplc = codes.index(HPLC)
    assert columns.requirements.level[hplc] == engine.Level.PROFICIENT
    assert columns.requirements.importance[hplc] == engine.Importance.MUST
    assert columns.minimum_degree.tolist() == [DegreeLevel.objects.get(code="master").rank]
    assert columns.kind.tolist() == [OpeningKind.values.index(OpeningKind.INTERNSHIP)]
    suzhou = Region.objects.get(code="320500")
    assert columns.place.tolist() == [index.places[suzhou.pk]]
    assert columns.texts.lengths[0] > 0


def test_an_english_posting_becomes_the_same_kind_of_columns(reader):
    text = "Requirements:\n- Bachelor's degree in Biotechnology\n- PCR is required\n- ELISA a plus"

    columns = columns_of(reader, opening(text, "en", title="Research Associate"))

    index = load_vocabulary_index()
    labels = [index.labelled[skill].label_en for skill in columns.requirements.skill]
    importance = dict(zip(labels, columns.requirements.importance, strict=True))
    assert importance["PCR"] == engine.Importance.MUST
    assert importance["ELISA"] == engine.Importance.NICE
    assert columns.minimum_degree.tolist() == [DegreeLevel.objects.get(code="bachelor").rank]
    accepted = {
        index.disciplines[pk]
        for pk in Discipline.objects.filter(label_en="Biotechnology").values_list("pk", flat=True)
    }
    assert accepted & set(columns.disciplines.values.tolist())


@pytest.mark.parametrize("degree", ["doctor", "博士", "PhD", "Doctorate", "博士及以上"])
def test_a_given_degree_wins_over_the_one_that_is_read(reader, degree):
    columns = columns_of(reader, opening("要求本科及以上学历", degree=degree))

    assert columns.minimum_degree.tolist() == [DegreeLevel.objects.get(code="doctor").rank]


def test_what_is_not_stated_is_not_stated_to_the_engine(reader):
    columns = columns_of(reader, opening("负责日常工作"))

    assert columns.place.tolist() == [-1]
    assert columns.minimum_degree.tolist() == [0]
    assert columns.disciplines.lengths.tolist() == [0]
    assert columns.latest_start.tolist() == [-1]
    assert columns.kind.tolist() == [OpeningKind.values.index(OpeningKind.JOB)]
    assert columns.pay.tolist() == columns.channel.tolist() == [-1]
    assert columns.headcount.tolist() == [1]


def test_a_certificate_that_must_be_held_is_a_gate_and_no_requirement(reader):
    columns = columns_of(reader, opening("任职要求：\n必须持有执业药师资格证；\n必须掌握HPLC。"))

    index = load_vocabulary_index()
    gates = [index.labelled[skill].kind for skill in columns.certificates.values]
    asked = [index.labelled[skill].kind for skill in columns.requirements.skill]
    assert gates == ["certificate"]
    assert "certificate" not in asked


def test_a_given_degree_that_nobody_understands_is_told_and_left_out(vocabulary):
    remarks = Remarks()
    reader = OpeningReader(Names.load(), remarks)

    posting = reader.read(opening("要求本科及以上学历", degree="wizard"))

    assert posting.demands.degree_id == DegreeLevel.objects.get(code="bachelor").pk
    assert remarks.counts == {"degree": 1}
    assert remarks.examples == {"degree": "wizard"}


def test_a_title_of_many_lines_and_letters_is_shortened_and_a_broken_text_refused(reader):
    assert reader.read(opening("", title="质量\n" * 300)).title.startswith("质量 质量")

    with pytest.raises(RowError):
        reader.read(opening("字" * 60_000))


def test_no_openings_are_columns_too(reader):
    assert len(columns_of(reader)) == 0
