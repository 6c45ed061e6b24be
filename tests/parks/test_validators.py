"""GB 32100-2015: 18 characters without I, O, S, V and Z, the last one a check character."""

import pytest
from django.core.exceptions import ValidationError

from parks.validators import validate_credit_code, validate_time_zone
from tests.factories.parks import OrganisationFactory

# Published by the companies themselves: PetroChina, Baidu, Tencent.
REAL = ("91110000710925462X", "91110000802100433B", "9144030071526726XG")
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def check_character(first_seventeen: str) -> str:
    """The rule of the standard, §4.4: 31 less the weighted sum, modulo 31."""
    pairs = zip(first_seventeen, WEIGHTS, strict=True)
    total = sum(ALPHABET.index(character) * weight for character, weight in pairs)
    return ALPHABET[-total % 31]


@pytest.mark.parametrize("code", REAL)
def test_the_codes_of_real_organisations_pass(code):
    validate_credit_code(code)

    assert check_character(code[:17]) == code[17]


@pytest.mark.parametrize("position", range(17))
def test_a_code_with_one_wrong_character_is_refused(position):
    code = list(REAL[0])
    code[position] = "8" if code[position] != "8" else "7"

    with pytest.raises(ValidationError):
        validate_credit_code("".join(code))


@pytest.mark.parametrize("last", sorted(set(ALPHABET) - {REAL[0][-1]}))
def test_a_wrong_check_character_is_refused(last):
    wrong = REAL[0][:-1] + last

    with pytest.raises(ValidationError, match=wrong):
        validate_credit_code(wrong)


@pytest.mark.parametrize(
    "code",
    [REAL[0][:-1], REAL[0] + "0", "I" * 18, "", "苏州生物医药产业园有限公司一二三四五", "<script>"],
)
def test_what_is_no_code_at_all_is_refused(code):
    with pytest.raises(ValidationError):
        validate_credit_code(code)


@pytest.mark.parametrize("spelling", [REAL[0].lower(), f" {REAL[0]}", "9111-0000-7109-25462X"])
def test_a_code_in_another_spelling_is_refused_so_that_two_rows_cannot_share_it(spelling):
    with pytest.raises(ValidationError):
        validate_credit_code(spelling)


def test_the_form_of_an_organisation_asks_for_a_right_code():
    organisation = OrganisationFactory.build(park=None, credit_code=REAL[0][:-1] + "0")

    with pytest.raises(ValidationError) as refusal:
        organisation.clean_fields()

    assert list(refusal.value.message_dict) == ["credit_code"]


def test_an_organisation_may_have_no_code():
    OrganisationFactory.build(park=None, credit_code="").clean_fields()


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "UTC", "America/New_York"])
def test_a_time_zone_of_the_database_is_taken(zone):
    assert validate_time_zone(zone) is None


@pytest.mark.parametrize("zone", ["Asia/Shangai", "", "../etc/passwd", "GMT+8:00"])
def test_what_is_no_time_zone_is_refused_with_an_example(zone):
    with pytest.raises(ValidationError, match="Asia/Shanghai"):
        validate_time_zone(zone)
