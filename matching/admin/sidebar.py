"""The sidebar of the web admin: by task, and only what the viewer can open."""

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.db import models
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from companies.choices.openings import OpeningState
from companies.models import Company, Opening, OpeningQuestion, OpeningReport, OpeningSkill
from matching.models import (
    Alert,
    AlertedOpening,
    Answer,
    Application,
    ApplicationStep,
    CalendarFeed,
    CandidateNote,
    Dismissal,
    GraduateMatches,
    Interview,
    InterviewSlot,
    InvitationToApply,
    MatchAlarm,
    MatchChange,
    MatchRun,
    MatchShard,
    MatchWeights,
    MessageTemplate,
    Offer,
    OpeningMatches,
    PoolEntry,
    SavedOpening,
    SavedSearch,
    Scorecard,
    SkillRating,
    SlotInterviewer,
)
from parks.http import PortalRequest
from parks.models import (
    ApiToken,
    ChainStage,
    Consent,
    DataExport,
    DegreeLevel,
    Discipline,
    Evidence,
    FalseFriend,
    ImportJob,
    ImportRow,
    Invitation,
    LogEntry,
    MailAttempt,
    Membership,
    Notice,
    NoticePreference,
    Occupation,
    Organisation,
    OutboxMail,
    Park,
    ParkHonour,
    Region,
    Skill,
    SkillAlias,
    SkillGroup,
    SkillRelation,
    User,
    Verification,
    Vocabulary,
    Webhook,
    WebhookDelivery,
)
from talent.models import (
    Disclosure,
    Document,
    Education,
    Experience,
    Profile,
    ProfileGrant,
    RosterEntry,
    SkillClaim,
    StudyProgramme,
    University,
    WantedPlace,
)

Noun = tuple[type[models.Model], str]
WAITING_OPENINGS = f"?state__exact={OpeningState.SUBMITTED}"
WAITING_VERIFICATIONS = "?decision=waits"

GROUPS: tuple[tuple[Any, bool, tuple[Noun, ...]], ...] = (
    (
        _("People"),
        False,
        (
            (Membership, "badge"),
            (Invitation, "mail"),
            (User, "person"),
            (EmailAddress, "alternate_email"),
            (Profile, "school"),
        ),
    ),
    (
        _("What people brought along"),
        True,
        (
            (Education, "history_edu"),
            (Experience, "work_history"),
            (SkillClaim, "star"),
            (WantedPlace, "location_on"),
            (Document, "description"),
            (ProfileGrant, "key"),
            (Disclosure, "visibility"),
            (SavedOpening, "bookmark"),
            (SavedSearch, "saved_search"),
            (Dismissal, "thumb_down"),
            (CalendarFeed, "calendar_month"),
        ),
    ),
    (
        _("Companies"),
        False,
        (
            (Company, "domain"),
            (Organisation, "corporate_fare"),
            (University, "account_balance"),
            (StudyProgramme, "menu_book"),
            (RosterEntry, "groups_3"),
            (Verification, "verified"),
            (Evidence, "description"),
        ),
    ),
    (
        _("Openings"),
        False,
        (
            (Opening, "work"),
            (OpeningSkill, "checklist"),
            (OpeningQuestion, "quiz"),
            (OpeningReport, "flag"),
            (ImportJob, "upload_file"),
            (ImportRow, "table_rows"),
            (InvitationToApply, "forward_to_inbox"),
            (PoolEntry, "bookmark_heart"),
            (CandidateNote, "sticky_note_2"),
            (Application, "send"),
            (ApplicationStep, "timeline"),
            (MessageTemplate, "drafts"),
            (Answer, "question_answer"),
            (InterviewSlot, "event_available"),
            (SlotInterviewer, "co_present"),
            (Interview, "groups_2"),
            (Scorecard, "fact_check"),
            (SkillRating, "star_half"),
            (Offer, "handshake"),
        ),
    ),
    (
        _("Matching"),
        False,
        (
            (MatchRun, "conversion_path"),
            (MatchAlarm, "notification_important"),
            (MatchWeights, "balance"),
            (GraduateMatches, "groups"),
            (OpeningMatches, "join_inner"),
            (MatchShard, "splitscreen"),
            (MatchChange, "pending_actions"),
        ),
    ),
    (
        _("Vocabulary"),
        True,
        (
            (Skill, "science"),
            (SkillAlias, "translate"),
            (SkillGroup, "category"),
            (SkillRelation, "hub"),
            (FalseFriend, "do_not_touch"),
            (Discipline, "account_tree"),
            (DegreeLevel, "stairs"),
            (Occupation, "engineering"),
            (ChainStage, "linear_scale"),
            (Region, "map"),
            (Vocabulary, "dictionary"),
        ),
    ),
    (
        _("Settings"),
        False,
        (
            (Park, "park"),
            (ParkHonour, "military_tech"),
            (LogEntry, "receipt_long"),
        ),
    ),
    (
        _("Messages and privacy"),
        True,
        (
            (OutboxMail, "outgoing_mail"),
            (MailAttempt, "mark_email_read"),
            (Notice, "notifications"),
            (NoticePreference, "notifications_off"),
            (Alert, "campaign"),
            (AlertedOpening, "list_alt"),
            (Consent, "task"),
            (DataExport, "download"),
            (ApiToken, "key"),
            (Webhook, "webhook"),
            (WebhookDelivery, "move_to_inbox"),
        ),
    ),
)


def navigation(request: PortalRequest) -> list[dict[str, Any]]:
    """Return Unfold's sidebar: what to do first, then every noun the viewer may look at."""
    groups = [
        {"title": title, "collapsible": folded, "items": items_of(nouns, request)}
        for title, folded, nouns in GROUPS
    ]
    return [to_do(request), *(group for group in groups if group["items"])]


def to_do(request: PortalRequest) -> dict[str, Any]:
    verify, review = heaps()
    items = [
        item(_("To do"), "task_alt", reverse("admin:index")),
        item(_("Verify organisations"), "fact_check", verify) | lit(verify, request),
        item(_("Review openings"), "rate_review", review) | lit(review, request),
    ]
    return {"title": None, "items": items}


def heaps() -> tuple[str, str]:
    """Return the two lists as they are filtered for work."""
    return listed(Verification) + WAITING_VERIFICATIONS, listed(Opening) + WAITING_OPENINGS


def lit(link: str, request: PortalRequest) -> dict[str, bool]:
    return {"active": request.get_full_path() == link}


def items_of(nouns: tuple[Noun, ...], request: PortalRequest) -> list[dict[str, Any]]:
    """Return the entries; on a heap of work its own entry is lit and not that of the noun."""
    dark = {"active": False} if request.get_full_path() in heaps() else {}
    return [
        item(capfirst(noun._meta.verbose_name_plural), icon, listed(noun)) | dark
        for noun, icon in nouns
        if admin.site.get_model_admin(noun).has_view_permission(request)
    ]


def listed(noun: type[models.Model]) -> str:
    return reverse(f"admin:{noun._meta.app_label}_{noun._meta.model_name}_changelist")


def item(title: Any, icon: str, link: str) -> dict[str, Any]:
    return {"title": title, "icon": icon, "link": link}
