"""The search entry of an opening: its words and facets, and the triggers that note changes.

Whatever path a write took, the database notes which entries are out of date. Entries are taken in
the order of their ids, so that two statements never wait for each other crosswise, and always
locked, also when they are out of date already: a worker that writes entries anew skips those of
openings whose change is not committed yet.
"""

from typing import NamedTuple

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

import companies.models.searching

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
    "chain_stage_id",
    "region_id",
    "place_text",
    "salary_min",
    "salary_max",
    "salary_currency",
    "salary_period",
    "career_channel",
    "starts_by",
    "closes_on",
    "published_at",
)


class Watched(NamedTuple):
    """A table whose rows stand in the entries of openings.

    `source` says which openings those of `{rows}` touch; of an update only a change of `columns`
    counts; without any, every update does.
    """

    table: str
    source: str
    columns: tuple[str, ...] = ()
    events: tuple[str, ...] = ("INSERT", "UPDATE", "DELETE")


OWN = "SELECT opening_id FROM {rows}"
EVERY = "SELECT id FROM companies_opening WHERE EXISTS (SELECT FROM {rows})"
BY_COLUMN = "SELECT id FROM companies_opening WHERE {column} IN (SELECT id FROM {rows})"
BY_SKILL = "SELECT opening_id FROM companies_openingskill WHERE skill_id IN (SELECT id FROM {rows})"
WATCHED = (
    Watched("companies_openingskill", OWN),
    Watched("companies_opening_disciplines", OWN),
    Watched(
        "parks_organisation",
        BY_COLUMN.replace("{column}", "company_id"),
        ("name_zh", "name_en", "region_id"),
        ("UPDATE",),
    ),
    Watched(
        "parks_park",
        BY_COLUMN.replace("{column}", "park_id"),
        ("name_zh", "name_en", "region_id"),
        ("UPDATE",),
    ),
    Watched("parks_skill", BY_SKILL, ("label_zh", "label_en"), ("UPDATE",)),
    # Trees change with a new edition of the vocabulary, if ever: then everything is written anew.
    Watched("parks_region", EVERY, ("label_zh", "label_en", "parent_id"), ("UPDATE",)),
    Watched("parks_discipline", EVERY, ("parent_id", "depth"), ("UPDATE",)),
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
CHANGED = """(
    SELECT after_rows.* FROM after_rows JOIN before_rows USING (id)
    WHERE ROW({after}) IS DISTINCT FROM ROW({before})
) AS changed"""

# A new opening gets its entry; one that is no longer published is found no more from this moment.
WRITTEN = """
    INSERT INTO companies_openingindex AS entry
        (opening_id, is_stale, changed_at, is_on_offer, words, title, facets, stamp)
    SELECT id, true, clock_timestamp(), false, '{{}}', '', '', '' FROM {rows} ORDER BY id
    ON CONFLICT (opening_id) DO UPDATE SET
        is_stale = true,
        changed_at = EXCLUDED.changed_at,
        is_on_offer = entry.is_on_offer
            AND entry.opening_id IN (SELECT id FROM after_rows WHERE state = 'published');
"""
TOUCHED = """
    WITH entries AS (
        SELECT opening_id FROM companies_openingindex WHERE opening_id IN ({touched})
        ORDER BY opening_id FOR UPDATE
    )
    UPDATE companies_openingindex AS entry SET is_stale = true, changed_at = clock_timestamp()
    FROM entries WHERE entry.opening_id = entries.opening_id;
"""
DELETED = """
    DELETE FROM companies_openingindex WHERE opening_id IN (SELECT id FROM before_rows);
"""
FUNCTION = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
{body}
    RETURN NULL;
END $$;
CREATE TRIGGER {name} AFTER {event} ON {table}
    REFERENCING {transitions} FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""
# plpgsql, as a function in SQL would be taken apart by the planner, which then takes it for cheap.
VECTOR = """
CREATE FUNCTION search_vector(words text[]) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 50
AS $$ BEGIN RETURN array_to_tsvector(words); END $$;
"""
# Words leave the row unless they are few, and the numbers that every search counts stay in it.
STORAGE = """
ALTER TABLE companies_openingindex SET (toast_tuple_target = 512);
ALTER TABLE companies_openingindex ALTER COLUMN facets SET STORAGE PLAIN;
ALTER TABLE companies_openingindex ALTER COLUMN stamp SET STORAGE PLAIN;
"""
FILL = """
INSERT INTO companies_openingindex
    (opening_id, is_stale, changed_at, is_on_offer, words, title, facets, stamp)
SELECT id, true, clock_timestamp(), false, '{}', '', '', '' FROM companies_opening ORDER BY id
ON CONFLICT (opening_id) DO UPDATE SET is_stale = true;
"""


def changed(columns: tuple[str, ...]) -> str:
    """The rows of an update whose `columns` differ from what they were."""
    after, before = (
        ", ".join(f"{side}.{column}" for column in columns) for side in ("after_rows", "before_rows")
    )
    return CHANGED.format(after=after, before=before)


def touched(watched: Watched, event: str) -> str:
    if event == "UPDATE" and watched.columns:
        return watched.source.format(rows=changed(watched.columns))
    return " UNION ".join(watched.source.format(rows=rows) for rows in SIDES[event])


def name(table: str, event: str) -> str:
    return f"note_search_change_{table}_{event.lower()}"


def create(table: str, event: str, body: str) -> str:
    return FUNCTION.format(
        name=name(table, event),
        table=table,
        event=event,
        transitions=TRANSITIONS[event],
        body=body,
    )


def drop(table: str, event: str) -> str:
    function = name(table, event)
    return f"DROP TRIGGER {function} ON {table}; DROP FUNCTION {function}();"


BODIES = [
    ("companies_opening", "INSERT", WRITTEN.format(rows="after_rows")),
    ("companies_opening", "UPDATE", WRITTEN.format(rows=changed(OPENING))),
    ("companies_opening", "DELETE", DELETED),
    *(
        (watched.table, event, TOUCHED.format(touched=touched(watched, event)))
        for watched in WATCHED
        for event in watched.events
    ),
]
GONE = (
    "vector",
    "kind",
    "park_id",
    "company_id",
    "degree_id",
    "chain_stage_id",
    "career_channel",
    "regions",
    "disciplines",
    "skills",
    "pay_from",
    "pay_to",
    "starts_by",
)


class Migration(migrations.Migration):
    dependencies = [
        ("companies", "0003_search_and_questions"),
        ("parks", "0004_notices_and_privacy"),
    ]

    operations = [
        migrations.RunSQL(VECTOR, "DROP FUNCTION search_vector(text[]);"),
        migrations.RemoveIndex("openingindex", "openings_by_word"),
        migrations.RemoveIndex("openingindex", "openings_by_trigram"),
        *(migrations.RemoveField("openingindex", field) for field in GONE),
        migrations.AddField(
            "openingindex",
            "words",
            django.contrib.postgres.fields.ArrayField(
                models.TextField(), default=list, size=None, verbose_name="words"
            ),
        ),
        migrations.AddField(
            "openingindex",
            "facets",
            models.BinaryField(default=b"", verbose_name="choices of the facets"),
        ),
        migrations.AddField(
            "openingindex",
            "stamp",
            models.BinaryField(default=b"", verbose_name="id and time"),
        ),
        migrations.AddIndex(
            "openingindex",
            django.contrib.postgres.indexes.GinIndex(
                companies.models.searching.SearchVector("words"),
                condition=models.Q(("is_on_offer", True)),
                fastupdate=False,
                name="openings_by_word",
            ),
        ),
        migrations.AddIndex(
            "openingindex",
            django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass("title", "gin_trgm_ops"),
                condition=models.Q(("is_on_offer", True)),
                fastupdate=False,
                name="openings_by_trigram",
            ),
        ),
        migrations.RunSQL(STORAGE, migrations.RunSQL.noop),
        *(
            migrations.RunSQL(create(table, event, body), drop(table, event))
            for table, event, body in BODIES
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
