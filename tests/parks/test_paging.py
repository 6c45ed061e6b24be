import pytest

from parks.models import Park
from parks.paging import LAST_PAGE, PAGE_SIZE, paged
from tests.factories.parks import ParkFactory


def page_of(rf, number: str | None, rows, **options) -> dict:
    query = {} if number is None else {"page": number}
    return paged(rf.get("/", query), rows, **options)


def test_a_list_starts_at_its_first_page(rf):
    found = page_of(rf, None, range(50))

    assert list(found["page"]) == list(range(PAGE_SIZE))
    assert found["page_numbers"] == [1, 2, 3]


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("2", 2),
        ("3", 3),
        ("0", 3),
        ("-1", 3),
        ("4", 3),
        ("999999999999999999999", 3),
        ("9" * 5000, 1),
        ("", 1),
        ("one", 1),
        ("1.5", 1),
        ("1e3", 1),
        ("\x00", 1),
        ("１", 1),
        ("<script>", 1),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_a_page_number_that_is_wrong_is_mended(number, shown, rf):
    found = page_of(rf, number, range(50))

    assert found["page"].number == shown


def test_an_empty_list_has_one_empty_page(rf):
    found = page_of(rf, "7", [])

    assert (found["page"].number, list(found["page"]), found["page_numbers"]) == (1, [], [1])


def test_nobody_reads_past_page_two_hundred(rf):
    found = page_of(rf, "201", range(PAGE_SIZE * 300))

    assert found["page"].number == LAST_PAGE
    assert found["page"].paginator.num_pages == LAST_PAGE
    assert not found["page"].has_next()


def test_far_pages_are_left_out_of_the_numbers(rf):
    found = page_of(rf, "50", range(PAGE_SIZE * 100))

    assert found["page_numbers"] == [1, "…", 48, 49, 50, 51, 52, "…", 100]


def test_a_page_holds_as_many_rows_as_it_is_asked_to(rf):
    found = page_of(rf, "2", range(25), size=10)

    assert list(found["page"]) == list(range(10, 20))


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3, 45])
def test_a_page_costs_a_count_and_a_read(rf, rows, django_assert_num_queries):
    ParkFactory.create_batch(rows)

    with django_assert_num_queries(2):
        found = page_of(rf, "1", Park.objects.order_by("pk"))
        shown = list(found["page"])

    assert len(shown) == min(rows, PAGE_SIZE)


@pytest.mark.django_db
def test_a_count_that_is_known_is_not_asked_for_again(rf, django_assert_num_queries):
    ParkFactory.create_batch(3)

    with django_assert_num_queries(1):
        found = page_of(rf, "9", Park.objects.order_by("pk"), size=2, count=3)
        shown = list(found["page"])

    assert (found["page"].number, len(shown)) == (2, 1)
