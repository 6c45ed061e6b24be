from typing import Any

from crispy_forms.layout import Layout, Submit
from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from matching.forms.interviews import LONGEST_REASON
from matching.models import Application, Interview
from parks.forms.base import PortalForm

LONGEST_ADDITION = 200


class InviteForm(PortalForm):
    """What goes with an invitation to an interview."""

    button = _("Send the invitation")

    message = forms.CharField(
        label=_("Message to the applicant"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
        required=False,
        help_text=_("Who will be there, what it is about, how to prepare. The mail carries it."),
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("message")
        self.helper.form_action = reverse("matching:invite_applicant", args=[application.uuid])


class CallOffForm(PortalForm):
    """The company cancels, and says why."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The applicant reads this."),
    )

    def __init__(self, *args: Any, interview: Interview, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="call_off_%s", **kwargs)
        self.helper.layout = Layout("reason")
        self.helper.form_action = reverse("matching:call_off_interview", args=[interview.uuid])
        self.helper.inputs = [Submit("call_off", _("Cancel the interview"), css_class="btn-danger")]


class MissedForm(PortalForm):
    """The applicant did not come."""

    button = _("Note that nobody came")

    message = forms.CharField(
        label=_("What you want to add"),
        max_length=LONGEST_ADDITION,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text=_("The applicant reads that they did not come, and this."),
    )

    def __init__(self, *args: Any, interview: Interview, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="missed_%s", **kwargs)
        self.helper.layout = Layout("message")
        self.helper.form_action = reverse("matching:mark_missed", args=[interview.uuid])
