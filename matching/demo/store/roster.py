"""The roster of the demo's university, where its graduates went, and their agreements."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.functional import cached_property

from matching.choices.outcomes import OutcomeCategory, OutcomeSource, TripartiteState
from matching.demo.companies import FIRST_COMPANIES, plan_company
from matching.demo.days import after, graduation, office_hour
from matching.demo.draws import draw
from matching.demo.graduate_details import YEARS
from matching.demo.progress import Progress
from matching.demo.reading import words
from matching.demo.roster_plans import (
    STRANGERS,
    Student,
    months_reached,
    plan_stranger,
    plan_student,
    school,
)
from matching.demo.store.companies import company_ids
from matching.demo.store.world import CAREER_OFFICER, university_ids
from matching.demo.terms import Terms
from matching.models import Outcome, TripartiteAgreement
from parks.models import User
from talent.models import Profile, RosterEntry, StudyProgramme

CHUNK = 1000
AT_A_COMPANY = {OutcomeCategory.AGREEMENT, OutcomeCategory.CONTRACT}
AT_A_SCHOOL = {OutcomeCategory.STUDY, OutcomeCategory.STUDY_ABROAD}
NOWHERE = {OutcomeCategory.SEEKING, OutcomeCategory.PREPARING, OutcomeCategory.NOT_SEEKING}
IN_THE_PARKS_SHARE = 0.6


def put_roster(graduates: int, seed: int, today: date, terms: Terms, progress: Progress) -> None:
    """Create the lines that are not there yet: of the graduates of the seed, and of strangers."""
    writer = _Writer(today, terms)
    writer.put([plan_stranger(index) for index in range(STRANGERS)])
    for chunk in progress.chunks("rosters", max(graduates, 1), CHUNK):
        students = [plan_student(seed, index) for index in chunk]
        writer.put([student for student in students if student is not None])


class _Writer:
    def __init__(self, today: date, terms: Terms) -> None:
        self.today, self.terms = today, terms

    @cached_property
    def university_id(self) -> int:
        return university_ids()[school().code]

    @cached_property
    def programmes(self) -> Mapping[int | None, int]:
        rows = StudyProgramme.objects.filter(university_id=self.university_id).order_by("pk")
        return dict(rows.values_list("discipline_id", "pk"))

    @cached_property
    def employers(self) -> Mapping[str, int]:
        plans = [plan_company(index) for index in range(FIRST_COMPANIES)]
        ids = company_ids()
        return {plan.slug: ids[plan.slug] for plan in plans if plan.standing.publishes}

    @cached_property
    def officer(self) -> User:
        return User.objects.get(email=CAREER_OFFICER)

    @transaction.atomic
    def put(self, students: Sequence[Student]) -> None:
        """Save new lines with all that hangs on them; a line that is there stays as it is."""
        numbers = [student.number for student in students]
        rows = RosterEntry.objects.filter(university_id=self.university_id)
        there = set(
            rows.filter(student_number__in=numbers).values_list("student_number", flat=True)
        )
        missing = [student for student in students if student.number not in there]
        profiles = _profiles(missing)
        entries = RosterEntry.objects.bulk_create(self._entry(one, profiles) for one in missing)
        pairs = list(zip(missing, entries, strict=True))
        Outcome.objects.bulk_create(row for pair in pairs for row in self._outcomes(*pair))
        TripartiteAgreement.objects.bulk_create(self._agreement(*pair) for pair in pairs)

    def _entry(self, student: Student, profiles: Mapping[UUID, Profile]) -> RosterEntry:
        profile = profiles.get(student.plan.uuid) if student.plan else None
        graduates_on = (profile and profile.graduates_on) or graduation(self.today, student.season)
        discipline = self.terms.disciplines[student.discipline]
        return RosterEntry(
            university_id=self.university_id,
            student_number=student.number,
            full_name=student.full_name,
            email=f"{student.number}@students.demo.example",
            sex=student.sex,
            home_region_id=self.terms.regions[student.home].id,
            programme_id=self.programmes.get(discipline.id),
            programme_text=f"{discipline.zh} {discipline.en}",
            degree_id=self.terms.degrees[student.degree].id,
            discipline_id=discipline.id,
            cohort=graduates_on.year - YEARS[student.degree],
            graduates_on=graduates_on,
            left_at=self._moment(student, "left", 90) if student.has_left else None,
            **(self._claim(student, profile) if profile and student.has_claimed else {}),
        )

    def _claim(self, student: Student, profile: Profile) -> dict[str, Any]:
        return {
            "user_id": profile.user_id,
            "claimed_at": self._moment(student, "claimed", 1),
            "shares_progress": student.shares,
        }

    def _moment(self, student: Student, what: str, least: int) -> Any:
        source = student.draw(what)
        return office_hour(after(self.today, -source.randint(least, least + 30)), source.random())

    def _outcomes(self, student: Student, entry: RosterEntry) -> Iterator[Outcome]:
        months = months_reached(entry.graduates_on, self.today)
        for month, category in student.destinations(months).items():
            by_office = student.draw("source", month).random() < (0.3 if month else 0.8)
            yield Outcome(
                entry=entry,
                months=month,
                category=category,
                source=OutcomeSource.CAREER_OFFICE if by_office else OutcomeSource.GRADUATE,
                recorded_by=self.officer if by_office else None,
                **self._place(student, category),
            )

    def _place(self, student: Student, category: OutcomeCategory) -> dict[str, Any]:
        """Return where somebody is: at a company of the portal, or somewhere only named."""
        source = student.draw("place", category)
        if category in NOWHERE:
            return {}
        region = {
            "region_id": self.terms.regions[source.choice((school().region, student.home))].id
        }
        if category in AT_A_SCHOOL:
            return region | {"employer_text": source.choice(words("offices")["schools"])}
        if category in AT_A_COMPANY and source.random() < IN_THE_PARKS_SHARE:
            return region | {"company_id": self.employers[source.choice(sorted(self.employers))]}
        return region | {"employer_text": source.choice(words("offices")["employers"])}

    def _agreement(self, student: Student, entry: RosterEntry) -> TripartiteAgreement:
        months = months_reached(entry.graduates_on, self.today)
        at_graduation = student.destinations(months[:1]).get(0)
        state = student.agreement(at_graduation)
        registered = state == TripartiteState.REGISTERED
        place = self._place(student, OutcomeCategory.AGREEMENT)
        signed = registered or state in (TripartiteState.SIGNED, TripartiteState.DISSOLVED)
        begun = entry.graduates_on if student.season < 0 else self.today
        return TripartiteAgreement(
            entry=entry,
            state=state,
            number=f"S{student.number}" if state != TripartiteState.NOT_ISSUED else "",
            company_id=place.get("company_id") if signed else None,
            employer_text=place.get("employer_text", "") if signed else "",
            changed_on=after(begun, -draw("agreed", student.number).randint(2, 40)),
        )


def _profiles(students: Sequence[Student]) -> Mapping[UUID, Profile]:
    uuids = [student.plan.uuid for student in students if student.plan]
    return Profile.objects.in_bulk(uuids, field_name="uuid")
