from datetime import date
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models.functions import Now, TruncDate
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from companies.choices.openings import Importance, OpeningSource, OpeningState, SalaryPeriod
from parks.access import ScopedQuerySet, Viewer
from parks.choices.work import CareerChannel, OpeningKind, SkillLevel
from parks.language import in_language
from parks.models import ChainStage, DegreeLevel, Discipline, Occupation, Park, Region, Skill

from .company import Company

ENDED = (OpeningState.CLOSED, OpeningState.EXPIRED)
CURRENCY_SIGNS = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£"}


class OpeningQuerySet(ScopedQuerySet):
    def published(self) -> Self:
        return self.filter(state=OpeningState.PUBLISHED)

    def on_offer(self) -> Self:
        """Return what is published and has not passed its last day: all that a list may show."""
        today = TruncDate(Now())
        return self.published().filter(models.Q(closes_on=None) | models.Q(closes_on__gte=today))

    def with_company(self) -> Self:
        return self.select_related("company__region", "park__region", "region", "min_degree")

    def with_skills(self) -> Self:
        skills = OpeningSkill.objects.select_related("skill").order_by("position", "pk")
        return self.prefetch_related(models.Prefetch("requirements", skills))

    def with_requirements(self) -> Self:
        return self.with_skills().prefetch_related("disciplines")

    def newest_first(self) -> Self:
        return self.order_by(models.F("published_at").desc(nulls_last=True), "-pk")

    def visible_rows(self, viewer: Viewer) -> models.Q:
        """What was offered once stays readable, so that an old link can say that it is over."""
        was_offered = models.Q(state__in=ENDED, published_at__isnull=False)
        offered = models.Q(state=OpeningState.PUBLISHED) | was_offered
        return offered | self.editable_rows(viewer)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        mine = models.Q(company__in=viewer.organisation_ids)
        return mine | models.Q(park__in=viewer.steward_of)


class Opening(models.Model):
    """One offer of work or training: a job, an internship, a training or post-doctoral place."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    company = models.ForeignKey(
        Company, models.CASCADE, related_name="openings", verbose_name=_("company")
    )
    park = models.ForeignKey(Park, models.PROTECT, related_name="openings", verbose_name=_("park"))
    kind = models.CharField(_("kind"), max_length=20, choices=OpeningKind, default=OpeningKind.JOB)
    state = models.CharField(
        _("state"), max_length=10, choices=OpeningState, default=OpeningState.DRAFT
    )
    title_zh = models.CharField(_("title (Chinese)"), max_length=200, blank=True)
    title_en = models.CharField(_("title (English)"), max_length=200, blank=True)
    text_zh = models.TextField(_("text (Chinese)"), blank=True)
    text_en = models.TextField(_("text (English)"), blank=True)
    min_degree = models.ForeignKey(
        DegreeLevel,
        models.PROTECT,
        related_name="+",
        verbose_name=_("least degree"),
        null=True,
        blank=True,
        help_text=_("Empty: no degree is asked for."),
    )
    min_years = models.PositiveSmallIntegerField(
        _("years of experience"), null=True, blank=True, help_text=_("Empty: none are asked for.")
    )
    disciplines = models.ManyToManyField(
        Discipline,
        verbose_name=_("accepted disciplines"),
        related_name="+",
        blank=True,
        help_text=_("Everything below a chosen discipline counts too. Empty: any."),
    )
    occupation = models.ForeignKey(
        Occupation,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("occupation"),
        null=True,
        blank=True,
    )
    chain_stage = models.ForeignKey(
        ChainStage,
        models.PROTECT,
        related_name="+",
        verbose_name=_("chain stage"),
        null=True,
        blank=True,
    )
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="+", verbose_name=_("place"), null=True, blank=True
    )
    place_text = models.CharField(_("place, as written"), max_length=200, blank=True)
    headcount = models.PositiveSmallIntegerField(_("how many people"), default=1)
    salary_min = models.PositiveIntegerField(_("salary from"), null=True, blank=True)
    salary_max = models.PositiveIntegerField(_("salary to"), null=True, blank=True)
    salary_currency = models.CharField(_("currency"), max_length=3, default="CNY", blank=True)
    salary_period = models.CharField(
        _("salary period"), max_length=5, choices=SalaryPeriod, default=SalaryPeriod.MONTH
    )
    career_channel = models.CharField(
        _("career channel"), max_length=12, choices=CareerChannel, blank=True
    )
    grade = models.CharField(_("grade"), max_length=40, blank=True)
    starts_by = models.DateField(
        _("start no later than"),
        null=True,
        blank=True,
        help_text=_("People who are free only after this day are not matched."),
    )
    closes_on = models.DateField(_("apply until"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted on"), null=True, blank=True)
    published_at = models.DateTimeField(_("published on"), null=True, blank=True)
    review_comment = models.TextField(_("comment of the review"), blank=True)
    source = models.CharField(
        _("source"), max_length=10, choices=OpeningSource, default=OpeningSource.ENTERED
    )
    external_id = models.CharField(_("id in the source"), max_length=120, blank=True)
    is_template = models.BooleanField(
        _("template"), default=False, help_text=_("Kept to start new openings from.")
    )
    created_at = models.DateTimeField(_("created on"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed on"), auto_now=True)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("opening")
        verbose_name_plural = _("openings")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(title_zh="", title_en=""),
                name="an_opening_has_a_title",
                violation_error_message=_("Give a title in Chinese or in English."),
            ),
            models.CheckConstraint(
                condition=models.Q(headcount__gte=1),
                name="an_opening_wants_somebody",
                violation_error_message=_("At least one person is wanted."),
            ),
            models.CheckConstraint(
                condition=models.Q(salary_min=None)
                | models.Q(salary_max=None)
                | models.Q(salary_min__lte=models.F("salary_max")),
                name="salary_range_in_order",
                violation_error_message=_("The salary ends below where it begins."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state=OpeningState.PUBLISHED, published_at=None),
                name="a_published_opening_has_its_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=OpeningState.RETURNED, review_comment=""),
                name="a_returned_opening_carries_a_comment",
            ),
            models.CheckConstraint(
                condition=models.Q(is_template=False) | models.Q(state=OpeningState.DRAFT),
                name="a_template_stays_a_draft",
            ),
            models.UniqueConstraint(
                fields=("park", "external_id"),
                condition=~models.Q(external_id=""),
                name="one_opening_per_id_of_the_source",
                violation_error_message=_("An opening with this id is in the park already."),
            ),
        )
        indexes = (
            models.Index(
                fields=("-published_at", "-id"),
                condition=models.Q(state=OpeningState.PUBLISHED),
                name="published_openings_by_time",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("matching:opening", args=[self.uuid])

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)

    @property
    def text(self) -> str:
        return in_language(self.text_zh, self.text_en)

    @property
    def place(self) -> str:
        return str(self.region) if self.region else self.place_text

    @property
    def nearest_place(self) -> str:
        """Where the work is as far as anybody said: here, else at the company, else in the park."""
        return self.place or str(self.company.region or self.park.region or "")

    @property
    def salary(self) -> str:
        """The pay in words, such as “¥8,000–12,000 per month”; empty when it is not stated."""
        bounds = [bound for bound in (self.salary_min, self.salary_max) if bound is not None]
        if not bounds:
            return ""
        amounts = "–".join(f"{bound:,}" for bound in dict.fromkeys(bounds))
        sign = CURRENCY_SIGNS.get(self.salary_currency, f"{self.salary_currency} ")
        return f"{sign}{amounts} {self.get_salary_period_display()}"

    def takes_applications(self, today: date) -> bool:
        return self.state == OpeningState.PUBLISHED and not self.is_past(today)

    def has_ended(self, today: date) -> bool:
        """Whether people who follow an old link must be told that it is over."""
        return self.state in ENDED or self.is_past(today)

    def is_past(self, today: date) -> bool:
        return self.closes_on is not None and self.closes_on < today


class OpeningSkill(models.Model):
    """A skill an opening asks for, how much it matters and how well it must be mastered."""

    opening = models.ForeignKey(
        Opening, models.CASCADE, related_name="requirements", verbose_name=_("opening")
    )
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+", verbose_name=_("skill"))
    importance = models.CharField(
        _("importance"), max_length=6, choices=Importance, default=Importance.WANTED
    )
    level = models.PositiveSmallIntegerField(
        _("level"), choices=SkillLevel, default=SkillLevel.FAMILIAR
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("required skill")
        verbose_name_plural = _("required skills")
        constraints = (
            models.UniqueConstraint(
                fields=("opening", "skill"), name="one_row_per_skill_of_an_opening"
            ),
        )

    def __str__(self) -> str:
        return f"{self.skill} ({self.get_level_display()})"
