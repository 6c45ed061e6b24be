from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from parks.access import ScopedQuerySet, Viewer
from parks.choices.organisations import (
    InvitationState,
    MembershipRole,
    OrganisationKind,
    VerificationState,
    role_name,
)
from parks.language import in_language
from parks.validators import validate_credit_code

from .bilingual import Named
from .places import Park
from .taxonomy import Region


class OrganisationQuerySet(ScopedQuerySet):
    """Organisations are public facts once verified; their own people always see them."""

    def verified(self) -> Self:
        approved = Verification.objects.approved().filter(organisation=models.OuterRef("pk"))
        return self.filter(models.Exists(approved))

    def unclaimed(self) -> Self:
        members = Membership.objects.live().filter(organisation=models.OuterRef("pk"))
        return self.filter(~models.Exists(members))

    def with_verified(self) -> Self:
        approved = Verification.objects.approved().filter(organisation=models.OuterRef("pk"))
        return self.annotate(is_verified=models.Exists(approved))

    def visible_rows(self, viewer: Viewer) -> models.Q:
        approved = Verification.objects.approved().filter(organisation=models.OuterRef("pk"))
        mine = models.Q(pk__in=viewer.organisation_ids) | models.Q(park__in=viewer.steward_of)
        return models.Q(models.Exists(approved)) | mine

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(pk__in=viewer.administered_ids) | models.Q(park__in=viewer.steward_of)


class Organisation(Named):
    """Any body that people act for; companies and universities are its children."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    name_zh = models.CharField(_("name (Chinese)"), max_length=200, blank=True)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    park = models.ForeignKey(
        Park,
        models.PROTECT,
        verbose_name=_("park"),
        related_name="organisations",
        null=True,
        blank=True,
    )
    region = models.ForeignKey(
        Region, models.PROTECT, verbose_name=_("place"), related_name="+", null=True, blank=True
    )
    credit_code = models.CharField(
        _("unified social credit code"),
        max_length=18,
        blank=True,
        validators=[validate_credit_code],
        help_text=_("18 characters; the last one is checked."),
    )
    email_domain = models.CharField(_("work e-mail domain"), max_length=100, blank=True)
    website = models.URLField(_("website"), blank=True)
    street_address = models.CharField(_("street and number"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=12, blank=True)
    summary_zh = models.TextField(_("summary (Chinese)"), blank=True)
    summary_en = models.TextField(_("summary (English)"), blank=True)
    created_at = models.DateTimeField(_("created on"), auto_now_add=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(name_zh="", name_en=""),
                name="an_organisation_has_a_name",
                violation_error_message=_("Give a name in Chinese or in English."),
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=OrganisationKind.PARK_OFFICE, park=None),
                name="a_park_office_belongs_to_a_park",
                violation_error_message=_("A park office belongs to a park."),
            ),
            models.UniqueConstraint(
                fields=("credit_code",),
                condition=~models.Q(credit_code=""),
                name="one_organisation_per_credit_code",
                violation_error_message=_("An organisation with this code is here already."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def summary(self) -> str:
        return in_language(self.summary_zh, self.summary_en)


class MembershipQuerySet(ScopedQuerySet):
    def live(self) -> Self:
        return self.filter(left_at=None)

    def visible_rows(self, viewer: Viewer) -> models.Q:
        mine = models.Q(organisation__in=viewer.organisation_ids) | models.Q(user=viewer.user_id)
        return mine | models.Q(organisation__park__in=viewer.steward_of)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        mine = models.Q(organisation__in=viewer.administered_ids)
        return mine | models.Q(organisation__park__in=viewer.steward_of)


class Membership(models.Model):
    """A person acts for an organisation, from a day until they leave."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="memberships",
        verbose_name=_("person"),
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="memberships", verbose_name=_("organisation")
    )
    role = models.CharField(
        _("role"), max_length=12, choices=MembershipRole, default=MembershipRole.MEMBER
    )
    joined_at = models.DateTimeField(_("joined on"), auto_now_add=True)
    left_at = models.DateTimeField(_("left on"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "organisation"),
                condition=models.Q(left_at=None),
                name="one_live_membership_per_person_and_organisation",
                violation_error_message=_("This person is a member already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation}"

    @property
    def role_name(self) -> str:
        return role_name(self.role, self.organisation.kind)


class InvitationQuerySet(ScopedQuerySet):
    def open(self) -> Self:
        return self.filter(state=InvitationState.SENT)

    def visible_rows(self, viewer: Viewer) -> models.Q:
        return self.editable_rows(viewer)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        mine = models.Q(organisation__in=viewer.administered_ids)
        return mine | models.Q(organisation__park__in=viewer.steward_of)


class Invitation(models.Model):
    """An address was asked to join an organisation; its uuid is the secret in the link."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="invitations", verbose_name=_("organisation")
    )
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(
        _("role"), max_length=12, choices=MembershipRole, default=MembershipRole.MEMBER
    )
    state = models.CharField(
        _("state"), max_length=10, choices=InvitationState, default=InvitationState.SENT
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("invited by")
    )
    sent_at = models.DateTimeField(_("sent on"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = (
            models.UniqueConstraint(
                Lower("email"),
                "organisation",
                condition=models.Q(state=InvitationState.SENT),
                name="one_open_invitation_per_address",
            ),
        )

    def __str__(self) -> str:
        return f"{self.email} → {self.organisation}"

    @property
    def role_name(self) -> str:
        return role_name(self.role, self.organisation.kind)


class VerificationQuerySet(ScopedQuerySet):
    def approved(self) -> Self:
        return self.filter(state=VerificationState.APPROVED)

    def open(self) -> Self:
        return self.filter(state__in=(VerificationState.PENDING, VerificationState.IN_REVIEW))

    def visible_rows(self, viewer: Viewer) -> models.Q:
        mine = models.Q(organisation__in=viewer.organisation_ids)
        return mine | models.Q(organisation__park__in=viewer.steward_of)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(organisation__park__in=viewer.steward_of)


class Verification(models.Model):
    """One request to be recognised as a real organisation, and what became of it."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="verifications", verbose_name=_("organisation")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=VerificationState, default=VerificationState.PENDING
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("submitted by"),
        null=True,
        blank=True,
    )
    submitted_at = models.DateTimeField(_("submitted on"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("decided by"),
        null=True,
        blank=True,
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    decline_proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("decline proposed by"),
        null=True,
        blank=True,
        help_text=_("A second officer confirms or drops it, where the park wants two for that."),
    )
    decline_proposed_at = models.DateTimeField(_("decline proposed"), null=True, blank=True)

    objects = VerificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation",),
                condition=~models.Q(state=VerificationState.DECLINED),
                name="one_open_or_approved_verification_per_organisation",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=VerificationState.DECLINED, reason=""),
                name="a_declined_verification_says_why",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=VerificationState.ASKED, reason=""),
                name="a_verification_asked_back_says_what_is_missing",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation} · {self.get_state_display()}"
