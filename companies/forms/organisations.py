"""What people say about their organisation: who it is, where, and what it does."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.validators import DomainNameValidator
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc

from companies.choices.company import CompanyKind, GrowthStage
from companies.models import Company
from parks.email_domains import FREE_DOMAINS, domain_of
from parks.forms.base import PortalForm
from parks.models import ChainStage, Organisation
from parks.queries.places import place_groups
from parks.validators import validate_credit_code

IDENTITY = ("name_zh", "name_en", "credit_code", "email_domain")
PLACE = ("region", "street_address", "postal_code", "website")
WORDS = ("summary_zh", "summary_en")
BUSINESS = ("company_kind", "growth_stage", "chain_stages")
LONGEST_SUMMARY = 4000


class IdentityForm(PortalForm):
    """What the park office verifies."""

    name_zh = forms.CharField(label=_("Name (Chinese)"), max_length=200, required=False)
    name_en = forms.CharField(
        label=_("Name (English)"),
        max_length=200,
        required=False,
        help_text=_("One of the two names is enough. As on the licence, please."),
    )
    credit_code = forms.CharField(
        label=_("Unified social credit code"),
        max_length=40,
        help_text=_("18 characters, as on the licence; the last one is checked."),
    )
    email_domain = forms.CharField(
        label=_("Work e-mail domain"),
        max_length=100,
        required=False,
        help_text=_(
            "Such as example.com. When your own confirmed address ends with it, the park office "
            "sees that you work there."
        ),
    )

    def clean_credit_code(self) -> str:
        code = uscc.compact(self.cleaned_data["credit_code"])
        if code:
            validate_credit_code(code)
        elif self.fields["credit_code"].required:
            raise forms.ValidationError(self.fields["credit_code"].error_messages["required"])
        return code

    def clean_email_domain(self) -> str:
        domain = domain_of(self.cleaned_data["email_domain"])
        if domain in FREE_DOMAINS:
            message = _("Anybody gets an address at %(domain)s: leave this empty instead.")
            raise forms.ValidationError(message, params={"domain": domain})
        if domain:
            DomainNameValidator()(domain)
        return domain

    def clean(self) -> dict[str, Any]:
        names = {"name_zh", "name_en"}
        named = any(self.cleaned_data.get(name) for name in names)
        if names <= self.fields.keys() and not named and not names & self.errors.keys():
            self.add_error("name_en", _("Give a name in Chinese or in English."))
        return self.cleaned_data


class OrganisationForm(IdentityForm):
    """The facts of any organisation; `locked` leaves out what the park office has verified."""

    button = _("Save the facts")
    asks_for_code = False

    region = forms.ChoiceField(label=_("Place"), required=False)
    street_address = forms.CharField(
        label=_("Street and number"),
        max_length=200,
        required=False,
        help_text=_("Search engines ask for it with each opening."),
    )
    postal_code = forms.CharField(label=_("Postal code"), max_length=12, required=False)
    website = forms.URLField(
        label=_("Website"), max_length=200, required=False, assume_scheme="https"
    )
    summary_zh = forms.CharField(
        label=_("Summary (Chinese)"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_SUMMARY,
        required=False,
    )
    summary_en = forms.CharField(
        label=_("Summary (English)"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_SUMMARY,
        required=False,
    )

    def __init__(self, *args: Any, locked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credit_code"].required = self.asks_for_code
        for name in IDENTITY if locked else ():
            del self.fields[name]
        self.fields["region"].choices = [("", "—"), *place_groups()]
        identity = () if locked else (Fieldset(_("Who you are"), *IDENTITY),)
        self.helper.layout = Layout(*identity, *self.further())

    def further(self) -> list[Fieldset]:
        return [Fieldset(_("Where"), *PLACE), Fieldset(_("In a few words"), *WORDS)]

    def facts(self) -> dict[str, Any]:
        """Return what was entered as `change_organisation` takes it."""
        facts = dict(self.cleaned_data)
        region = facts.pop("region")
        return facts | {"region_id": int(region) if region else None}


class CompanyForm(OrganisationForm):
    """A company says what it does too, and how it wants to look at candidates."""

    asks_for_code = True

    company_kind = forms.ChoiceField(
        label=_("Kind of company"), choices=[("", "—"), *CompanyKind.choices], required=False
    )
    growth_stage = forms.ChoiceField(
        label=_("Growth stage"), choices=[("", "—"), *GrowthStage.choices], required=False
    )
    chain_stages = forms.ModelMultipleChoiceField(
        label=_("Chain stages"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    anonymous_screening = forms.BooleanField(
        label=_("Anonymous first screen"),
        required=False,
        help_text=_("Names and contact data stay hidden until somebody is shortlisted."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chain_stages"].queryset = ChainStage.objects.order_by("position")

    def further(self) -> list[Fieldset]:
        where, words = super().further()
        recruiting = Fieldset(_("Recruiting"), "anonymous_screening")
        return [where, Fieldset(_("Business"), *BUSINESS), words, recruiting]


def form_class_of(organisation: Organisation) -> type[OrganisationForm]:
    return CompanyForm if isinstance(organisation, Company) else OrganisationForm


def initial_of(organisation: Organisation) -> dict[str, Any]:
    """Return what the form shows of an organisation."""
    names = (*IDENTITY, "street_address", "postal_code", "website", *WORDS)
    initial = {name: getattr(organisation, name) for name in names}
    initial["region"] = organisation.region_id
    if isinstance(organisation, Company):
        plain = ("company_kind", "growth_stage", "anonymous_screening")
        initial |= {name: getattr(organisation, name) for name in plain}
        initial["chain_stages"] = list(organisation.chain_stages.all())
    return initial
