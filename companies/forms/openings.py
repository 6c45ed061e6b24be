"""The boxes of an opening; its rows of skills and questions are forms of their own."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.choices.openings import SalaryPeriod
from companies.models import Company
from companies.models.openings import CURRENCY_SIGNS
from companies.queries.vocabulary import Words, disciplines_named
from parks.choices.work import CareerChannel, OpeningKind
from parks.forms.base import PortalForm
from parks.models import Discipline

MOST_PAY = 100_000_000
MOST_PEOPLE = 9_999
MOST_YEARS = 40
LONGEST_TEXT = 20_000
NOT_SAID = ("", _("Not said"))


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class OpeningForm(PortalForm):
    """`companies` are those that somebody may post for; `chosen` the ids of disciplines so far."""

    company = forms.ModelChoiceField(label=_("Company"), queryset=None, empty_label=None)
    kind = forms.ChoiceField(label=_("Kind"), choices=OpeningKind.choices)
    title_zh = forms.CharField(label=_("Title (Chinese)"), required=False, max_length=200)
    title_en = forms.CharField(label=_("Title (English)"), required=False, max_length=200)
    text_zh = forms.CharField(
        label=_("Text (Chinese)"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Type or paste the work and what you ask for."),
    )
    text_en = forms.CharField(
        label=_("Text (English)"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    min_degree = forms.TypedChoiceField(
        label=_("Least degree"), required=False, coerce=int, empty_value=None
    )
    min_years = forms.IntegerField(
        label=_("Years of experience"),
        required=False,
        min_value=0,
        max_value=MOST_YEARS,
        help_text=_("Shuts nobody out; graduates read it."),
    )
    disciplines = forms.ModelMultipleChoiceField(
        label=_("Accepted disciplines"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    discipline = forms.CharField(
        label=_("Add a discipline"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"list": "list-disciplines", "autocomplete": "off"}),
        help_text=_("Everything below it counts too. None: any discipline."),
    )
    chain_stage = forms.TypedChoiceField(
        label=_("Chain stage"), required=False, coerce=int, empty_value=None
    )
    place_text = forms.CharField(
        label=_("Place"),
        required=False,
        max_length=200,
        help_text=_("A city or district, such as 苏州. Empty: where the company is."),
    )
    headcount = forms.IntegerField(
        label=_("How many people"), min_value=1, max_value=MOST_PEOPLE, initial=1
    )
    salary_min = forms.IntegerField(
        label=_("Pay from"), required=False, min_value=0, max_value=MOST_PAY
    )
    salary_max = forms.IntegerField(
        label=_("Pay to"), required=False, min_value=0, max_value=MOST_PAY
    )
    salary_currency = forms.ChoiceField(
        label=_("Currency"), choices=[(code, code) for code in CURRENCY_SIGNS]
    )
    salary_period = forms.ChoiceField(
        label=_("Pay period"), choices=SalaryPeriod.choices, initial=SalaryPeriod.MONTH
    )
    career_channel = forms.ChoiceField(
        label=_("Career channel"), choices=[NOT_SAID, *CareerChannel.choices], required=False
    )
    grade = forms.CharField(label=_("Grade"), required=False, max_length=40)
    starts_by = DayField(
        label=_("Start no later than"),
        required=False,
        help_text=_("People who are free only after this day are not matched."),
    )
    closes_on = DayField(
        label=_("Apply until"), required=False, help_text=_("Empty: until you close it.")
    )

    def __init__(
        self,
        *args: Any,
        companies: Sequence[Company],
        words: Words,
        chosen: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["company"].queryset = Company.objects.filter(
            pk__in=[company.pk for company in companies]
        )
        self.fields["company"].choices = [(company.pk, str(company)) for company in companies]
        degrees = [(pk, degree.label) for pk, degree in words.degrees.items()]
        self.fields["min_degree"].choices = [("", _("Any degree")), *degrees]
        self.fields["chain_stage"].choices = [NOT_SAID, *words.stages.items()]
        self.fields["disciplines"].queryset = Discipline.objects.order_by("path")
        ticked = set(map(str, chosen))
        labels = words.disciplines.items()
        self.fields["disciplines"].choices = [pair for pair in labels if str(pair[0]) in ticked]
        if len(companies) == 1:
            self.fields["company"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not (data.get("title_zh") or data.get("title_en")):
            self.add_error("title_zh", _("Give a title in Chinese or in English."))
        least, most = data.get("salary_min"), data.get("salary_max")
        if least is not None and most is not None and least > most:
            self.add_error("salary_max", _("The pay ends below where it begins."))
        if data.get("discipline") and not disciplines_named(data["discipline"]):
            self.add_error("discipline", _("No discipline has this name. Choose a proposed one."))
        return data

    def accepted(self) -> list[Discipline]:
        """Return the disciplines ticked and the one typed in."""
        added = disciplines_named(self.cleaned_data["discipline"])
        rows = Discipline.objects.filter(pk__in=added).order_by("path") if added else ()
        return [*self.cleaned_data["disciplines"], *rows]
