"""Who acts for an organisation, and as what."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parks.choices.organisations import MembershipRole, role_name, roles_of
from parks.forms.base import PortalForm
from parks.models import Organisation

DEEDS = {
    MembershipRole.ADMIN: _("does everything, and decides who else may."),
    MembershipRole.MEMBER: _("posts openings, sees candidates and answers applicants."),
    MembershipRole.INTERVIEWER: _("sees the interviews of their own panels, and nothing else."),
}


def role_choices(organisation: Organisation) -> list[tuple[str, str]]:
    """Return the roles that this organisation gives, by the names they have there."""
    kind = organisation.kind
    return [(role.value, role_name(role, kind)) for role in roles_of(kind)]


def role_notes(organisation: Organisation) -> list[tuple[str, str]]:
    """Return each role of this organisation with what it may do."""
    return [(name, DEEDS[MembershipRole(role)]) for role, name in role_choices(organisation)]


class RoleForm(forms.Form):
    """The small form in the row of a member."""

    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices(organisation)


class InviteForm(PortalForm):
    """An address and a role; whoever has that address may accept."""

    button = _("Send the invitation")

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The invitation holds for 14 days, for this address only."),
    )
    role = forms.ChoiceField(label=_("Role"), initial=MembershipRole.MEMBER)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices(organisation)
