-- A park made up of figures alone: :graduates people and :openings openings, with the skew of a
-- real one (few skills, places and disciplines are common, most are rare). Filled with the
-- triggers off, so nothing here is checked: only for a database that is dropped afterwards.
SET session_replication_role = replica;
SET synchronous_commit = off;
SELECT setseed(0.25);

-- How a made-up row chooses: `some(ids, 3)` prefers the first of the ids, the more the higher the power.
CREATE FUNCTION pg_temp.some(ids bigint[], power float) RETURNS bigint LANGUAGE sql VOLATILE AS
$$ SELECT ids[1 + floor(cardinality(ids) * random() ^ power)::int] $$;

CREATE FUNCTION pg_temp.line(lines text[]) RETURNS text LANGUAGE sql VOLATILE AS
$$ SELECT lines[1 + floor(cardinality(lines) * random())::int] $$;

-- Lines of a dozen words of the trade each, in both languages.
CREATE TEMP TABLE lines AS
WITH tables AS (SELECT array_agg(text ORDER BY md5(text)) AS words FROM parks_skillalias)
SELECT string_agg(words[1 + floor(cardinality(words) * random() ^ 2)::int], '，') AS line
FROM tables, generate_series(1, 1000) line, generate_series(1, 12) word GROUP BY line;

INSERT INTO parks_park (slug, name_zh, name_en, stage, summary_zh, summary_en, website, time_zone, listed, region_id)
SELECT 'benchmark', '基准园区', 'Benchmark park', 'industrial_park', '', '', '', 'Asia/Shanghai', true, id
FROM parks_region WHERE code = '320500';

INSERT INTO parks_organisation (uuid, kind, name_zh, name_en, slug, credit_code, email_domain, website, summary_zh, summary_en, created_at, park_id, region_id)
SELECT gen_random_uuid(), 'company', '', 'Company ' || n, 'company-' || n, '', '', '', '', '', now(), park.id, park.region_id
FROM parks_park park, generate_series(1, greatest(:openings / 20, 1)) n;

INSERT INTO companies_company (organisation_ptr_id, company_kind, growth_stage, trusted)
SELECT id, 'biotech', '', false FROM parks_organisation WHERE kind = 'company';

INSERT INTO parks_user (password, is_superuser, email, full_name, language, time_zone, is_staff, is_active, joined_at)
SELECT '', false, 'person' || n || '@example.org', 'Person ' || n, 'zh-hans', 'Asia/Shanghai', false, true, now()
FROM generate_series(1, :graduates) n;

WITH tables AS (
    SELECT (SELECT array_agg(id ORDER BY rank) FROM parks_degreelevel) AS degrees,
           (SELECT array_agg(id ORDER BY md5(code)) FROM parks_discipline WHERE depth > 0) AS disciplines,
           (SELECT array_agg(line) FROM lines) AS lines
)
INSERT INTO talent_profile (uuid, user_id, phone, headline, summary, graduates_on, available_from, wanted_kinds, anywhere, career_channel, visibility, in_matching, created_at, updated_at, degree_id, discipline_id, pay_wanted)
SELECT gen_random_uuid(), person.id, '', '', concat_ws(E'\n', pg_temp.line(lines), pg_temp.line(lines), pg_temp.line(lines), pg_temp.line(lines)), date '2026-06-01' + (random() * 200)::int,
    CASE WHEN random() < 0.4 THEN date '2026-06-01' + (random() * 300)::int END,
    CASE WHEN random() < 0.1 THEN '{}'::varchar[] WHEN random() < 0.6 THEN '{job}' WHEN random() < 0.5 THEN '{job,internship}' WHEN random() < 0.6 THEN '{internship,training_place}' ELSE '{postdoc,job}' END,
    random() < 0.1, (ARRAY['', 'management', 'technical'])[1 + floor(random() * 3)::int],
    CASE WHEN random() < 0.8 THEN 'park_companies' ELSE 'applied' END, random() < 0.95, now(), now(),
    CASE WHEN random() < 0.95 THEN degrees[1 + floor(cardinality(degrees) * random())::int] END,
    CASE WHEN random() < 0.95 THEN pg_temp.some(disciplines, 3) END,
    CASE WHEN random() < 0.6 THEN (3000 + random() * 17000)::int END
FROM parks_user person, tables ORDER BY person.id;

INSERT INTO talent_profile_parks (profile_id, park_id)
SELECT profile.id, park.id FROM talent_profile profile, parks_park park ORDER BY profile.id;

WITH tables AS (SELECT array_agg(id ORDER BY md5(code)) AS skills FROM parks_skill)
INSERT INTO talent_skillclaim (level, source, evidence, claimed_at, profile_id, skill_id)
SELECT CASE WHEN random() < 0.8 THEN 1 + floor(random() * 4)::int END,
    CASE WHEN random() < 0.8 THEN 'self' WHEN random() < 0.5 THEN 'roster' WHEN random() < 0.5 THEN 'assessed' ELSE 'certificate' END,
    '', now(), profile.id, pg_temp.some(skills, 2.5)
FROM talent_profile profile, tables, generate_series(1, 8 + floor(random() * 8)::int + (profile.id - profile.id)::int)
ON CONFLICT DO NOTHING;

WITH tables AS (SELECT array_agg(id ORDER BY md5(code)) AS regions FROM parks_region WHERE level <= 2)
INSERT INTO talent_wantedplace (position, profile_id, region_id)
SELECT n, profile.id, pg_temp.some(regions, 4)
FROM talent_profile profile, tables, generate_series(1, 1 + floor(random() * 3)::int + (profile.id - profile.id)::int) n
ON CONFLICT DO NOTHING;

WITH tables AS (
    SELECT (SELECT array_agg(id ORDER BY rank) FROM parks_degreelevel) AS degrees,
           (SELECT array_agg(id ORDER BY md5(code)) FROM parks_region WHERE level <= 3) AS regions,
           (SELECT array_agg(organisation_ptr_id) FROM companies_company) AS companies,
           (SELECT array_agg(line) FROM lines) AS lines
)
INSERT INTO companies_opening (uuid, company_id, park_id, kind, state, title_zh, title_en, text_zh, text_en, place_text, headcount, salary_min, salary_max, salary_currency, salary_period, career_channel, grade, starts_by, published_at, review_comment, source, external_id, created_at, updated_at, min_degree_id, region_id)
SELECT gen_random_uuid(), pg_temp.some(companies, 2), park.id,
    CASE WHEN random() < 0.7 THEN 'job' WHEN random() < 0.6 THEN 'internship' WHEN random() < 0.5 THEN 'training_place' ELSE 'postdoc' END,
    'published', '', 'Opening ' || n, concat_ws(E'\n', pg_temp.line(lines), pg_temp.line(lines), pg_temp.line(lines), pg_temp.line(lines), pg_temp.line(lines), pg_temp.line(lines)), '', '', 1, 4000 + (random() * 10000)::int, 14000 + (random() * 20000)::int, 'CNY', 'month',
    (ARRAY['', 'management', 'technical'])[1 + floor(random() * 3)::int], '',
    CASE WHEN random() < 0.5 THEN date '2026-09-01' + (random() * 400)::int END, now(), '', 'entered', '', now(), now(),
    CASE WHEN random() < 0.8 THEN degrees[1 + floor(cardinality(degrees) * random() ^ 1.5)::int] END,
    CASE WHEN random() < 0.8 THEN pg_temp.some(regions, 4) END
FROM parks_park park, tables, generate_series(1, :openings) n;

WITH tables AS (SELECT array_agg(id ORDER BY md5(code)) AS skills FROM parks_skill)
INSERT INTO companies_openingskill (importance, level, position, opening_id, skill_id)
SELECT CASE WHEN random() < 0.3 THEN 'must' WHEN random() < 0.6 THEN 'wanted' ELSE 'nice' END, 1 + floor(random() * 4)::int, n, opening.id, pg_temp.some(skills, 2.5)
FROM companies_opening opening, tables, generate_series(1, 5 + floor(random() * 8)::int + (opening.id - opening.id)::int) n
ON CONFLICT DO NOTHING;

WITH tables AS (SELECT array_agg(id ORDER BY md5(code)) AS disciplines FROM parks_discipline)
INSERT INTO companies_opening_disciplines (opening_id, discipline_id)
SELECT opening.id, pg_temp.some(disciplines, 3)
FROM companies_opening opening, tables, generate_series(1, floor(random() * 8)::int + (opening.id - opening.id)::int) n
ON CONFLICT DO NOTHING;

INSERT INTO matching_application (uuid, state, message, refusal_reason, refusal_message, created_at, submitted_at, changed_at, opening_id, profile_id)
SELECT gen_random_uuid(), CASE WHEN random() < 0.05 THEN 'hired' ELSE 'submitted' END, '', '', '', now(), now(), now(), opening.id, profile.id
FROM (SELECT id FROM talent_profile WHERE id % 20 = 0) profile
CROSS JOIN LATERAL (SELECT id FROM companies_opening WHERE id = 1 + (profile.id * 7919) % :openings) opening
ON CONFLICT DO NOTHING;

SET session_replication_role = origin;
