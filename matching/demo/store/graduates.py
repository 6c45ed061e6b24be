"""Graduates with everything that is known of them, chunk by chunk."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils.functional import cached_property

from matching.demo.days import after, office_hour
from matching.demo.draws import draw
from matching.demo.graduate_details import (
    Held,
    available_from,
    goes_anywhere,
    graduates_on,
    skills_held,
    studies,
    wanted_places,
    works,
)
from matching.demo.graduate_plans import PERSONA, GraduatePlan, graduate_uuid, plan_graduate
from matching.demo.graduate_texts import GraduateWriter
from matching.demo.progress import Progress
from matching.demo.store.accounts import new_user
from matching.demo.store.world import park_ids, university_ids
from matching.demo.terms import Terms
from parks.choices.work import CareerChannel
from parks.models import User
from talent.choices.profiles import Visibility
from talent.models import Education, Experience, Profile, SkillClaim, WantedPlace

CHUNK = 1000
OUT_OF_MATCHING_SHARE = 0.05


def put_graduates(count: int, seed: int, today: date, terms: Terms, progress: Progress) -> None:
    """Create those of the first `count` graduates of the seed that are not there yet."""
    writer = _Writer(today, terms)
    for chunk in progress.chunks("graduates", count, CHUNK):
        uuids = {graduate_uuid(seed, index): index for index in chunk if index != PERSONA}
        rows = Profile.objects.filter(uuid__in=uuids).values_list("uuid", flat=True)
        missing = sorted(uuids[uuid] for uuid in uuids.keys() - set(rows))
        if missing:
            writer.put([plan_graduate(seed, index) for index in missing])


class _Writer:
    def __init__(self, today: date, terms: Terms) -> None:
        self.today, self.terms = today, terms

    @cached_property
    def parks(self) -> Mapping[str, int]:
        return park_ids()

    @cached_property
    def universities(self) -> Mapping[str, int]:
        return university_ids()

    @transaction.atomic
    def put(self, plans: Sequence[GraduatePlan]) -> None:
        users = User.objects.bulk_create(self._user(plan) for plan in plans)
        held = [skills_held(plan) for plan in plans]
        profiles = Profile.objects.bulk_create(
            self._profile(*parts) for parts in zip(plans, users, held, strict=True)
        )
        pairs = list(zip(plans, profiles, strict=True))
        self._put_parks(pairs)
        WantedPlace.objects.bulk_create(row for pair in pairs for row in self._places(*pair))
        SkillClaim.objects.bulk_create(
            row for parts in zip(plans, profiles, held, strict=True) for row in self._claims(*parts)
        )
        Education.objects.bulk_create(row for pair in pairs for row in self._educations(*pair))
        Experience.objects.bulk_create(row for pair in pairs for row in self._experiences(*pair))
        self._stamp(profiles)

    def _user(self, plan: GraduatePlan) -> User:
        source = draw(*plan.source, "joined")
        joined_at = office_hour(after(self.today, -source.randint(1, 120)), source.random())
        return new_user(plan.email, plan.person.full_name, joined_at, plan.language)

    def _profile(self, plan: GraduatePlan, user: User, held: Sequence[Held]) -> Profile:
        writer, source = GraduateWriter(plan, self.terms), draw(*plan.source, "profile")
        knows_studies = not plan.sparse or source.random() < 0.5
        return Profile(
            uuid=plan.uuid,
            user=user,
            headline=writer.headline(),
            summary=writer.summary(held),
            degree_id=self.terms.degrees[plan.degree].id if knows_studies else None,
            discipline_id=self.terms.disciplines[plan.discipline].id if knows_studies else None,
            graduates_on=None if plan.sparse else graduates_on(plan, self.today),
            available_from=available_from(plan, self.today),
            wanted_kinds=[kind.value for kind in plan.kinds],
            anywhere=goes_anywhere(plan),
            career_channel=source.choice(("", CareerChannel.TECHNICAL.value)),
            visibility=plan.visibility,
            in_matching=plan.visibility != Visibility.NOBODY
            and source.random() >= OUT_OF_MATCHING_SHARE,
        )

    def _put_parks(self, pairs: Sequence[tuple[GraduatePlan, Profile]]) -> None:
        Profile.parks.through.objects.bulk_create(
            Profile.parks.through(profile_id=profile.pk, park_id=self.parks[slug])
            for plan, profile in pairs
            for slug in plan.parks
        )

    def _places(self, plan: GraduatePlan, profile: Profile) -> Iterator[WantedPlace]:
        for position, code in enumerate(wanted_places(plan)):
            region_id = self.terms.regions[code].id
            yield WantedPlace(profile_id=profile.pk, region_id=region_id, position=position)

    def _claims(
        self, plan: GraduatePlan, profile: Profile, held: Sequence[Held]
    ) -> Iterator[SkillClaim]:
        writer = GraduateWriter(plan, self.terms)
        for skill in held:
            yield SkillClaim(
                profile_id=profile.pk,
                skill_id=self.terms.skills[skill.skill].id,
                level=skill.level,
                source=skill.source,
                evidence=writer.evidence(skill),
            )

    def _educations(self, plan: GraduatePlan, profile: Profile) -> Iterator[Education]:
        school = GraduateWriter(plan, self.terms).school()
        for study in studies(plan, self.today):
            yield Education(
                profile_id=profile.pk,
                university_id=self.universities[plan.university.code],
                school=school,
                degree_id=self.terms.degrees[study.degree].id,
                discipline_id=self.terms.disciplines[study.discipline].id,
                started_on=study.started_on,
                ended_on=study.ended_on,
            )

    def _experiences(self, plan: GraduatePlan, profile: Profile) -> Iterator[Experience]:
        writer = GraduateWriter(plan, self.terms)
        for work in works(plan, self.today):
            title, employer, text = writer.work(work)
            yield Experience(
                profile_id=profile.pk,
                title=title,
                employer=employer,
                text=text,
                started_on=work.started_on,
                ended_on=work.ended_on,
            )

    def _stamp(self, profiles: Sequence[Profile]) -> None:
        """The columns that the database stamps itself get the days of the story afterwards."""
        joined_at = Subquery(User.objects.filter(pk=OuterRef("user_id")).values("joined_at"))
        rows = Profile.objects.filter(pk__in=[profile.pk for profile in profiles])
        rows.update(created_at=joined_at, updated_at=joined_at)
