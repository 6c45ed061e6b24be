"""The real CVs of REAL_INPUT_DIR: what a careful reader finds in each, this must find as well."""

import csv
from pathlib import Path

import pytest

from parks.vocabulary.folding import fold_term
from parks.vocabulary.matcher import Matcher, Term
from talent.cv.documents import read_document
from talent.cv.files import read_cv
from talent.cv.sections import SectionKind, split_sections
from talent.cv.values import CvFields

pytestmark = pytest.mark.real_input

# Written down while reading the CVs: highest degree, when it ended, its subject, number of posts.
READ_BY_A_PERSON = {
    "en_deidentified/batch-record-coordinator": ("bachelor", (1999, 8), "Chemistry", 9),
    "en_deidentified/business-development-lifescience": ("bachelor", (2014, None), "Chemistry", 7),
    "en_deidentified/clinical-research-coordinator-qa": ("bachelor", None, "Management", 5),
    "en_deidentified/clinical-study-coordinator": (
        "master",
        (2020, 6),
        "Clinical Exercise Physiology",
        10,
    ),
    "en_deidentified/field-application-specialist": ("bachelor", (2013, None), None, 4),
    "en_deidentified/instrument-technician": (
        "bachelor",
        (2016, None),
        "Electrical Engineering",
        3,
    ),
    "en_deidentified/logistics-microbiology": (
        "bachelor",
        (2018, None),
        "Healthcare Management",
        4,
    ),
    "en_deidentified/microbiologist-aseptic": ("bachelor", (2013, 5), "Microbiology", 6),
    "en_deidentified/pharmacy-technician": (None, None, None, 6),
    "en_deidentified/process-technician-oral": (
        "bachelor",
        (2005, None),
        "Petrochemical and Natural Gas Engineering",
        4,
    ),
    "en_deidentified/qa-associate-formulation": ("master", (2020, None), "Chemistry", 6),
    "en_deidentified/research-associate-bioprocess": ("master", (2017, 8), "Bio Technology", 4),
    "en_deidentified/research-scientist-ivd": ("master", (2020, None), "Biotechnology", 4),
    "en_fictional/medical-assistant": ("college", (2017, 5), "Medical Assisting", 2),
    "en_fictional/pharmacist": ("doctor", (2014, 5), "Pharmacy", 2),
    "en_fictional/radiologic-technologist": (
        "college",
        (2015, 5),
        "Radiologic Technology",
        2,
    ),
    "en_fictional/research-scientist": ("doctor", (2016, 5), "Molecular Biology", 1),
}
TWINS = [
    "en_deidentified/clinical-study-coordinator",
    "en_deidentified/process-technician-oral",
    "en_deidentified/qa-associate-formulation",
    "en_deidentified/research-scientist-ivd",
    "en_fictional/medical-assistant",
    "en_fictional/pharmacist",
    "en_fictional/radiologic-technologist",
    "en_fictional/research-scientist",
]
RESUMES = [stem for stem in TWINS if stem.startswith("en_fictional/")]


@pytest.fixture(scope="session")
def skills(real_input) -> Matcher:
    return matcher_of(
        (words, row["id"])
        for row in rows(real_input / "skills.csv")
        for column in ("label_en", "label_zh", "aliases_en", "aliases_zh")
        for words in row[column].split("|")
    )


@pytest.fixture(scope="session")
def disciplines(real_input) -> Matcher:
    undergraduate = rows(real_input / "majors_undergraduate_biopharma.csv")
    return matcher_of(
        (row[column], row["code"]) for row in undergraduate for column in ("name_zh", "name_en")
    )


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def matcher_of(pairs) -> Matcher:
    terms: dict[str, Term] = {}
    for words, payload in pairs:
        folded = fold_term(words)
        if folded:
            terms.setdefault(folded, Term(payload, words))
    return Matcher(terms.values())


@pytest.fixture
def read(real_input, skills, disciplines):
    def read_one(name: str) -> CvFields:
        path = real_input / "cvs" / name
        return read_document(path.read_bytes(), path.name, skills=skills, disciplines=disciplines)

    return read_one


@pytest.mark.parametrize("stem", READ_BY_A_PERSON)
def test_a_real_cv_is_read_as_a_person_reads_it(read, stem):
    degree, graduated_on, subject, posts = READ_BY_A_PERSON[stem]

    found = read(f"{stem}.txt")

    top = [one for one in found.educations if one.degree and one.degree.value == degree]
    assert (found.highest_degree and found.highest_degree.value) == degree
    assert (found.graduated_on and tuple(found.graduated_on.value)) == graduated_on
    assert (top[0].discipline.value if top and top[0].discipline else None) == subject
    assert len(found.experiences) == posts


@pytest.mark.parametrize("stem", TWINS)
@pytest.mark.parametrize("extension", ["pdf", "docx"])
def test_a_pdf_or_docx_says_what_its_text_twin_says(read, stem, extension):
    found, twin = read(f"{stem}.{extension}"), read(f"{stem}.txt")

    assert facts(found) == facts(twin)
    assert {one.payload.value for one in found.skills} == {one.payload.value for one in twin.skills}


@pytest.mark.parametrize("stem", RESUMES)
def test_a_json_resume_says_what_its_text_twin_says(read, stem):
    found, twin = read(f"{stem}.json"), read(f"{stem}.txt")

    assert facts(found) == facts(twin)
    assert {one.payload.value for one in found.skills} == {one.payload.value for one in twin.skills}


def facts(found: CvFields) -> tuple:
    """Return what was recognised, without places; studies without a degree are left out."""
    return (
        found.name and found.name.value,
        found.email and found.email.value,
        [
            (
                one.school and one.school.value,
                one.degree.value,
                one.discipline and one.discipline.value,
                one.discipline_code and one.discipline_code.value,
                one.period.end and one.period.end.value,
            )
            for one in found.educations
            if one.degree
        ],
        [
            (one.title and one.title.value, one.organisation and one.organisation.value)
            for one in found.experiences
        ],
        [(one.code.value, one.level and one.level.value) for one in found.languages],
        [one.value for one in found.certificates],
    )


def test_a_name_is_found_where_there_is_one_and_nowhere_else(read):
    names = {stem: read(f"{stem}.txt").name for stem in READ_BY_A_PERSON}

    assert {stem: name.value for stem, name in names.items() if name} == {
        "en_fictional/medical-assistant": "Jasmine Rivera",
        "en_fictional/pharmacist": "Dr. Ryan O'Connell",
        "en_fictional/radiologic-technologist": "Brandon Lee",
        "en_fictional/research-scientist": "Dr. Emily Dawson",
    }


def test_every_post_that_names_its_title_has_it(read):
    posts = [post for stem in READ_BY_A_PERSON for post in read(f"{stem}.txt").experiences]

    untitled = [post for post in posts if post.title is None]

    # Two real headings hold nothing but a period: "January 2013 to Current", "11/2018 to 12/2020".
    assert [post.period.start.value for post in untitled] == [(2013, 1), (2018, 11)]


def test_posts_of_the_named_employers_are_found(read):
    found = read("en_fictional/pharmacist.txt")

    assert [(one.title.value, one.organisation.value) for one in found.experiences] == [
        ("Clinical Pharmacist, MTM Lead", "PharmaHub NY"),
        ("Staff Pharmacist", "NYC Health + Hospitals"),
    ]


def test_each_real_cv_claims_some_skills(read):
    counts = {stem: len(read(f"{stem}.txt").skills) for stem in READ_BY_A_PERSON}

    assert min(counts.values()) >= 3
    assert counts["en_deidentified/research-associate-bioprocess"] >= 25


def test_levels_are_those_the_cv_states(read):
    found = read("en_deidentified/microbiologist-aseptic.txt")

    levels = {found.text[one.payload.start : one.payload.end]: one.level for one in found.skills}
    assert levels["PCR"] == 3  # "Proficient in PCR"
    assert levels["genotyping"] == 3  # "Skilled in genotyping"
    assert levels["design control"] == 4  # "Expert in design control"
    assert levels["LIMS"] is None  # in a list, without a word on the level


def test_the_two_columns_of_a_real_layout_are_not_mixed(real_input, read):
    path = real_input / "cvs" / "layouts" / "two-column.pdf"
    text = read_cv(path.read_bytes(), path.name).text

    kinds = [section.kind for section in split_sections(text)]
    experience = text[text.index("EXPERIENCE") : text.index("PROJECTS")]
    side = text[text.index("EDUCATION") :]

    assert kinds == [
        SectionKind.HEADER,
        SectionKind.SUMMARY,
        SectionKind.EXPERIENCE,
        SectionKind.PROJECTS,
        SectionKind.EDUCATION,
        SectionKind.SKILLS,
        SectionKind.OTHER,
    ]
    assert "PostgreSQL" in side
    assert "Kubernetes" not in experience
    assert "UC Berkeley" not in experience
    assert "native infrastructure. Proficient in Go" in text


@pytest.mark.parametrize("layout", ["single-column", "two-column"])
def test_both_layouts_of_one_cv_say_the_same(read, layout):
    found = read(f"layouts/{layout}.pdf")

    assert (found.name.value, found.email.value) == ("JOHN DOE", "john.doe@email.com")
    assert [(one.school.value, one.degree.value) for one in found.educations] == [
        ("UC Berkeley", "bachelor")
    ]
    assert [one.title.value for one in found.experiences] == [
        "Senior Software Engineer",
        "Software Engineer",
        "Software Engineer",
    ]


def test_the_sample_of_the_standard_is_read(read):
    found = read("en_fictional/jsonresume-sample.json")

    assert (found.name.value, found.phone.value) == ("Richard Hendriks", "(912) 555-4321")
    assert (found.highest_degree.value, found.graduated_on.value) == ("bachelor", (2014, 1))
    assert found.experiences[0].organisation.value == "Pied Piper"


def test_what_former_employers_do_is_not_claimed(read):
    found = read("en_deidentified/business-development-lifescience.txt")

    words = {found.text[one.payload.start : one.payload.end] for one in found.skills}

    assert words.isdisjoint(
        {"GMP", "medical device", "biopharmaceutical", "biotechnology", "Quality Control testing"}
    )


def test_what_was_done_in_a_post_is_familiar(read):
    found = read("en_deidentified/batch-record-coordinator.txt")

    levels = {found.text[one.payload.start : one.payload.end]: one.level for one in found.skills}
    assert levels["Gas Chromatography"] == 2  # "Experience using Gas Chromatography"
    assert levels["Microsoft Office"] is None  # in a list, without a word on the level


def test_internships_of_the_real_cvs_are_known_as_such(read):
    posts = read("en_deidentified/research-scientist-ivd.txt").experiences

    assert [post.is_internship for post in posts] == [False, True, False, True]
