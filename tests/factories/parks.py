"""The least valid row of each noun of the ground floor."""

import datetime

import factory
from django.core.files.base import ContentFile
from django.utils import timezone

from parks.actions.tokens import SHOWN_CHARACTERS, digest_of
from parks.choices.imports import ImportKind, ImportState, RowOutcome
from parks.choices.machines import ApiScope, WebhookEvent
from parks.choices.notices import ConsentPurpose, DataExportState, NoticeKind
from parks.choices.organisations import MembershipRole, OrganisationKind, VerificationState
from parks.consents import TERMS_VERSION
from parks.models import (
    ApiToken,
    Consent,
    DataExport,
    Evidence,
    ImportJob,
    ImportRow,
    Invitation,
    LogEntry,
    Membership,
    Notice,
    Organisation,
    OutboxMail,
    Park,
    SavedFilter,
    Skill,
    SkillGroup,
    User,
    Verification,
    Webhook,
    WebhookDelivery,
)

LICENCE = b"%PDF-1.4\n1 0 obj << >> endobj\n%%EOF\n"


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"person{number}@example.org")
    full_name = factory.Sequence(lambda number: f"Person {number}")
    language = "en"


class ParkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Park

    slug = factory.Sequence(lambda number: f"park-{number}")
    name_zh = factory.Sequence(lambda number: f"生物医药园区{number}")
    name_en = factory.Sequence(lambda number: f"Biopharma Park {number}")


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    kind = OrganisationKind.ASSOCIATION
    slug = factory.Sequence(lambda number: f"organisation-{number}")
    name_en = factory.Sequence(lambda number: f"Organisation {number}")
    park = factory.SubFactory(ParkFactory)


class VerificationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Verification

    organisation = factory.SubFactory(OrganisationFactory)
    state = VerificationState.APPROVED
    decided_at = factory.LazyFunction(timezone.now)


class EvidenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Evidence

    class Params:
        kept = factory.Trait(
            file=factory.LazyFunction(lambda: ContentFile(LICENCE, name="licence.pdf"))
        )

    verification = factory.SubFactory(VerificationFactory)
    file = "evidence/not-kept"
    filename = "licence.pdf"
    content_type = "application/pdf"
    size = len(LICENCE)
    sha256 = factory.Sequence(lambda number: f"{number:064x}")


class ImportJobFactory(factory.django.DjangoModelFactory):
    """A file that was checked: two good rows, and a third that is refused."""

    class Meta:
        model = ImportJob
        skip_postgeneration_save = True

    class Params:
        kept = factory.Trait(
            file=factory.LazyFunction(lambda: ContentFile(b"Job title\nA\nB\n", name="table.csv"))
        )
        committed = factory.Trait(
            state=ImportState.COMMITTED, committed_at=factory.LazyFunction(timezone.now)
        )

    kind = ImportKind.OPENINGS
    state = ImportState.PREVIEWED
    organisation = factory.SubFactory(OrganisationFactory)
    park = factory.SelfAttribute("organisation.park")
    file = "imports/not-kept"
    filename = "table.csv"
    sha256 = "0" * 64
    created, refused, rows_in_all = 2, 1, 3
    mapping = factory.LazyFunction(
        lambda: {
            "columns": {"Job title": "title"},
            "headings": ["Job title"],
            "shown": [["Job title", ["A", "B"]]],
            "signature": ["jobtitle"],
        }
    )


class ImportRowFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ImportRow

    job = factory.SubFactory(ImportJobFactory)
    line = factory.Sequence(lambda number: number + 100)
    outcome = RowOutcome.REFUSED
    cells = factory.LazyFunction(lambda: [""])
    reasons = factory.LazyFunction(lambda: [["Job title", "is empty"]])


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = MembershipRole.MEMBER


class InvitationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Invitation

    organisation = factory.SubFactory(OrganisationFactory)
    email = factory.Sequence(lambda number: f"invited{number}@example.org")
    invited_by = factory.SubFactory(UserFactory)
    expires_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=1))


class OutboxMailFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OutboxMail

    recipient = "somebody@example.org"
    subject = "Hello"
    text = "Good morning"


class SavedFilterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SavedFilter

    user = factory.SubFactory(UserFactory)
    noun = "companies.opening"
    name = factory.Sequence("Filter {}".format)
    query = "state__exact=submitted"


class LogEntryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LogEntry

    noun = "parks.park"
    row_id = 1
    verb = "created"


class SkillGroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SkillGroup

    code = factory.Sequence(lambda number: f"GROUP{number}")
    label_en = factory.Sequence(lambda number: f"Group {number}")
    label_zh = factory.Sequence(lambda number: f"组{number}")
    position = factory.Sequence(lambda number: 1000 + number)


class SkillFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Skill

    code = factory.Sequence(lambda number: f"TEST-{number}")
    label_en = factory.Sequence(lambda number: f"Skill {number}")
    label_zh = factory.Sequence(lambda number: f"技能{number}")
    group = factory.SubFactory(SkillGroupFactory)
    kind = "method"


class ConsentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Consent

    user = factory.SubFactory(UserFactory)
    purpose = ConsentPurpose.TERMS
    version = TERMS_VERSION


class DataExportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DataExport

    class Params:
        ready = factory.Trait(
            state=DataExportState.READY,
            file=factory.LazyFunction(lambda: ContentFile(b"PK", name="data.zip")),
            size=2,
            ready_at=factory.LazyFunction(timezone.now),
            expires_at=factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=7)),
        )

    user = factory.SubFactory(UserFactory)


class NoticeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Notice

    user = factory.SubFactory(UserFactory)
    kind = NoticeKind.APPLICATION
    text_zh = factory.Sequence(lambda number: f"通知{number}")
    text_en = factory.Sequence(lambda number: f"Notice {number}")


class ApiTokenFactory(factory.django.DjangoModelFactory):
    """A token whose `secret` is known; it may do everything."""

    class Meta:
        model = ApiToken

    class Params:
        secret = factory.Sequence(lambda number: f"tp_{number:09}{'x' * 34}")

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda number: f"System {number}")
    prefix = factory.LazyAttribute(lambda row: row.secret[:SHOWN_CHARACTERS])
    digest = factory.LazyAttribute(lambda row: digest_of(row.secret))
    scopes = factory.LazyFunction(lambda: list(ApiScope.values))


class WebhookFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Webhook

    organisation = factory.SubFactory(OrganisationFactory)
    url = "https://ats.example/hook"
    secret = "whsec_" + "c2VjcmV0" * 6
    events = factory.LazyFunction(lambda: list(WebhookEvent.values))


class WebhookDeliveryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WebhookDelivery

    webhook = factory.SubFactory(WebhookFactory)
    event = WebhookEvent.APPLICATION_SUBMITTED
    payload = factory.LazyFunction(lambda: {"state": "submitted"})
    next_try_at = factory.LazyFunction(timezone.now)
