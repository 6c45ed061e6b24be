-- A market made up of figures alone: :openings openings of eight parks, with the skew of a real one
-- (few skills, places and disciplines are common, most are rare), titles and texts in both languages
-- of words of the trade. Filled with the triggers off: only for a database that is dropped afterwards.
SET session_replication_role = replica;
SET synchronous_commit = off;
SELECT setseed(0.25);

-- How a made-up row chooses: the first of the ids are preferred, the more the higher the power.
CREATE FUNCTION pg_temp.some(ids bigint[], power float) RETURNS bigint LANGUAGE sql VOLATILE AS
$$ SELECT ids[1 + floor(cardinality(ids) * random() ^ power)::int] $$;

-- Texts of six dozen words of the trade each, in one language.
CREATE TEMP TABLE words AS
SELECT language, text, row_number() OVER (PARTITION BY language ORDER BY md5(text)) AS number, count(*) OVER (PARTITION BY language) AS many
FROM parks_skillalias;

CREATE TEMP TABLE texts AS
WITH drawn AS MATERIALIZED (
    SELECT language, number, 1 + floor(many * random() ^ 2)::int AS word
    FROM (SELECT DISTINCT language, many FROM words) AS tables, generate_series(1, 4000) number, generate_series(1, 72)
)
SELECT drawn.language, drawn.number, string_agg(words.text, CASE drawn.language WHEN 'zh' THEN '，' ELSE ', ' END) AS text
FROM drawn JOIN words ON words.language = drawn.language AND words.number = drawn.word GROUP BY drawn.language, drawn.number;
CREATE INDEX ON texts (language, number);
ANALYZE texts;

CREATE TEMP TABLE roles AS SELECT * FROM (VALUES
    (1, '工程师', 'Engineer'), (2, '研究员', 'Scientist'), (3, '专员', 'Specialist'), (4, '分析员', 'Analyst'),
    (5, '技术员', 'Technician'), (6, '经理', 'Manager'), (7, '实习生', 'Intern'), (8, '博士后', 'Postdoctoral Fellow')
) AS role (number, zh, en);

INSERT INTO parks_park (slug, name_zh, name_en, stage, summary_zh, summary_en, website, time_zone, listed, region_id)
SELECT 'park-' || row_number() OVER (ORDER BY code), label_zh || '生物医药产业园', label_en || ' BioPark', 'industrial_park', '', '', '', 'Asia/Shanghai', true, id
FROM parks_region WHERE code IN ('320500', '310100', '110100', '440300', '330100', '510100', '420100', '320100');

INSERT INTO parks_organisation (uuid, kind, name_zh, name_en, slug, credit_code, email_domain, website, summary_zh, summary_en, created_at, park_id, region_id)
SELECT gen_random_uuid(), 'company', (ARRAY['恒', '信', '康', '泰', '正', '华', '安', '瑞', '诺', '百'])[1 + n % 10] || (ARRAY['达', '宁', '源', '济', '和', '益'])[1 + n % 6] || '生物' || n, 'Company ' || n || ' Biologics', 'company-' || n, '', '', '', '', '', now(), park.id, park.region_id
FROM generate_series(1, greatest(:openings / 20, 1)) n JOIN parks_park park ON park.id % 8 = floor(8 * sqrt(n % 97 / 97.0))::int % 8;

INSERT INTO companies_company (organisation_ptr_id, company_kind, growth_stage, trusted)
SELECT id, 'biotech', '', false FROM parks_organisation WHERE kind = 'company';

WITH tables AS (
    SELECT (SELECT array_agg(id ORDER BY rank) FROM parks_degreelevel) AS degrees,
           (SELECT array_agg(id ORDER BY md5(code)) FROM parks_region WHERE level <= 3) AS regions,
           (SELECT array_agg(id ORDER BY position) FROM parks_chainstage) AS stages,
           (SELECT array_agg(organisation_ptr_id ORDER BY organisation_ptr_id) FROM companies_company) AS companies,
           (SELECT array_agg(id ORDER BY md5(code)) FROM parks_skill) AS skills
), plan AS MATERIALIZED (
    SELECT n, pg_temp.some(companies, 2) AS company_id, pg_temp.some(skills, 2.5) AS skill_id, 1 + floor(8 * random() ^ 1.5)::int AS role, random() AS language, 1 + floor(random() * 4000)::int AS chinese, 1 + floor(random() * 4000)::int AS english,
        CASE WHEN random() < 0.5 THEN 'month' WHEN random() < 0.8 THEN 'year' ELSE 'day' END AS period, 4000 + (random() ^ 2 * 30000)::int AS pay
    FROM tables, generate_series(1, :openings) n
)
INSERT INTO companies_opening (uuid, company_id, park_id, kind, state, title_zh, title_en, text_zh, text_en, place_text, headcount, salary_min, salary_max, salary_currency, salary_period, career_channel, grade, starts_by, closes_on, published_at, review_comment, source, external_id, created_at, updated_at, min_degree_id, chain_stage_id, region_id)
SELECT gen_random_uuid(), plan.company_id, company.park_id,
    CASE WHEN random() < 0.7 THEN 'job' WHEN random() < 0.6 THEN 'internship' WHEN random() < 0.5 THEN 'training_place' ELSE 'postdoc' END,
    CASE WHEN random() < 0.97 THEN 'published' ELSE 'closed' END,
    CASE WHEN plan.language < 0.8 THEN skill.label_zh || role.zh ELSE '' END, CASE WHEN plan.language > 0.5 THEN skill.label_en || ' ' || role.en ELSE '' END,
    CASE WHEN plan.language < 0.8 THEN chinese.text ELSE '' END,
    CASE WHEN plan.language > 0.7 THEN english.text ELSE '' END,
    '', 1,
    CASE WHEN random() < 0.8 THEN CASE period WHEN 'month' THEN pay WHEN 'year' THEN 12 * pay ELSE pay / 22 END END,
    NULL, 'CNY', period, (ARRAY['', 'management', 'technical'])[1 + floor(random() * 3)::int], '',
    CASE WHEN random() < 0.5 THEN current_date + (random() * 400)::int END, CASE WHEN random() < 0.4 THEN current_date - 3 + (random() * 90)::int END,
    now() - random() ^ 2 * interval '200 days', '', 'entered', '', now(), now(),
    CASE WHEN random() < 0.8 THEN degrees[1 + floor(cardinality(degrees) * random() ^ 1.5)::int] END,
    CASE WHEN random() < 0.8 THEN pg_temp.some(stages, 1.5) END,
    CASE WHEN random() < 0.6 THEN pg_temp.some(regions, 4) END
FROM plan JOIN roles role ON role.number = plan.role JOIN parks_skill skill ON skill.id = plan.skill_id
JOIN parks_organisation company ON company.id = plan.company_id
JOIN texts chinese ON chinese.language = 'zh' AND chinese.number = plan.chinese
JOIN texts english ON english.language = 'en' AND english.number = plan.english CROSS JOIN tables;

UPDATE companies_opening SET salary_max = salary_min * (10 + id % 6) / 10 WHERE id % 4 > 0;

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

SET session_replication_role = origin;
