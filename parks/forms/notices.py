"""What somebody wants to be told, and where."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Layout, TemplateNameMixin
from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from parks.access import Viewer
from parks.actions.notices import Wish
from parks.choices.notices import ALWAYS_MAILED, NoticeKind
from parks.forms.base import PortalForm
from parks.models import NoticePreference

HELP = {
    NoticeKind.APPLICATION: _("Receipts, and each step of an application."),
    NoticeKind.INTERVIEW: _("Times offered, chosen, moved and cancelled."),
    NoticeKind.OFFER: _("Always sent by mail: an offer has a deadline."),
    NoticeKind.ALERT: _("New openings that fit a search you saved."),
    NoticeKind.PRIVACY: _("Always sent by mail: you must hear of what happens to your data."),
    NoticeKind.DESK: _("Invitations, verification, new applicants and alarms."),
    NoticeKind.TRAINING: _("Places, waiting lists, meetings, certificates, looks back."),
    NoticeKind.AGREEMENT: _("Signing, renewal, mentors, meetings and votes."),
    NoticeKind.ANNOUNCEMENT: _("What your university and your park announce."),
}


class ReadForm(forms.Form):
    """When the page was made on which somebody marked all as read: later notices stay unread."""

    until = forms.DateTimeField()


class KindsTable(TemplateNameMixin):
    """A row for each kind of notice, a column for each way to be told."""

    template = "parks/notices_table.html"

    def render(self, form: forms.Form, *_context: Any, **_options: Any) -> SafeString:
        return render_to_string(self.template, {"rows": form.rows()})


class PreferencesForm(PortalForm):
    """Two boxes for each kind: by mail, and in the portal."""

    button = _("Save what I am told")

    def __init__(
        self, *args: Any, wishes: Iterable[NoticePreference], viewer: Viewer, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = kinds_of(viewer)
        rows = {row.kind: row for row in wishes}
        for kind in self.kinds:
            row = rows.get(kind, NoticePreference(kind=kind))
            fixed = kind in ALWAYS_MAILED
            self.fields[f"mail_{kind}"] = _box(row.by_mail or fixed, disabled=fixed)
            self.fields[f"portal_{kind}"] = _box(row.in_portal)
        self.helper.layout = Layout(KindsTable())

    def rows(self) -> list[dict[str, Any]]:
        """Return what the table shows of each kind."""
        return [
            {
                "kind": kind,
                "help": HELP[kind],
                "mail": self[f"mail_{kind}"],
                "portal": self[f"portal_{kind}"],
                "is_fixed": kind in ALWAYS_MAILED,
            }
            for kind in self.kinds
        ]

    def wishes(self) -> list[Wish]:
        """Return what was chosen, a wish for each kind shown."""
        answers = self.cleaned_data
        return [
            Wish(kind, answers[f"mail_{kind}"], answers[f"portal_{kind}"]) for kind in self.kinds
        ]


def kinds_of(viewer: Viewer) -> list[NoticeKind]:
    """Return the kinds that can concern a person: news of an organisation need one."""
    acting = viewer.organisation_ids | viewer.interviewing_for
    acts_for_others = acting or viewer.is_operator
    return [kind for kind in NoticeKind if kind != NoticeKind.DESK or acts_for_others]


def _box(initial: bool, *, disabled: bool = False) -> forms.BooleanField:
    widget = forms.CheckboxInput(attrs={"class": "form-check-input"})
    return forms.BooleanField(widget=widget, initial=initial, disabled=disabled, required=False)
