"""Programmes: whose certificates and whose agreements an organiser may use."""

import pytest
from django.forms import modelform_factory

from companies.actions.programmes import ProgrammeError, follow_renewals, save_programme
from companies.admin.training import ProgrammeForm as OfficeForm
from companies.forms.training import ProgrammeForm
from companies.models import Programme, Session
from companies.queries.schemes import schemes_for
from parks.models import Agreement, LogEntry
from tests.factories.agreements import AgreementFactory, AgreementPartyFactory
from tests.factories.certificates import CertificateSchemeFactory
from tests.factories.parks import (
    MembershipFactory,
    OrganisationFactory,
    ParkFactory,
    SkillFactory,
    UserFactory,
)
from tests.factories.training import SessionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def organiser():
    return OrganisationFactory(park=ParkFactory())


def saved(organiser, *, by=None, skills=None, **facts) -> Programme:
    facts = {"name_en": "Filling", **facts}
    return save_programme(
        organiser=organiser,
        park=organiser.park,
        skills=skills or {},
        by=by or UserFactory(),
        **facts,
    )


def signed(*organisations, **fields):
    agreement = AgreementFactory(**{"in_force": True, **fields})
    for each in organisations:
        AgreementPartyFactory(agreement=agreement, organisation=each)
    return agreement


def test_a_programme_leads_to_a_certificate_of_its_organiser(organiser):
    scheme = CertificateSchemeFactory(issuer=organiser)

    assert saved(organiser, scheme=scheme).scheme == scheme


def test_nobody_certifies_in_the_name_of_somebody_without_an_agreement_that_is_in_force(organiser):
    scheme, own = CertificateSchemeFactory(is_shared=True), CertificateSchemeFactory()
    signed(organiser, scheme.issuer, in_force=False)
    signed(organiser, own.issuer)

    for foreign in (scheme, own):
        with pytest.raises(ProgrammeError, match="does not share"):
            saved(organiser, scheme=foreign)

    assert not Programme.objects.exists()
    signed(organiser, scheme.issuer)
    assert saved(organiser, scheme=scheme).scheme == scheme


def test_who_has_enrolled_is_certified_by_what_was_promised(organiser):
    promised, other = CertificateSchemeFactory.create_batch(2, issuer=organiser)
    programme, bare = saved(organiser, scheme=promised), saved(organiser)
    for each in (programme, bare):
        SessionFactory(programme=each, taken=1, state="closed")

    with pytest.raises(ProgrammeError, match="have enrolled for this certificate"):
        saved(organiser, programme=programme, scheme=other)

    programme.refresh_from_db()
    assert programme.scheme == promised
    assert saved(organiser, programme=bare, scheme=other).scheme == other


def test_a_scheme_that_no_park_signs_is_offered_to_nobody(organiser):
    assert not schemes_for(CertificateSchemeFactory(park=None).issuer).exists()


def test_who_acts_for_the_issuer_may_choose_its_scheme(organiser):
    scheme = CertificateSchemeFactory()
    officer = MembershipFactory(organisation=scheme.issuer).user

    assert saved(organiser, scheme=scheme, by=officer).scheme == scheme


def test_places_are_taken_of_an_agreement_that_the_organiser_has_signed_alone(organiser):
    foreign, own = signed(OrganisationFactory()), signed(organiser)

    with pytest.raises(ProgrammeError, match="has not signed"):
        saved(organiser, agreement=foreign)

    assert saved(organiser, agreement=own).agreement == own


def test_skills_are_replaced_and_a_name_is_needed(organiser):
    first, second = SkillFactory.create_batch(2)
    programme = saved(organiser, skills={first.pk: 1, second.pk: 2})

    saved(organiser, programme=programme, skills={second.pk: 3})

    assert list(programme.skills.values_list("skill", "level")) == [(second.pk, 3)]
    with pytest.raises(ProgrammeError, match="Give a name"):
        saved(organiser, name_en="")


def test_the_agreement_of_a_class_stays_while_people_hold_places_in_it(organiser):
    own, other = signed(organiser), signed(organiser)
    programme = saved(organiser, agreement=own)
    session = SessionFactory(programme=programme, taken=1)

    for agreement in (other, None):
        with pytest.raises(ProgrammeError, match="the agreement stays until these are over"):
            saved(organiser, programme=programme, agreement=agreement)
    form_class = modelform_factory(Programme, form=OfficeForm, fields=["name_en", "agreement"])
    by_office = form_class({"name_en": "Filling", "agreement": other.pk}, instance=programme)
    assert "agreement" in by_office.errors
    programme.refresh_from_db()
    saved(organiser, programme=programme, agreement=own, name_en="Filling II")
    Session.objects.filter(pk=session.pk).update(state="closed")

    assert saved(organiser, programme=programme, agreement=other).agreement == other


def test_what_was_chosen_stays_when_a_programme_is_changed_though_nobody_could_choose_it_now(
    organiser,
):
    scheme = CertificateSchemeFactory(issuer=organiser)
    agreement = signed(organiser)
    programme = saved(organiser, scheme=scheme, agreement=agreement)
    agreement.state, scheme.is_current = "expired", False
    agreement.save()
    scheme.save()

    kept = {"scheme": scheme.pk, "agreement": agreement.pk, "name_en": "Filling II", "seats": 9}
    form = ProgrammeForm(kept, organiser=organiser, programme=programme)
    assert form.is_valid(), form.errors
    changed = saved(organiser, programme=programme, **form.facts())

    assert (changed.name_en, changed.scheme, changed.agreement) == ("Filling II", scheme, agreement)


def test_a_programme_goes_on_under_the_renewal_once_that_is_in_force(organiser):
    old = signed(organiser, state="expired")
    renewal = signed(organiser, park=old.park, state="signed", renews=old)
    programme, other = saved(organiser, agreement=old), saved(organiser)
    early = follow_renewals()
    Agreement.objects.filter(pk=renewal.pk).update(state="active")

    moved = (early, follow_renewals(), follow_renewals())

    programme.refresh_from_db()
    other.refresh_from_db()
    assert moved == (0, 1, 0)
    assert (programme.agreement, other.agreement) == (renewal, None)
    assert LogEntry.objects.about(programme).filter(verb="goes on").count() == 1
