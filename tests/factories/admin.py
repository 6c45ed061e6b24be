"""One row of every noun of the web admin, all of one park."""

import datetime
from itertools import count
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from companies.models import Opening
from matching.models import AlertedOpening, Answer, MatchChange
from parks.models import (
    ChainStage,
    DegreeLevel,
    Discipline,
    FalseFriend,
    Invitation,
    LogEntry,
    MailAttempt,
    NoticePreference,
    Occupation,
    OutboxMail,
    Park,
    ParkHonour,
    Region,
    SkillAlias,
    SkillRelation,
    Vocabulary,
)
from talent.models import (
    Disclosure,
    Document,
    Education,
    Experience,
    Profile,
    ProfileGrant,
    StudyProgramme,
    WantedPlace,
)
from tests.factories.agreements import (
    AgreementFactory,
    AgreementPartyFactory,
    BaseFactory,
    BaseVisitFactory,
    MentorFactory,
    ObligationFactory,
    QuotaFactory,
)
from tests.factories.base_stays import BaseStayFactory
from tests.factories.certificates import (
    AssessmentFactory,
    CertificateFactory,
    CertificateIssueFactory,
    CertificateSchemeFactory,
    GrantedSkillFactory,
    HeldSessionFactory,
    LearnerFactory,
    SigningKeyFactory,
)
from tests.factories.companies import (
    CompanyFactory,
    OpeningFactory,
    OpeningQuestionFactory,
    OpeningReportFactory,
    OpeningSkillFactory,
)
from tests.factories.consortium import (
    ConsortiumFactory,
    ConsortiumMembershipFactory,
    CouncilTermFactory,
    MeetingFactory,
    ResolutionFactory,
    SeatFactory,
    VoteFactory,
)
from tests.factories.matching import (
    AlertFactory,
    ApplicationFactory,
    ApplicationStepFactory,
    CalendarFeedFactory,
    CandidateNoteFactory,
    DismissalFactory,
    GraduateMatchesFactory,
    InterviewFactory,
    InterviewSlotFactory,
    InvitationToApplyFactory,
    MatchAlarmFactory,
    MatchRunFactory,
    MatchShardFactory,
    MatchWeightsFactory,
    MessageTemplateFactory,
    OfferFactory,
    OpeningMatchesFactory,
    PoolEntryFactory,
    SavedOpeningFactory,
    SavedSearchFactory,
    ScorecardFactory,
    SkillRatingFactory,
    SlotInterviewerFactory,
    SnapshotFactory,
)
from tests.factories.outcomes import OutcomeFactory, TripartiteAgreementFactory
from tests.factories.parks import (
    ApiTokenFactory,
    ConsentFactory,
    DataExportFactory,
    EvidenceFactory,
    ImportJobFactory,
    ImportRowFactory,
    MembershipFactory,
    NoticeFactory,
    OrganisationFactory,
    OutboxMailFactory,
    SavedFilterFactory,
    SkillFactory,
    VerificationFactory,
    WebhookDeliveryFactory,
    WebhookFactory,
)
from tests.factories.placements import (
    AnnualTargetFactory,
    PlacementCheckFactory,
    PlacementFactory,
)
from tests.factories.talent import (
    AnnouncementReceiptFactory,
    ProfileFactory,
    RosterEntryFactory,
    SkillClaimFactory,
    UniversityFactory,
)
from tests.factories.training import AttendanceMarkFactory, TaughtSkillFactory

numbers = count(1)


def rows_of_a_park(park: Park) -> dict[str, Model]:
    """Return a row of every noun by its label, each belonging to the park where it can."""
    terms = vocabulary_rows()
    people = organisation_rows(park)
    profile = ProfileFactory(degree=terms["parks.DegreeLevel"])
    opening = OpeningFactory(company=CompanyFactory(park=park, verified=True))
    personal = profile_rows(profile, people["parks.Organisation"], terms)
    found = matching_rows(park, profile, opening)
    rows = [*terms.values(), *people.values(), park, profile, opening, opening.company]
    certified = certificate_rows(profile, people["parks.Organisation"], terms["parks.Skill"])
    rows += [*personal.values(), *found.values(), *certified.values(), profile.user]
    return {row._meta.label: row for row in rows}


def vocabulary_rows() -> dict[str, Model]:
    number = next(numbers)
    labels = {"label_en": f"Term {number}", "label_zh": f"词{number}"}
    skill = SkillFactory()
    alias = {"skill": skill, "language": "en", "text": f"alias {number}"}
    edition = {"version": "1", "loaded_at": timezone.now()}
    rows = [
        skill,
        skill.group,
        SkillAlias.objects.create(**alias, folded=alias["text"]),
        SkillRelation.objects.create(held=SkillFactory(), asked=skill, kind="related", quarters=2),
        FalseFriend.objects.create(vocabulary="skill", text=f"friend {number}", reason="Other"),
        DegreeLevel.objects.create(code=f"degree-{number}", rank=100 + number, **labels),
        ChainStage.objects.create(code=f"stage-{number}", position=100 + number, **labels),
        Occupation.objects.create(code=f"9-{number}", **labels),
        Region.objects.create(code=f"{900000 + number}", level=1, **labels),
        Discipline.objects.create(
            code=f"family-{number}", scheme="family", path=f"family-{number}/", depth=0, **labels
        ),
        Vocabulary.objects.get_or_create(defaults=edition)[0],
    ]
    return {row._meta.label: row for row in rows}


def organisation_rows(park: Park) -> dict[str, Model]:
    member = MembershipFactory(organisation=OrganisationFactory(park=park))
    organisation, user = member.organisation, member.user
    later = timezone.now() + datetime.timedelta(days=7)
    invited = {"email": f"invited{next(numbers)}@example.org", "expires_at": later}
    university = UniversityFactory(park=park)
    term = vocabulary_rows()
    taught = {"degree": term["parks.DegreeLevel"], "discipline": term["parks.Discipline"]}
    logged = {"noun": "parks.park", "row_id": park.pk, "verb": f"seen {next(numbers)}"}
    rows = [
        organisation,
        member,
        asked := VerificationFactory(organisation=organisation, state="pending", decided_at=None),
        EvidenceFactory(verification=asked),
        job := ImportJobFactory(park=park, organisation=None, uploaded_by=user),
        ImportRowFactory(job=job),
        ApiTokenFactory(organisation=organisation, created_by=user),
        hook := WebhookFactory(organisation=organisation),
        WebhookDeliveryFactory(webhook=hook),
        MailAttempt.objects.create(mail=OutboxMailFactory(recipient=user.email)),
        NoticeFactory(user=user),
        NoticePreference.objects.create(user=user, kind="alert"),
        SavedFilterFactory(user=user),
        ConsentFactory(user=user),
        DataExportFactory(user=user),
        Invitation.objects.create(organisation=organisation, invited_by=user, **invited),
        EmailAddress.objects.create(user=user, email=user.email),
        OutboxMail.objects.create(recipient=user.email, subject="Hello", text="Hello"),
        ParkHonour.objects.create(park=park, name_zh=f"荣誉{next(numbers)}", year=2024),
        LogEntry.objects.create(park=park, actor=user, **logged),
        university,
        StudyProgramme.objects.create(university=university, name_en="Pharmacy", **taught),
        entry := RosterEntryFactory(university=university, degree=taught["degree"], claimed=True),
        OutcomeFactory(entry=entry),
        AnnualTargetFactory(consortium__lead=park),
        *consortium_rows(park, organisation),
        *agreement_rows(park, organisation, taught),
        TripartiteAgreementFactory(entry=entry),
        told := AnnouncementReceiptFactory(
            user=user, announcement__organisation=organisation, announcement__park=park
        ),
        told.announcement,
    ]
    return {row._meta.label: row for row in rows}


def consortium_rows(park: Park, organisation: Model) -> list[Model]:
    consortium = ConsortiumFactory(lead=park)
    member = ConsortiumMembershipFactory(consortium=consortium, organisation=organisation)
    resolution = ResolutionFactory(consortium=consortium, open=True)
    term = CouncilTermFactory(consortium=consortium)
    meeting = MeetingFactory(consortium=consortium)
    vote = VoteFactory(resolution__consortium=consortium, resolution__state="passed", member=member)
    seat = SeatFactory(term=term, organisation=organisation)
    return [consortium, member, resolution, term, meeting, vote, seat]


def agreement_rows(park: Park, organisation: Model, taught: dict[str, Model]) -> list[Model]:
    agreement = AgreementFactory(park=park, in_force=True)
    base = BaseFactory(agreement=agreement, host=organisation)
    return [
        agreement,
        AgreementPartyFactory(agreement=agreement, organisation=organisation),
        QuotaFactory(agreement=agreement, degree=taught["degree"]),
        ObligationFactory(agreement=agreement, owner=organisation),
        base,
        mentor := MentorFactory(base=base),
        BaseVisitFactory(base=base, visitor=organisation),
        BaseStayFactory(base=base, mentor=mentor),
    ]


def profile_rows(
    profile: Profile, organisation: Model, terms: dict[str, Model]
) -> dict[str, Model]:
    granted = {"organisation": organisation, "reason": "application", "reference": uuid4()}
    stored = {"filename": "cv.pdf", "content_type": "application/pdf", "size": 1}
    rows = [
        Education.objects.create(profile=profile, school="School"),
        Experience.objects.create(profile=profile, title="Trainee"),
        WantedPlace.objects.create(profile=profile, region=terms["parks.Region"]),
        SkillClaimFactory(profile=profile),
        Document.objects.create(profile=profile, sha256=uuid4().hex, **stored),
        ProfileGrant.objects.create(profile=profile, **granted),
        Disclosure.objects.create(
            profile=profile, organisation=organisation, user=profile.user, kind="profile"
        ),
    ]
    return {row._meta.label: row for row in rows}


def certificate_rows(profile: Profile, issuer: Model, skill: Model) -> dict[str, Model]:
    scheme = CertificateSchemeFactory(issuer=issuer)
    session = HeldSessionFactory(
        programme__organiser=issuer, programme__park=issuer.park, programme__scheme=scheme
    )
    learner = LearnerFactory(session=session, profile=profile)
    retired = {"retired_at": timezone.now()} if issuer.park.signing_keys.exists() else {}
    rows = [
        scheme,
        GrantedSkillFactory(scheme=scheme, skill=skill),
        CertificateFactory(scheme=scheme, profile=profile),
        SigningKeyFactory(park=issuer.park, **retired),
        session,
        session.programme,
        TaughtSkillFactory(programme=session.programme, skill=skill),
        learner,
        marked := AttendanceMarkFactory(enrolment=learner),
        marked.meeting,
        AssessmentFactory(enrolment=learner),
        CertificateIssueFactory(session=session),
    ]
    return {row._meta.label: row for row in rows}


def matching_rows(park: Park, profile: Profile, opening: Opening) -> dict[str, Model]:
    run = MatchRunFactory(park=park, state="superseded")
    best = {"run": run, "points": [4096]}
    night = datetime.date(2026, 1, 1) + datetime.timedelta(days=next(numbers))
    rows = [
        run,
        MatchAlarmFactory(park=park, night=night),
        MatchShardFactory(run=run),
        SnapshotFactory(park=park),
        MatchWeightsFactory(park=park),
        MatchChange.objects.get_or_create(side="profile", row_id=profile.pk)[0],
        OpeningSkillFactory(opening=opening),
        OpeningReportFactory(opening=opening),
        *application_rows(profile, opening),
        *wish_rows(profile, opening),
        GraduateMatchesFactory(profile=profile, opening_ids=[opening.pk], **best),
        OpeningMatchesFactory(opening=opening, profile_ids=[profile.pk], **best),
    ]
    return {row._meta.label: row for row in rows}


def application_rows(profile: Profile, opening: Opening) -> list[Model]:
    application = ApplicationFactory(profile=profile, opening=opening)
    question = OpeningQuestionFactory(opening=opening)
    slot = InterviewSlotFactory(opening=opening)
    return [
        application,
        question,
        Answer.objects.create(application=application, question=question, text="Yes"),
        slot,
        InterviewFactory(application=application, slot=slot),
        *scorecard_rows(application, slot),
        OfferFactory(application=application),
        placement := PlacementFactory(application=application),
        PlacementCheckFactory(placement=placement),
        ApplicationStepFactory(application=application),
        MessageTemplateFactory(company=opening.company),
        *candidate_rows(profile, opening),
    ]


def candidate_rows(profile: Profile, opening: Opening) -> list[Model]:
    kept = {"company": opening.company, "profile": profile}
    return [
        InvitationToApplyFactory(profile=profile, opening=opening),
        PoolEntryFactory(**kept, tags=["summer"]),
        CandidateNoteFactory(**kept),
    ]


def scorecard_rows(application: Model, slot: Model) -> list[Model]:
    seat = SlotInterviewerFactory(slot=slot)
    card = ScorecardFactory(application=application, interviewer=seat.interviewer)
    return [seat, card, SkillRatingFactory(scorecard=card)]


def wish_rows(profile: Profile, opening: Opening) -> list[Model]:
    alert = AlertFactory(profile=profile)
    return [
        alert,
        AlertedOpening.objects.create(alert=alert, profile=profile, opening=opening),
        CalendarFeedFactory(profile=profile),
        DismissalFactory(profile=profile, opening=opening),
        SavedOpeningFactory(profile=profile, opening=opening),
        SavedSearchFactory(profile=profile),
    ]


def address(row, page, *args) -> str:
    """Return where a page of the admin is: for a row its own page, for a class the noun's."""
    ids = () if isinstance(row, type) else (row.pk,)
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[*ids, *args])
