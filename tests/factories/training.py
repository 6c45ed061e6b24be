"""The least valid row of training: programmes, sessions, enrolments."""

from datetime import timedelta

import factory
from django.utils import timezone

from companies.models import Programme, Session, SessionMeeting, TaughtSkill
from matching.models import AttendanceMark, Enrolment
from tests.factories.parks import OrganisationFactory, ParkFactory, SkillFactory
from tests.factories.talent import ProfileFactory


class ProgrammeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Programme

    park = factory.SubFactory(ParkFactory)
    organiser = factory.SubFactory(OrganisationFactory)
    name_en = factory.Sequence(lambda number: f"Aseptic filling {number}")


class TaughtSkillFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TaughtSkill

    programme = factory.SubFactory(ProgrammeFactory)
    skill = factory.SubFactory(SkillFactory)
    level = 3


class SessionFactory(factory.django.DjangoModelFactory):
    """A session that begins in a month and takes enrolments until then."""

    class Meta:
        model = Session

    programme = factory.SubFactory(ProgrammeFactory)
    state = "open"
    starts_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))
    ends_on = factory.LazyAttribute(lambda row: row.starts_on + timedelta(days=10))
    enrol_by = factory.LazyAttribute(lambda row: row.starts_on - timedelta(days=1))
    capacity = 20


class SessionMeetingFactory(factory.django.DjangoModelFactory):
    """A meeting that was held yesterday."""

    class Meta:
        model = SessionMeeting

    session = factory.SubFactory(SessionFactory)
    starts_at = factory.LazyFunction(
        lambda: timezone.now().replace(minute=0, second=0, microsecond=0) - timedelta(days=1)
    )
    ends_at = factory.LazyAttribute(lambda row: row.starts_at + timedelta(hours=3))


class EnrolmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Enrolment

    session = factory.SubFactory(SessionFactory)
    profile = factory.SubFactory(ProfileFactory)
    state = "enrolled"


class AttendanceMarkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AttendanceMark

    enrolment = factory.SubFactory(EnrolmentFactory)
    meeting = factory.SubFactory(
        SessionMeetingFactory, session=factory.SelfAttribute("..enrolment.session")
    )
    mark = "present"
