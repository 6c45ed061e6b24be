"""The signed file of an agreement, and who comes to a base: mentors, students, visitors."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.models import BaseStay
from matching.queries.base_stays import may_come
from parks.access import Viewer
from parks.actions.bases import mentors_at
from parks.forms.base import PortalForm
from parks.forms.evidence import EvidenceField
from parks.models import Base, Membership, Mentor, Organisation, User
from talent.models import Profile


class DayField(forms.DateField):
    """A day, chosen in the calendar of the browser."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs
        )


class SignedFileForm(PortalForm):
    button = _("Keep this file")

    file = EvidenceField(
        label=_("Signed file"),
        help_text=_("PDF, PNG or JPEG, up to 10 MB. The parties and the park office see it."),
    )


class MentorForm(PortalForm):
    button = _("Name the mentor")

    user = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Person"),
        help_text=_("Somebody who works at the host. Invite them there first."),
    )
    field_zh = forms.CharField(label=_("Field (Chinese)"), max_length=160, required=False)
    field_en = forms.CharField(label=_("Field (English)"), max_length=160, required=False)
    students_at_most = forms.IntegerField(
        label=_("Students at most"), min_value=1, max_value=50, initial=3
    )

    def __init__(self, *args: Any, base: Base, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        experts = Membership.objects.live().filter(organisation=base.host_id)
        rows = User.objects.filter(pk__in=experts.values("user"), is_active=True)
        self.fields["user"].queryset = rows.order_by("full_name", "pk")


class WithMentor(PortalForm):
    """A mentor of today, or nobody yet."""

    def _offer_mentors(self, base: Base) -> None:
        rows = mentors_at(base).filter(until=None).select_related("user")
        self.fields["mentor"].queryset = rows.order_by("pk")


class StayForm(WithMentor):
    button = _("Give the place")

    profile = forms.ModelChoiceField(
        Profile.objects.none(),
        label=_("Student"),
        help_text=_("People who let your organisation read their profile."),
    )
    mentor = forms.ModelChoiceField(
        Mentor.objects.none(), label=_("Mentor"), required=False, empty_label=_("Nobody yet")
    )
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(
        label=_("Last day"), required=False, help_text=_("Empty: it is not fixed yet.")
    )

    def __init__(self, *args: Any, base: Base, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["profile"].queryset = may_come(base, viewer)
        self._offer_mentors(base)


class MentorOfStayForm(WithMentor):
    button = _("Save the mentor")

    mentor = forms.ModelChoiceField(
        Mentor.objects.none(), label=_("Mentor"), required=False, empty_label=_("Nobody yet")
    )

    def __init__(self, *args: Any, stay: BaseStay, **kwargs: Any) -> None:
        super().__init__(*args, initial={"mentor": stay.mentor_id}, **kwargs)
        self._offer_mentors(stay.base)


class EndStayForm(PortalForm):
    button = _("End the stay")

    ends_on = DayField(label=_("Last day"), initial=timezone.localdate)
    result = forms.CharField(
        label=_("Result"),
        help_text=_("What the student did and learned. The student reads it."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )


class VisitForm(PortalForm):
    button = _("Write the visit down")

    visited_on = DayField(label=_("Day"), initial=timezone.localdate)
    visitor = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Who came"), help_text=_("A party of the agreement.")
    )
    note = forms.CharField(
        label=_("What was found"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000
    )

    def __init__(self, *args: Any, base: Base, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parties = Organisation.objects.filter(parties__agreement=base.agreement_id)
        self.fields["visitor"].queryset = parties.order_by("pk")
