"""A certificate scheme, and the reason for which a certificate is revoked."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from parks.choices.work import SkillLevel
from parks.forms.base import PortalForm
from parks.forms.skill_lines import LEVEL_FIELDS, SkillLinesForm
from parks.models import CertificateScheme, Organisation, Park, Skill
from talent.queries.certificates import signing_parks

COLUMNS = (
    "code",
    "name_zh",
    "name_en",
    "level",
    "months_valid",
    "criteria_zh",
    "criteria_en",
    "is_current",
    "is_shared",
)


class SchemeForm(SkillLinesForm):
    """What is certified; skills are written line by line, under the level they are proved at."""

    button = _("Save the scheme")
    level_label = _("Proved at the level “%(level)s”")

    code = forms.CharField(
        label=_("Code of the scheme"),
        max_length=20,
        validators=[
            RegexValidator(r"^[A-Z0-9][A-Z0-9-]*$", _("Capital letters, digits, hyphens."))
        ],
        help_text=_("Serial numbers begin with it, such as PPP-L1."),
    )
    name_zh = forms.CharField(label=_("Name (Chinese)"), max_length=200, required=False)
    name_en = forms.CharField(label=_("Name (English)"), max_length=200, required=False)
    level = forms.IntegerField(
        label=_("Level of the certificate"),
        min_value=1,
        max_value=9,
        required=False,
        help_text=_("Empty when there is only one."),
    )
    months_valid = forms.IntegerField(
        label=_("Valid for (months)"),
        min_value=1,
        max_value=600,
        required=False,
        help_text=_("Empty: without an end. Holders are told 60 and 30 days before."),
    )
    criteria_zh = forms.CharField(
        label=_("What is examined (Chinese)"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    criteria_en = forms.CharField(
        label=_("What is examined (English)"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    is_current = forms.BooleanField(label=_("Issued at present"), required=False, initial=True)
    is_shared = forms.BooleanField(
        label=_("Partners may issue it"),
        required=False,
        help_text=_("Whoever has signed an agreement with you certifies in your name."),
    )
    park = forms.ModelChoiceField(
        Park.objects.none(),
        label=_("Park that signs"),
        required=False,
        help_text=_("You sit in no park: one with which you have signed an agreement signs."),
    )

    def __init__(
        self,
        *args: Any,
        issuer: Organisation,
        scheme: CertificateScheme | None = None,
        fixed: bool = False,
        **kwargs: Any,
    ) -> None:
        held = _granted(scheme)
        super().__init__(*args, skills=held, initial=_initial(scheme), **kwargs)
        self.columns = COLUMNS
        if issuer.park_id is not None or (scheme and scheme.park_id):
            del self.fields["park"]
        else:
            self.columns = ("park", *COLUMNS)
            self.fields["park"].queryset = signing_parks(issuer)
        self.granted = {skill.pk: level for skill, level in held.items()} if fixed else None
        for name in ("code", "level", *LEVEL_FIELDS.values()) if fixed else ():
            self.fields[name].disabled = True
        self.helper.layout = Layout(
            Fieldset(_("The certificate"), *self.columns),
            Fieldset(_("Skills it proves, one per line"), *LEVEL_FIELDS.values()),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("name_zh") and not cleaned.get("name_en"):
            self.add_error("name_zh", _("Give a name in Chinese or in English."))
        if self.granted is not None:
            cleaned["skills"] = self.granted
        return cleaned

    def facts(self) -> dict[str, Any]:
        """Return the cleaned columns."""
        return {name: self.cleaned_data[name] for name in self.columns}


class RevocationForm(PortalForm):
    button = _("Revoke for good")

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The holder reads it. Strangers see only that it was revoked, and the day."),
    )


def _granted(scheme: CertificateScheme | None) -> dict[Skill, SkillLevel]:
    if scheme is None:
        return {}
    granted = scheme.skills.select_related("skill").order_by("skill__code", "pk")
    return {one.skill: SkillLevel(one.level) for one in granted}


def _initial(scheme: CertificateScheme | None) -> dict[str, Any]:
    if scheme is None:
        return {"is_current": True}
    return {name: getattr(scheme, name) for name in COLUMNS}
