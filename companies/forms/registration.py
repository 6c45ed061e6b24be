"""A company that is not in the portal yet."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from companies.choices.company import CompanyKind
from companies.queries.joining import companies_called
from parks.access import Viewer
from parks.choices.organisations import OrganisationKind
from parks.forms.evidence import EvidenceField
from parks.models import Organisation, Park

from .organisations import IDENTITY, IdentityForm


class RegistrationForm(IdentityForm):
    """Who the company is, and the file that shows it."""

    button = _("Register and send to the park office")

    is_another = forms.BooleanField(
        label=_("Mine is another company of the same name"), required=False
    )
    park = forms.ModelChoiceField(
        label=_("Park"),
        queryset=None,
        empty_label="—",
        help_text=_("Its office looks at your request."),
    )
    company_kind = forms.ChoiceField(
        label=_("Kind of company"), choices=[("", "—"), *CompanyKind.choices], required=False
    )
    website = forms.URLField(
        label=_("Website"), max_length=200, required=False, assume_scheme="https"
    )
    file = EvidenceField()

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parks = Park.objects.listed().visible_to(viewer)
        self.fields["park"].queryset = parks.order_by("name_en", "pk")
        self.helper.layout = Layout(
            Fieldset(_("Who you are"), *IDENTITY),
            Fieldset(_("Where and what"), "park", "company_kind", "website"),
            Fieldset(_("Proof"), "file"),
        )

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        namesake = companies_called(facts.get("name_zh", ""), facts.get("name_en", "")).first()
        if namesake is not None:
            self.helper.layout.fields[0].fields.insert(2, "is_another")
            if not facts.get("is_another"):
                words = _("A company of this name is here already: {}. If it is yours, join it.")
                self.add_error("is_another", _with_link(words, namesake))
        return facts

    def refuse_code(self, organisation: Organisation) -> None:
        """Say whose code this is, and how to get in there."""
        words = _("This code is that of {}, which is here already. Join it instead.")
        if organisation.kind != OrganisationKind.COMPANY:
            words = _("This code is that of {}, which is here already. Ask the park office.")
        self.add_error("credit_code", _with_link(words, organisation))

    def facts(self) -> dict[str, Any]:
        """Return what was entered as `register_company` takes it."""
        beside = ("file", "is_another")
        return {name: value for name, value in self.cleaned_data.items() if name not in beside}


def _with_link(words: str, organisation: Organisation) -> str:
    """Put the name into a sentence, for a company with a link to the page for joining it."""
    if organisation.kind != OrganisationKind.COMPANY:
        return format_html(str(words), organisation)
    address = reverse("companies:join_company", args=[organisation.slug])
    return format_html(str(words), format_html('<a href="{}">{}</a>', address, organisation))
