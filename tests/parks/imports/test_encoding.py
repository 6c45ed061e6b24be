import pytest

from parks.imports.encoding import encoding_of
from parks.imports.errors import ImportFileError

CHINESE = "职位名称,公司\n细胞治疗研究员,北京合生基因科技有限公司\n"


@pytest.mark.parametrize(
    ("written", "codec"),
    [
        ("utf-8", "utf-8-sig"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16"),
    ],
)
def test_chinese_text_is_read_back_in_every_encoding_we_know(written, codec):
    data = CHINESE.encode(written)

    assert encoding_of(data) == codec
    assert data.decode(encoding_of(data)) == CHINESE


def test_plain_ascii_is_utf_8():
    assert encoding_of(b"title,company\n") == "utf-8-sig"


def test_an_old_gb_2312_file_is_read_as_its_successor():
    assert encoding_of(CHINESE.encode("gb2312")) == "gb18030"


def test_one_damaged_byte_does_not_turn_utf_8_into_another_encoding():
    data = CHINESE.encode("utf-8") * 5 + b"\xff"

    assert encoding_of(data) == "utf-8-sig"


@pytest.mark.parametrize(
    "data",
    [
        "Zürich,Größe,Überprüfung,Fähigkeiten,Straße".encode("cp1252"),
        "Ingénieur qualité à Orléans, expérimenté".encode("latin-1"),
        "職位名稱,公司名稱,工作地點,學歷要求,薪資待遇".encode("big5"),
        bytes(range(128, 256)) * 20,
    ],
    ids=["western", "french", "big5", "binary"],
)
def test_another_encoding_is_refused_and_not_turned_into_false_chinese(data):
    with pytest.raises(ImportFileError, match="cannot be made out"):
        encoding_of(data)


def test_a_byte_order_mark_that_lies_is_refused():
    with pytest.raises(ImportFileError, match="cannot be made out"):
        encoding_of(b"\xff\xfe" + b"a")
