from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from matching.actions.notes import LONGEST_NOTE
from parks.forms.base import PortalForm
from parks.models import User


class NoteForm(PortalForm):
    """A note on a person, for colleagues alone; without colleagues nobody can be named.

    For any page that shows notes: `NoteForm(posted, colleagues=colleagues_of(company, but=me))`,
    then `write_note(…, **form.cleaned_data)`.
    """

    button = _("Keep the note")

    text = forms.CharField(
        label=_("Note"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_NOTE,
        help_text=_("Read inside your company alone; the person can ask for a copy."),
    )
    mentioned = forms.MultipleChoiceField(
        label=_("Tell colleagues"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, colleagues: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="note_%s", **kwargs)
        self.people = {str(person.pk): person for person in colleagues}
        names = [(pk, person.full_name or person.email) for pk, person in self.people.items()]
        self.fields["mentioned"].choices = names
        self.helper.layout = Layout("text", *(["mentioned"] if names else []))

    def clean_mentioned(self) -> list[User]:
        return [self.people[pk] for pk in self.cleaned_data["mentioned"]]
