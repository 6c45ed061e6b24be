"""Openings with their requirements and accepted disciplines, chunk by chunk."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Model
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property

from companies.choices.openings import OpeningSource, OpeningState
from companies.models import Opening, OpeningSkill
from matching.demo.companies import Standing
from matching.demo.days import after, midnight, office_hour
from matching.demo.draws import draw
from matching.demo.opening_details import headcount, pay, schedule
from matching.demo.opening_plans import OpeningPlan, opening_uuid, plan_opening
from matching.demo.opening_texts import write_opening
from matching.demo.progress import Progress
from matching.demo.reading import tracks, words
from matching.demo.store.companies import company_ids
from matching.demo.store.world import park_ids
from matching.demo.terms import Terms
from parks.choices.work import CareerChannel, OpeningKind

CHUNK = 500
WRITTEN_BEFORE = timedelta(days=1)
WAITED = (1, 9)  # days that a posting has waited for the park office
GRADES = {False: ("", "P3", "P4"), True: ("P5", "P6")}


def put_openings(count: int, seed: int, today: date, terms: Terms, progress: Progress) -> None:
    """Create those of the first `count` openings of the seed that are not there yet."""
    writer = _Writer(today, terms)
    for chunk in progress.chunks("openings", count, CHUNK):
        uuids = {opening_uuid(seed, index): index for index in chunk}
        rows = Opening.objects.filter(uuid__in=uuids).values_list("uuid", flat=True)
        missing = sorted(uuids[uuid] for uuid in uuids.keys() - set(rows))
        if missing:
            writer.put([plan_opening(seed, index) for index in missing])


def put_opening_plans(plans: Sequence[OpeningPlan], today: date, terms: Terms) -> None:
    """Create openings that are no part of the count of a demo and not there yet."""
    there = Opening.objects.filter(uuid__in=[plan.uuid for plan in plans])
    known = set(there.values_list("uuid", flat=True))
    missing = [plan for plan in plans if plan.uuid not in known]
    if missing:
        _Writer(today, terms).put(missing)


class _Writer:
    def __init__(self, today: date, terms: Terms) -> None:
        self.today, self.terms = today, terms

    @cached_property
    def companies(self) -> Mapping[str, int]:
        return company_ids()

    @cached_property
    def parks(self) -> Mapping[str, int]:
        return park_ids()

    @transaction.atomic
    def put(self, plans: Sequence[OpeningPlan]) -> None:
        openings = Opening.objects.bulk_create(self._opening(plan) for plan in plans)
        pairs = list(zip(plans, openings, strict=True))
        OpeningSkill.objects.bulk_create(row for pair in pairs for row in self._requirements(*pair))
        Opening.disciplines.through.objects.bulk_create(
            row for pair in pairs for row in self._disciplines(*pair)
        )
        self._stamp(openings)

    def _requirements(self, plan: OpeningPlan, opening: Opening) -> Iterator[OpeningSkill]:
        for position, (asked, importance) in enumerate(plan.requirements):
            yield OpeningSkill(
                opening_id=opening.pk,
                skill_id=self.terms.skills[asked.skill].id,
                level=asked.level,
                importance=importance,
                position=position,
            )

    def _disciplines(self, plan: OpeningPlan, opening: Opening) -> Iterator[Model]:
        for code in tracks()[plan.role.track].accepts:
            discipline_id = self.terms.disciplines[code].id
            yield Opening.disciplines.through(opening_id=opening.pk, discipline_id=discipline_id)

    def _opening(self, plan: OpeningPlan) -> Opening:
        return Opening(
            uuid=plan.uuid,
            kind=plan.kind,
            state=plan.state,
            is_template=plan.is_template,
            headcount=headcount(plan),
            review_comment=_comment(plan),
            submitted_at=self._submitted_at(plan),
            **self._place(plan),
            **self._demands(plan),
            **asdict(write_opening(plan, self.terms)),
            **asdict(schedule(plan, self.today)),
            **asdict(pay(plan)),
        )

    def _submitted_at(self, plan: OpeningPlan) -> datetime | None:
        """Return since when a posting waits for the park office; some wait too long."""
        if plan.state != OpeningState.SUBMITTED:
            return None
        source = draw(*plan.source, "submitted")
        return office_hour(after(self.today, -source.randint(*WAITED)), source.random())

    def _place(self, plan: OpeningPlan) -> dict[str, Any]:
        imported = plan.company.standing == Standing.UNCLAIMED
        return {
            "company_id": self.companies[plan.company.slug],
            "park_id": self.parks[plan.company.park],
            "region_id": self.terms.regions[plan.region].id,
            "source": OpeningSource.IMPORTED if imported else OpeningSource.ENTERED,
            "external_id": f"demo-{plan.uuid}" if imported else "",
        }

    def _demands(self, plan: OpeningPlan) -> dict[str, Any]:
        job = plan.kind == OpeningKind.JOB
        occupation = self.terms.occupations.get(plan.role.occupation)
        return {
            "min_degree_id": self.terms.degrees[plan.degree].id,
            "occupation_id": occupation.id if occupation else None,
            "chain_stage_id": self.terms.stages[plan.role.stage].id,
            "career_channel": CareerChannel.TECHNICAL if job else "",
            "grade": draw(*plan.source, "grade").choice(GRADES[plan.senior]) if job else "",
        }

    def _stamp(self, openings: Sequence[Opening]) -> None:
        """The columns that the database stamps itself get the days of the story afterwards."""
        published_at = Coalesce(F("published_at"), F("submitted_at"), midnight(self.today))
        Opening.objects.filter(pk__in=[opening.pk for opening in openings]).update(
            created_at=published_at - WRITTEN_BEFORE, updated_at=published_at
        )


def _comment(plan: OpeningPlan) -> str:
    if plan.state != OpeningState.RETURNED:
        return ""
    comments = words("phrases")["review"]["returned"]
    return "\n".join(draw(*plan.source, "review").choice(comments))
