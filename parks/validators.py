"""Checks of single values that more than one form or model needs."""

from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc


def validate_credit_code(value: str) -> None:
    """Refuse a unified social credit code that GB 32100-2015 does not allow."""
    if uscc.compact(value) != value or not uscc.is_valid(value):
        message = _("“%(value)s” is not a unified social credit code: its check digit is wrong.")
        raise ValidationError(message, code="credit_code", params={"value": value})


def validate_time_zone(value: str) -> None:
    """Refuse a name that is not in the time zone database: every page and run would fail on it."""
    if value not in available_timezones():
        message = _("“%(value)s” is not a time zone; write one such as Asia/Shanghai.")
        raise ValidationError(message, code="time_zone", params={"value": value})
