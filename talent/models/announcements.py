from datetime import datetime
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parks.access import ScopedQuerySet, Viewer
from parks.language import in_language
from parks.models import Organisation, Park
from talent.choices.university import AnnouncementAudience

from .university import StudyProgramme


class AnnouncementQuerySet(ScopedQuerySet):
    def published(self, now: datetime) -> Self:
        over = models.Q(expires_at=None) | models.Q(expires_at__gt=now)
        return self.filter(over, published_at__lte=now)

    def newest_first(self) -> Self:
        return self.order_by(models.F("published_at").desc(nulls_first=True), "-pk")

    def visible_rows(self, viewer: Viewer) -> models.Q:
        mine = models.Exists(
            AnnouncementReceipt.objects.filter(
                announcement=models.OuterRef("pk"), user=viewer.user_id
            )
        )
        of_the_park = models.Q(park__in=viewer.steward_of)
        return models.Q(mine) | of_the_park | self.editable_rows(viewer)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(organisation__in=viewer.organisation_ids)


class Announcement(models.Model):
    """What a park office or a career office tells people; each of them has a receipt.

    A park office reaches the people of its park, a university the students of its roster.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="announcements", verbose_name=_("from")
    )
    park = models.ForeignKey(
        Park,
        models.CASCADE,
        related_name="announcements",
        verbose_name=_("park"),
        null=True,
        blank=True,
    )
    audience = ArrayField(
        models.CharField(max_length=12, choices=AnnouncementAudience), verbose_name=_("meant for")
    )
    programmes = models.ManyToManyField(
        StudyProgramme, related_name="+", verbose_name=_("study programmes"), blank=True
    )
    cohorts = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name=_("years of graduation"),
        default=list,
        blank=True,
    )
    title_zh = models.CharField(_("title (Chinese)"), max_length=160, blank=True)
    title_en = models.CharField(_("title (English)"), max_length=160, blank=True)
    text_zh = models.TextField(_("text (Chinese)"), blank=True)
    text_en = models.TextField(_("text (English)"), blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("written by"),
        null=True,
        blank=True,
    )
    created_at = models.DateTimeField(_("written on"), auto_now_add=True)
    published_at = models.DateTimeField(_("published on"), null=True, blank=True)
    expires_at = models.DateTimeField(_("shown until"), null=True, blank=True)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(title_zh="", title_en=""),
                name="an_announcement_has_a_title",
                violation_error_message=_("Give a title in Chinese or in English."),
            ),
            models.CheckConstraint(
                condition=~models.Q(audience__len=0),
                name="an_announcement_is_for_somebody",
                violation_error_message=_("Choose whom this is for."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("talent:announcement", args=[self.uuid])

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)

    @property
    def text(self) -> str:
        return in_language(self.text_zh, self.text_en)


class AnnouncementReceipt(models.Model):
    """An announcement is for this person, who has read it or not."""

    announcement = models.ForeignKey(
        Announcement, models.CASCADE, related_name="receipts", verbose_name=_("announcement")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )
    read_at = models.DateTimeField(_("read on"), null=True, blank=True)

    class Meta:
        verbose_name = _("receipt of an announcement")
        verbose_name_plural = _("receipts of announcements")
        constraints = (
            models.UniqueConstraint(
                fields=("announcement", "user"), name="one_receipt_per_person_and_announcement"
            ),
        )

    def __str__(self) -> str:
        return f"{self.announcement}: {self.user}"
