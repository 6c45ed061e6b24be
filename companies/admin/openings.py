"""Openings: reviewed, published, paused and closed by the park office."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin import RelatedOnlyFieldListFilter
from django.db import models
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminTextareaWidget

from companies.actions.openings import OpeningError, move_opening
from companies.actions.reports import look_at_opening
from companies.choices.openings import OPENING_MOVES, OpeningState
from companies.models import Opening, OpeningQuestion, OpeningSkill
from companies.queries.reviews import ON_SHOW, steps_of, with_waiting
from parks.admin.columns import GOOD, LOST, MOVING, WAITING, since, state_column
from parks.admin.inlines import ScopedInline
from parks.admin.moves import MovesAdmin, may_become, move
from parks.admin.waits import wait_column
from parks.http import PortalRequest
from parks.models import User
from parks.workflow import IllegalMoveError

from .opening_queue import QUEUE, UnseenFilter, is_queue, waiting_since
from .previews import preview_of

SHOWN = ("company__region", "park__region", "region", "min_degree", "occupation", "chain_stage")


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
    list_display = (
        "title",
        "company",
        "kind",
        "shown_state",
        "answer",
        "sent",
        "changed",
        "closes_on",
        "park",
    )
    list_filter = (
        UnseenFilter,
        "state",
        "kind",
        "source",
        ("park", RelatedOnlyFieldListFilter),
    )
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
        "submitted_at",
        "published_at",
        "source",
        "external_id",
        "created_at",
        "updated_at",
    )
    inlines = (RequirementInline, QuestionInline)
    actions = actions_detail = (
        "publish",
        "return_with_comment",
        "looked_at",
        "pause",
        "close",
    )
    compressed_fields = False
    change_form_after_template = "admin/companies/opening/beside.html"
    answer = wait_column(waiting_since, lambda row: row.park, ordering="submitted_at")
    sent = since("submitted_at", _("submitted … ago"))
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
                    "state",
                    ("submitted_at", "published_at"),
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
        label=_("Looked at"),
        icon="visibility",
        offered=lambda row: row.state in ON_SHOW and row.company.trusted,
    )
    def looked_at(self, row: Opening, *, by: User) -> None:
        look_at_opening(row, by=by)

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

    def get_queryset(self, request: PortalRequest) -> models.QuerySet:
        return with_waiting(super().get_queryset(request)).select_related(*SHOWN)

    def get_ordering(self, request: PortalRequest) -> tuple[str, ...]:
        """What waits is worked off oldest first."""
        return QUEUE if is_queue(request) else self.ordering

    def render_change_form(
        self, request: PortalRequest, context: dict[str, Any], **kwargs: Any
    ) -> HttpResponse:
        """Set the posting as the public will read it beside the form, with what is found in it."""
        row = kwargs.get("obj")
        if row is not None:
            asked, questions = (
                [form.instance for form in inline.formset.initial_forms]
                for inline in context["inline_admin_formsets"]
            )
            context |= {
                "preview": preview_of(row, asked=asked, questions=questions),
                "steps": steps_of(row),
            }
        return super().render_change_form(request, context, **kwargs)
