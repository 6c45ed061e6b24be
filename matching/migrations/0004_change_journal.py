"""The database itself notes whose matches may be out of date, whatever path a write took.

One statement leaves one entry per profile or opening, written as a set. The entries are taken in
the order of their ids, so that two statements never wait for each other crosswise.
"""

from typing import NamedTuple

from django.db import migrations

PROFILE = (
    "degree_id",
    "discipline_id",
    "graduates_on",
    "available_from",
    "wanted_kinds",
    "anywhere",
    "career_channel",
    "pay_wanted",
    "visibility",
    "in_matching",
    "headline",
    "summary",
)
OPENING = (
    "company_id",
    "park_id",
    "kind",
    "state",
    "title_zh",
    "title_en",
    "text_zh",
    "text_en",
    "min_degree_id",
    "min_years",
    "occupation_id",
    "region_id",
    "place_text",
    "headcount",
    "salary_min",
    "salary_max",
    "salary_currency",
    "salary_period",
    "career_channel",
    "starts_by",
    "closes_on",
)


class Watched(NamedTuple):
    """A table whose rows belong to a profile or an opening.

    `owner` is what the entry names, `source` where it is found beside the row, if elsewhere;
    `columns` are those whose change counts; without any, every update does.
    """

    table: str
    side: str
    owner: str
    columns: tuple[str, ...] = ()
    source: str = ""
    events: tuple[str, ...] = ("INSERT", "UPDATE", "DELETE")


WATCHED = (
    Watched("talent_profile", "profile", "id", PROFILE),
    Watched("talent_profile_parks", "profile", "profile_id"),
    Watched("talent_skillclaim", "profile", "profile_id"),
    Watched("talent_wantedplace", "profile", "profile_id"),
    Watched("talent_education", "profile", "profile_id"),
    Watched("talent_experience", "profile", "profile_id"),
    Watched("matching_application", "profile", "profile_id", ("profile_id", "opening_id", "state")),
    Watched("companies_opening", "opening", "id", OPENING),
    Watched("companies_openingskill", "opening", "opening_id"),
    Watched("companies_opening_disciplines", "opening", "opening_id"),
    # An opening without a place of its own is where its company is, else where its park is.
    Watched(
        "parks_organisation",
        "opening",
        "opening.id",
        ("region_id",),
        source="JOIN companies_opening opening ON opening.company_id = {rows}.id",
        events=("UPDATE",),
    ),
    Watched(
        "parks_park",
        "opening",
        "opening.id",
        ("region_id",),
        source="JOIN companies_opening opening ON opening.park_id = {rows}.id",
        events=("UPDATE",),
    ),
)
TRANSITIONS = {
    "INSERT": "NEW TABLE AS after_rows",
    "UPDATE": "OLD TABLE AS before_rows NEW TABLE AS after_rows",
    "DELETE": "OLD TABLE AS before_rows",
}
SIDES = {
    "INSERT": ("after_rows",),
    "UPDATE": ("before_rows", "after_rows"),
    "DELETE": ("before_rows",),
}


def owners(watched: Watched, event: str) -> str:
    """The query for the ids that one statement touched."""
    return " UNION ALL ".join(owners_in(watched, event, rows) for rows in SIDES[event])


def owners_in(watched: Watched, event: str, rows: str) -> str:
    owner = watched.owner if "." in watched.owner else f"{rows}.{watched.owner}"
    query = f"SELECT {owner} AS row_id FROM {rows} {watched.source.format(rows=rows)}"
    if event != "UPDATE" or not watched.columns:
        return query
    other = "after_rows" if rows == "before_rows" else "before_rows"
    mine, theirs = (
        ", ".join(f"{each}.{name}" for name in watched.columns) for each in (rows, other)
    )
    return (
        f"{query} JOIN {other} ON {other}.id = {rows}.id"
        f" WHERE ROW({mine}) IS DISTINCT FROM ROW({theirs})"
    )


def name(watched: Watched, event: str) -> str:
    return f"note_match_change_{watched.table}_{event.lower()}"


def create(watched: Watched, event: str) -> str:
    function = name(watched, event)
    return f"""
CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO matching_matchchange AS entry (side, row_id, changed_at)
    SELECT '{watched.side}', row_id, clock_timestamp()
    FROM (SELECT DISTINCT row_id FROM ({owners(watched, event)}) AS rows ORDER BY row_id) AS touched
    ON CONFLICT (side, row_id) DO UPDATE SET changed_at = EXCLUDED.changed_at;
    RETURN NULL;
END $$;
CREATE TRIGGER {function} AFTER {event} ON {watched.table}
    REFERENCING {TRANSITIONS[event]} FOR EACH STATEMENT EXECUTE FUNCTION {function}();
"""


def drop(watched: Watched, event: str) -> str:
    function = name(watched, event)
    return f"DROP TRIGGER {function} ON {watched.table}; DROP FUNCTION {function}();"


class Migration(migrations.Migration):
    dependencies = [("matching", "0003_matching_at_scale")]
    operations = [
        migrations.RunSQL(create(watched, event), drop(watched, event))
        for watched in WATCHED
        for event in watched.events
    ]
