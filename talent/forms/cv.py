from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parks.choices.work import SkillLevel
from parks.forms.base import PortalForm
from parks.models import DegreeLevel, Skill
from talent.cv import limits
from talent.cv.errors import TooLargeCvError
from talent.cv.values import CvEducation, CvExperience, CvFields, Period

Choices = list[tuple[str, str]]


class CvForm(PortalForm):
    """One file; what may be wrong with it is found by the reader, not by its name."""

    button = _("Upload and read")

    file = forms.FileField(
        label=_("CV file"),
        allow_empty_file=True,
        help_text=_("PDF, DOCX, TXT or JSON Resume, up to 10 MB. Nothing is added unseen."),
    )

    def clean_file(self) -> UploadedFile:
        """Refuse a file that is too large before any of it is read into memory."""
        file = self.cleaned_data["file"]
        if file.size > limits.FILE_BYTES:
            size, most = (number / limits.MEGABYTE for number in (file.size, limits.FILE_BYTES))
            raise forms.ValidationError(str(TooLargeCvError(size=size, limit=most)))
        return file


class ReviewForm(PortalForm):
    """What was recognised in a CV, each piece to be kept or dropped."""

    button = _("Add what is ticked to my profile")

    degree = forms.BooleanField(required=False)
    graduated_on = forms.BooleanField(required=False)
    phone = forms.BooleanField(required=False)
    educations = forms.MultipleChoiceField(label=_("Education"), required=False)
    experiences = forms.MultipleChoiceField(label=_("Experience"), required=False)
    skills = forms.MultipleChoiceField(label=_("Skills"), required=False)

    def __init__(self, *args: Any, fields: CvFields, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cv = fields
        self._offer("educations", _numbered(map(_education, fields.educations)))
        self._offer("experiences", _numbered(map(_experience, fields.experiences)))
        self._offer("skills", list(_skills(fields)))
        self._ask("degree", gettext("Highest degree: %s"), _degree(fields))
        self._ask("graduated_on", gettext("Graduation: %s"), _graduation(fields))
        self._ask("phone", gettext("Telephone: %s"), fields.phone.value if fields.phone else "")
        self.helper.layout = Layout(*self.fields)

    def _offer(self, name: str, choices: Choices) -> None:
        """Show a list with every box ticked, or leave it out when nothing was recognised."""
        if not choices:
            del self.fields[name]
            return
        self.fields[name].widget = forms.CheckboxSelectMultiple()
        self.fields[name].choices = choices
        self.fields[name].initial = [value for value, _label in choices]

    def _ask(self, name: str, label: str, value: str) -> None:
        if not value:
            del self.fields[name]
            return
        self.fields[name].label = label % value
        self.fields[name].initial = True

    def chosen(self) -> CvFields:
        """Return what the person has confirmed."""
        kept = self.cleaned_data
        return replace(
            self.cv,
            highest_degree=self.cv.highest_degree if kept.get("degree") else None,
            graduated_on=self.cv.graduated_on if kept.get("graduated_on") else None,
            phone=self.cv.phone if kept.get("phone") else None,
            educations=_picked(self.cv.educations, kept.get("educations", ())),
            experiences=_picked(self.cv.experiences, kept.get("experiences", ())),
            skills=_picked(self.cv.skills, kept.get("skills", ())),
        )


def _numbered(labels: Iterable[str]) -> Choices:
    return [(str(number), label) for number, label in enumerate(labels)]


def _picked(rows: Sequence[Any], numbers: Sequence[str]) -> tuple[Any, ...]:
    return tuple(rows[int(number)] for number in numbers)


def _degree(fields: CvFields) -> str:
    found = fields.highest_degree
    level = DegreeLevel.objects.filter(code=found.value).first() if found else None
    return level.label if level else ""


def _graduation(fields: CvFields) -> str:
    found = fields.graduated_on
    return "-".join(f"{part:02d}" for part in found.value if part) if found else ""


def _education(education: CvEducation) -> str:
    parts = (education.school, education.discipline)
    words = [part.value for part in parts if part]
    return " · ".join([*words, *_period(education.period)])


def _experience(experience: CvExperience) -> str:
    parts = (experience.title, experience.organisation)
    words = [part.value for part in parts if part] or [experience.text.value[:60]]
    return " · ".join([*words, *_period(experience.period)])


def _period(period: Period) -> list[str]:
    ends = list(dict.fromkeys(str(end.value.year) for end in (period.start, period.end) if end))
    return ["–".join(ends + [gettext("now")] * period.ongoing)] if ends else []


def _skills(fields: CvFields) -> Iterator[tuple[str, str]]:
    known = Skill.objects.in_bulk([skill.payload.value for skill in fields.skills])
    for number, skill in enumerate(fields.skills):
        words = fields.text[skill.payload.start : skill.payload.end]
        level = f" · {SkillLevel(skill.level).label}" if skill.level else ""
        yield str(number), f"{known[skill.payload.value].label}{level} (“{words}”)"
