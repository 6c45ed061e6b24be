"""What a career office writes of a student, and how a student claims their place."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from parks.forms.base import PortalForm
from parks.models import DegreeLevel
from parks.queries.places import place_groups
from talent.choices.university import Sex
from talent.forms.profile import discipline_groups
from talent.models import RosterEntry, StudyProgramme, University

FIRST_YEAR, LAST_YEAR = 1950, 2100
PLAIN = (
    "student_number",
    "full_name",
    "email",
    "sex",
    "programme",
    "programme_text",
    "degree",
    "cohort",
    "graduates_on",
)


class StudentForm(PortalForm):
    """One student of a roster; what is written here is fixed for the student."""

    button = _("Save this student")

    student_number = forms.CharField(label=_("Student number"), max_length=40)
    full_name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail address at the university"),
        required=False,
        help_text=_("The link to claim the place goes there."),
    )
    programme = forms.ModelChoiceField(
        label=_("Study programme"), queryset=StudyProgramme.objects.none(), required=False
    )
    programme_text = forms.CharField(
        label=_("Programme, as written"),
        max_length=160,
        required=False,
        help_text=_("Where the programme is not in the list."),
    )
    degree = forms.ModelChoiceField(label=_("Degree"), queryset=DegreeLevel.objects.none())
    discipline = forms.ChoiceField(
        label=_("Discipline"), required=False, help_text=_("Empty: that of the study programme.")
    )
    cohort = forms.IntegerField(
        label=_("Year of entry"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False
    )
    graduates_on = forms.DateField(
        label=_("Graduation date"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    sex = forms.ChoiceField(
        label=_("Sex"),
        choices=[("", _("Not stated")), *Sex.choices],
        required=False,
        help_text=_("Never used to match; only to check that the lists are fair."),
    )
    home_region = forms.ChoiceField(
        label=_("Home region"),
        required=False,
        help_text=_("Never used to match; only to check that the lists are fair."),
    )

    def __init__(
        self,
        *args: Any,
        university: University,
        entry: RosterEntry | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, initial=initial_of_entry(entry), **kwargs)
        self.university, self.entry = university, entry
        programmes = university.programmes.order_by("name_zh", "name_en", "pk")
        self.fields["programme"].queryset = programmes
        self.fields["degree"].queryset = DegreeLevel.objects.order_by("rank")
        self.fields["discipline"].choices = [("", "—"), *discipline_groups()]
        self.fields["home_region"].choices = [("", "—"), *place_groups()]
        study = ("programme", "programme_text", "degree", "discipline", "cohort", "graduates_on")
        self.helper.layout = Layout(
            Fieldset(_("Student"), "student_number", "full_name", "email"),
            Fieldset(_("Study"), *study),
            Fieldset(_("For the fairness page alone"), "sex", "home_region"),
        )

    def clean_student_number(self) -> str:
        number = self.cleaned_data["student_number"]
        others = RosterEntry.objects.filter(university=self.university, student_number=number)
        if others.exclude(pk=self.entry and self.entry.pk).exists():
            raise forms.ValidationError(_("A student with this number is on the roster already."))
        return number

    def facts(self) -> dict[str, Any]:
        """Return the cleaned data as columns."""
        facts = dict(self.cleaned_data)
        for name in ("discipline", "home_region"):
            chosen = facts.pop(name)
            facts[f"{name}_id"] = int(chosen) if chosen else None
        return facts


def initial_of_entry(entry: RosterEntry | None) -> dict[str, Any]:
    if entry is None:
        return {}
    return {name: getattr(entry, name) for name in PLAIN} | {
        "discipline": entry.discipline_id,
        "home_region": entry.home_region_id,
    }


class RosterFilterForm(PortalForm):
    """Which students are listed; the whole of it is in the address."""

    q = forms.CharField(label=_("Name or number"), required=False)
    programme = forms.ChoiceField(label=_("Study programme"), required=False)
    degree = forms.ChoiceField(label=_("Degree"), required=False)
    year = forms.ChoiceField(label=_("Year of graduation"), required=False)
    standing = forms.ChoiceField(
        label=_("Claim"),
        choices=[
            ("", _("All on the roster")),
            ("claimed", _("Claimed")),
            ("unclaimed", _("Not claimed yet")),
            ("left", _("No longer on the roster")),
        ],
        required=False,
    )

    def __init__(
        self, *args: Any, choices: dict[str, list[tuple[str, str]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, found in choices.items():
            self.fields[name].choices = [("", _("All")), *found]
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*self.fields)
        self.helper.inputs = [Submit("", _("Show"), css_class="btn-primary")]
        self.helper.attrs = {"class": "numbers-filter", "role": "search"}


class SharingForm(PortalForm):
    """What is asked whenever a place is claimed."""

    button = _("Yes, this is me")

    shares_progress = forms.BooleanField(
        label=_("My career office may see how far I have come"),
        required=False,
        help_text=_(
            "Whether I have a profile, applied, was interviewed, got an offer and was hired, by"
            " which company I was hired, and my stays at bases of agreements that it has signed;"
            " nothing else. I can change this at any time."
        ),
    )


class CodeForm(SharingForm):
    """Claim a place with the code of the career office."""

    button = _("Claim my place")
    field_order = ("code", "shares_progress")

    code = forms.CharField(
        label=_("Code from your career office"),
        max_length=40,
        help_text=_("Twelve signs, such as K7QMWX-3XPD9R. Capitals and dashes do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
