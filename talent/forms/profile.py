from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from parks.access import Viewer
from parks.choices.work import CareerChannel, OpeningKind
from parks.forms.base import PortalForm
from parks.models import DegreeLevel, Discipline, Park, Region
from parks.queries.places import Group, place_groups
from talent.choices.profiles import Visibility
from talent.cv.cleaning import clean
from talent.models import Profile

PLACES = ("first_place", "second_place", "third_place")
MOST_PAY = 10_000_000
FROM_UNIVERSITY = _("From your university: only its career office changes this.")
FROM_UNIVERSITY_ONCE = _(
    "From your university; since you graduated only a higher degree replaces it."
)


def discipline_groups() -> Iterator[Group]:
    """Group the disciplines under the families at the root of the tree."""
    rows = list(Discipline.objects.order_by("path"))
    families = {row.path: row for row in rows if row.depth == 0}
    for path, family in families.items():
        below = [row for row in rows if row.path.startswith(path)]
        yield family.label, [(row.pk, indented(row)) for row in below]


def indented(discipline: Discipline) -> str:
    code = f" ({discipline.moe_code})" if discipline.moe_code else ""
    return "\u2003" * discipline.depth + discipline.label + code


class ProfileForm(PortalForm):
    """What the matching needs to know, then who may see it."""

    button = _("Save my profile")

    headline = forms.CharField(
        label=_("Headline"),
        max_length=160,
        required=False,
        help_text=_("One line about you, such as “Cell culture graduate, looking for CMC work”."),
    )
    degree = forms.ModelChoiceField(
        label=_("Highest degree, held or about to be"), queryset=None, required=False
    )
    discipline = forms.ChoiceField(label=_("Discipline"), required=False)
    graduates_on = forms.DateField(
        label=_("Graduation date"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    available_from = forms.DateField(
        label=_("Earliest start"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty: from the graduation date on."),
    )
    wanted_kinds = forms.MultipleChoiceField(
        label=_("What I look for"),
        choices=OpeningKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    first_kind = forms.ChoiceField(
        label=_("What I would like most"),
        choices=[("", _("No preference")), *OpeningKind.choices],
        required=False,
    )
    first_place = forms.ChoiceField(label=_("Place, first choice"), required=False)
    second_place = forms.ChoiceField(label=_("Place, second choice"), required=False)
    third_place = forms.ChoiceField(label=_("Place, third choice"), required=False)
    anywhere = forms.BooleanField(label=_("Other places suit me too"), required=False)
    parks = forms.ModelMultipleChoiceField(
        label=_("Parks"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("You are matched with the openings of these parks."),
    )
    career_channel = forms.ChoiceField(
        label=_("Career channel"),
        choices=[("", _("No preference")), *CareerChannel.choices],
        required=False,
    )
    pay_wanted = forms.IntegerField(
        label=_("Least pay per month in CNY"),
        min_value=0,
        max_value=MOST_PAY,
        required=False,
        help_text=_(
            "0 = any pay suits me. Companies see how far their pay suits you, never this figure."
        ),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        help_text=_("Shown only to companies you apply to."),
    )
    summary = forms.CharField(
        label=_("About me"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
        required=False,
    )
    visibility = forms.ChoiceField(
        label=_("Who can see me"), choices=Visibility.choices, widget=forms.RadioSelect
    )
    in_matching = forms.BooleanField(label=_("Match me with openings every night"), required=False)

    def __init__(
        self,
        *args: Any,
        viewer: Viewer,
        vouched: Mapping[str, Any] = MappingProxyType({}),
        may_go_on: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["degree"].queryset = DegreeLevel.objects.order_by("rank")
        self.fields["parks"].queryset = Park.objects.visible_to(viewer).order_by("name_en", "pk")
        self.fields["discipline"].choices = [("", "—"), *discipline_groups()]
        places = [("", "—"), *place_groups()]
        for name in PLACES:
            self.fields[name].choices = places
        self._fix(vouched, may_go_on)
        self.helper.layout = Layout(
            Fieldset(_("Education"), "degree", "discipline", "graduates_on"),
            Fieldset(_("Wishes"), "wanted_kinds", "first_kind", "parks", *PLACES, "anywhere"),
            Fieldset(_("Start, career and pay"), "available_from", "career_channel", "pay_wanted"),
            Fieldset(_("Introduction"), "headline", "summary", "phone"),
            Fieldset(_("Privacy"), "visibility", "in_matching"),
        )

    def _fix(self, vouched: Mapping[str, Any], may_go_on: bool) -> None:
        """Show what a university says; after graduation a higher degree may be stated instead."""
        for name, value in vouched.items():
            self.fields[name].disabled = not may_go_on
            self.fields[name].help_text = FROM_UNIVERSITY_ONCE if may_go_on else FROM_UNIVERSITY
            if not may_go_on or not self.initial.get(name):
                self.initial[name] = getattr(value, "pk", value)

    def facts(self) -> dict[str, Any]:
        """Return the cleaned data as `change_profile` takes it."""
        facts = dict(self.cleaned_data) | {"summary": clean(self.cleaned_data["summary"])}
        answers = [facts.pop(name) for name in PLACES]
        chosen = dict.fromkeys(int(answer) for answer in answers if answer)
        regions = Region.objects.in_bulk(chosen)
        discipline = facts.pop("discipline")
        first_kind = facts.pop("first_kind")
        first = [first_kind] if first_kind else []
        return facts | {
            "wanted_kinds": list(dict.fromkeys([*first, *facts["wanted_kinds"]])),
            "discipline_id": int(discipline) if discipline else None,
            "places": [regions[pk] for pk in chosen],
        }


def initial_of(profile: Profile | None) -> dict[str, Any]:
    """Return what the form shows for a profile, or for somebody who has none yet."""
    if profile is None:
        return {"visibility": Visibility.APPLIED, "in_matching": True}
    plain = ("headline", "degree", "graduates_on", "available_from", "wanted_kinds", "anywhere")
    more = ("career_channel", "pay_wanted", "phone", "summary", "visibility", "in_matching")
    initial = {name: getattr(profile, name) for name in (*plain, *more)}
    places = [place.region_id for place in profile.wanted_places.order_by("position", "pk")]
    return initial | {
        "first_kind": next(iter(profile.wanted_kinds), ""),
        "discipline": profile.discipline_id,
        "parks": list(profile.parks.all()),
        **dict(zip(PLACES, places, strict=False)),
    }
