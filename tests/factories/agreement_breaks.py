"""Every constraint of agreements, bases and the stays there, broken once."""

from collections.abc import Callable
from datetime import date

from tests.factories.agreements import (
    AgreementFactory,
    AgreementPartyFactory,
    BaseFactory,
    MentorFactory,
    ObligationFactory,
    QuotaFactory,
)
from tests.factories.base_stays import BaseStayFactory


def same_number_of_a_park() -> None:
    first = AgreementFactory(number="A-1")
    AgreementFactory(park=first.park, number="A-1")


def same_party_twice() -> None:
    first = AgreementPartyFactory()
    AgreementPartyFactory(
        agreement=first.agreement, organisation=first.organisation, side="educates"
    )


def same_quota_twice() -> None:
    first = QuotaFactory()
    QuotaFactory(agreement=first.agreement, degree=first.degree)


def same_mentor_twice() -> None:
    first = MentorFactory()
    MentorFactory(base=first.base, user=first.user)


def second_open_stay() -> None:
    first = BaseStayFactory()
    BaseStayFactory(base=first.base, profile=first.profile)


OF_PARKS: dict[str, Callable[[], object]] = {
    "an_agreement_has_a_name": lambda: AgreementFactory(name_en="", name_zh=""),
    "an_agreement_ends_after_it_starts": lambda: AgreementFactory(ends_on=date(2026, 1, 1)),
    "a_signed_agreement_has_its_day": lambda: AgreementFactory(state="signed"),
    "a_terminated_agreement_says_why": lambda: AgreementFactory(in_force=True, state="terminated"),
    "one_agreement_per_number_of_a_park": same_number_of_a_park,
    "an_organisation_signs_an_agreement_once": same_party_twice,
    "one_quota_per_year_degree_and_discipline": same_quota_twice,
    "no_more_places_are_used_than_there_are": lambda: QuotaFactory(places=1, used=2),
    "an_obligation_says_what": lambda: ObligationFactory(text_en=""),
    "a_settled_obligation_has_its_time": lambda: ObligationFactory(state="done"),
    "a_base_has_a_name": lambda: BaseFactory(name_en=""),
    "an_accredited_base_has_its_day": lambda: BaseFactory(accredited_on=None),
    "one_mentor_per_base_and_person": same_mentor_twice,
}
OF_MATCHING: dict[str, Callable[[], object]] = {
    "one_open_stay_per_person_and_base": second_open_stay,
    "a_stay_ends_after_it_starts": lambda: BaseStayFactory(ends_on=date(2026, 3, 1)),
}
