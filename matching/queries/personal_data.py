"""All that the portal keeps about a person, by section; a test finds what is forgotten here."""

from collections.abc import Callable
from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.db.models import Model

from companies.models import OpeningReport, Session
from matching.models import (
    Alert,
    AlertedOpening,
    Answer,
    Application,
    ApplicationStep,
    Assessment,
    AttendanceMark,
    BaseStay,
    CalendarFeed,
    CandidateNote,
    Dismissal,
    Enrolment,
    GraduateMatches,
    Interview,
    InvitationToApply,
    Offer,
    Outcome,
    Placement,
    PlacementCheck,
    PoolEntry,
    SavedOpening,
    SavedSearch,
    Scorecard,
    SkillRating,
    SlotInterviewer,
    TripartiteAgreement,
)
from matching.queries.personal_rows import Row, rows_data
from matching.queries.personal_sections import (
    alert_rows,
    application_rows,
    grant_rows,
    mail_rows,
    match_rows,
    profile_rows,
)
from parks.models import (
    Consent,
    DataExport,
    Invitation,
    LogEntry,
    MailAttempt,
    Membership,
    Mentor,
    Notice,
    NoticePreference,
    OutboxMail,
    SavedFilter,
    Seat,
    User,
    Vote,
)
from talent.models import (
    AnnouncementReceipt,
    Certificate,
    Disclosure,
    Document,
    Education,
    Experience,
    Profile,
    ProfileGrant,
    RosterEntry,
    SkillClaim,
    WantedPlace,
)


class Section(NamedTuple):
    """One key of `data.json`: the nouns it covers, and their rows for a person."""

    name: str
    models: tuple[type[Model], ...]
    rows: Callable[[User], list[Row]]


def flat(name: str, model: type[Model], owner: str, *leave_out: str) -> Section:
    """A section of one noun, whose rows lead to their person by `owner`."""

    def rows(user: User) -> list[Row]:
        mine = model._default_manager.filter(**{owner: user.pk})
        return rows_data(mine, leave_out=leave_out)

    return Section(name, (model,), rows)


def invitation_rows(user: User) -> list[Row]:
    """Invitations to act for an organisation, by the address they were sent to."""
    return rows_data(Invitation.objects.filter(email__iexact=user.email))


OF_AN_APPLICATION = (Application, ApplicationStep, Answer, Interview, Scorecard, SkillRating, Offer)
SECTIONS = (
    flat("account", User, "pk"),
    flat("email_addresses", EmailAddress, "user"),
    Section("profile", (Profile,), profile_rows),
    flat("wanted_places", WantedPlace, "profile__user"),
    flat("educations", Education, "profile__user"),
    flat("experiences", Experience, "profile__user"),
    flat("skills", SkillClaim, "profile__user"),
    flat("documents", Document, "profile__user"),
    flat("certificates", Certificate, "profile__user", "issued_by"),
    flat("training", Enrolment, "profile__user", "certificate"),
    flat("attendance", AttendanceMark, "enrolment__profile__user", "marked_by"),
    flat("sessions_i_teach", Session, "trainers"),
    flat("sessions_i_examine", Session, "examiners"),
    flat("assessments", Assessment, "enrolment__profile__user", "examiner"),
    flat("rosters", RosterEntry, "user", "code_digest", "imported_by"),
    flat("destinations", Outcome, "entry__user", "recorded_by"),
    flat("tripartite_agreements", TripartiteAgreement, "entry__user"),
    flat("hirings", Placement, "application__profile__user"),
    flat("looks_back", PlacementCheck, "placement__application__profile__user", "recorded_by"),
    flat("stays_at_bases", BaseStay, "profile__user"),
    flat("mentor_at_bases", Mentor, "user"),
    flat("announcements", AnnouncementReceipt, "user"),
    Section("applications", OF_AN_APPLICATION, application_rows),
    flat("invitations_to_apply", InvitationToApply, "profile__user", "sent_by"),
    flat("kept_in_talent_pools", PoolEntry, "profile__user", "added_by"),
    flat("notes_of_companies", CandidateNote, "profile__user", "author", "application"),
    flat("calendar_feed", CalendarFeed, "profile__user", "token"),
    flat("saved_openings", SavedOpening, "profile__user"),
    flat("dismissed_openings", Dismissal, "profile__user"),
    flat("saved_searches", SavedSearch, "profile__user"),
    Section("alerts", (Alert, AlertedOpening), alert_rows),
    Section("matches", (GraduateMatches,), match_rows),
    Section("who_may_see_me", (ProfileGrant,), grant_rows),
    flat("who_has_looked", Disclosure, "profile__user"),
    flat("reported_postings", OpeningReport, "reported_by", "reported_by", "decided_by"),
    flat("consents", Consent, "user"),
    flat("notices", Notice, "user"),
    flat("notice_preferences", NoticePreference, "user"),
    flat("saved_filters", SavedFilter, "user"),
    Section("mails", (OutboxMail, MailAttempt), mail_rows),
    flat("data_exports", DataExport, "user"),
    flat("memberships", Membership, "user"),
    flat("council_seats", Seat, "user", "replaces"),
    flat("votes_cast_for_organisations", Vote, "cast_by", "cast_by"),
    flat("interviews_i_sit_in", SlotInterviewer, "interviewer", "interviewer", "busy"),
    Section("invitations", (Invitation,), invitation_rows),
    flat("what_i_did", LogEntry, "actor", "actor", "organisation", "park"),
)
LEFT_OUT = {
    "account.EmailConfirmation": "a secret link, used once, to confirm an address",
    "admin.LogEntry": "never written: the trail is parks.LogEntry",
    "talent.Announcement": "belongs to the office; what a person was told is under announcements",
    "companies.SessionMeeting": "times of a session, which everybody on its list reads",
    "matching.CertificateIssue": "work of an organiser; the certificates are exported",
    "matching.InterviewSlot": "a company's offer to all applicants; the one chosen is exported",
    "matching.MatchAlarm": "work of a park office; what its people did is under what_i_did",
    "matching.MatchRun": "work of a park office; what its people did is under what_i_did",
    "matching.MatchWeights": "work of a park office; what its people did is under what_i_did",
    "matching.ProfileTerms": "the words of the profile as numbers; the words are exported",
    "mfa.Authenticator": "secret keys of the two-step sign-in",
    "parks.ApiToken": "a secret of the organisation; that it was made is under what_i_did",
    "parks.Evidence": "belongs to the organisation; that it was brought is under what_i_did",
    "parks.ImportJob": "belongs to the organisation; what its people did is under what_i_did",
    "parks.BaseVisit": "belongs to the base; that it was recorded is under what_i_did",
    "parks.Obligation": "belongs to the organisation; what its people did is under what_i_did",
    "parks.Verification": "belongs to the organisation; what its people did is under what_i_did",
}
"""Nouns that lead to a person and are not exported, each with its reason."""


def personal_data(user: User) -> dict[str, list[Row]]:
    """Return everything the portal keeps about a person, section by section."""
    return {section.name: section.rows(user) for section in SECTIONS}
