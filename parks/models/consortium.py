from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parks.access import ScopedQuerySet, Viewer
from parks.choices.consortium import LONGEST_TERM, OFFICES_OF_ONE, MemberState, SeatRole
from parks.language import in_language

from .bilingual import Named
from .organisations import Organisation
from .places import Park


class ConsortiumQuerySet(ScopedQuerySet):
    def listed(self) -> Self:
        return self.filter(listed=True)

    def visible_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(listed=True) | models.Q(lead__in=viewer.steward_of)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(lead__in=viewer.steward_of)


class Consortium(Named):
    """An industry-education consortium (产教联合体), led by a park."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    lead = models.ForeignKey(
        Park, models.PROTECT, related_name="consortia", verbose_name=_("lead park")
    )
    name_zh = models.CharField(_("name (Chinese)"), max_length=200)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    summary_zh = models.TextField(_("summary (Chinese)"), blank=True)
    summary_en = models.TextField(_("summary (English)"), blank=True)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    quorum_percent = models.PositiveSmallIntegerField(
        _("quorum, per cent of the members"),
        default=50,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("At least so many of the members vote, or nothing is decided."),
    )
    listed = models.BooleanField(_("shown to the public"), default=True)

    objects = ConsortiumQuerySet.as_manager()

    class Meta:
        verbose_name = _("consortium")
        verbose_name_plural = _("consortia")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(quorum_percent__range=(1, 100)),
                name="a_quorum_is_a_share",
                violation_error_message=_("The quorum is 1 to 100 per cent of the members."),
            ),
        )

    def get_absolute_url(self) -> str:
        return reverse("matching:consortium", args=[self.slug])

    @property
    def summary(self) -> str:
        return in_language(self.summary_zh, self.summary_en)


class OfConsortiumQuerySet(ScopedQuerySet):
    """Read by the members, changed by the office of the lead park."""

    def visible_rows(self, viewer: Viewer) -> models.Q:
        members = ConsortiumMembership.objects.filter(
            organisation__in=viewer.organisation_ids, state=MemberState.ACTIVE
        )
        mine = models.Q(consortium__in=members.values("consortium"))
        return mine | self.editable_rows(viewer)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(consortium__lead__in=viewer.steward_of)


class ConsortiumMembershipQuerySet(OfConsortiumQuerySet):
    def active(self) -> Self:
        return self.filter(state=MemberState.ACTIVE)

    def visible_rows(self, viewer: Viewer) -> models.Q:
        """That an organisation is a member is public; who applies is the two sides' affair."""
        own = models.Q(organisation__in=viewer.organisation_ids)
        return models.Q(state=MemberState.ACTIVE) | own | self.editable_rows(viewer)


class ConsortiumMembership(models.Model):
    """An organisation in a consortium, from its application on."""

    consortium = models.ForeignKey(
        Consortium, models.CASCADE, related_name="memberships", verbose_name=_("consortium")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="consortia", verbose_name=_("organisation")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=MemberState, default=MemberState.APPLIED
    )
    applied_at = models.DateTimeField(_("applied on"), auto_now_add=True)
    joined_on = models.DateField(_("member since"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    objects = ConsortiumMembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of a consortium")
        verbose_name_plural = _("members of consortia")
        constraints = (
            models.UniqueConstraint(
                fields=("consortium", "organisation"),
                condition=~models.Q(state__in=(MemberState.LEFT, MemberState.DECLINED)),
                name="an_organisation_joins_a_consortium_once",
                violation_error_message=_("This organisation has applied or is a member already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state=MemberState.ACTIVE, joined_on=None),
                name="a_member_has_its_first_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(
                    state__in=(MemberState.SUSPENDED, MemberState.DECLINED), reason=""
                ),
                name="a_suspended_or_refused_member_is_told_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation} · {self.consortium}"


class CouncilTerm(models.Model):
    """The years for which a council sits."""

    consortium = models.ForeignKey(
        Consortium, models.CASCADE, related_name="terms", verbose_name=_("consortium")
    )
    number = models.PositiveSmallIntegerField(_("number of the term"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(pgettext_lazy("a period", "until"))

    objects = OfConsortiumQuerySet.as_manager()

    class Meta:
        verbose_name = _("council term")
        verbose_name_plural = _("council terms")
        constraints = (
            models.UniqueConstraint(
                fields=("consortium", "number"), name="one_term_per_number_of_a_consortium"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")),
                name="a_term_ends_after_it_starts",
                violation_error_message=_("A term ends after it begins."),
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__lt=models.F("starts_on") + LONGEST_TERM),
                name="a_term_lasts_ten_years_at_most",
                violation_error_message=_("A term lasts ten years at most. Check the years."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.consortium} · {self.number}"


class SeatQuerySet(ScopedQuerySet):
    def visible_rows(self, viewer: Viewer) -> models.Q:
        """Who sits on a council is public."""
        return models.Q(term__consortium__listed=True) | self.editable_rows(viewer)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(term__consortium__lead__in=viewer.steward_of)


DAYS_HELD = models.Func("since", "until", models.Value("[]"), function="daterange")


class Seat(models.Model):
    """Who holds which office of the council; one who leaves keeps the days they held it.

    A seat without a last day is held until its term is over.
    """

    term = models.ForeignKey(
        CouncilTerm, models.CASCADE, related_name="seats", verbose_name=_("council term")
    )
    role = models.CharField(_("office"), max_length=10, choices=SeatRole)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    person = models.CharField(_("person"), max_length=120)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("account"),
        null=True,
        blank=True,
    )
    since = models.DateField(_("since"))
    until = models.DateField(pgettext_lazy("a period", "until"), null=True, blank=True)
    replaces = models.OneToOneField(
        "self",
        models.SET_NULL,
        related_name="replaced_by",
        verbose_name=_("takes over the seat of"),
        null=True,
        blank=True,
    )

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints = (
            ExclusionConstraint(
                name="one_person_a_day_holds_an_office_of_one",
                expressions=[
                    ("term", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (DAYS_HELD, RangeOperators.OVERLAPS),
                ],
                condition=models.Q(role__in=OFFICES_OF_ONE),
                violation_error_message=_("Somebody holds this office on one of these days."),
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="a_seat_is_left_after_it_is_taken",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.person}"
