"""Who is chosen from a list; how it is filtered and sorted is tested with its page."""

from uuid import uuid4

import pytest

from matching.queries.applicants import applicants_of, chosen_applicants
from parks.queries.viewers import viewer_of
from tests.factories.companies import OpeningFactory
from tests.factories.matching import ApplicationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def opening(company):
    return OpeningFactory(company=company, published=True)


def test_who_was_ticked_is_found_also_after_a_withdrawal(opening, recruiter):
    row, gone = ApplicationFactory(opening=opening), ApplicationFactory(opening=opening)
    type(gone).objects.filter(pk=gone.pk).update(state="withdrawn")

    chosen = chosen_applicants(opening, [str(row.uuid), str(gone.uuid)], viewer_of(recruiter))

    assert chosen == [row, gone]


def test_what_was_never_sent_is_of_another_opening_or_is_no_id_is_passed_over(
    opening, recruiter, stranger
):
    draft = ApplicationFactory(opening=opening, state="draft", submitted_at=None)
    other = ApplicationFactory(opening=OpeningFactory(company=opening.company, published=True))
    ours = ApplicationFactory(opening=opening)
    rubbish = ["", "x", "0" * 31, str(uuid4())]

    ids = [str(draft.uuid), str(other.uuid), *rubbish]

    assert chosen_applicants(opening, ids, viewer_of(recruiter)) == []
    assert chosen_applicants(opening, [str(ours.uuid)], viewer_of(stranger)) == []


def test_without_a_list_of_the_night_the_order_by_points_is_still_an_order(opening, recruiter):
    rows = [ApplicationFactory(opening=opening) for _number in range(3)]

    found = applicants_of(opening, viewer_of(recruiter), sort="points", points={})

    assert list(found) == rows[::-1]
    assert {row.points for row in found} == {None}
