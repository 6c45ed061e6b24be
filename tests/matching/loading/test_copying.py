"""Whole numbers out of PostgreSQL and rows into it, in the format of binary COPY."""

import struct

import numpy as np
import pytest
from django.db import DataError, IntegrityError, OperationalError, ProgrammingError, transaction
from django.db.models import BigIntegerField, F, Func, IntegerField, Value
from django.db.models.functions import Cast

from matching.loading.copying import BUFFER, CopyError, copy_in, copy_out, copy_table
from matching.models import MatchChange
from parks.models import Park, Region
from tests.factories.parks import ParkFactory
from tests.factories.vocabulary import RegionFactory

pytestmark = pytest.mark.django_db


def test_columns_come_as_arrays_of_the_types_asked_for():
    regions = RegionFactory.create_batch(3)

    rows = Region.objects.order_by("pk").values_list(
        "pk", "level", Cast("level", IntegerField()), Value(True)
    )
    table = copy_table(rows, {"pk": "i8", "level": "i2", "wide": "i4", "yes": "b1"})

    assert table["pk"].tolist() == [region.pk for region in regions]
    assert {name: column.dtype.str for name, column in table.items()} == {
        "pk": "<i8",
        "level": "<i2",
        "wide": "<i4",
        "yes": "|b1",
    }
    assert table["wide"].tolist() == [1, 1, 1]
    assert table["yes"].tolist() == [True, True, True]


def test_negative_numbers_stay_what_they_are():
    RegionFactory()

    rows = Region.objects.values_list(Cast(Value(-(2**62)), BigIntegerField()))

    assert copy_table(rows, {"number": "i8"})["number"].tolist() == [-(2**62)]


def test_no_rows_are_empty_columns():
    table = copy_table(Park.objects.values_list("pk"), {"pk": "i8"})

    assert (table["pk"].tolist(), table["pk"].dtype.str) == ([], "<i8")


def test_a_query_of_nothing_asks_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        table = copy_table(Park.objects.none().values_list("pk"), {"pk": "i8"})

    assert (table["pk"].tolist(), table["pk"].dtype.str) == ([], "<i8")


def test_more_rows_than_fit_into_one_piece_come_whole():
    """Rows of 14 bytes do not divide a piece evenly, so some are cut and joined again."""
    park = ParkFactory()
    count = BUFFER // 14 * 2 + 5
    series = Func(
        1, count, function="generate_series", output_field=BigIntegerField(), set_returning=True
    )

    rows = Park.objects.filter(pk=park.pk).values_list(Cast(series, BigIntegerField()))
    table = copy_table(rows, {"n": "i8"})

    assert np.array_equal(table["n"], np.arange(1, count + 1))


def test_values_of_a_query_are_quoted():
    ParkFactory(slug="it-s", name_en="it's 100 %")

    rows = Park.objects.filter(name_en="it's 100 %").values_list("pk")

    assert copy_table(rows, {"pk": "i8"})["pk"].size == 1


def test_a_null_is_refused_and_the_column_named():
    RegionFactory.create_batch(40)

    with pytest.raises(CopyError, match="parent"):
        copy_table(Region.objects.values_list("parent_id"), {"parent": "i8"})


@pytest.mark.parametrize("dtype", ["i4", "i8"])
def test_a_column_of_another_width_is_refused(dtype):
    RegionFactory.create_batch(40)

    with pytest.raises(CopyError):
        copy_table(Region.objects.values_list("level"), {"level": dtype})


def test_another_number_of_columns_is_refused():
    RegionFactory.create_batch(40)

    with pytest.raises(CopyError, match="columns pk"):
        copy_table(Region.objects.values_list("pk", "level"), {"pk": "i8"})


def test_a_part_of_a_row_at_the_end_is_refused():
    RegionFactory()

    with pytest.raises(CopyError, match="bytes follow the last whole row"):
        copy_out(Region.objects.values_list("pk"), lambda _piece: 0)


def test_an_error_of_the_database_is_one_of_django():
    RegionFactory(code="100000")
    too_large = Cast(F("code"), BigIntegerField()) * 10**18

    with pytest.raises(DataError, match="out of range"):
        copy_table(Region.objects.values_list(too_large), {"number": "i8"})


def row(side: str, number: int) -> bytes:
    """A row of two fields, each after its length."""
    name = side.encode()
    return struct.pack(f">hi{len(name)}siq", 2, len(name), name, 8, number)


COLUMNS = ("side", "row_id")


def test_rows_go_in_chunk_by_chunk():
    copy_in(MatchChange, COLUMNS, [row("profile", 1) + row("profile", -2), row("opening", 3)])

    rows = MatchChange.objects.order_by("pk").values_list(*COLUMNS)
    assert list(rows) == [("profile", 1), ("profile", -2), ("opening", 3)]


def test_nothing_goes_in_from_no_chunks():
    copy_in(MatchChange, COLUMNS, [])

    assert not MatchChange.objects.exists()


@pytest.mark.parametrize(
    ("columns", "chunk", "error"),
    [
        (COLUMNS, row("profile", 1).replace(b"\0\0\0\x08", b"\0\0\0\x04"), OperationalError),
        (COLUMNS, b"\x00", DataError),
        (COLUMNS, row("profile", 1) * 2, IntegrityError),
        (("nonsense",), b"", ProgrammingError),
    ],
)
def test_what_the_database_refuses_is_an_error_of_django(columns, chunk, error):
    with pytest.raises(error), transaction.atomic():
        copy_in(MatchChange, columns, [row("profile", 7), chunk])

    assert not MatchChange.objects.exists()
