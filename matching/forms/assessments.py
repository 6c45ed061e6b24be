"""The sheet on which an examiner enters the points of a whole session."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from matching.queries.session_results import PartResult, Result
from parks.forms.base import PortalForm


class CorrectionForm(PortalForm):
    """The points that are right, and why the others were wrong."""

    button = _("Correct the points")

    points = forms.IntegerField(label=_("Points"), min_value=0, max_value=100)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The person reads it, with the points before and after."),
    )


class ReissueForm(PortalForm):
    """Why a certificate is issued again, which confirms it."""

    button = _("Issue it again")

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The holder reads it, and it is kept with the certificate."),
    )


class Cell(NamedTuple):
    """One part of one person: what was reached, and where the next points are entered."""

    part: PartResult
    points: BoundField | None
    attempt: BoundField | None


class Entry(NamedTuple):
    """Points as they were entered; `attempt` is the one the examiner saw to come next."""

    result: Result
    part: PartResult
    points: int
    attempt: int


class SheetForm(forms.Form):
    """A line for each person, a number for each part that is not passed; empty: not examined."""

    def __init__(self, *args: Any, results: Sequence[Result], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.results = results
        for result, part in _open(results):
            name = _name(result, part)
            self.fields[name] = _points(result, part)
            self.fields[f"{name}-attempt"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=part.next_attempt, required=False
            )

    def rows(self) -> Iterator[tuple[Result, list[Cell]]]:
        for result in self.results:
            yield result, [self._cell(result, part) for part in result.parts]

    def entries(self) -> Iterator[Entry]:
        """Yield what was filled in; the form is valid."""
        for result, part in _open(self.results):
            points = self.cleaned_data[_name(result, part)]
            attempt = self.cleaned_data[f"{_name(result, part)}-attempt"]
            if points is not None:
                yield Entry(result, part, points, attempt or part.next_attempt)

    def _cell(self, result: Result, part: PartResult) -> Cell:
        name = _name(result, part)
        if name not in self.fields:
            return Cell(part, None, None)
        return Cell(part, self[name], self[f"{name}-attempt"])


def named_in(sent: Mapping[str, Any], results: Iterable[Result]) -> list[Result]:
    """Return those a sheet was sent for: others may stand on its page by now."""
    return [one for one in results if any(_name(one, part) in sent for part in one.parts)]


def _open(results: Sequence[Result]) -> Iterator[tuple[Result, PartResult]]:
    for result in results:
        for part in result.parts if result.is_open else ():
            if not part.is_passed:
                yield result, part


def _name(result: Result, part: PartResult) -> str:
    return f"{part.part}-{result.enrolment.uuid}"


def _points(result: Result, part: PartResult) -> forms.IntegerField:
    words = {"part": part.part.label, "name": result.enrolment.profile.user}
    return forms.IntegerField(
        label=_("%(part)s, points of %(name)s") % words,
        min_value=0,
        max_value=100,
        required=False,
        widget=forms.NumberInput(attrs={"class": "form-control result-points"}),
    )
