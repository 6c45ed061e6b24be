from typing import Any

from crispy_forms.layout import HTML, Layout
from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from parks.forms.base import PortalForm
from parks.models import DegreeLevel
from talent.cv.cleaning import clean
from talent.forms.months import MonthField, kept_day
from talent.forms.profile import discipline_groups
from talent.models import Education, Experience, StudyProgramme, University
from talent.queries.schools import (
    programme_among,
    programmes_called,
    universities_called,
)

LONGEST_WORDS = 200
LONGEST_TEXT = 6000
Facts = dict[str, Any]


def suggesting(address: str, options: str, **attributes: str) -> dict[str, str]:
    """Return attributes of a box whose list `options` is fetched while one types; it stays free."""
    return {
        "list": options,
        "autocomplete": "off",
        "hx-get": address,
        "hx-target": f"#{options}",
        "hx-trigger": "input changed delay:250ms, focus once",
        "hx-sync": "this:replace",
        **attributes,
    }


class PeriodForm(PortalForm):
    """What a study and a post have in common: two months, in order."""

    started_on = MonthField(label=_("From"))
    ended_on = MonthField(
        label=_("To"), is_end=True, help_text=_("Empty while it goes on. Such as 2023-09.")
    )

    def clean(self) -> Facts:
        cleaned = super().clean()
        for name in ("started_on", "ended_on"):
            cleaned[name] = kept_day(cleaned.get(name), self.initial.get(name))
        started_on, ended_on = cleaned["started_on"], cleaned["ended_on"]
        if started_on and ended_on and started_on > ended_on:
            self.add_error("ended_on", _("The end lies before the beginning."))
        return cleaned


class EducationForm(PeriodForm):
    """One stay at a school; names that the portal knows are recognised, others stay as written."""

    button = _("Save this education")
    field_order = ("school", "discipline_text", "degree", "discipline", "started_on", "ended_on")

    school = forms.CharField(
        label=_("University or school"),
        max_length=LONGEST_WORDS,
        help_text=_("In Chinese or English; one that is not in the list can be written out."),
        widget=forms.TextInput(
            attrs=suggesting(reverse_lazy("talent:find_universities"), "school-options")
        ),
    )
    discipline_text = forms.CharField(
        label=_("Study programme or major"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.TextInput(
            attrs=suggesting(
                reverse_lazy("talent:find_programmes"),
                "study-options",
                **{"hx-include": "[name=school]"},
            )
        ),
    )
    degree = forms.ModelChoiceField(label=_("Degree"), queryset=None, required=False)
    discipline = forms.ChoiceField(
        label=_("Discipline"),
        required=False,
        help_text=_("Left open, it is taken from the study programme where that is known."),
    )

    def __init__(self, *args: Any, education: Education | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=initial_of_education(education), **kwargs)
        self.fields["degree"].queryset = DegreeLevel.objects.order_by("rank")
        self.fields["discipline"].choices = [("", "—"), *discipline_groups()]
        lists = ("school-options", "study-options")
        boxes = [HTML(f'<datalist id="{name}"></datalist>') for name in lists]
        self.helper.layout = Layout(*self.field_order, *boxes)

    def facts(self) -> Facts:
        """Return the cleaned data as columns, with the university and programme that they name."""
        facts = dict(self.cleaned_data)
        discipline, degree = facts.pop("discipline"), facts.pop("degree")
        university = universities_called([facts["school"]]).get(facts["school"])
        programme = _programme(university, facts["discipline_text"], degree)
        if programme and not degree:
            degree = programme.degree
        discipline_id = int(discipline) if discipline else programme and programme.discipline_id
        return facts | {
            "university": university,
            "programme": programme,
            "degree": degree,
            "discipline_id": discipline_id,
        }


class ExperienceForm(PeriodForm):
    """One piece of work, paid or not."""

    button = _("Save this experience")
    field_order = ("title", "employer", "started_on", "ended_on", "text")

    title = forms.CharField(
        label=_("What you were"),
        max_length=LONGEST_WORDS,
        help_text=_("Such as “Intern in quality control” or “Master thesis”."),
    )
    employer = forms.CharField(
        label=_("Company, hospital or group"), max_length=LONGEST_WORDS, required=False
    )
    text = forms.CharField(
        label=_("What you did"),
        widget=forms.Textarea(attrs={"rows": 7}),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=_("Name methods and instruments: the matching reads them."),
    )

    def __init__(self, *args: Any, experience: Experience | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=initial_of_experience(experience), **kwargs)
        self.helper.layout = Layout(*self.field_order)

    def facts(self) -> Facts:
        """Return the cleaned data as columns."""
        return self.cleaned_data | {"text": clean(self.cleaned_data["text"])}


def _programme(
    university: University | None, name: str, degree: DegreeLevel | None
) -> StudyProgramme | None:
    rows = programmes_called([university] if university else [], [name])
    return programme_among(rows, university, name, degree and degree.pk)


def initial_of_education(education: Education | None) -> Facts:
    if education is None:
        return {}
    plain = ("school", "degree", "started_on", "ended_on")
    return {name: getattr(education, name) for name in plain} | {
        "discipline_text": education.discipline_text or str(education.programme or ""),
        "discipline": education.discipline_id,
    }


def initial_of_experience(experience: Experience | None) -> Facts:
    if experience is None:
        return {}
    return {name: getattr(experience, name) for name in ExperienceForm.field_order}
