"""JSON Resume: the same fields, a readable text behind them, and faults named by their place."""

import json

import pytest

from parks.vocabulary.matcher import Matcher, Term
from talent.cv.errors import InvalidResumeError
from talent.cv.json_resume import read_resume
from talent.cv.values import CvFields, PartialDate
from tests.talent.cv import builders

FULL = {
    "$schema": "https://example.org/schema.json",
    "basics": {
        "name": "王小明",
        "label": "细胞培养工程师",
        "email": "a@example.org",
        "phone": "13800001234",
        "summary": "五年经验。\n熟悉GMP。",
        "location": {"city": "上海", "region": "上海", "countryCode": "CN"},
        "profiles": [{"network": "x"}],
    },
    "work": [
        {
            "name": "示例生物技术有限公司",
            "position": "工程师",
            "startDate": "2023-07",
            "summary": "负责细胞培养。",
            "highlights": ["精通HPLC", "带教新人"],
        },
        {"name": "Sample Pharma", "startDate": "2022-01-15", "endDate": "2023-06-30"},
    ],
    "education": [
        {
            "institution": "中国药科大学",
            "area": "生物制药",
            "studyType": "硕士",
            "startDate": "2019",
            "endDate": "2022-06",
            "courses": ["药学"],
        },
        {
            "institution": "Example College",
            "studyType": "Bachelor of Pharmacy",
            "endDate": "2019-06",
        },
        {"institution": "Training Centre", "studyType": "Residency"},
    ],
    "skills": [{"name": "ELISA", "level": "Expert", "keywords": ["PCR"]}],
    "languages": [
        {"language": "English", "fluency": "Native speaker"},
        {"language": "Klingon", "fluency": "Fluent"},
    ],
    "certificates": [{"name": "执业药师证", "issuer": "x"}, {"date": "2020"}],
    "projects": [
        {"name": "平台", "description": "无血清工艺", "highlights": ["aseptic technique"]}
    ],
    "awards": [{"title": "anything"}],
}


def read(document: object) -> CvFields:
    source = document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)
    return read_resume(source, skills=builders.SKILLS, disciplines=builders.DISCIPLINES)


def test_every_part_of_a_resume_becomes_a_field():
    found = read(FULL)

    assert (found.name.value, found.email.value, found.phone.value) == (
        "王小明",
        "a@example.org",
        "13800001234",
    )
    assert [
        (one.school.value, one.degree and one.degree.value, one.discipline and one.discipline.value)
        for one in found.educations
    ] == [
        ("中国药科大学", "master", "生物制药"),
        ("Example College", "bachelor", None),
        ("Training Centre", None, None),
    ]
    codes = [one.discipline_code and one.discipline_code.value for one in found.educations]
    assert codes == ["0710", "1007", None]
    assert (found.highest_degree.value, found.graduated_on.value) == ("master", (2022, 6))
    assert [one.value for one in found.certificates] == ["执业药师证"]
    assert [(one.code.value, one.level.value) for one in found.languages] == [
        ("en", "Native speaker")
    ]
    assert {one.payload.value: one.level for one in found.skills} == {
        "gmp": 2,
        "cell-culture": 2,
        "hplc": 4,
        "pharmacy": 1,
        "elisa": 4,
        "pcr": None,
        "aseptic": 2,
    }


def test_posts_keep_their_periods_and_their_text():
    first, second = read(FULL).experiences

    assert (first.title.value, first.organisation.value) == ("工程师", "示例生物技术有限公司")
    assert (first.period.start.value, first.period.ongoing) == (PartialDate(2023, 7), True)
    assert first.text.value == "负责细胞培养。\n• 精通HPLC\n• 带教新人"
    assert (second.title, second.organisation.value) == (None, "Sample Pharma")
    assert second.period.end.value == PartialDate(2023, 6)
    assert second.text.value == ""


def test_the_text_is_readable_and_every_span_points_into_it():
    found = read(FULL)

    lines = found.text.splitlines()
    assert lines[:4] == ["王小明", "细胞培养工程师", "a@example.org", "13800001234"]
    assert "工程师, 示例生物技术有限公司  2023-07 – Present" in lines
    assert "硕士 生物制药, 中国药科大学  2019 – 2022-06" in lines
    assert "ELISA (Expert)" in lines
    spans = [found.name, found.email, *found.certificates]
    spans += [one.school for one in found.educations]
    spans += [one.organisation for one in found.experiences]
    assert all(found.text[one.start : one.end] == one.value for one in spans)


def test_absent_empty_and_null_parts_are_unknown():
    found = read({"basics": {"name": " ", "email": None}, "work": None, "education": []})

    assert found == CvFields(text="")


@pytest.mark.parametrize(("date", "value"), [("2019", (2019, None)), ("2019-09-01", (2019, 9))])
def test_dates_of_every_allowed_length_are_read(date, value):
    found = read({"work": [{"name": "x", "startDate": date}]})

    assert tuple(found.experiences[0].period.start.value) == value


def test_a_blank_date_is_no_date():
    found = read({"work": [{"name": "x", "startDate": "", "endDate": " "}]})

    assert found.experiences[0].period.start is None
    assert not found.experiences[0].period.ongoing


FAULTS = [
    ({"basics": []}, "basics", "a group of fields in { } is expected"),
    ({"basics": {"name": 7}}, "basics.name", "a text in quotes is expected"),
    ({"basics": {"location": "Boston"}}, "basics.location", "a group of fields in { } is expected"),
    ({"work": {}}, "work", "a list in [ ] is expected"),
    ({"work": ["x"]}, "work[0]", "a group of fields in { } is expected"),
    ({"work": [{}, {"highlights": "x"}]}, "work[1].highlights", "a list in [ ] is expected"),
    ({"work": [{"highlights": ["a", 1]}]}, "work[0].highlights[1]", "a text in quotes is expected"),
    ({"work": [{"startDate": "07/2023"}]}, "work[0].startDate", "a date such as 2023-06"),
    ({"work": [{"endDate": "2023-13"}]}, "work[0].endDate", "a date such as 2023-06"),
    ({"work": [{"endDate": 2023}]}, "work[0].endDate", "a text in quotes is expected"),
    ({"education": [{"studyType": ["BSc"]}]}, "education[0].studyType", "a text in quotes"),
    ({"education": [{}] * 31}, "education", "longer than any CV needs"),
    ({"skills": [{"keywords": {}}]}, "skills[0].keywords", "a list in [ ] is expected"),
    ([], "$", "a group of fields in { } is expected"),
    ("text", "line 1 column 2", "this is not JSON"),
    ("{", "line 1 column 1", "this is not JSON"),
    ('{"basics": {"name": "x"},\n}', "line 2 column 1", "this is not JSON"),
    ("[" * 5000, "line 1 column", "this is not JSON"),
    ({}, "$", "none of the parts of a JSON Resume is there"),
    ({"openapi": "3.1"}, "$", "none of the parts of a JSON Resume is there"),
]


@pytest.mark.parametrize(("document", "path", "problem"), FAULTS)
def test_a_fault_is_named_by_its_place_in_the_document(document, path, problem):
    with pytest.raises(InvalidResumeError) as refusal:
        read(document)

    assert str(refusal.value).startswith(f"This JSON Resume cannot be used at “{path}")
    assert problem in str(refusal.value)


def test_signs_that_stand_for_others_become_plain_in_a_resume_too():
    found = read({"basics": {"name": "⽣物\u200b", "summary": "⼤学"}})

    assert found.text == "生物\n大学\n"
    assert found.name.value == "生物"


REGIONS = Matcher([Term("310000", "上海"), Term("320500", "Suzhou"), Term("320000", "Jiangsu")])


@pytest.mark.parametrize(
    ("location", "home"),
    [
        ({"city": "上海", "region": "上海"}, "310000"),
        ({"city": "Suzhou", "region": "Jiangsu"}, "320500"),
        ({"city": "Springfield"}, None),
        (None, None),
    ],
)
def test_the_home_is_the_smallest_known_place_of_the_address(location, home):
    basics = {"name": "A", "location": location, "summary": "Born in 上海"}
    source = json.dumps({"basics": basics}, ensure_ascii=False)

    found = read_resume(
        source, skills=builders.SKILLS, disciplines=builders.DISCIPLINES, regions=REGIONS
    )

    assert (found.places.home and found.places.home.value) == home
    assert found.places.wanted == ()


@pytest.mark.parametrize(
    ("position", "is_internship"),
    [("Summer Intern", True), ("研发实习生", True), ("Chemist", False)],
)
def test_a_post_called_so_is_an_internship(position, is_internship):
    (post,) = read({"work": [{"position": position, "startDate": "2020-01"}]}).experiences

    assert post.is_internship is is_internship


def test_the_length_of_experience_is_read_from_the_summary():
    found = read({"basics": {"summary": "Chemist with 5 years of experience."}})

    assert found.stated_experience.value == 60


def test_a_headline_an_introduction_and_wishes_are_read():
    found = read({"basics": {"label": "Analyst", "summary": "Seeking an internship.\nQuick."}})

    assert (found.headline.value, found.summary.value) == (
        "Analyst",
        "Seeking an internship.\nQuick.",
    )
    assert [one.value for one in found.kinds] == ["internship"]


def test_items_are_named_whole_with_the_level_they_state():
    found = read(
        {
            "skills": [{"name": "ELISA", "level": "Expert", "keywords": ["Flow cytometry"]}],
            "languages": [{"language": "Klingon", "fluency": "Native"}, {"language": "English"}],
            "certificates": [{"name": "GCP", "level": "了解"}],
        }
    )

    assert [(one.name.value, one.level) for one in found.named_skills] == [
        ("ELISA", 4),
        ("Flow cytometry", None),
        ("Klingon", 4),
        ("English", None),
        ("GCP", 1),
    ]
    for one in found.named_skills:
        assert found.text[one.name.start : one.name.end] == one.name.value


def test_a_code_of_a_degree_outdoes_its_words_where_it_is_known():
    kinds = [("Magister", "master"), ("PhD", "archmage"), ("Etwas", None)]
    studies = [{"studyType": words, "degreeCode": code} for words, code in kinds]

    found = read({"education": studies})

    assert [one.degree and one.degree.value for one in found.educations] == [
        "master",
        "doctor",
        None,
    ]


def test_only_a_file_of_this_portal_brings_facts_of_its_own():
    strangers = read({"basics": {"name": "A"}, "meta": {"version": "v1.0.0"}})
    ours = read({"meta": {"talentPortal": {"wantedKinds": ["job"], "availableFrom": "2026-07-01"}}})

    assert strangers.own is None
    assert (ours.own.kinds, ours.own.available_from.isoformat()) == (("job",), "2026-07-01")


@pytest.mark.parametrize(
    "document",
    [
        {"meta": []},
        {"meta": {"talentPortal": "x"}},
        {"meta": {"talentPortal": {"wantedKinds": "job"}}},
        {"meta": {"talentPortal": {"wantedPlaces": [1]}}},
        {"meta": {"talentPortal": {"anywhere": "yes"}}},
        {"meta": {"talentPortal": {"availableFrom": "tomorrow"}}},
        {"skills": [{"name": "x"}] * 501},
        {"languages": [{"language": "x"}] * 201},
        {"skills": [{"keywords": ["x"] * 201}]},
        {"work": [{"highlights": "x"}]},
        {"education": {"0": {}}},
        {"basics": None, "work": [None]},
    ],
)
def test_a_part_of_another_shape_or_beyond_measure_is_refused(document):
    with pytest.raises(InvalidResumeError):
        read(document)


@pytest.mark.parametrize(
    "source",
    [
        "[" * 100_000,
        '{"work":' * 5_000 + "1" + "}" * 5_000,
        '{"basics": {"name": "\\ud800"}}',
        '{"basics": {"name": ' + "9" * 50_000 + "}}",
        "{}",
        "null",
        '{"__proto__": {"x": 1}}',
        '{"basics": NaN}',
    ],
)
def test_a_hostile_file_is_refused_in_words(source):
    with pytest.raises(InvalidResumeError):
        read(source)


@pytest.mark.parametrize("words", ["\u0000", "\u202e\u2066", "🎉", "<script>", "a" * 10_000])
def test_hostile_words_are_only_words(words):
    found = read({"basics": {"name": f"A{words}", "summary": words}, "skills": [{"name": words}]})

    assert found.name.value.startswith("A")
    assert "\x00" not in found.text
