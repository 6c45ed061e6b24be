from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from talent.models import Certificate
from talent.queries.certificates import last_day_of, masked_name, present_day, standing_of

CHINA = ZoneInfo("Asia/Shanghai")


def test_a_certificate_ends_on_the_same_day_for_readers_everywhere():
    days = set()
    for zone in ("Pacific/Pago_Pago", "Pacific/Kiritimati"):  # never on the same day
        with timezone.override(zone):
            days.add(present_day())

    assert len(days) == 1


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("欧阳文静", "欧***"),
        ("Li Wen", "L* W**"),
        ("王 伟", "王 *"),
        ("J. R. R.", "J* R* R*"),
        ("  A  ", "A"),
        ("", ""),
    ],
)
def test_of_a_name_the_first_sign_of_each_part_is_shown(name, shown):
    assert masked_name(name) == shown


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        (date(2026, 5, 4), 24, date(2028, 5, 3)),
        (date(2026, 1, 31), 1, date(2026, 2, 27)),
        (date(2026, 12, 1), 1, date(2026, 12, 31)),
        (date(2028, 2, 29), 12, date(2029, 2, 27)),
        (date(2026, 5, 4), None, None),
    ],
)
def test_validity_ends_the_day_before_the_same_day_of_the_month(day, months, last):
    assert last_day_of(day, months) == last


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 240))
def test_more_months_never_end_earlier(day, months):
    assert day <= last_day_of(day, months) < last_day_of(day, months + 1)


@pytest.mark.parametrize(
    ("until", "revoked", "standing"),
    [
        (None, None, "valid"),
        (date(2026, 5, 4), None, "valid"),
        (date(2026, 5, 3), None, "expired"),
        (None, datetime(2026, 5, 1, tzinfo=CHINA), "revoked"),
        (date(2026, 5, 3), datetime(2026, 5, 1, tzinfo=CHINA), "revoked"),
    ],
)
def test_a_certificate_is_valid_through_its_last_day_unless_revoked(until, revoked, standing):
    certificate = Certificate(valid_until=until, revoked_at=revoked)

    assert standing_of(certificate, date(2026, 5, 4)) == standing
