"""Every list of the web admin: what it costs, and that its markup obeys the policy."""

import re

import pytest
from django.apps import apps
from django.urls import reverse

from tests.access.admin_decisions import DECISIONS
from tests.factories.admin import address, rows_of_a_park

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]

# session's user and memberships, own filters; then park filter, count, rows, range of dates, days
QUERIES = {
    "account.EmailAddress": 5,
    "companies.Company": 8,
    "companies.Opening": 8,
    "companies.OpeningQuestion": 5,
    "companies.OpeningReport": 8,
    "companies.OpeningSkill": 5,
    "companies.Programme": 6,
    "companies.Session": 8,
    "companies.SessionMeeting": 7,
    "companies.TaughtSkill": 5,
    "matching.Alert": 7,
    "matching.AlertedOpening": 5,
    "matching.Answer": 5,
    "matching.Application": 8,
    "matching.ApplicationStep": 8,
    "matching.Assessment": 5,
    "matching.BaseStay": 6,
    "matching.AttendanceMark": 5,
    "matching.CalendarFeed": 7,
    "matching.CandidateNote": 7,
    "matching.CertificateIssue": 5,
    "matching.Dismissal": 7,
    "matching.Enrolment": 8,
    "matching.GraduateMatches": 5,
    "matching.Interview": 7,
    "matching.InterviewSlot": 8,
    "matching.InvitationToApply": 7,
    "matching.MatchAlarm": 8,
    "matching.MatchChange": 5,
    "matching.MatchRun": 8,
    "matching.MatchShard": 6,
    "matching.MatchWeights": 6,
    "matching.MessageTemplate": 5,
    "matching.Offer": 7,
    "matching.OpeningMatches": 5,
    "matching.Outcome": 5,
    "matching.Placement": 8,
    "matching.PlacementCheck": 6,
    "matching.PoolEntry": 7,
    "matching.TripartiteAgreement": 5,
    "matching.SavedOpening": 7,
    "matching.SavedSearch": 7,
    "matching.Scorecard": 7,
    "matching.SkillRating": 5,
    "matching.SlotInterviewer": 7,
    "matching.Snapshot": 8,
    "parks.Agreement": 6,
    "parks.AgreementParty": 6,
    "parks.AnnualTarget": 6,
    "parks.ApiToken": 7,
    "parks.Base": 6,
    "parks.BaseVisit": 6,
    "parks.CertificateScheme": 6,
    "parks.ChainStage": 5,
    "parks.Consent": 8,
    "parks.Consortium": 5,
    "parks.ConsortiumMembership": 6,
    "parks.CouncilTerm": 6,
    "parks.DataExport": 7,
    "parks.DegreeLevel": 5,
    "parks.Discipline": 6,
    "parks.Evidence": 8,
    "parks.FalseFriend": 5,
    "parks.GrantedSkill": 5,
    "parks.ImportJob": 8,
    "parks.ImportRow": 5,
    "parks.Invitation": 8,
    "parks.LogEntry": 8,
    "parks.MailAttempt": 7,
    "parks.Meeting": 6,
    "parks.Membership": 8,
    "parks.Mentor": 6,
    "parks.Notice": 7,
    "parks.NoticePreference": 5,
    "parks.Obligation": 6,
    "parks.Occupation": 5,
    "parks.Organisation": 8,
    "parks.OutboxMail": 7,
    "parks.Park": 5,
    "parks.ParkHonour": 7,
    "parks.Quota": 7,
    "parks.Region": 5,
    "parks.Resolution": 6,
    "parks.SavedFilter": 5,
    "parks.Seat": 6,
    "parks.SigningKey": 5,
    "parks.Skill": 6,
    "parks.SkillAlias": 5,
    "parks.SkillGroup": 5,
    "parks.SkillRelation": 6,
    "parks.User": 7,
    "parks.Verification": 8,
    "parks.Vocabulary": 5,
    "parks.Vote": 6,
    "parks.Webhook": 7,
    "parks.WebhookDelivery": 7,
    "talent.Announcement": 5,
    "talent.AnnouncementReceipt": 5,
    "talent.Certificate": 7,
    "talent.Disclosure": 7,
    "talent.Document": 8,
    "talent.Education": 6,
    "talent.Experience": 5,
    "talent.Profile": 9,
    "talent.ProfileGrant": 7,
    "talent.RosterEntry": 8,
    "talent.SkillClaim": 7,
    "talent.StudyProgramme": 6,
    "talent.University": 8,
    "talent.WantedPlace": 5,
}


def test_every_noun_has_its_number_of_queries():
    assert set(QUERIES) == set(DECISIONS)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_the_same_for_one_or_three_rows(
    sign_in, operator, park, rows, django_assert_num_queries
):
    for _row in range(rows):
        rows_of_a_park(park)
    client = sign_in(operator)

    for label, queries in QUERIES.items():
        with django_assert_num_queries(queries, info=label):
            client.get(address(apps.get_model(label), "changelist"))


FORBIDDEN = re.compile(r"<style|<script(?![^>]*\ssrc=)|\sstyle\s*=|\son[a-z]+\s*=", re.IGNORECASE)


def test_no_page_carries_an_inline_style_script_or_handler(sign_in, operator, park):
    rows = rows_of_a_park(park)
    client = sign_in(operator)
    pages = [reverse("admin:index")]
    for label, row in rows.items():
        deeds = DECISIONS[label].split("|")[0]
        pages += [address(type(row), "changelist"), address(row, "change"), address(row, "history")]
        pages += [address(type(row), "add")] if "a" in deeds else []
        pages += [address(row, "delete")] if "d" in deeds else []

    found = {page: FORBIDDEN.findall(client.get(page).content.decode()) for page in pages}

    assert {page: hits for page, hits in found.items() if hits} == {}


@pytest.mark.parametrize("path", ["/admin/", "/admin/companies/opening/"])
def test_the_policy_lets_scripts_evaluate_but_nothing_be_inline(sign_in, operator, path):
    policy = sign_in(operator).get(path).headers["Content-Security-Policy"]

    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["script-src"] == "'self' 'unsafe-eval'"
    assert "unsafe-inline" not in policy
