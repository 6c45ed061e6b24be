import pytest

from companies.postings.english_degrees import degree_in_english


@pytest.mark.parametrize(
    ("text", "degree"),
    [
        ("Bachelor's degree required", "bachelor"),
        ("Bachelor’s degree in Biology, Molecular Biology, or related field.", "bachelor"),
        ("Bachelors in healthcare, life sciences or pharmacy is required.", "bachelor"),
        ("BS/BA degree in Medical Technology", "bachelor"),
        ("Minimum Bachelor’s degree in a life science-related field", "bachelor"),
        ("University degree required", "bachelor"),
        ("A degree in Pharmacy, eligible to act as Responsible Pharmacist", "bachelor"),
        ("Educated to BSc degree level in a Science Discipline", "bachelor"),
        ("Master's degree and a minimum of 8 years of industry experience is required.", "master"),
        ("MSc or PhD in chemistry or pharmaceutical sciences;", "master"),
        ("Masters in Pharmacy (MPharm) or equivalent", "master"),
        ("Advanced degree (MS, PhD) in Life Sciences", "master"),
        ("Ph.D. in computational chemistry, bioinformatics or a related discipline", "doctor"),
        ("Requires a PhD and 0-2 years of previous professional experience;", "doctor"),
        ("PharmD required", "doctor"),
        ("Associate's Degree in biological science", "college"),
        ("Two year degree in laboratory technology", "college"),
    ],
)
def test_an_english_text_asks_for_a_degree(text, degree):
    assert degree_in_english(text) == degree


@pytest.mark.parametrize(
    ("text", "degree"),
    [
        ("BS or MS in Biochemistry; Requires a BS and 5 years, or a Master's degree", "bachelor"),
        ("PhD in Genetics with 2 years\nBS in Genetics with 7 years", "bachelor"),
        ("Associates or Bachelor's degree in Medical Technology", "college"),
        ("Ph.D. in X or a BSc/MSc degree with significant industry background", "bachelor"),
    ],
)
def test_of_several_ways_in_the_lowest_counts(text, degree):
    assert degree_in_english(text) == degree


@pytest.mark.parametrize(
    ("text", "degree"),
    [
        ("Bachelor’s degree in Life Sciences required; Master’s degree preferred.", "bachelor"),
        ("PhD preferred", ""),
        ("MS degree preferred", ""),
        ("MBA or PhD is a plus", ""),
        ("Desirable: PhD in Pharmacometrics", ""),
        ("A Bachelor's degree in Science is nice to have, but not required.", ""),
        ("BS/BA degree (preferred)", ""),
        ("Bachelor's degree in Chemistry (biochemistry preferred) required", "bachelor"),
    ],
)
def test_what_is_preferred_is_not_asked_for(text, degree):
    assert degree_in_english(text) == degree


@pytest.mark.parametrize(
    "text",
    [
        "Bachelor’s degree or equivalent experience",
        "Bachelor's degree in Computer Science or equivalent practical experience;",
        "PhD or equivalent industry experience in protein engineering",
        "Master’s degree (or equivalent industry experience) in Pharmacy",
        "Bachelor's degree or the combination of education and business experience required.",
    ],
)
def test_a_degree_that_experience_replaces_closes_nobody_out(text):
    assert degree_in_english(text) == ""


def test_a_related_field_is_no_replacement_by_experience():
    text = "Bachelors degree in genetics or a related field A minimum of 2-5 years of experience"

    assert degree_in_english(text) == "bachelor"


@pytest.mark.parametrize(
    "text",
    [
        "Current PhD candidate in Biochemistry, Biophysics or a related field.",
        "Currently enrolled in a Bachelor's degree program",
        "pursuing a degree in an engineering discipline",
        "A fantastic opportunity for recent PhD graduates",
    ],
)
def test_a_student_does_not_hold_the_degree_yet(text):
    assert degree_in_english(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "High School Diploma or GED required.",
        "No college degree necessary but some skills in coding required.",
        "works with a high degree of accuracy",
        "maintain the Trial Master File (TMF)",
        "prepare the master data and master batch records",
        "Master the RAC platform: learn to operate automation cells.",
        "LC-MS/MS experience required; GC/MS is used daily",
        "Proficient in MS Office (Word, Excel)",
        "masters the country requirements",
        "",
    ],
)
def test_words_that_only_look_like_a_degree_do_not_count(text):
    assert degree_in_english(text) == ""


def test_points_in_an_abbreviation_end_no_sentence():
    assert degree_in_english("Minimum of B.S. in Biology. Ph.D. preferred.") == "bachelor"
