from datetime import date
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parks.access import ScopedQuerySet, Viewer
from parks.models import CertificateScheme

from .profiles import Profile


class CertificateQuerySet(ScopedQuerySet):
    def standing(self) -> Self:
        return self.filter(revoked_at=None)

    def valid_on(self, day: date) -> Self:
        """Return those that stand and have not expired."""
        lasting = models.Q(valid_until=None) | models.Q(valid_until__gte=day)
        return self.standing().filter(lasting)

    def with_scheme(self) -> Self:
        return self.select_related("scheme__issuer", "scheme__park")

    def visible_rows(self, viewer: Viewer) -> models.Q:
        mine = models.Q(profile__user=viewer.user_id, profile__isnull=False)
        issued = models.Q(scheme__issuer__in=viewer.organisation_ids)
        return mine | issued | self.editable_rows(viewer)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        issued = models.Q(scheme__issuer__in=viewer.administered_ids)
        return issued | models.Q(scheme__park__in=viewer.steward_of)


class Certificate(models.Model):
    """What somebody was certified; the code in its link lets a stranger check that it stands.

    The name stays as it was on the day of issue. When the person is erased the row goes empty but
    its serial number stays, so that it is never given again.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    scheme = models.ForeignKey(
        CertificateScheme,
        models.PROTECT,
        related_name="certificates",
        verbose_name=pgettext_lazy("a certificate", "scheme"),
    )
    profile = models.ForeignKey(
        Profile,
        models.PROTECT,
        related_name="certificates",
        verbose_name=_("profile"),
        null=True,
        blank=True,
    )
    holder = models.CharField(_("name of the holder"), max_length=120, blank=True)
    serial = models.CharField(_("serial number"), max_length=40, unique=True)
    verify_code = models.CharField(_("code to verify"), max_length=24, unique=True)
    issued_on = models.DateField(_("issued on"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    credential = models.TextField(
        _("Open Badges credential"), blank=True, help_text=_("Signed by the park.")
    )
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("issued by"),
        null=True,
        blank=True,
    )
    revoked_at = models.DateTimeField(_("revoked on"), null=True, blank=True)
    revoked_because = models.TextField(_("why it was revoked"), blank=True)
    reissued_because = models.TextField(_("why it was issued again"), blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(revoked_at=None) | ~models.Q(revoked_because=""),
                name="a_revoked_certificate_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until=None)
                | models.Q(valid_until__gte=models.F("issued_on")),
                name="a_certificate_ends_after_it_is_issued",
            ),
        )

    def __str__(self) -> str:
        return self.serial

    def get_absolute_url(self) -> str:
        return reverse("talent:verify_certificate", args=[self.verify_code])
