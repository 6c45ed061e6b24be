from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories.matching import MatchRunFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["uuid", "pk"])
def test_a_run_is_cancelled_by_its_uuid_or_number(name):
    run, out = MatchRunFactory(state="running", finished_at=None), StringIO()

    call_command("cancel_run", str(getattr(run, name)), stdout=out)

    run.refresh_from_db()
    assert run.state == "cancelled"
    assert out.getvalue() == f"Run {run.uuid} is cancelled; its workers stop within seconds.\n"


def test_a_run_that_is_over_is_told_in_one_sentence():
    run = MatchRunFactory()

    with pytest.raises(CommandError, match="is over"):
        call_command("cancel_run", str(run.uuid))

    run.refresh_from_db()
    assert run.state == "published"
