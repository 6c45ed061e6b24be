"""Text files of every encoding that Chinese and Western programs save."""

import pytest

from talent.cv.encoding import decode
from talent.cv.errors import UnknownEncodingCvError
from tests.talent.cv import builders

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gbk", "gb18030", "gb2312"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_chinese_cv_reads_the_same_in_every_encoding(encoding):
    data = builders.CHINESE_CV.encode(encoding)

    text = decode(data)

    assert text == builders.CHINESE_CV


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_an_english_cv_with_accents_reads_the_same_in_every_encoding(encoding):
    text = "Résumé – Zoë Müller\nCafé manager, 2019 – 2023, “Au Béarn”, 5 µl pipettes\n"

    decoded = decode(text.encode(encoding))

    assert decoded == text


@pytest.mark.parametrize(
    "line",
    [
        "姓名：王珺　民族：满族　学历：硕士研究生",
        "喆媛生物制药技术员，熟悉细胞培养",
        "2019.09-2023.06 暨南大学 药学",
        "李镕，GMP车间操作工",
    ],
)
def test_rare_characters_of_names_do_not_spoil_a_gb18030_text(line):
    data = (line + "\n教育背景：中国药科大学，本科，生物制药专业").encode("gb18030")

    text = decode(data)

    assert text.startswith(line)


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe\x00\xd8\x00\xd8",
        b"abc\x01\x02\x03\x04def",
        bytes(range(128, 256)),
        b"\xef\xbb\xbf\xff\xff",
        b"\x00\x00\x00\x00",
    ],
    ids=["half a pair", "controls", "all high bytes", "false mark", "zeros"],
)
def test_what_is_no_text_in_any_encoding_is_refused(data):
    with pytest.raises(UnknownEncodingCvError):
        decode(data)


def test_the_same_bytes_give_the_same_text_alone_and_in_a_longer_file():
    line = "熟悉细胞培养\n".encode("gbk")

    assert decode(line * 50) == decode(line) * 50
