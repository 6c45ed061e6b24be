"""From a title to an occupation of the vocabulary, which may be mended at any time."""

import pytest

from parks.loading_titles import NoOccupationsError, code_of, load_title_index, normalise_title
from parks.models import Occupation

pytestmark = pytest.mark.django_db


@pytest.fixture
def occupations() -> dict[str, Occupation]:
    rows = [
        Occupation(code="2", label_en="Professionals", label_zh="专业技术人员"),
        Occupation(
            code="2-02-32-02",
            label_en="Biological engineer",
            label_zh="生物工程技术人员",
            other_names=["细胞培养工程师", "purification engineer"],
            definition="从事发酵工艺的人员",
        ),
        Occupation(code="2-05-06-01", label_en="Pharmacist", label_zh="药师"),
    ]
    return {row.code: row for row in Occupation.objects.bulk_create(rows)}


@pytest.mark.parametrize(
    "title", ["细胞培养工程师（急聘）", "Senior Purification Engineer", "生物工程技术人员"]
)
def test_a_clear_title_is_taken_for_its_occupation(occupations, title):
    assert normalise_title(title) == occupations["2-02-32-02"]


@pytest.mark.parametrize("title", ["", "普工", "厨师长", "Head of Sales", "发酵"])
def test_a_title_that_may_mean_anything_is_taken_for_nothing(occupations, title):
    assert normalise_title(title) is None


def test_without_occupations_no_title_means_anything():
    assert normalise_title("药师") is None


def test_without_occupations_there_is_no_index():
    with pytest.raises(NoOccupationsError):
        load_title_index()


def test_two_occupations_of_one_name_leave_the_title_open(occupations):
    Occupation.objects.create(code="2-05-06-09", label_en="Dispenser", label_zh="药师")

    assert normalise_title("药师") is None


@pytest.mark.parametrize(
    "mended",
    [
        {"other_names": ["灵芝栽培师"]},
        {"label_zh": "灵芝栽培师"},
        {"label_en": "灵芝栽培师"},
    ],
)
def test_a_mended_name_works_at_once(occupations, mended):
    assert normalise_title("灵芝栽培师") is None
    Occupation.objects.filter(code="2-05-06-01").update(**mended)

    assert normalise_title("灵芝栽培师") == occupations["2-05-06-01"]


def test_an_occupation_taken_away_is_not_found_any_more(occupations):
    assert normalise_title("药师") == occupations["2-05-06-01"]
    occupations["2-05-06-01"].delete()

    assert normalise_title("药师") is None


def test_the_index_is_built_once_for_one_state_of_the_vocabulary(
    occupations, django_assert_num_queries
):
    first = load_title_index()

    with django_assert_num_queries(1):
        assert load_title_index() is first


def test_many_titles_need_no_more_queries_than_one(occupations, django_assert_num_queries):
    index = load_title_index()

    with django_assert_num_queries(0):
        codes = [code_of(title, index) for title in ("药师", "细胞培养工程师", "厨师长")]

    assert codes == ["2-05-06-01", "2-02-32-02", ""]


def test_definitions_are_part_of_the_index(occupations):
    best = load_title_index().rank("发酵", most=1)[0]

    assert best.code == "2-02-32-02"
    assert best.score > 0
