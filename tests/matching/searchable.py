"""Bring the search up to date with the openings of a test, as a worker does within a minute."""

from companies.actions.indexing import index_openings


def make_searchable() -> None:
    index_openings()
