"""What of a half-filled form shuts graduates out."""

from datetime import date

import pytest

from companies.forms.opening_sheet import Sheet
from companies.queries.vocabulary import words_of_vocabulary
from matching.forms.reach import asked_in
from matching.loading.reach import Asked
from parks.choices.work import OpeningKind
from tests.factories.vocabulary import DegreeLevelFactory, RegionFactory

pytestmark = pytest.mark.django_db


def asked(company, sheet: Sheet) -> Asked:
    return asked_in(sheet, company, words_of_vocabulary())


def test_everything_that_shuts_out_is_read(company):
    degree = DegreeLevelFactory(rank=5)
    sheet = Sheet(
        boxes={
            "kind": "postdoc",
            "min_degree": str(degree.pk),
            "starts_by": "2026-12-01",
        },
        disciplines=["7", "8"],
        skills=[
            {"skill": "1", "importance": "must"},
            {"skill": "2", "importance": "wanted"},
        ],
    )

    assert asked(company, sheet) == Asked(
        OpeningKind.POSTDOC, None, 5, frozenset({7, 8}), date(2026, 12, 1), frozenset({1})
    )


@pytest.mark.parametrize(
    "boxes",
    [
        {},
        {"kind": "x", "min_degree": "y", "starts_by": "2026-13-01"},
        {"min_degree": "9" * 40, "starts_by": None},
    ],
)
def test_what_cannot_be_read_asks_for_nothing(company, boxes):
    assert asked(company, Sheet(boxes=boxes)) == Asked(OpeningKind.JOB)


def test_without_a_place_the_work_is_at_the_company_else_in_the_park(company):
    here, there = RegionFactory(), RegionFactory()
    company.park.region = there
    in_park = asked(company, Sheet()).region_id
    company.region = here
    at_company = asked(company, Sheet()).region_id

    assert (in_park, at_company) == (there.pk, here.pk)


def test_a_place_that_is_not_recognised_is_not_known(company):
    company.region = RegionFactory()

    assert asked(company, Sheet(boxes={"place_text": "Atlantis"})).region_id is None
