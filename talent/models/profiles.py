from datetime import date
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parks.access import ScopedQuerySet, Viewer
from parks.choices.organisations import OrganisationKind
from parks.choices.work import CareerChannel, OpeningKind
from parks.models import DegreeLevel, Discipline, Organisation, Park, Region
from talent.choices.profiles import DisclosureKind, GrantReason, Visibility


class ProfileQuerySet(ScopedQuerySet):
    """A profile is its owner's; others read it through a grant or as an unnamed candidate."""

    def granted_to(self, viewer: Viewer) -> Self:
        """Return the profiles whose contact data this viewer may read."""
        return self.filter(self.contact_rows(viewer))

    def open_to_companies(self) -> Self:
        return self.filter(visibility=Visibility.PARK_COMPANIES, in_matching=True)

    def with_facts(self) -> Self:
        return self.select_related("user", "degree", "discipline", "discipline__parent")

    def for_explaining(self) -> Self:
        """Add what the explanation of a match reads of a profile."""
        places = WantedPlace.objects.select_related("region").order_by("position", "pk")
        return self.with_facts().prefetch_related(models.Prefetch("wanted_places", places))

    def with_granted(self, viewer: Viewer) -> Self:
        """Add `is_granted`: whether this viewer may read the contact data."""
        readable = models.ExpressionWrapper(self.contact_rows(viewer), models.BooleanField())
        return self.annotate(is_granted=readable)

    def contact_rows(self, viewer: Viewer) -> models.Q:
        grants = ProfileGrant.objects.live().filter(
            profile=models.OuterRef("pk"), organisation__in=viewer.organisation_ids
        )
        return models.Q(user=viewer.user_id) | models.Q(models.Exists(grants))

    def candidate_rows(self, viewer: Viewer) -> models.Q:
        """Say who shows themselves, without a name, to this viewer's verified companies."""
        companies = Organisation.objects.verified().filter(
            kind=OrganisationKind.COMPANY,
            pk__in=viewer.organisation_ids,
            park__profiles=models.OuterRef("pk"),
        )
        shown = models.Q(visibility=Visibility.PARK_COMPANIES, in_matching=True)
        return shown & models.Q(models.Exists(companies))

    def visible_rows(self, viewer: Viewer) -> models.Q:
        return self.contact_rows(viewer) | self.candidate_rows(viewer)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(user=viewer.user_id)


class Profile(models.Model):
    """The one profile of a student or graduate, used for every application and every match."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="profile",
        verbose_name=_("person"),
    )
    parks = models.ManyToManyField(
        Park, related_name="profiles", verbose_name=_("parks"), blank=True
    )
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    headline = models.CharField(_("headline"), max_length=160, blank=True)
    summary = models.TextField(_("about me"), blank=True)
    degree = models.ForeignKey(
        DegreeLevel,
        models.PROTECT,
        related_name="+",
        verbose_name=_("highest degree"),
        null=True,
        blank=True,
    )
    discipline = models.ForeignKey(
        Discipline,
        models.PROTECT,
        related_name="+",
        verbose_name=_("discipline"),
        null=True,
        blank=True,
    )
    graduates_on = models.DateField(_("graduation date"), null=True, blank=True)
    available_from = models.DateField(_("earliest start"), null=True, blank=True)
    wanted_kinds = ArrayField(
        models.CharField(max_length=20, choices=OpeningKind),
        verbose_name=_("what I look for"),
        default=list,
        blank=True,
    )
    anywhere = models.BooleanField(_("any place suits me"), default=False)
    career_channel = models.CharField(
        _("career channel"), max_length=12, choices=CareerChannel, blank=True
    )
    pay_wanted = models.PositiveIntegerField(
        _("least pay per month in CNY"),
        null=True,
        blank=True,
        help_text=_("0 = any pay suits me; empty = not stated."),
    )
    visibility = models.CharField(
        _("who can see me"), max_length=15, choices=Visibility, default=Visibility.APPLIED
    )
    in_matching = models.BooleanField(
        _("match me automatically"),
        default=True,
        help_text=_("Every night the openings are compared with this profile."),
    )
    created_at = models.DateTimeField(_("created on"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed on"), auto_now=True)
    erased_at = models.DateTimeField(
        _("erased on"),
        null=True,
        blank=True,
        help_text=_("The person has left; what remains names nobody and serves statistics."),
    )

    objects = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(erased_at=None) | models.Q(phone="", headline="", summary=""),
                name="an_erased_profile_says_nothing",
            ),
        )
        indexes = (
            models.Index(
                fields=("id",),
                condition=models.Q(in_matching=True),
                name="profiles_in_matching",
            ),
        )

    def __str__(self) -> str:
        return str(self.user)

    @property
    def pseudonym(self) -> str:
        """A short name that tells nothing about the person, for those without a grant."""
        return self.uuid.hex[:6].upper()

    @property
    def starts(self) -> date | None:
        """The first day at work: as stated, else the day of graduation."""
        return self.available_from or self.graduates_on


class WantedPlace(models.Model):
    """A place a person would work in; the smaller the position, the dearer."""

    profile = models.ForeignKey(
        Profile, models.CASCADE, related_name="wanted_places", verbose_name=_("profile")
    )
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("place"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("wanted place")
        verbose_name_plural = _("wanted places")
        constraints = (
            models.UniqueConstraint(fields=("profile", "region"), name="one_row_per_wanted_place"),
        )

    def __str__(self) -> str:
        return str(self.region)


class ProfileGrantQuerySet(ScopedQuerySet):
    def live(self) -> Self:
        return self.filter(models.Q(until=None) | models.Q(until__gt=Now()))

    def visible_rows(self, viewer: Viewer) -> models.Q:
        mine = models.Q(organisation__in=viewer.organisation_ids)
        return mine | models.Q(profile__user=viewer.user_id)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(profile__user=viewer.user_id)


class ProfileGrant(models.Model):
    """An organisation may read a profile, its contact data and the files sent, for a reason."""

    profile = models.ForeignKey(
        Profile, models.CASCADE, related_name="grants", verbose_name=_("profile")
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="+", verbose_name=_("organisation")
    )
    reason = models.CharField(_("reason"), max_length=12, choices=GrantReason)
    documents = models.ManyToManyField(
        "talent.Document", related_name="grants", verbose_name=_("files sent along"), blank=True
    )
    reference = models.UUIDField(_("caused by"), help_text=_("The application or invitation."))
    until = models.DateTimeField(_("until"), null=True, blank=True)
    granted_at = models.DateTimeField(_("granted"), auto_now_add=True)

    objects = ProfileGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("profile grant")
        verbose_name_plural = _("profile grants")
        constraints = (
            models.UniqueConstraint(
                fields=("profile", "organisation", "reference"), name="one_grant_per_cause"
            ),
        )

    def __str__(self) -> str:
        return f"{self.profile} → {self.organisation}"


class DisclosureQuerySet(ScopedQuerySet):
    def visible_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(profile__user=viewer.user_id)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(pk__in=())


class Disclosure(models.Model):
    """Who saw what of a profile, and when."""

    profile = models.ForeignKey(
        Profile, models.CASCADE, related_name="disclosures", verbose_name=_("profile")
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="+", verbose_name=_("organisation")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person")
    )
    kind = models.CharField(_("what"), max_length=10, choices=DisclosureKind)
    detail = models.CharField(_("detail"), max_length=200, blank=True)
    happened_at = models.DateTimeField(_("when"), auto_now_add=True)

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("disclosure")
        verbose_name_plural = _("disclosures")

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_kind_display()}"
