"""The sidebar of the web admin: by task, and only what the viewer can open.

A noun is named by its label. What an office rarely looks at is folded away at the end.
"""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db import models
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from companies.choices.openings import OpeningState, ReportState
from companies.models import Opening, OpeningReport
from parks.http import PortalRequest
from parks.models import Verification

Noun = tuple[str, str]
WAITING_OPENINGS = f"?state__exact={OpeningState.SUBMITTED}"
WAITING_REPORTS = f"?state__exact={ReportState.OPEN}"
WAITING_VERIFICATIONS = "?decision=waits"

GROUPS: tuple[tuple[Any, bool, tuple[Noun, ...]], ...] = (
    (
        _("People"),
        False,
        (
            ("parks.Membership", "badge"),
            ("parks.Invitation", "mail"),
            ("talent.Announcement", "campaign"),
            ("talent.RosterEntry", "groups_3"),
            ("matching.Outcome", "flight_land"),
            ("matching.TripartiteAgreement", "contract"),
            ("talent.Profile", "school"),
            ("parks.User", "person"),
        ),
    ),
    (
        _("Companies"),
        False,
        (
            ("companies.Company", "domain"),
            ("parks.Organisation", "corporate_fare"),
            ("talent.University", "account_balance"),
            ("parks.Verification", "verified"),
        ),
    ),
    (
        _("Openings"),
        False,
        (
            ("companies.Opening", "work"),
            ("companies.OpeningReport", "flag"),
            ("parks.ImportJob", "upload_file"),
            ("matching.Application", "send"),
            ("matching.Interview", "groups_2"),
            ("matching.Offer", "handshake"),
        ),
    ),
    (
        _("Matching"),
        True,
        (
            ("matching.MatchRun", "conversion_path"),
            ("matching.MatchAlarm", "notification_important"),
            ("matching.MatchWeights", "balance"),
            ("matching.GraduateMatches", "groups"),
            ("matching.OpeningMatches", "join_inner"),
            ("matching.MatchShard", "splitscreen"),
            ("matching.MatchChange", "pending_actions"),
            ("matching.Snapshot", "monitoring"),
        ),
    ),
    (
        _("Consortium"),
        True,
        (
            ("parks.Consortium", "hub"),
            ("parks.ConsortiumMembership", "group_add"),
            ("parks.CouncilTerm", "event_note"),
            ("parks.Seat", "event_seat"),
            ("parks.Meeting", "meeting_room"),
            ("parks.Resolution", "gavel"),
            ("parks.Vote", "how_to_vote"),
            ("parks.AnnualTarget", "target"),
        ),
    ),
    (
        _("Agreements and bases"),
        True,
        (
            ("parks.Agreement", "contract_edit"),
            ("parks.AgreementParty", "diversity_2"),
            ("parks.Quota", "confirmation_number"),
            ("parks.Obligation", "checklist_rtl"),
            ("parks.Base", "warehouse"),
            ("parks.Mentor", "supervisor_account"),
            ("parks.BaseVisit", "tour"),
            ("matching.BaseStay", "hail"),
            ("matching.Placement", "how_to_reg"),
            ("matching.PlacementCheck", "event_repeat"),
        ),
    ),
    (
        _("Training and certificates"),
        True,
        (
            ("companies.Programme", "cast_for_education"),
            ("companies.TaughtSkill", "psychology"),
            ("companies.Session", "calendar_view_week"),
            ("companies.SessionMeeting", "schedule"),
            ("matching.Enrolment", "how_to_reg"),
            ("matching.AttendanceMark", "checklist_rtl"),
            ("matching.Assessment", "rule"),
            ("talent.Certificate", "workspace_premium"),
            ("parks.CertificateScheme", "license"),
            ("parks.GrantedSkill", "new_label"),
            ("matching.CertificateIssue", "print"),
            ("parks.SigningKey", "vpn_key"),
        ),
    ),
    (
        _("Settings"),
        False,
        (
            ("parks.Park", "park"),
            ("parks.LogEntry", "receipt_long"),
        ),
    ),
    (
        _("More about people"),
        True,
        (
            ("account.EmailAddress", "alternate_email"),
            ("talent.Education", "history_edu"),
            ("talent.Experience", "work_history"),
            ("talent.SkillClaim", "star"),
            ("talent.WantedPlace", "location_on"),
            ("talent.Document", "description"),
            ("talent.ProfileGrant", "key"),
            ("talent.Disclosure", "visibility"),
            ("matching.SavedOpening", "bookmark"),
            ("matching.SavedSearch", "saved_search"),
            ("matching.Dismissal", "thumb_down"),
            ("matching.CalendarFeed", "calendar_month"),
        ),
    ),
    (
        _("More about companies and openings"),
        True,
        (
            ("parks.Evidence", "description"),
            ("parks.ParkHonour", "military_tech"),
            ("talent.StudyProgramme", "menu_book"),
            ("companies.OpeningSkill", "checklist"),
            ("companies.OpeningQuestion", "quiz"),
            ("parks.ImportRow", "table_rows"),
            ("matching.InvitationToApply", "forward_to_inbox"),
            ("matching.PoolEntry", "bookmark_heart"),
            ("matching.CandidateNote", "sticky_note_2"),
            ("matching.ApplicationStep", "timeline"),
            ("matching.MessageTemplate", "drafts"),
            ("matching.Answer", "question_answer"),
            ("matching.InterviewSlot", "event_available"),
            ("matching.SlotInterviewer", "co_present"),
            ("matching.Scorecard", "fact_check"),
            ("matching.SkillRating", "star_half"),
        ),
    ),
    (
        _("Vocabulary"),
        True,
        (
            ("parks.Skill", "science"),
            ("parks.SkillAlias", "translate"),
            ("parks.SkillGroup", "category"),
            ("parks.SkillRelation", "hub"),
            ("parks.FalseFriend", "do_not_touch"),
            ("parks.Discipline", "account_tree"),
            ("parks.DegreeLevel", "stairs"),
            ("parks.Occupation", "engineering"),
            ("parks.ChainStage", "linear_scale"),
            ("parks.Region", "map"),
            ("parks.Vocabulary", "dictionary"),
        ),
    ),
    (
        _("Messages and privacy"),
        True,
        (
            ("talent.AnnouncementReceipt", "mark_chat_read"),
            ("parks.OutboxMail", "outgoing_mail"),
            ("parks.MailAttempt", "mark_email_read"),
            ("parks.Notice", "notifications"),
            ("parks.NoticePreference", "notifications_off"),
            ("matching.Alert", "campaign"),
            ("matching.AlertedOpening", "list_alt"),
            ("parks.SavedFilter", "filter_alt"),
            ("parks.Consent", "task"),
            ("parks.DataExport", "download"),
            ("parks.ApiToken", "key"),
            ("parks.Webhook", "webhook"),
            ("parks.WebhookDelivery", "move_to_inbox"),
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
    verify, review, reports = heaps()
    items = [
        item(_("To do"), "task_alt", reverse("admin:index")),
        item(_("Verify organisations"), "fact_check", verify) | lit(verify, request),
        item(_("Review openings"), "rate_review", review) | lit(review, request),
        item(_("Answer reports"), "flag", reports) | lit(reports, request),
        item(_("Cockpit"), "monitoring", reverse("matching:cockpit")),
        item(_("Targets"), "track_changes", reverse("matching:cockpit_targets")),
        item(_("Gap planner"), "route", reverse("matching:cockpit_gaps")),
        item(_("Fairness"), "diversity_3", reverse("admin:matching_matchrun_fairness")),
    ]
    return {"title": None, "items": items}


def heaps() -> tuple[str, str, str]:
    """Return the three lists as they are filtered for work."""
    verify, review = listed(Verification), listed(Opening)
    reports = listed(OpeningReport) + WAITING_REPORTS
    return verify + WAITING_VERIFICATIONS, review + WAITING_OPENINGS, reports


def lit(link: str, request: PortalRequest) -> dict[str, bool]:
    return {"active": request.get_full_path() == link}


def items_of(nouns: tuple[Noun, ...], request: PortalRequest) -> list[dict[str, Any]]:
    """Return the entries; on a heap of work its own entry is lit and not that of the noun."""
    dark = {"active": False} if request.get_full_path() in heaps() else {}
    return [
        item(capfirst(noun._meta.verbose_name_plural), icon, listed(noun)) | dark
        for noun, icon in ((apps.get_model(label), icon) for label, icon in nouns)
        if admin.site.get_model_admin(noun).has_view_permission(request)
    ]


def listed(noun: type[models.Model]) -> str:
    return reverse(f"admin:{noun._meta.app_label}_{noun._meta.model_name}_changelist")


def item(title: Any, icon: str, link: str) -> dict[str, Any]:
    return {"title": title, "icon": icon, "link": link}
