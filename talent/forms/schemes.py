"""A certificate scheme, and the reason for which a certificate is revoked."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from parks.choices.work import SkillLevel
from parks.forms.base import PortalForm
from parks.models import CertificateScheme, SkillAlias
from parks.vocabulary.folding import fold_term

COLUMNS = (
    "code",
    "name_zh",
    "name_en",
    "level",
    "months_valid",
    "criteria_zh",
    "criteria_en",
    "is_current",
)
MOST_SKILLS = 40


class SchemeForm(PortalForm):
    """What is certified; skills are written line by line, under the level they are proved at."""

    button = _("Save the scheme")

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

    def __init__(
        self,
        *args: Any,
        scheme: CertificateScheme | None = None,
        fixed: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, initial=_initial(scheme), **kwargs)
        for level in SkillLevel:
            self.fields[_field(level)] = forms.CharField(
                label=_("Proved at the level “%(level)s”") % {"level": level.label},
                widget=forms.Textarea(attrs={"rows": 3}),
                required=False,
            )
        levels = [_field(level) for level in SkillLevel]
        self.granted = _granted(scheme) if scheme is not None and fixed else None
        for name in ("code", "level", *levels) if fixed else ():
            self.fields[name].disabled = True
        self.helper.layout = Layout(
            Fieldset(_("The certificate"), *COLUMNS),
            Fieldset(_("Skills it proves, one per line"), *levels),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("name_zh") and not cleaned.get("name_en"):
            self.add_error("name_zh", _("Give a name in Chinese or in English."))
        held = self.granted
        cleaned["skills"] = self._skills(cleaned) if held is None else held
        return cleaned

    def _skills(self, cleaned: dict[str, Any]) -> dict[int, SkillLevel]:
        """Return the level by skill id; a line that no vocabulary knows is named to the reader."""
        lines = {level: _lines(cleaned.get(_field(level), "")) for level in SkillLevel}
        wanted = {fold_term(line) for found in lines.values() for line in found}
        known = dict(
            SkillAlias.objects.filter(folded__in=wanted)
            .order_by("-pk")
            .values_list("folded", "skill")
        )
        skills: dict[int, SkillLevel] = {}
        for level, found in lines.items():
            unknown = [line for line in found if fold_term(line) not in known]
            if unknown:
                said = _("Not in the vocabulary: %(lines)s")
                self.add_error(_field(level), said % {"lines": ", ".join(unknown)})
            skills |= {known[fold_term(line)]: level for line in found if fold_term(line) in known}
        return skills

    def facts(self) -> dict[str, Any]:
        """Return the cleaned columns."""
        return {name: self.cleaned_data[name] for name in COLUMNS}


class RevocationForm(PortalForm):
    button = _("Revoke for good")

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The holder reads it. Strangers see only that it was revoked, and the day."),
    )


def _field(level: SkillLevel) -> str:
    return f"skills_{level.name.lower()}"


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()][:MOST_SKILLS]


def _granted(scheme: CertificateScheme) -> dict[int, SkillLevel]:
    rows = scheme.skills.values_list("skill", "level").order_by("pk")
    return {skill: SkillLevel(level) for skill, level in rows}


def _initial(scheme: CertificateScheme | None) -> dict[str, Any]:
    if scheme is None:
        return {"is_current": True}
    initial = {name: getattr(scheme, name) for name in COLUMNS}
    granted = scheme.skills.select_related("skill").order_by("skill__code", "pk")
    for one in granted:
        field = _field(SkillLevel(one.level))
        initial[field] = "\n".join((*_lines(initial.get(field, "")), one.skill.label))
    return initial
