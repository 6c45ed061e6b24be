"""Checks of single values that more than one form or model needs."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc


def validate_credit_code(value: str) -> None:
    """Refuse a unified social credit code that GB 32100-2015 does not allow."""
    if uscc.compact(value) != value or not uscc.is_valid(value):
        message = _("“%(value)s” is not a unified social credit code: its check digit is wrong.")
        raise ValidationError(message, code="credit_code", params={"value": value})
