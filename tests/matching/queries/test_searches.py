import pytest
from django.utils import translation

from matching.queries.searches import name_for, read_saved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "All openings"),
        ("sort=date&page=2", "All openings"),
        ("q=GMP", "GMP"),
        ("q=GMP&kind=job&kind=internship", "GMP · Job · Internship"),
        ("kind=postdoc", "Post-doctoral place"),
    ],
)
def test_a_search_is_called_by_its_words_and_conditions(query, name):
    assert name_for(query) == name


def test_in_chinese_it_is_called_in_chinese():
    with translation.override("zh-hans"):
        assert name_for("kind=job") == "全职岗位"


def test_a_search_that_is_wholly_known_is_read():
    search = read_saved("q=GMP&kind=job")

    assert (search.words, [term.value for term in search.choices]) == ("GMP", ["job"])


def test_a_search_that_has_lost_a_condition_is_not():
    assert read_saved("q=GMP&kind=astronaut") is None
