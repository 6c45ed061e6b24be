"""The examiners of a session, named by e-mail address."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from companies.queries.examiners import possible_examiners
from parks.models import Organisation, User

MOST_EXAMINERS = 20


class ExaminersField(forms.CharField):
    """Addresses, one per line, become people of organisations; `organiser` is set by the form."""

    organiser: Organisation

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Examiners, one e-mail address per line"),
            widget=forms.Textarea(attrs={"rows": 2}),
            required=False,
            help_text=gettext_lazy(
                "People of any verified organisation, also outside yours. Your colleagues who do"
                " not teach it and the park office examine without being named."
            ),
        )

    def clean(self, value: str) -> list[User]:
        """Return who has these addresses; one that belongs to nobody is shown to the writer."""
        words = super().clean(value).replace(",", " ").replace(";", " ").split()
        if len(words) > MOST_EXAMINERS:
            raise forms.ValidationError(_("At most 20 examiners."))
        people = {user.pk: user for user in map(self._person, words)}
        return list(people.values())

    def _person(self, address: str) -> User:
        user = possible_examiners(self.organiser).filter(email__iexact=address).first()
        if user is None:
            said = _("“%(address)s” is the address of nobody who can examine here.")
            raise forms.ValidationError(said % {"address": address})
        return user
