import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.admin import address, rows_of_a_park
pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]
def test_counts(sign_in, operator, park):
    out = []
    for n in range(2):
        rows_of_a_park(park)
        c = sign_in(operator)
        for l in ("parks.Agreement","parks.Base","parks.Mentor","parks.BaseVisit","matching.BaseStay"):
            with CaptureQueriesContext(connection) as q:
                c.get(address(apps.get_model(l), "changelist"))
            row = apps.get_model(l).objects.first()
            with CaptureQueriesContext(connection) as q2:
                r = c.get(address(row, "change"))
            out.append(f"{l}:{len(q)}:{len(q2)}:{r.status_code}")
    pytest.fail("COUNTS " + " ".join(out))
