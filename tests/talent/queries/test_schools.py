"""Schools and what they teach, by the names that people write."""

import pytest

from talent.queries.schools import (
    MOST,
    programme_among,
    programmes_called,
    search_programmes,
    search_universities,
    universities_called,
)
from tests.factories.parks import MembershipFactory, VerificationFactory
from tests.factories.talent import StudyProgrammeFactory, UniversityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def soochow():
    return UniversityFactory(name_en="Soochow University", name_zh="苏州大学")


@pytest.mark.parametrize(
    "name", ["苏州大学", "Soochow University", "SOOCHOW university", " 苏州大学 "]
)
def test_a_university_is_known_by_either_name(name, soochow):
    assert universities_called([name]) == {name: soochow}


@pytest.mark.parametrize("name", ["", " ", "Soochow", "苏州", "%", "'; --"])
def test_a_part_of_a_name_or_none_is_no_university(name, soochow):
    assert universities_called([name]) == {}


def test_several_names_are_looked_up_at_once(soochow, django_assert_num_queries):
    fudan = UniversityFactory(name_en="Fudan")

    with django_assert_num_queries(1):
        found = universities_called(["fudan", "苏州大学", "nobody"])

    assert found == {"fudan": fudan, "苏州大学": soochow}


def test_a_search_finds_parts_of_names_and_at_most_ten():
    UniversityFactory.create_batch(MOST + 2, name_zh="某某大学")

    assert len(search_universities("某大")) == MOST
    assert list(search_universities("没有")) == []
    assert list(search_universities("  ")) == []


@pytest.mark.parametrize("words", ["%", "_", "\\"])
def test_signs_of_patterns_are_only_signs(words, soochow):
    assert list(search_universities(words)) == []


def test_a_university_that_claims_itself_unverified_is_not_suggested(soochow):
    claimed = UniversityFactory(name_zh="苏州大学（假）")
    MembershipFactory(organisation=claimed)
    verified = UniversityFactory(name_zh="苏州大学应用学院")
    VerificationFactory(organisation=verified)
    MembershipFactory(organisation=verified)

    assert list(search_universities("苏州")) == [soochow, verified]


def test_programmes_are_those_of_the_school(soochow):
    here = StudyProgrammeFactory(university=soochow, name_en="Pharmacy", name_zh="药学")
    StudyProgrammeFactory(name_en="Pharmacy")

    assert list(search_programmes("苏州大学", "")) == [here]
    assert list(search_programmes("soochow university", "药")) == [here]
    assert list(search_programmes("soochow university", "law")) == []
    assert list(search_programmes("nowhere", "药")) == []


def test_a_programme_is_told_by_school_name_and_degree(soochow):
    bachelor, master = (
        StudyProgrammeFactory(university=soochow, name_en="Pharmacy", name_zh="药学")
        for _degree in range(2)
    )
    other = StudyProgrammeFactory(name_en="Pharmacy")
    rows = programmes_called([soochow], ["PHARMACY", "药学"])

    assert rows == [bachelor, master]
    assert programme_among(rows, soochow, "药学", master.degree_id) == master
    assert programme_among(rows, soochow, "pharmacy ", None) is None
    assert programme_among(rows, soochow, "药学", other.degree_id) is None
    assert programme_among(rows, other.university, "药学", None) is None
    assert programme_among(rows, None, "药学", None) is None


def test_a_name_that_one_programme_has_needs_no_degree(soochow):
    only = StudyProgrammeFactory(university=soochow, name_en="Pharmacy")

    assert programme_among([only], soochow, "Pharmacy", None) == only
    assert programme_among([only], soochow, "", None) is None


@pytest.mark.parametrize(("schools", "names"), [(0, ["x"]), (1, []), (1, [" "])])
def test_nothing_asked_costs_no_query(schools, names, soochow, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert programmes_called([soochow][:schools], names) == []
