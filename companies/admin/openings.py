"""Openings: reviewed, published, paused and closed by the park office."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin import RelatedOnlyFieldListFilter
from django.db import models
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminTextareaWidget

from companies.actions.openings import OpeningError, move_opening
from companies.choices.openings import OPENING_MOVES, OpeningState
from companies.models import Opening, OpeningQuestion, OpeningSkill
from parks.admin.base import ScopedModelAdmin
from parks.admin.columns import GOOD, LOST, MOVING, WAITING, since, state_column
from parks.admin.inlines import ScopedInline
from parks.admin.moves import MovesAdmin, may_become, move
from parks.http import PortalRequest
from parks.models import User
from parks.workflow import IllegalMoveError


class CommentForm(forms.Form):
    comment = forms.CharField(
        label=_("Comment for the company"),
        help_text=_("Say what has to change before the opening can be published."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 4}),
    )


class RequirementInline(ScopedInline):
    model = OpeningSkill
    fields = ("skill", "importance", "level", "position")
    autocomplete_fields = ("skill",)
    ordering_field = "position"
    hide_ordering_field = True
    ordering = ("position", "pk")


class QuestionInline(ScopedInline):
    model = OpeningQuestion
    fields = ("text_zh", "text_en", "kind", "choices", "is_required", "position")
    ordering_field = "position"
    hide_ordering_field = True
    ordering = ("position", "pk")


@admin.register(Opening)
class OpeningAdmin(MovesAdmin):
    officers_may = ("view", "add", "change", "move")
    park_lookup = "park_id"
    organisation_lookup = "company_id"
    refusals = (IllegalMoveError, OpeningError)
    set_once = ("company", "park")
    list_display = ("title", "company", "kind", "shown_state", "changed", "closes_on", "park")
    list_filter = ("state", "kind", "source", ("park", RelatedOnlyFieldListFilter))
    list_select_related = ("company", "park")
    search_fields = (
        "title_zh",
        "title_en",
        "company__name_zh",
        "company__name_en",
        "external_id",
    )
    ordering = ("-updated_at", "-pk")
    date_hierarchy = "created_at"
    autocomplete_fields = (
        "company",
        "disciplines",
        "occupation",
        "chain_stage",
        "min_degree",
        "region",
    )
    readonly_fields = (
        "state",
        "review_comment",
        "published_at",
        "source",
        "external_id",
        "created_at",
        "updated_at",
    )
    inlines = (RequirementInline, QuestionInline)
    actions = actions_detail = ("publish", "return_with_comment", "pause", "close")
    changed = since("updated_at", _("changed … ago"))
    shown_state = state_column(
        OpeningState,
        {
            OpeningState.SUBMITTED: WAITING,
            OpeningState.RETURNED: MOVING,
            OpeningState.PUBLISHED: GOOD,
            OpeningState.EXPIRED: LOST,
        },
    )
    fieldsets = (
        (
            None,
            {"fields": (("company", "park"), ("kind", "headcount"), ("title_zh", "title_en"))},
        ),
        (_("Text"), {"classes": ("tab",), "fields": ("text_zh", "text_en")}),
        (
            _("Who is wanted"),
            {
                "classes": ("tab",),
                "fields": (("min_degree", "occupation"), "disciplines", "chain_stage"),
            },
        ),
        (
            _("Place, pay and dates"),
            {
                "classes": ("tab",),
                "fields": (
                    ("region", "place_text"),
                    ("salary_min", "salary_max"),
                    ("salary_currency", "salary_period"),
                    ("career_channel", "grade"),
                    ("starts_by", "closes_on"),
                ),
            },
        ),
        (
            _("Review"),
            {
                "classes": ("tab",),
                "fields": (
                    ("state", "published_at"),
                    "review_comment",
                    ("source", "external_id"),
                    ("created_at", "updated_at"),
                ),
            },
        ),
    )

    @display(description=_("title"), ordering="title_zh")
    def title(self, row: Opening) -> str:
        return row.title

    @move(
        label=_("Publish"),
        icon="publish",
        variant=ActionVariant.PRIMARY,
        offered=may_become(OPENING_MOVES, OpeningState.PUBLISHED),
    )
    def publish(self, row: Opening, *, by: User) -> None:
        move_opening(row, state=OpeningState.PUBLISHED, by=by)

    @move(
        label=_("Return with a comment"),
        icon="undo",
        form_class=CommentForm,
        offered=may_become(OPENING_MOVES, OpeningState.RETURNED),
    )
    def return_with_comment(self, row: Opening, *, by: User, comment: str) -> None:
        move_opening(row, state=OpeningState.RETURNED, comment=comment, by=by)

    @move(
        label=_("Pause"),
        icon="pause",
        offered=may_become(OPENING_MOVES, OpeningState.PAUSED),
    )
    def pause(self, row: Opening, *, by: User) -> None:
        move_opening(row, state=OpeningState.PAUSED, by=by)

    @move(
        label=_("Close"),
        icon="lock",
        offered=may_become(OPENING_MOVES, OpeningState.CLOSED),
    )
    def close(self, row: Opening, *, by: User) -> None:
        move_opening(row, state=OpeningState.CLOSED, by=by)


@admin.register(OpeningSkill)
class OpeningSkillAdmin(ScopedModelAdmin):
    """What openings ask for, all in one list; it is changed on the page of the opening."""

    operator_may = officers_may = ("view",)
    park_lookup = "opening__park_id"
    list_display = ("skill", "importance", "level", "opening", "company")
    list_filter = ("importance", "level", "opening__state")
    list_select_related = ("skill", "opening__company")
    search_fields = (
        "skill__label_zh",
        "skill__label_en",
        "opening__title_zh",
        "opening__title_en",
    )
    ordering = ("-opening", "position", "pk")

    @display(description=_("company"), ordering="opening__company")
    def company(self, row: OpeningSkill) -> str:
        return str(row.opening.company)

    def get_fields(
        self, request: PortalRequest, obj: models.Model | None = None
    ) -> tuple[Any, ...]:
        return ("opening", "skill", ("importance", "level"))


@admin.register(OpeningQuestion)
class OpeningQuestionAdmin(ScopedModelAdmin):
    """What openings ask of those who apply; it is changed on the page of the opening."""

    operator_may = officers_may = ("view",)
    park_lookup = "opening__park_id"
    list_display = ("text", "kind", "is_required", "opening")
    list_filter = ("kind", "is_required")
    list_select_related = ("opening",)
    search_fields = ("text_zh", "text_en", "opening__title_zh", "opening__title_en")
    ordering = ("-opening", "position", "pk")
    fields = ("opening", ("text_zh", "text_en"), ("kind", "is_required"), "choices")
