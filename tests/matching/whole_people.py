"""A person with one of everything, whose words can be told from everybody else's."""

from datetime import date

from allauth.account.models import EmailAddress
from django.utils import timezone

from companies.models import Company, OpeningQuestion
from matching.actions.applications import submit_application
from matching.models import (
    Alert,
    AlertedOpening,
    Answer,
    Application,
    CalendarFeed,
    Dismissal,
    Offer,
    ProfileTerms,
    SavedOpening,
    SavedSearch,
)
from parks.actions.consents import note_consent
from parks.actions.notices import tell
from parks.choices.notices import ConsentPurpose, NoticeKind
from parks.models import NoticePreference, Park, User
from talent.actions.cvs import store_document
from talent.actions.profiles import change_profile
from talent.choices.profiles import DocumentKind, Visibility
from talent.models import Education, Experience, Profile, WantedPlace
from tests.factories.agreements import MentorFactory
from tests.factories.base_stays import BaseStayFactory
from tests.factories.certificates import AssessmentFactory, CertificateFactory
from tests.factories.companies import OpeningFactory, OpeningReportFactory
from tests.factories.consortium import SeatFactory
from tests.factories.matching import (
    ApplicationFactory,
    CandidateNoteFactory,
    GraduateMatchesFactory,
    InterviewFactory,
    InvitationToApplyFactory,
    MatchRunFactory,
    OpeningMatchesFactory,
    PoolEntryFactory,
    ScorecardFactory,
)
from tests.factories.outcomes import OutcomeFactory, TripartiteAgreementFactory
from tests.factories.parks import (
    DataExportFactory,
    InvitationFactory,
    SavedFilterFactory,
    UserFactory,
)
from tests.factories.placements import PlacementCheckFactory, PlacementFactory
from tests.factories.talent import (
    AnnouncementReceiptFactory,
    DisclosureFactory,
    RosterEntryFactory,
    SkillClaimFactory,
)
from tests.factories.training import AttendanceMarkFactory, EnrolmentFactory, SessionFactory
from tests.factories.vocabulary import DegreeLevelFactory, DisciplineFactory, RegionFactory

DAY = date(2026, 11, 20)
WORDS = {
    "name": "欧阳若溪",
    "address": "ruoxi.ouyang@example.org",
    "second address": "ouyang.private@example.org",
    "telephone": "13912345678",
    "headline": "Headlineword",
    "summary": "Summaryword",
    "school": "Schoolword",
    "study": "Studyword",
    "post": "Postword",
    "employer": "Employerword",
    "work": "Workword",
    "evidence": "Evidenceword",
    "file name": "Filenameword",
    "document text": "Documentword",
    "message": "Messageword",
    "answer": "Answerword",
    "refusal": "Refusalword",
    "terms": "Termsword",
    "interview": "Interviewword",
    "scorecard": "Scorecardword",
    "invitation": "Invitationword",
    "tag": "Tagword",
    "note": "Noteword",
    "report": "Reportword",
    "answer of the office": "Officeword",
    "search": "Searchword",
    "filter": "Filterword",
    "secret of the calendar": "Calendarsecretword",
    "credential": "Credentialword",
    "issue of a certificate again": "Reissueword",
    "revocation": "Revocationword",
    "words of an examiner": "Examinerword",
    "feedback": "Feedbackword",
    "why taken off a list": "Takenoffword",
    "result of a stay": "Stayword",
}
"""What only this person's rows say, by what it is."""


def whole_person(company: Company, park: Park) -> User:
    """Somebody who has used everything: applications, files, offers, alerts, mails, matches."""
    user = UserFactory(email=WORDS["address"], full_name=WORDS["name"], language="zh-hans")
    user.set_password("cell-culture-2026")
    user.save()
    for name in ("address", "second address"):
        EmailAddress.objects.create(user=user, email=WORDS[name], verified=True)
    note_consent(user, purpose=ConsentPurpose.TERMS)
    profile = _profile(user, park)
    _history(profile)
    _applications(profile, company)
    _wishes(profile, company)
    _kept(profile, company)
    _written(user, profile, company)
    _certified(profile)
    _trained(profile, user)
    entry = RosterEntryFactory(user=user, claimed_at=timezone.now(), shares_progress=True)
    OutcomeFactory(entry=entry, source="graduate", recorded_by=user)
    TripartiteAgreementFactory(entry=entry)
    AnnouncementReceiptFactory(user=user)
    SeatFactory(user=user, person=WORDS["name"])
    SavedFilterFactory(user=user, query=f"q={WORDS['filter']}")
    OpeningReportFactory(
        opening=OpeningFactory(company=company, published=True),
        reported_by=user,
        text=WORDS["report"],
        settled=True,
        answer=WORDS["answer of the office"],
    )
    return User.objects.get(pk=user.pk)


def _trained(profile: Profile, user: User) -> None:
    AttendanceMarkFactory(
        enrolment__profile=profile,
        enrolment__session__taken=1,
        enrolment__rating=4,
        enrolment__feedback=WORDS["feedback"],
    )
    EnrolmentFactory(profile=profile, state="removed", reason=WORDS["why taken off a list"])
    SessionFactory().trainers.add(user)
    SessionFactory().examiners.add(user)
    BaseStayFactory(profile=profile, result=f"{WORDS['name']} {WORDS['result of a stay']}")
    MentorFactory(user=user, works_there=False)


def _profile(user: User, park: Park) -> Profile:
    return change_profile(
        user,
        parks=[park],
        phone=WORDS["telephone"],
        headline=WORDS["headline"],
        summary=WORDS["summary"],
        degree=DegreeLevelFactory(),
        discipline=DisciplineFactory(),
        graduates_on=date(2026, 6, 30),
        available_from=date(2026, 7, 14),
        wanted_kinds=["job", "internship"],
        anywhere=True,
        career_channel="technical",
        pay_wanted=9000,
        visibility=Visibility.PARK_COMPANIES,
        in_matching=True,
    )


def _history(profile: Profile) -> None:
    Education.objects.create(
        profile=profile, school=WORDS["school"], discipline_text=WORDS["study"]
    )
    Experience.objects.create(
        profile=profile, title=WORDS["post"], employer=WORDS["employer"], text=WORDS["work"]
    )
    WantedPlace.objects.create(profile=profile, region=RegionFactory())
    SkillClaimFactory(profile=profile, evidence=WORDS["evidence"])
    ProfileTerms.objects.create(profile=profile, digest=b"d", terms=b"t", counts=b"c")
    store_document(
        profile,
        data=f"{WORDS['name']} {WORDS['document text']} PCR, HPLC. Master of Science.".encode(),
        filename=f"{WORDS['file name']}.txt",
        kind=DocumentKind.CV,
        by=profile.user,
    )


def _applications(profile: Profile, company: Company) -> None:
    live = submit_application(
        profile,
        opening=OpeningFactory(company=company, published=True, title_en="Live"),
        message=WORDS["message"],
        documents=profile.documents.all(),
        today=DAY,
    )
    question = OpeningQuestion.objects.create(opening=live.opening, text_en="Why us?")
    Answer.objects.create(application=live, question=question, text=WORDS["answer"])
    InterviewFactory(
        scheduled=True, application=_at(live, "interviewing"), message=WORDS["interview"]
    )
    ScorecardFactory(handed_in=True, application=live, text=f"{WORDS['name']} {WORDS['scorecard']}")
    common = {"profile": profile, "opening__company": company, "message": WORDS["message"]}
    ApplicationFactory(
        **common,
        state="refused",
        refusal_reason="skills",
        refusal_message=f"{WORDS['name']} {WORDS['refusal']}",
    )
    hired = ApplicationFactory(**common, state="hired")
    now = timezone.now()
    Offer.objects.create(
        application=hired,
        state="accepted",
        terms=WORDS["terms"],
        salary=12345,
        answer=WORDS["answer"],
        reply_by=DAY,
        answered_at=now,
    )
    ApplicationFactory(**common, state="draft", submitted_at=None)
    placement = PlacementFactory(application=hired)
    PlacementCheckFactory(placement=placement, recorded_by=profile.user)


def _certified(profile: Profile) -> None:
    """A certificate that stands, one that was revoked, and an examination of theirs."""
    CertificateFactory(
        profile=profile,
        credential=WORDS["credential"],
        reissued_because=WORDS["issue of a certificate again"],
    )
    CertificateFactory(
        profile=profile, revoked_at=timezone.now(), revoked_because=WORDS["revocation"]
    )
    AssessmentFactory(
        enrolment__profile=profile,
        enrolment__session__taken=1,
        note=f"{WORDS['name']}: {WORDS['words of an examiner']}",
    )


def _kept(profile: Profile, company: Company) -> None:
    asked = {"opening__company": company, "message": WORDS["invitation"]}
    InvitationToApplyFactory(profile=profile, **asked)
    PoolEntryFactory(company=company, profile=profile, tags=[WORDS["tag"]])
    CandidateNoteFactory(company=company, profile=profile, text=f"{WORDS['name']} {WORDS['note']}")


def _at(application: Application, state: str) -> Application:
    application.state = state
    application.save(update_fields=["state"])
    return application


def _wishes(profile: Profile, company: Company) -> None:
    opening = OpeningFactory(company=company, published=True, title_en="Wished for")
    SavedOpening.objects.create(profile=profile, opening=opening)
    Dismissal.objects.create(profile=profile, opening=opening, reason="pay")
    SavedSearch.objects.create(
        profile=profile, name=WORDS["search"], query="q=x", alerts_since=timezone.now()
    )
    alert = Alert.objects.create(profile=profile, period="daily", day=DAY)
    AlertedOpening.objects.create(alert=alert, profile=profile, opening=opening)
    CalendarFeed.objects.create(profile=profile, token=WORDS["secret of the calendar"])
    run = MatchRunFactory(park=company.park)
    GraduateMatchesFactory(run=run, profile=profile, opening_ids=[opening.pk], points=[2048])
    OpeningMatchesFactory(run=run, opening=opening, profile_ids=[profile.pk], points=[2048])


def _written(user: User, profile: Profile, company: Company) -> None:
    NoticePreference.objects.create(user=user, kind=NoticeKind.ALERT, by_mail=False)
    DisclosureFactory(
        profile=profile, organisation=company, kind="document", detail=WORDS["file name"]
    )
    InvitationFactory(email=WORDS["address"].upper(), organisation=company)
    DataExportFactory(user=user, ready=True)
    tell(
        user,
        kind=NoticeKind.ALERT,
        template="matching/mail/application_moved",
        context=_facts(user, profile, company),
    )


def _facts(user: User, profile: Profile, company: Company) -> dict[str, object]:
    return {
        "application": profile.applications.first(),
        "opening": OpeningFactory(company=company),
        "company": company,
        "applicant": user,
        "message": WORDS["message"],
    }
