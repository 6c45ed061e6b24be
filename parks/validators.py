"""Checks of single values that more than one form or model needs."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError as NumberError


def validate_credit_code(value: str) -> None:
    """Refuse a unified social credit code that GB 32100-2015 does not allow."""
    try:
        uscc.validate(value)
    except NumberError as error:
        message = _("“%(value)s” is not a unified social credit code: its check digit is wrong.")
        raise ValidationError(message, code="credit_code", params={"value": value}) from error
