from typing import Any

from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from companies.models import Company
from matching.choices.numbers import Period
from parks.choices.work import OpeningKind
from parks.forms.base import PortalForm


class NumbersForm(PortalForm):
    """Which applications are counted; the whole of it is in the address."""

    period = forms.ChoiceField(label=_("Applied in"), choices=Period.choices, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("All kinds")), *OpeningKind.choices], required=False
    )
    company = forms.ChoiceField(label=_("Company"), required=False)
    opening = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, companies: list[Company], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(str(company.uuid), str(company)) for company in companies]
        self.fields["company"].choices = [("", _("All my companies")), *names]
        of_one = bool(self.initial.get("opening"))
        for name in ("kind", "company") if of_one else ("opening",):
            del self.fields[name]
        if len(companies) == 1:
            self.fields.pop("company", None)
        self.helper.layout = Layout(*self.fields)
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
        self.helper.inputs = [Submit("", _("Show"), css_class="btn-primary")]
        self.helper.attrs = {"data-submit-on-change": "", "class": "numbers-filter"}
