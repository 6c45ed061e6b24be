"""Tables of postings for the tests."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO

from companies.postings.fields import posting_headings
from parks.imports.tables import Table, table_of


def csv_of(rows: Sequence[Mapping[str, str]]) -> bytes:
    """Return a CSV with these rows; the headings are all their keys."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    file = StringIO(newline="")
    writer = csv.DictWriter(file, headings, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def table_with(*rows: Mapping[str, str], name: str = "postings.csv") -> Table:
    return table_of(csv_of(rows), posting_headings(), name=name)
