-- Four parks with :graduates people, :openings openings and :applications applications, and with all
-- that an office sees of them: memberships, verifications, rosters, notices, mails, the audit log.
-- The first park has two fifths of everything. Columns that are not named take the defaults of the
-- models (`scratch.give_defaults`). Filled with the triggers off: only for a database to be dropped.
SET session_replication_role = replica;
SET synchronous_commit = off;
SELECT setseed(0.25);

CREATE FUNCTION pg_temp.one(ids bigint[], place bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS
$$ SELECT ids[1 + place % cardinality(ids)] $$;
CREATE FUNCTION pg_temp.ago(days float) RETURNS timestamptz LANGUAGE sql VOLATILE AS
$$ SELECT now() - random() * days * interval '1 day' $$;
CREATE FUNCTION pg_temp.word(words text[]) RETURNS text LANGUAGE sql VOLATILE AS
$$ SELECT words[1 + floor(cardinality(words) * random())::int] $$;

INSERT INTO parks_park (slug, name_zh, name_en, region_id)
SELECT 'park-' || n, '基准园区' || n, 'Benchmark park ' || n, (SELECT id FROM parks_region WHERE code = '320500')
FROM generate_series(1, 4) n;

-- Which of the four a row with this number belongs to: the first has two fifths.
CREATE TEMP TABLE parks AS SELECT array_agg(id ORDER BY id) AS ids FROM parks_park;
CREATE FUNCTION pg_temp.park(n bigint) RETURNS bigint LANGUAGE sql STABLE AS
$$ SELECT ids[(ARRAY[1, 2, 1, 3, 4])[1 + n % 5]] FROM parks $$;

INSERT INTO parks_organisation (kind, name_zh, name_en, slug, park_id)
SELECT 'park_office', '园区办公室', 'Office of ' || name_en, 'office-' || id, id FROM parks_park;
INSERT INTO parks_organisation (kind, name_zh, name_en, slug, park_id, created_at)
SELECT 'university', '大学' || n, 'University ' || n, 'university-' || n, pg_temp.park(n), pg_temp.ago(900) FROM generate_series(1, 40) n;
INSERT INTO parks_organisation (kind, name_zh, name_en, slug, credit_code, park_id, created_at)
SELECT 'company', '生物' || n, 'Company ' || n || ' Biologics', 'company-' || n, 'C' || n, pg_temp.park(n), pg_temp.ago(900)
FROM generate_series(1, greatest(:openings / 20, 50)) n;
INSERT INTO talent_university (organisation_ptr_id, moe_code) SELECT id, 'U' || id FROM parks_organisation WHERE kind = 'university';
INSERT INTO companies_company (organisation_ptr_id, company_kind, growth_stage) SELECT id, 'biotech', '' FROM parks_organisation WHERE kind = 'company';
CREATE TEMP TABLE owners AS SELECT array_agg(id ORDER BY id) AS companies FROM parks_organisation WHERE kind = 'company';
CREATE TEMP TABLE schools AS SELECT array_agg(id ORDER BY id) AS ids FROM parks_organisation WHERE kind = 'university';
CREATE TEMP TABLE facts AS SELECT
    (SELECT array_agg(id ORDER BY rank) FROM parks_degreelevel) AS degrees,
    (SELECT array_agg(id ORDER BY md5(code)) FROM parks_discipline WHERE depth > 0) AS disciplines,
    (SELECT array_agg(id ORDER BY md5(code)) FROM parks_skill) AS skills,
    (SELECT array_agg(id ORDER BY md5(code)) FROM parks_region WHERE level < 3) AS regions,
    (SELECT array_agg(id ORDER BY position) FROM parks_chainstage) AS stages;
INSERT INTO talent_studyprogramme (university_id, name_zh, name_en, degree_id, discipline_id)
SELECT pg_temp.one(schools.ids, n), '专业' || n, 'Programme ' || n, pg_temp.one(degrees, n), pg_temp.one(disciplines, n)
FROM generate_series(1, 400) n, schools, facts;

-- People: graduates first, then who acts for organisations.
INSERT INTO parks_user (email, full_name, joined_at) SELECT 'person' || n || '@example.org', '人' || n || ' Person ' || n, pg_temp.ago(900) FROM generate_series(1, :graduates) n;
CREATE TEMP TABLE people AS SELECT min(id) AS first, count(*) AS many FROM parks_user;
INSERT INTO parks_user (email, full_name, is_staff, joined_at)
SELECT 'staff' || id || '@example.org', 'Staff ' || id, kind = 'park_office', pg_temp.ago(900) FROM parks_organisation ORDER BY id;
INSERT INTO account_emailaddress (user_id, email, verified, "primary") SELECT id, email, true, true FROM parks_user;
INSERT INTO parks_membership (user_id, organisation_id, role, joined_at)
SELECT person.id, organisation.id, 'admin', pg_temp.ago(900) FROM parks_organisation organisation JOIN parks_user person ON person.email = 'staff' || organisation.id || '@example.org';
INSERT INTO parks_invitation (organisation_id, invited_by_id, email, role, expires_at)
SELECT organisation_id, user_id, 'new' || id || '@example.org', 'member', now() + interval '9 days' FROM parks_membership;
INSERT INTO parks_verification (organisation_id, state, submitted_by_id, submitted_at, decided_by_id, decided_at)
SELECT organisation_id, CASE WHEN id % 8 > 1 THEN 'approved' WHEN id % 8 = 1 THEN 'pending' ELSE 'in_review' END, user_id, pg_temp.ago(60),
    CASE WHEN id % 8 > 1 THEN user_id END, CASE WHEN id % 8 > 1 THEN now() END FROM parks_membership;
INSERT INTO parks_evidence (verification_id, filename, content_type, size, sha256, uploaded_by_id) SELECT id, 'licence.pdf', 'application/pdf', 90000, md5(id::text), submitted_by_id FROM parks_verification;

INSERT INTO talent_profile (user_id, headline, summary, graduates_on, wanted_kinds, career_channel, visibility, created_at, updated_at, degree_id, discipline_id)
SELECT people.first + n, 'Graduate ' || n, 'Cell culture and analytics', current_date - 900 + (n % 1200)::int, '{job}', '', CASE WHEN n % 5 = 0 THEN 'applied' ELSE 'park_companies' END,
    pg_temp.ago(900), pg_temp.ago(90), pg_temp.one(degrees, n), pg_temp.one(disciplines, n)
FROM people, facts, generate_series(0, :graduates - 1) n;
CREATE TEMP TABLE profiles AS SELECT min(id) AS first, count(*) AS many FROM talent_profile;
INSERT INTO talent_profile_parks (profile_id, park_id) SELECT id, pg_temp.park(id) FROM talent_profile;
INSERT INTO talent_education (profile_id, school, university_id, degree_id, discipline_id, started_on, ended_on)
SELECT id, 'University', pg_temp.one(schools.ids, id), degree_id, discipline_id, graduates_on - 1000, graduates_on FROM talent_profile, schools;
INSERT INTO talent_experience (profile_id, title, employer, text) SELECT id, 'Intern', 'Company', 'Assays' FROM talent_profile WHERE id % 2 = 0;
INSERT INTO talent_wantedplace (profile_id, region_id) SELECT id, pg_temp.one(regions, id) FROM talent_profile, facts;
INSERT INTO talent_document (profile_id, filename, size) SELECT id, 'cv.pdf', 100000 FROM talent_profile WHERE id % 4 = 0;
INSERT INTO talent_skillclaim (profile_id, skill_id, level, source) SELECT profile.id, pg_temp.one(skills, profile.id * 7 + n * n), 1 + (n % 4), (ARRAY['self', 'self', 'self', 'roster', 'certificate'])[n]
FROM talent_profile profile, facts, generate_series(1, 5) n ON CONFLICT DO NOTHING;

INSERT INTO companies_opening (company_id, park_id, kind, state, title_zh, title_en, text_zh, text_en, career_channel, min_degree_id, chain_stage_id, region_id, headcount, submitted_at, published_at, created_at, updated_at)
SELECT pg_temp.one(companies, n), organisation.park_id, (ARRAY['job', 'job', 'job', 'internship', 'training_place'])[1 + n % 5],
    CASE WHEN n % 50 = 0 THEN 'submitted' WHEN n % 10 < 7 THEN 'published' ELSE 'closed' END, '岗位' || n, 'Opening ' || n, '细胞培养', 'Cell culture', '',
    pg_temp.one(degrees, n), pg_temp.one(stages, n), pg_temp.one(regions, n), 2, CASE WHEN n % 50 = 0 THEN pg_temp.ago(20) END, pg_temp.ago(700), pg_temp.ago(900), pg_temp.ago(90)
FROM generate_series(1, :openings) n, owners, facts, LATERAL (SELECT park_id FROM parks_organisation WHERE id = pg_temp.one(companies, n)) organisation;
CREATE TEMP TABLE openings AS SELECT min(id) AS first, count(*) AS many FROM companies_opening;
INSERT INTO companies_openingskill (opening_id, skill_id, importance, level, position)
SELECT opening.id, pg_temp.one(skills, opening.id * 3 + n * n * 11), CASE WHEN n < 3 THEN 'must' ELSE 'wanted' END, 2, n FROM companies_opening opening, facts, generate_series(1, 6) n ON CONFLICT DO NOTHING;
INSERT INTO companies_opening_disciplines (opening_id, discipline_id) SELECT opening.id, pg_temp.one(disciplines, opening.id + 17 * n) FROM companies_opening opening, facts, generate_series(1, 3) n ON CONFLICT DO NOTHING;
INSERT INTO companies_openingquestion (opening_id, text_zh, text_en, position) SELECT id, '何时到岗？', 'From when?', 0 FROM companies_opening;
INSERT INTO companies_openingreport (opening_id, reason, text, reported_by_id, reported_at) SELECT id, 'fees', 'They ask for money', people.first + id, pg_temp.ago(60) FROM companies_opening, people WHERE id % 20 = 0;

-- Applications with their steps; a tenth is hired.
INSERT INTO matching_application (profile_id, opening_id, state, source, refusal_reason, submitted_at, created_at, changed_at)
SELECT profiles.first + n % profiles.many, openings.first + (n::bigint * 7919 + n / profiles.many) % openings.many,
    CASE n % 10 WHEN 0 THEN 'submitted' WHEN 1 THEN 'shortlisted' WHEN 2 THEN 'interviewing' WHEN 3 THEN 'hired' WHEN 4 THEN 'withdrawn' ELSE 'refused' END,
    pg_temp.word(ARRAY['market', 'matches', 'alert', 'invitation']), CASE WHEN n % 10 > 4 THEN 'skills' ELSE '' END, moment, moment, moment + interval '20 days'
FROM profiles, openings, generate_series(0, :applications - 1) n, LATERAL (SELECT pg_temp.ago(700 + 0 * n) AS moment) time ON CONFLICT DO NOTHING;
INSERT INTO matching_applicationstep (application_id, state, taken_at)
SELECT id, step.state, submitted_at + step.place * interval '5 days' FROM matching_application application CROSS JOIN LATERAL unnest(
    CASE state WHEN 'submitted' THEN ARRAY['submitted'] WHEN 'shortlisted' THEN ARRAY['submitted', 'shortlisted'] WHEN 'interviewing' THEN ARRAY['submitted', 'shortlisted', 'interviewing']
        WHEN 'hired' THEN ARRAY['submitted', 'shortlisted', 'interviewing', 'offered', 'accepted', 'hired'] WHEN 'withdrawn' THEN ARRAY['submitted', 'withdrawn'] ELSE ARRAY['submitted', 'refused'] END
) WITH ORDINALITY AS step (state, place);
INSERT INTO talent_profilegrant (profile_id, organisation_id, reason, reference) SELECT application.profile_id, opening.company_id, 'application', application.uuid
FROM matching_application application JOIN companies_opening opening ON opening.id = application.opening_id WHERE application.state <> 'withdrawn' AND application.id % 3 = 0 ON CONFLICT DO NOTHING;
INSERT INTO talent_disclosure (profile_id, organisation_id, user_id, kind) SELECT grants.profile_id, grants.organisation_id, member.user_id, 'profile' FROM talent_profilegrant grants JOIN parks_membership member USING (organisation_id);
INSERT INTO matching_answer (application_id, question_id, text) SELECT application.id, question.id, 'July' FROM matching_application application JOIN companies_openingquestion question USING (opening_id) WHERE application.id % 4 = 0;
INSERT INTO matching_interviewslot (opening_id, place, starts_at, ends_at) SELECT opening_id, 'Room 1', changed_at, changed_at + interval '1 hour' FROM matching_application WHERE state = 'interviewing';
INSERT INTO matching_interview (application_id, state) SELECT id, 'invited' FROM matching_application WHERE state = 'interviewing';
INSERT INTO matching_offer (application_id, state, reply_by, answered_at) SELECT id, 'accepted', current_date, now() FROM matching_application WHERE state = 'hired';
INSERT INTO matching_scorecard (application_id, interviewer_id, recommendation, submitted_at)
SELECT application.id, member.user_id, 'yes', now() FROM matching_application application JOIN companies_opening opening ON opening.id = application.opening_id JOIN parks_membership member ON member.organisation_id = opening.company_id WHERE application.state = 'interviewing';
INSERT INTO matching_skillrating (scorecard_id, skill_id, rating) SELECT id, pg_temp.one(skills, id + n), 3 FROM matching_scorecard, facts, generate_series(1, 2) n;
INSERT INTO matching_savedopening (profile_id, opening_id) SELECT id, openings.first + id % openings.many FROM talent_profile, openings;
INSERT INTO matching_dismissal (profile_id, opening_id, reason) SELECT id, openings.first + (id * 3) % openings.many, 'other' FROM talent_profile, openings WHERE id % 2 = 0;
INSERT INTO matching_savedsearch (profile_id, name, query, alerts_since) SELECT id, 'Search', 'q=GMP', now() FROM talent_profile WHERE id % 4 = 0;
INSERT INTO matching_invitationtoapply (opening_id, profile_id, sent_at, expires_at, state, answered_at) SELECT openings.first + (id * 5) % openings.many, id, pg_temp.ago(90), now(), 'expired', now() FROM talent_profile, openings WHERE id % 4 = 0;
INSERT INTO matching_poolentry (company_id, profile_id) SELECT pg_temp.one(companies, id), id FROM talent_profile, owners WHERE id % 10 = 0;
INSERT INTO matching_candidatenote (company_id, profile_id, text) SELECT company_id, profile_id, 'Seen at the fair' FROM matching_poolentry;
INSERT INTO matching_messagetemplate (company_id, state, text_zh) SELECT organisation_ptr_id, 'refused', '谢谢' FROM companies_company;

INSERT INTO talent_rosterentry (university_id, student_number, full_name, sex, home_region_id, degree_id, discipline_id, cohort, graduates_on, user_id, claimed_at, shares_progress)
SELECT pg_temp.one(schools.ids, id), 'N' || id, 'Student ' || id, (ARRAY['female', 'male'])[1 + id % 2], pg_temp.one(regions, id), degree_id, discipline_id, 2022, graduates_on, user_id, now(), id % 3 > 0
FROM talent_profile, schools, facts WHERE id % 2 = 0;
INSERT INTO matching_outcome (entry_id, months, category, source) SELECT id, month, (ARRAY['agreement', 'contract', 'study', 'seeking', 'freelance'])[1 + id % 5], 'office' FROM talent_rosterentry, unnest(ARRAY[0, 6]) month WHERE graduates_on < current_date;
INSERT INTO matching_tripartiteagreement (entry_id, state, changed_on) SELECT id, 'registered', current_date FROM talent_rosterentry;
INSERT INTO talent_announcement (organisation_id, audience, title_en, text_en, published_at) SELECT pg_temp.one(schools.ids, n), '{students}', 'News ' || n, 'Read this', pg_temp.ago(200) FROM schools, generate_series(1, 200) n;
INSERT INTO talent_announcementreceipt (announcement_id, user_id, read_at) SELECT news.id, entry.user_id, now() FROM talent_announcement news JOIN talent_rosterentry entry ON entry.university_id = news.organisation_id WHERE news.id % 2 = 0;

INSERT INTO parks_importjob (kind, park_id, organisation_id, uploaded_by_id, filename, state) SELECT 'postings', organisation.park_id, organisation.id, member.user_id, 'openings.xlsx', 'uploaded' FROM parks_organisation organisation JOIN parks_membership member ON member.organisation_id = organisation.id WHERE organisation.kind = 'company';
INSERT INTO parks_importrow (job_id, line, outcome) SELECT id, n, 'created' FROM parks_importjob, generate_series(1, 100) n;
INSERT INTO parks_notice (user_id, kind, text_en, created_at) SELECT people.first + n % people.many, 'application', 'Your application', pg_temp.ago(200) FROM people, generate_series(1, :applications) n;
INSERT INTO parks_outboxmail (user_id, recipient, subject, text, state, created_at, sent_at) SELECT people.first + n % people.many, 'person@example.org', 'Your application', 'Dear all', 'sent', moment, moment FROM people, generate_series(1, :applications / 2) n, LATERAL (SELECT pg_temp.ago(200 + 0 * n) AS moment) time;
INSERT INTO parks_mailattempt (mail_id, tried_at) SELECT id, sent_at FROM parks_outboxmail;
INSERT INTO parks_consent (user_id, purpose, version) SELECT id, 'terms', '2026-01' FROM parks_user;
INSERT INTO parks_logentry (actor_id, verb, noun, row_id, organisation_id, park_id, happened_at) SELECT CASE WHEN id % 3 = 0 THEN NULL ELSE people.first + id % people.many END, 'submitted', 'matching.application', id, NULL, pg_temp.park(id), submitted_at FROM matching_application, people ORDER BY submitted_at;

INSERT INTO matching_matchweights (park_id, version) SELECT id, 1 FROM parks_park;
INSERT INTO matching_matchrun (park_id, night, state, weights_id, graduates, openings, matches, started_at, finished_at)
SELECT park.id, current_date - n, CASE WHEN n = 1 THEN 'published' ELSE 'superseded' END, weights.id, 40000, 4000, 1000000, now() - n * interval '1 day', now() - n * interval '1 day' + interval '3 minutes'
FROM parks_park park JOIN matching_matchweights weights ON weights.park_id = park.id, generate_series(1, 60) n;
INSERT INTO matching_graduatematches (run_id, profile_id) SELECT run.id, membership.profile_id FROM matching_matchrun run JOIN talent_profile_parks membership USING (park_id) WHERE run.state = 'published';
INSERT INTO matching_openingmatches (run_id, opening_id) SELECT run.id, opening.id FROM matching_matchrun run JOIN companies_opening opening USING (park_id) WHERE run.state = 'published';
INSERT INTO matching_matchshard (run_id, number, graduates) SELECT id, 0, 40000 FROM matching_matchrun;
SET session_replication_role = origin;
ANALYZE;
