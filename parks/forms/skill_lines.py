"""Skills written line by line, under the level that is meant."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from parks.choices.work import SkillLevel
from parks.forms.base import PortalForm
from parks.models import Skill, SkillAlias
from parks.vocabulary.folding import fold_term

MOST_SKILLS = 40
LEVEL_FIELDS = {level: f"skills_{level.name.lower()}" for level in SkillLevel}


class SkillLinesForm(PortalForm):
    """A form with a box of skills for each level; `level_label` names a box, with `%(level)s`."""

    level_label: str | Promise

    def __init__(
        self, *args: Any, skills: Mapping[Skill, int] | None = None, **kwargs: Any
    ) -> None:
        initial = {**_written(skills or {}), **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)
        for level, name in LEVEL_FIELDS.items():
            self.fields[name] = forms.CharField(
                label=self.level_label % {"level": level.label},
                widget=forms.Textarea(attrs={"rows": 3}),
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """Put the level by skill id under `skills`; a line no vocabulary knows is named.

        Boxes that are fixed say nothing new and are not read.
        """
        cleaned = super().clean()
        lines = {
            level: lines_of(cleaned.get(name, ""))
            for level, name in LEVEL_FIELDS.items()
            if not self.fields[name].disabled
        }
        known = _known({fold_term(line) for found in lines.values() for line in found})
        cleaned["skills"] = {}
        for level, found in lines.items():
            unknown = [line for line in found if fold_term(line) not in known]
            if unknown:
                said = _("Not in the vocabulary: %(lines)s")
                self.add_error(LEVEL_FIELDS[level], said % {"lines": ", ".join(unknown)})
            folded = (fold_term(line) for line in found)
            cleaned["skills"] |= {known[term]: level for term in folded if term in known}
        return cleaned


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()][:MOST_SKILLS]


def _known(terms: set[str]) -> dict[str, int]:
    rows = SkillAlias.objects.filter(folded__in=terms).order_by("-pk")
    return dict(rows.values_list("folded", "skill"))


def _written(skills: Mapping[Skill, int]) -> dict[str, str]:
    """Return what stands in each box for skills that are named already."""
    boxes: dict[str, list[str]] = {}
    for skill, level in skills.items():
        boxes.setdefault(LEVEL_FIELDS[SkillLevel(level)], []).append(skill.label)
    return {name: "\n".join(labels) for name, labels in boxes.items()}
