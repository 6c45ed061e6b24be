"""From the bytes of a file to what it says, in one step."""

import pytest

from talent.cv.documents import read_document
from talent.cv.errors import CvError, InvalidResumeError, WronglyNamedCvError
from talent.cv.values import CvFields
from tests.talent.cv import builders


def read(data: bytes, filename: str) -> CvFields:
    return read_document(data, filename, skills=builders.SKILLS, disciplines=builders.DISCIPLINES)


FILES = [
    ("王小明-简历.pdf", lambda: builders.pdf(builders.CHINESE_CV)),
    ("王小明-简历.docx", lambda: builders.docx(builders.CHINESE_CV)),
    ("王小明-简历.txt", lambda: builders.CHINESE_CV.encode("gbk")),
    (
        "王小明-简历.json",
        lambda: builders.json_resume(
            basics={"name": "王小明", "email": "xiaoming.wang@example.org"},
            education=[
                {
                    "institution": "中国药科大学",
                    "area": "生物制药",
                    "studyType": "本科",
                    "endDate": "2023-06",
                }
            ],
            work=[{"name": "x", "summary": "熟练掌握细胞培养；熟悉ELISA；了解GMP。"}],
        ),
    ),
]


@pytest.mark.parametrize(("filename", "build"), FILES, ids=[name for name, _build in FILES])
def test_every_kind_of_file_says_the_same(filename, build):
    found = read(build(), filename)

    (study,) = found.educations
    assert (found.name.value, found.email.value) == ("王小明", "xiaoming.wang@example.org")
    assert (study.school.value, study.discipline_code.value) == ("中国药科大学", "0710")
    assert (found.highest_degree.value, found.graduated_on.value) == ("bachelor", (2023, 6))
    assert {one.payload.value: one.level for one in found.skills} == {
        "cell-culture": 3,
        "elisa": 2,
        "gmp": 1,
    }


REFUSALS = [
    (b'{"basics": 3}', "cv.json", InvalidResumeError),
    (b'{"basics": {"name": "x"}', "cv.json", InvalidResumeError),
    (b"[1, 2]", "cv.json", InvalidResumeError),
    (b"just words", "cv.json", InvalidResumeError),
    (b'{"basics": {"name": "x"}}', "cv.txt", WronglyNamedCvError),
]


@pytest.mark.parametrize(("data", "filename", "error"), REFUSALS)
def test_what_cannot_be_read_is_refused_with_one_kind_of_error(data, filename, error):
    with pytest.raises(CvError) as refusal:
        read(data, filename)

    assert type(refusal.value) is error


def test_a_resume_without_an_ending_is_known_by_its_content():
    found = read(b'{"basics": {"name": "Alice Example"}}', "resume")

    assert found.name.value == "Alice Example"
