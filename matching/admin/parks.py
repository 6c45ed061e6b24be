"""The question which park, asked before something is done for one."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget

from parks.models import Park


class ParkForm(forms.Form):
    park = forms.ModelChoiceField(
        Park.objects.none(), label=_("Park"), widget=UnfoldAdminSelectWidget
    )

    def __init__(self, parks: models.QuerySet, *args: object) -> None:
        super().__init__(*args)
        self.fields["park"].queryset = parks
        self.fields["park"].initial = parks.first()
