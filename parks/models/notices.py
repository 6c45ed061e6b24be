from typing import Self

from django.conf import settings
from django.db import models
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from parks.access import ScopedQuerySet, Viewer
from parks.choices.notices import NoticeKind
from parks.language import in_language


def is_local_path(address: str) -> bool:
    """Say whether an address is a page of this portal, whatever a browser makes of it."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)


class OwnedQuerySet(ScopedQuerySet):
    """Rows of one person, which nobody else reads or changes."""

    def visible_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(user=viewer.user_id)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(user=viewer.user_id)


class NoticeQuerySet(OwnedQuerySet):
    def unread(self) -> Self:
        return self.filter(read_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")


class Notice(models.Model):
    """One line for one person inside the portal, with the page it is about."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="notices",
        verbose_name=_("person"),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=NoticeKind)
    text_zh = models.CharField(_("text (Chinese)"), max_length=300)
    text_en = models.CharField(_("text (English)"), max_length=300)
    address = models.CharField(_("page"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    read_at = models.DateTimeField(_("read on"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = (
            models.Index(
                fields=("user",),
                condition=models.Q(read_at=None),
                name="unread_notices_of_a_person",
            ),
            models.Index(fields=("user", "-created_at"), name="notices_of_a_person"),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        return in_language(self.text_zh, self.text_en)

    @property
    def path(self) -> str:
        """The page a notice is about, or nothing: never an address outside the portal."""
        return self.address if is_local_path(self.address) else ""


class NoticePreference(models.Model):
    """Where a person wants to be told of one kind of thing; without a row: by mail and here."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="notice_preferences",
        verbose_name=_("person"),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=NoticeKind)
    by_mail = models.BooleanField(_("by mail"), default=True)
    in_portal = models.BooleanField(_("in the portal"), default=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice preference")
        verbose_name_plural = _("notice preferences")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "kind"), name="one_preference_per_kind_of_notice"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}"
