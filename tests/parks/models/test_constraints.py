"""Every rule that the database keeps for the ground floor is seen to refuse."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import IntegrityError, connection, transaction
from django.db.models import BaseConstraint, Model, Q
from django.utils import timezone

from parks.models import (
    FalseFriend,
    NoticePreference,
    ParkHonour,
    SkillAlias,
    SkillRelation,
    Verification,
    Vocabulary,
)
from parks.queries.viewers import viewer_of
from tests.factories import agreement_breaks, certificate_breaks, consortium_breaks
from tests.factories.parks import (
    ApiTokenFactory,
    DataExportFactory,
    EvidenceFactory,
    ImportJobFactory,
    ImportRowFactory,
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    OutboxMailFactory,
    ParkFactory,
    SavedFilterFactory,
    SkillFactory,
    SkillGroupFactory,
    UserFactory,
    VerificationFactory,
    WebhookDeliveryFactory,
    WebhookFactory,
)
from tests.factories.placements import AnnualTargetFactory, LedConsortiumFactory
from tests.factories.vocabulary import (
    ChainStageFactory,
    DegreeLevelFactory,
    DisciplineFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db

CREDIT_CODE = "91110000600037341L"


def same_address_in_other_letters() -> None:
    UserFactory(email="lin@example.org")
    UserFactory(email="LIN@example.org")


def same_credit_code() -> None:
    OrganisationFactory(credit_code=CREDIT_CODE)
    OrganisationFactory(credit_code=CREDIT_CODE)


def second_membership() -> None:
    first = MembershipFactory()
    MembershipFactory(user=first.user, organisation=first.organisation)


def second_open_invitation() -> None:
    first = InvitationFactory(email="lin@example.org")
    InvitationFactory(email="Lin@Example.org", organisation=first.organisation)


def second_verification() -> None:
    first = VerificationFactory(state="approved")
    Verification.objects.create(organisation=first.organisation)


def same_file_twice() -> None:
    first = EvidenceFactory()
    EvidenceFactory(verification=first.verification, sha256=first.sha256)


def same_honour_twice() -> None:
    park = ParkFactory()
    ParkHonour.objects.create(park=park, name_zh="国家级", name_en="National", year=2025)
    ParkHonour.objects.create(park=park, name_zh="国家级", name_en="Other", year=2025)


def one_alias_for_two_skills() -> None:
    for skill in (SkillFactory(), SkillFactory()):
        SkillAlias.objects.create(skill=skill, language="en", text="GMP", folded="gmp")


def same_relation_twice() -> None:
    held, asked = SkillFactory.create_batch(2)
    for kind in ("narrower", "related"):
        SkillRelation.objects.create(held=held, asked=asked, kind=kind, quarters=1)


def relation_with_itself() -> None:
    skill = SkillFactory()
    SkillRelation.objects.create(held=skill, asked=skill, kind="related", quarters=1)


def relation_of(quarters: int) -> None:
    held, asked = SkillFactory.create_batch(2)
    SkillRelation.objects.create(held=held, asked=asked, kind="related", quarters=quarters)


def same_false_friend_twice() -> None:
    for reason in ("one", "two"):
        FalseFriend.objects.create(vocabulary="skill", text="platform", reason=reason)


def same_ministry_code_in_a_scheme() -> None:
    DisciplineFactory(scheme="graduate", moe_code="1007")
    DisciplineFactory(scheme="graduate", moe_code="1007")


def root_that_is_not_at_the_top() -> None:
    DisciplineFactory(depth=1)


def second_vocabulary() -> None:
    Vocabulary.objects.create(id=2, version="1", loaded_at=timezone.now())


def same_preference_twice() -> None:
    user = UserFactory()
    for _time in range(2):
        NoticePreference.objects.create(user=user, kind="alert")


def second_data_export() -> None:
    DataExportFactory(user=DataExportFactory().user)


def second_line_of_an_import() -> None:
    first = ImportRowFactory()
    ImportRowFactory(job=first.job, line=first.line)


def same_filter_twice() -> None:
    first = SavedFilterFactory()
    SavedFilterFactory(user=first.user, noun=first.noun, name=first.name)


BREAKS: dict[str, Callable[[], object]] = {
    **certificate_breaks.OF_PARKS,
    **consortium_breaks.BREAKS,
    **agreement_breaks.OF_PARKS,
    "one_account_per_email": same_address_in_other_letters,
    "one_target_per_year_and_metric": lambda: AnnualTargetFactory.create_batch(
        2, consortium=LedConsortiumFactory()
    ),
    "a_range_of_a_target_ends_after_it_begins": lambda: AnnualTargetFactory(at_most=1),
    "a_target_is_for_a_year_of_this_century": lambda: AnnualTargetFactory(year=0),
    "a_target_is_one_at_least": lambda: AnnualTargetFactory(value=0),
    "one_saved_filter_per_name": same_filter_twice,
    "an_organisation_has_a_name": lambda: OrganisationFactory(name_en="", name_zh=""),
    "a_park_office_belongs_to_a_park": lambda: OrganisationFactory(kind="park_office", park=None),
    "one_organisation_per_credit_code": same_credit_code,
    "one_live_membership_per_person_and_organisation": second_membership,
    "one_open_invitation_per_address": second_open_invitation,
    "one_open_or_approved_verification_per_organisation": second_verification,
    "a_declined_verification_says_why": lambda: VerificationFactory(state="declined", reason=""),
    "a_verification_asked_back_says_what_is_missing": lambda: VerificationFactory(
        state="asked", reason=""
    ),
    "one_row_per_file_of_a_verification": same_file_twice,
    "one_row_per_honour_and_year": same_honour_twice,
    "an_import_is_of_a_park_or_an_organisation": lambda: ImportJobFactory(
        park=None, organisation=None
    ),
    "a_committed_import_has_its_time": lambda: ImportJobFactory(state="committed"),
    "a_failed_import_says_why": lambda: ImportJobFactory(state="failed", error=""),
    "one_row_per_line_of_an_import": second_line_of_an_import,
    "a_refused_line_says_why": lambda: ImportRowFactory(reasons=[]),
    "a_sent_mail_has_its_time": lambda: OutboxMailFactory(state="sent", sent_at=None),
    "one_preference_per_kind_of_notice": same_preference_twice,
    "one_data_export_at_a_time": second_data_export,
    "a_ready_export_has_its_times": lambda: DataExportFactory(state="ready"),
    "one_alias_names_one_skill_per_language": one_alias_for_two_skills,
    "two_skills_are_related_once_each_way": same_relation_twice,
    "no_skill_is_related_to_itself": relation_with_itself,
    "a_related_skill_is_part_of_the_one_asked_for": lambda: relation_of(4),
    "false_friends_are_listed_once": same_false_friend_twice,
    "one_discipline_per_ministry_code_and_scheme": same_ministry_code_in_a_scheme,
    "only_roots_of_the_disciplines_have_no_parent": root_that_is_not_at_the_top,
    "region_codes_have_six_digits": lambda: RegionFactory(code="32O500"),
    "only_provinces_have_no_parent": lambda: RegionFactory(level=2),
    "there_is_one_vocabulary": second_vocabulary,
    "skill_groups_have_their_own_position": lambda: SkillGroupFactory.create_batch(2, position=7),
    "degree_levels_have_their_own_rank": lambda: DegreeLevelFactory.create_batch(2, rank=7),
    "chain_stages_have_their_own_position": lambda: ChainStageFactory.create_batch(2, position=7),
    "a_token_may_do_something": lambda: ApiTokenFactory(scopes=[]),
    "a_webhook_tells_of_something": lambda: WebhookFactory(events=[]),
    "a_delivered_event_has_its_time": lambda: WebhookDeliveryFactory(state="delivered"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses_what_breaks_a_rule(name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BREAKS[name]()
        connection.check_constraints()


def test_every_constraint_of_the_ground_floor_is_tried():
    models = apps.get_app_config("parks").get_models()

    declared = {rule.name for model in models for rule in model._meta.constraints}

    assert declared == set(BREAKS)


IN_WORDS = {"agreements", "bases", "consortium", "meetings", "schemes", "targets"}


def admin_forms(request) -> Iterator[tuple[type[Model], set[str]]]:
    """Return every noun that can be written in the web admin, with the fields of its form."""
    for noun, page in admin.site._registry.items():
        if page.has_add_permission(request):
            yield noun, set(page.get_form(request).base_fields)
            for inline in page.get_inline_instances(request):
                rows = inline.get_formset(request)
                yield inline.model, {*rows.form.base_fields, rows.fk.name}


def looked_at(rule: BaseConstraint) -> set[str]:
    """Return the fields without all of which a form does not ask a rule."""
    condition = getattr(rule, "condition", None) or Q()
    return {*getattr(rule, "fields", ()), *condition.referenced_base_fields}


def test_a_form_of_the_web_admin_tells_in_words_which_rule_was_broken(rf, operator):
    request = rf.get("/admin/")
    request.user, request.viewer = operator, viewer_of(operator)

    asked = {
        rule.name: rule.violation_error_message
        for noun, fields in admin_forms(request)
        if noun.__module__.rpartition(".")[-1] in IN_WORDS
        for rule in noun._meta.constraints
        if looked_at(rule) <= fields
    }

    assert {"a_meeting_has_a_title", "a_scheme_grants_a_skill_once"} <= set(asked)
    technical = BaseConstraint.default_violation_error_message
    assert [name for name, words in asked.items() if words == technical] == []


@pytest.mark.parametrize("app", ["parks", "companies", "talent", "matching"])
def test_the_names_of_constraints_read_as_rules(app):
    models = apps.get_app_config(app).get_models()

    names = [rule.name for model in models for rule in model._meta.constraints]

    technical = re.compile(r"(^|_)(uniq|unique|chk|check|idx|key|fk|con)(_|$)")
    assert [name for name in names if technical.search(name) or name.count("_") < 2] == []


def test_a_relation_of_no_quarter_is_none():
    with pytest.raises(IntegrityError, match="a_related_skill_is_part_of"), transaction.atomic():
        relation_of(0)

    assert not SkillRelation.objects.exists()


def test_two_skills_may_be_related_once_each_way():
    first, second = SkillFactory.create_batch(2)

    SkillRelation.objects.create(held=first, asked=second, kind="narrower", quarters=3)
    SkillRelation.objects.create(held=second, asked=first, kind="related", quarters=1)

    assert SkillRelation.objects.count() == 2


def test_a_person_may_join_again_after_leaving():
    former = MembershipFactory(left_at=timezone.now())

    again = MembershipFactory(user=former.user, organisation=former.organisation)

    assert again.pk != former.pk


def test_an_organisation_may_ask_again_after_it_was_declined():
    declined = VerificationFactory(state="declined", reason="The licence has expired.")

    again = Verification.objects.create(organisation=declined.organisation)

    assert again.state == "pending"


def test_two_organisations_may_both_lack_a_credit_code():
    first, second = OrganisationFactory.create_batch(2, credit_code="")

    assert first.pk != second.pk


def test_an_address_may_be_invited_again_after_the_invitation_was_revoked():
    revoked = InvitationFactory(state="revoked")

    again = InvitationFactory(email=revoked.email, organisation=revoked.organisation)

    assert again.state == "sent"
