"""The new last day of an opening."""

from datetime import date

from matching.forms.openings import RenewForm

TODAY = date(2026, 11, 23)


def test_two_months_are_proposed_and_no_day_gone_by():
    form = RenewForm(today=TODAY)

    assert form["closes_on"].value() == date(2027, 1, 22)
    assert form.fields["closes_on"].widget.attrs["min"] == "2026-11-23"


def test_a_day_is_needed():
    assert set(RenewForm({"closes_on": ""}, today=TODAY).errors) == {"closes_on"}
    assert RenewForm({"closes_on": "2027-01-01"}, today=TODAY).is_valid()
