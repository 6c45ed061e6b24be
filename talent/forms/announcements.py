"""What an office writes to its people."""

from datetime import datetime, time, timedelta
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parks.choices.organisations import OrganisationKind
from parks.forms.base import PortalForm
from parks.models import Organisation
from talent.choices.university import AnnouncementAudience
from talent.models import Announcement, StudyProgramme
from talent.queries.roster import years_of

TEXTS = ("title_zh", "text_zh", "title_en", "text_en")


class AnnouncementForm(PortalForm):
    """An announcement; a park office chooses roles, a university programmes and years."""

    button = _("Save and look at it")

    audience = forms.MultipleChoiceField(
        label=_("Meant for"),
        choices=AnnouncementAudience.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those of your park. Companies and universities: all who act for one."),
    )
    programmes = forms.ModelMultipleChoiceField(
        label=_("Study programmes"),
        queryset=StudyProgramme.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all."),
    )
    cohorts = forms.TypedMultipleChoiceField(
        label=_("Years of graduation"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all."),
    )
    title_zh = forms.CharField(label=_("Title (Chinese)"), max_length=160, required=False)
    text_zh = forms.CharField(
        label=_("Text (Chinese)"), max_length=10_000, required=False, widget=forms.Textarea
    )
    title_en = forms.CharField(label=_("Title (English)"), max_length=160, required=False)
    text_en = forms.CharField(
        label=_("Text (English)"), max_length=10_000, required=False, widget=forms.Textarea
    )
    last_day = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty: shown until you end it."),
    )

    def __init__(
        self,
        *args: Any,
        organisation: Organisation,
        announcement: Announcement | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, initial=initial_of_announcement(announcement), **kwargs)
        people = self._of_park() if _is_office(organisation) else self._of_roster(organisation)
        self.helper.layout = Layout(
            Fieldset(_("For whom"), *people),
            Fieldset(_("What you say"), *TEXTS, "last_day"),
        )

    def _of_park(self) -> tuple[str, ...]:
        del self.fields["programmes"], self.fields["cohorts"]
        return ("audience",)

    def _of_roster(self, university: Organisation) -> tuple[str, ...]:
        del self.fields["audience"]
        rows = StudyProgramme.objects.filter(university=university.pk)
        self.fields["programmes"].queryset = rows.order_by("name_zh", "name_en", "pk")
        self.fields["cohorts"].choices = [(year, year) for year in years_of(university.pk)]
        return ("programmes", "cohorts")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("title_zh") and not cleaned.get("title_en"):
            raise forms.ValidationError(_("Give a title in Chinese or in English."))
        for language in ("zh", "en"):
            if cleaned.get(f"text_{language}") and not cleaned.get(f"title_{language}"):
                self.add_error(f"title_{language}", _("This text needs a title."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """Return the cleaned data as columns, and the programmes."""
        facts = {"audience": [AnnouncementAudience.STUDENTS]} | self.cleaned_data
        day = facts.pop("last_day")
        over = datetime.combine(day + timedelta(days=1), time.min) if day else None
        return facts | {"expires_at": timezone.make_aware(over) if over else None}


def initial_of_announcement(announcement: Announcement | None) -> dict[str, Any]:
    if announcement is None:
        return {}
    over = announcement.expires_at
    return {name: getattr(announcement, name) for name in (*TEXTS, "audience", "cohorts")} | {
        "programmes": [row.pk for row in announcement.programmes.all()],
        "last_day": timezone.localdate(over - timedelta(seconds=1)) if over else None,
    }


def _is_office(organisation: Organisation) -> bool:
    return organisation.kind == OrganisationKind.PARK_OFFICE
