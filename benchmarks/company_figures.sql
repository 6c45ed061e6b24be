-- One company with :applications applications for 200 openings over three years, each with the
-- steps of its way. Filled with the triggers off: only for a database that is dropped afterwards.
SET session_replication_role = replica;
SET synchronous_commit = off;
SELECT setseed(0.5);

INSERT INTO parks_park (slug, name_zh, name_en, stage, summary_zh, summary_en, website, time_zone, listed, anonymous_screening)
VALUES ('benchmark', '基准园区', 'Benchmark park', 'industrial_park', '', '', '', 'Asia/Shanghai', true, false);
INSERT INTO parks_organisation (uuid, kind, name_zh, name_en, slug, credit_code, email_domain, website, street_address, postal_code, summary_zh, summary_en, created_at, park_id)
SELECT gen_random_uuid(), 'company', '', 'Company', 'company', '', '', '', '', '', '', '', now(), id FROM parks_park;
INSERT INTO companies_company (organisation_ptr_id, company_kind, growth_stage, trusted, anonymous_screening)
SELECT id, 'biotech', '', false, false FROM parks_organisation;
INSERT INTO companies_opening (uuid, company_id, park_id, kind, state, title_zh, title_en, text_zh, text_en, place_text, headcount, salary_currency, salary_period, career_channel, grade, published_at, review_comment, source, external_id, is_template, created_at, updated_at)
SELECT gen_random_uuid(), company.organisation_ptr_id, park.id, 'job', 'published', '', 'Opening ' || n, '', '', '', 1, 'CNY', 'month', '', '', now() - interval '3 years', '', 'entered', '', false, now(), now()
FROM companies_company company, parks_park park, generate_series(1, 200) n;

CREATE TEMP TABLE way AS
SELECT n AS number, gen_random_uuid() AS uuid, 1 + floor(power(random(), 2) * 200)::int AS opening,
    now() - random() * interval '3 years' AS submitted_at, random() AS luck,
    (ARRAY['market', 'matches', 'alert', 'invitation', 'elsewhere'])[1 + floor(random() * 5)::int] AS source
FROM generate_series(1, :applications) n;

WITH openings AS (SELECT array_agg(id ORDER BY id) AS ids FROM companies_opening)
INSERT INTO matching_application (uuid, profile_id, opening_id, state, source, message, refusal_reason, refusal_message, created_at, submitted_at, changed_at)
SELECT uuid, number, ids[opening],
    CASE WHEN luck < 0.1 THEN 'submitted' WHEN luck < 0.2 THEN 'withdrawn' WHEN luck < 0.9 THEN 'refused' ELSE 'hired' END, source, '',
    CASE WHEN luck BETWEEN 0.2 AND 0.9 THEN (ARRAY['skills', 'degree', 'dates', 'filled'])[1 + floor(random() * 4)::int] ELSE '' END, '',
    submitted_at, submitted_at, submitted_at + interval '20 days'
FROM way, openings ORDER BY number;

CREATE TEMP TABLE path AS
SELECT application.id, application.submitted_at, luck, application.state FROM way JOIN matching_application application USING (uuid);
INSERT INTO matching_applicationstep (application_id, state, reason, message, taken_at)
SELECT id, step.state, '', '', submitted_at + random() * interval '5 days' + step.place * interval '6 days'
FROM path CROSS JOIN LATERAL (
    SELECT state, row_number() OVER () - 1 AS place FROM unnest(CASE
        WHEN path.state = 'submitted' THEN ARRAY['draft', 'submitted']
        WHEN path.state = 'withdrawn' THEN ARRAY['draft', 'submitted', 'withdrawn']
        WHEN luck < 0.5 THEN ARRAY['draft', 'submitted', 'refused']
        WHEN luck < 0.7 THEN ARRAY['draft', 'submitted', 'shortlisted', 'refused']
        WHEN luck < 0.9 THEN ARRAY['draft', 'submitted', 'shortlisted', 'interviewing', 'refused']
        ELSE ARRAY['draft', 'submitted', 'shortlisted', 'interviewing', 'offered', 'accepted', 'hired'] END) state
) step;
INSERT INTO matching_offer (uuid, application_id, state, terms, reply_by, answer, made_at, answered_at)
SELECT gen_random_uuid(), id, 'accepted', '', current_date, '', submitted_at, submitted_at FROM path WHERE luck >= 0.9;
ANALYZE;
