"""The codes that openings are written with."""

from enum import StrEnum
from typing import Annotated, Any

from django.db.models import Q
from ninja import Router, Schema
from pydantic import Field

from matching.api.callers import ApiRequest, Bearer
from parks.choices.machines import ApiScope
from parks.models import ChainStage, DegreeLevel, Discipline, Occupation, Region, Skill

router = Router(tags=["vocabulary"])
MOST = 100
Words = Annotated[str, Field(max_length=100, pattern=r"^[^\x00]*$")]


class Table(StrEnum):
    SKILLS = "skills"
    DISCIPLINES = "disciplines"
    DEGREES = "degrees"
    OCCUPATIONS = "occupations"
    REGIONS = "regions"
    CHAIN_STAGES = "chain_stages"


MODELS = {
    Table.SKILLS: Skill,
    Table.DISCIPLINES: Discipline,
    Table.DEGREES: DegreeLevel,
    Table.OCCUPATIONS: Occupation,
    Table.REGIONS: Region,
    Table.CHAIN_STAGES: ChainStage,
}


class TermShown(Schema):
    code: str
    label_zh: str
    label_en: str


class Terms(Schema):
    items: list[TermShown]


@router.get(
    "/{table}", auth=Bearer(ApiScope.READ_OPENINGS), response=Terms, operation_id="listTerms"
)
def list_terms(request: ApiRequest, table: Table, q: Words = "") -> dict[str, Any]:
    """List codes with their labels, by code; `q` is part of a label in either language.

    At most 100 come back: name more of the label to find the others.
    """
    rows = MODELS[table].objects.order_by("code")
    if q:
        rows = rows.filter(Q(label_zh__icontains=q) | Q(label_en__icontains=q) | Q(code=q))
    return {"items": rows[:MOST]}
