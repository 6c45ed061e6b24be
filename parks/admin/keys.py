"""The keys with which parks sign credentials."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.enums import ActionVariant

from parks.actions.keys import rotate_key
from parks.models import SigningKey, User

from .moves import MovesAdmin, move


@admin.register(SigningKey)
class SigningKeyAdmin(MovesAdmin):
    """The private half is shown to nobody; a new key retires the old one, which still verifies."""

    operator_may = ("view", "move")
    officers_may = ("view",)
    park_lookup = "park_id"
    list_display = ("name", "park", "created_at", "retired_at")
    list_filter = (("retired_at", admin.EmptyFieldListFilter),)
    list_select_related = ("park",)
    search_fields = ("name", "park__name_zh", "park__name_en")
    ordering = ("-created_at", "-pk")
    fields = ("name", "park", "public_key", ("created_at", "retired_at"))
    actions = ("rotate",)
    actions_detail = ("rotate",)

    @move(
        label=_("Sign with a new key"),
        icon="key",
        variant=ActionVariant.DANGER,
        offered=lambda row: row.retired_at is None,
    )
    def rotate(self, row: SigningKey, *, by: User) -> None:
        rotate_key(row.park, by=by)
