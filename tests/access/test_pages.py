"""Who gets which page: every address of the portal × every person. A new page needs a row here."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from parks.models import User
from tests.access.visits import body_of, client_of, undone
from tests.access.world import make_world

pytest_plugins = ["tests.unfold"]

PUBLIC = {
    "home",
    "live",
    "ready",
    "robots",
    "set_language",
    "companies:companies",
    "companies:company",
    "companies:park",
    "companies:parks",
    "parks:privacy_notice",
    "matching:calendar_feed",
    "matching:unsubscribe",
    "matching:market",
    "matching:opening",
    "matching:openapi",
    "matching:api_documentation",
    "companies:atom",
    "companies:rss",
    "companies:sitemap",
    "companies:sitemap_section",
    "parks:signing_keys",
    "parks:signing_key",
    "talent:verify_certificate",
    "talent:issuer",
    "talent:revoked_certificates",
}
PEOPLE = ("signed_out", "stranger", "graduate", "recruiter", "career_officer", "park_officer")

# Answers to GET, in the order of PEOPLE. 302 for somebody signed in: first make a profile.
PAGES = {
    "home": (200, 200, 200, 200, 200, 200),
    "live": (200, 200, 200, 200, 200, 200),
    "ready": (200, 200, 200, 200, 200, 200),
    "robots": (200, 200, 200, 200, 200, 200),
    "set_language": (302, 302, 302, 302, 302, 302),
    "companies:companies": (200, 200, 200, 200, 200, 200),
    "companies:company": (200, 200, 200, 200, 200, 200),
    "companies:park": (200, 200, 200, 200, 200, 200),
    "companies:parks": (200, 200, 200, 200, 200, 200),
    "parks:invitation": (302, 404, 200, 404, 404, 404),
    "parks:evidence": (302, 404, 404, 200, 404, 200),
    "parks:evidence_picture": (302, 404, 404, 200, 404, 200),
    "parks:team": (302, 404, 404, 200, 404, 404),
    "parks:invite": (302, 405, 405, 405, 405, 405),
    "parks:leave": (302, 405, 405, 405, 405, 405),
    "parks:change_role": (302, 405, 405, 405, 405, 405),
    "parks:remove": (302, 405, 405, 405, 405, 405),
    "parks:revoke_invitation": (302, 405, 405, 405, 405, 405),
    "companies:join": (302, 200, 200, 200, 200, 200),
    "companies:register": (302, 200, 200, 200, 200, 200),
    "companies:join_company": (302, 200, 200, 302, 200, 200),
    "companies:ask": (302, 405, 405, 405, 405, 405),
    "companies:organisation": (302, 404, 404, 200, 404, 404),
    "companies:submit": (302, 405, 405, 405, 405, 405),
    "companies:report": (302, 200, 200, 404, 200, 200),
    "parks:imports": (302, 200, 404, 200, 200, 200),
    "parks:new_import": (302, 200, 404, 200, 404, 404),
    "parks:import_template": (302, 200, 404, 200, 404, 404),
    "parks:import": (302, 404, 404, 200, 404, 404),
    "parks:import_mapping": (302, 404, 404, 200, 404, 404),
    "parks:commit_import": (302, 405, 405, 405, 405, 405),
    "parks:revert_import": (302, 405, 405, 405, 405, 405),
    "parks:refused_csv": (302, 404, 404, 200, 404, 404),
    "parks:refused_xlsx": (302, 404, 404, 200, 404, 404),
    "parks:machines": (302, 404, 404, 200, 404, 404),
    "parks:new_token": (302, 404, 404, 200, 404, 404),
    "parks:revoke_token": (302, 405, 405, 405, 405, 405),
    "parks:new_webhook": (302, 404, 404, 200, 404, 404),
    "parks:webhook": (302, 404, 404, 200, 404, 404),
    "parks:rotate_webhook": (302, 405, 405, 405, 405, 405),
    "parks:switch_webhook": (302, 405, 405, 405, 405, 405),
    "parks:ping_webhook": (302, 405, 405, 405, 405, 405),
    "parks:replay_delivery": (302, 405, 405, 405, 405, 405),
    "matching:openapi": (200, 200, 200, 200, 200, 200),
    "matching:api_documentation": (200, 200, 200, 200, 200, 200),
    "companies:atom": (200, 200, 200, 200, 200, 200),
    "companies:rss": (200, 200, 200, 200, 200, 200),
    "companies:sitemap": (200, 200, 200, 200, 200, 200),
    "companies:sitemap_section": (200, 200, 200, 200, 200, 200),
    "parks:account": (302, 200, 200, 200, 200, 200),
    "parks:notices": (302, 200, 200, 200, 200, 200),
    "parks:notice": (302, 404, 302, 404, 404, 404),
    "parks:read_notices": (302, 405, 405, 405, 405, 405),
    "parks:notice_preferences": (302, 200, 200, 200, 200, 200),
    "parks:privacy_notice": (200, 200, 200, 200, 200, 200),
    "parks:agree": (302, 405, 405, 405, 405, 405),
    "matching:privacy": (302, 200, 200, 200, 200, 200),
    "matching:disclosures": (302, 200, 200, 200, 200, 200),
    "matching:set_visibility": (302, 405, 405, 405, 405, 405),
    "matching:set_matching": (302, 405, 405, 405, 405, 405),
    "matching:revoke": (302, 405, 405, 405, 405, 405),
    "matching:data_export": (302, 200, 200, 200, 200, 200),
    "matching:download_data": (302, 404, 200, 404, 404, 404),
    "matching:erase": (302, 200, 200, 200, 200, 200),
    "matching:market": (200, 200, 200, 200, 200, 200),
    "matching:opening": (200, 200, 200, 200, 200, 200),
    "matching:apply": (302, 302, 200, 302, 302, 302),
    "matching:me": (302, 302, 200, 302, 302, 302),
    "matching:matches": (302, 302, 200, 302, 302, 302),
    "matching:match": (302, 302, 200, 302, 302, 302),
    "matching:save": (302, 405, 405, 405, 405, 405),
    "matching:unsave": (302, 405, 405, 405, 405, 405),
    "matching:dismiss": (302, 405, 405, 405, 405, 405),
    "matching:want_again": (302, 405, 405, 405, 405, 405),
    "matching:saved": (302, 302, 200, 302, 302, 302),
    "matching:save_search": (302, 405, 405, 405, 405, 405),
    "matching:search": (302, 404, 200, 404, 404, 404),
    "matching:delete_search": (302, 405, 405, 405, 405, 405),
    "matching:alert": (302, 404, 200, 404, 404, 404),
    "matching:unsubscribe": (200, 200, 200, 200, 200, 200),
    "matching:applications": (302, 200, 200, 200, 200, 200),
    "matching:application": (302, 404, 200, 404, 404, 404),
    "matching:interviews": (302, 200, 200, 200, 200, 200),
    "matching:interview": (302, 404, 200, 404, 404, 404),
    "matching:interview_file": (302, 404, 200, 404, 404, 404),
    "matching:cancel_interview": (302, 405, 405, 405, 405, 405),
    "matching:make_calendar": (302, 405, 405, 405, 405, 405),
    "matching:delete_calendar": (302, 405, 405, 405, 405, 405),
    "matching:calendar_feed": (200, 200, 200, 200, 200, 200),
    "matching:withdraw": (302, 405, 405, 405, 405, 405),
    "matching:draft": (302, 405, 405, 405, 405, 405),
    "matching:receipt": (302, 404, 200, 404, 404, 404),
    "matching:discard": (302, 405, 405, 405, 405, 405),
    "matching:hired_elsewhere": (302, 302, 200, 302, 302, 302),
    "matching:accept_offer": (302, 405, 405, 405, 405, 405),
    "matching:decline_offer": (302, 405, 405, 405, 405, 405),
    "matching:make_offer": (302, 404, 404, 200, 404, 404),
    "matching:take_back_offer": (302, 405, 405, 405, 405, 405),
    "matching:slots": (302, 404, 404, 200, 404, 404),
    "matching:offer_slots": (302, 404, 404, 200, 404, 404),
    "matching:withdraw_slot": (302, 405, 405, 405, 405, 405),
    "matching:invite_applicant": (302, 404, 404, 200, 404, 404),
    "matching:company_interviews": (302, 200, 200, 200, 200, 200),
    "matching:company_interview": (302, 404, 404, 200, 404, 404),
    "matching:company_interview_file": (302, 404, 404, 200, 404, 404),
    # For who sits in the interview: see test_panel_access.py.
    "matching:interview_document": (302, 404, 404, 404, 404, 404),
    "matching:call_off_interview": (302, 405, 405, 405, 405, 405),
    "matching:mark_held": (302, 405, 405, 405, 405, 405),
    "matching:mark_missed": (302, 405, 405, 405, 405, 405),
    "matching:scorecard": (302, 404, 404, 404, 404, 404),
    "matching:hand_in_scorecard": (302, 404, 404, 404, 404, 404),
    "matching:desk": (302, 200, 302, 200, 200, 200),
    "matching:cockpit": (302, 404, 404, 404, 404, 200),
    "matching:cockpit_rows": (302, 404, 404, 404, 404, 200),
    "matching:count_cockpit": (302, 405, 405, 405, 405, 405),
    "matching:cockpit_targets": (302, 404, 404, 404, 404, 200),
    "matching:cockpit_gaps": (302, 404, 404, 404, 404, 200),
    "matching:count_gaps": (302, 405, 405, 405, 405, 405),
    "matching:draft_from_gaps": (302, 405, 405, 405, 405, 405),
    "matching:placements": (302, 200, 404, 200, 404, 404),
    "matching:placement_check": (302, 404, 200, 200, 404, 200),
    "matching:agreement_results": (302, 404, 404, 200, 404, 200),
    "matching:programme_results": (302, 404, 404, 200, 404, 200),
    "parks:signing_keys": (200, 200, 200, 200, 200, 200),
    "parks:signing_key": (200, 200, 200, 200, 200, 200),
    "talent:verify_certificate": (200, 200, 200, 200, 200, 200),
    "talent:issuer": (200, 200, 200, 200, 200, 200),
    "talent:revoked_certificates": (200, 200, 200, 200, 200, 200),
    "talent:certificate_pdf": (302, 404, 200, 404, 404, 404),
    "talent:credential_jwt": (302, 404, 200, 404, 404, 404),
    "talent:credential_json": (302, 404, 200, 404, 404, 404),
    "talent:schemes": (302, 404, 404, 200, 404, 404),
    "talent:new_scheme": (302, 404, 404, 200, 404, 404),
    "talent:scheme": (302, 404, 404, 200, 404, 404),
    "talent:issued_certificates": (302, 404, 404, 200, 404, 404),
    "talent:issued_certificate": (302, 404, 404, 200, 404, 200),
    "matching:my_certificates": (302, 200, 200, 200, 200, 200),
    "matching:session_results": (302, 404, 404, 200, 404, 200),
    "matching:issue_certificates": (302, 405, 405, 405, 405, 405),
    "matching:certificate_issue": (302, 404, 404, 200, 404, 200),
    "matching:numbers": (302, 200, 404, 200, 404, 404),
    "matching:figures_file": (302, 200, 404, 200, 404, 404),
    "matching:applications_file": (302, 200, 404, 200, 404, 404),
    "matching:new_opening": (302, 200, 404, 200, 404, 404),
    "matching:opening_templates": (302, 200, 404, 200, 404, 404),
    "matching:recognise_posting": (302, 405, 405, 405, 405, 405),
    "matching:posting_reach": (302, 405, 405, 405, 405, 405),
    "matching:desk_opening": (302, 404, 404, 200, 404, 404),
    "matching:edit_opening": (302, 404, 404, 200, 404, 404),
    "matching:renew_opening": (302, 405, 405, 405, 405, 405),
    "matching:submit_opening": (302, 405, 405, 405, 405, 405),
    "matching:take_back_opening": (302, 405, 405, 405, 405, 405),
    "matching:pause_opening": (302, 405, 405, 405, 405, 405),
    "matching:resume_opening": (302, 405, 405, 405, 405, 405),
    "matching:close_opening": (302, 405, 405, 405, 405, 405),
    "matching:duplicate_opening": (302, 405, 405, 405, 405, 405),
    "matching:make_template": (302, 405, 405, 405, 405, 405),
    "matching:delete_opening": (302, 405, 405, 405, 405, 405),
    "matching:candidates": (302, 404, 404, 200, 404, 404),
    # For two who are ticked: see test_candidates.py; a company that ticks nobody goes back.
    "matching:compare": (302, 404, 404, 302, 404, 404),
    "matching:invite_candidate": (302, 404, 404, 200, 404, 404),
    "matching:take_back_invitation": (302, 405, 405, 405, 405, 405),
    "matching:pool": (302, 404, 404, 200, 404, 404),
    "matching:remove_from_pool": (302, 405, 405, 405, 405, 405),
    "matching:person": (302, 404, 404, 200, 404, 404),
    "matching:keep_in_pool": (302, 405, 405, 405, 405, 405),
    "matching:note_on_person": (302, 405, 405, 405, 405, 405),
    "matching:delete_note": (302, 405, 405, 405, 405, 405),
    "matching:invitations_to_apply": (302, 200, 200, 200, 200, 200),
    "matching:invitation_to_apply": (302, 404, 200, 404, 404, 404),
    "matching:accept_invitation": (302, 405, 405, 405, 405, 405),
    "matching:decline_invitation": (302, 405, 405, 405, 405, 405),
    "matching:object_to_pool": (302, 405, 405, 405, 405, 405),
    "matching:candidate": (302, 404, 404, 200, 404, 404),
    "matching:applicants": (302, 404, 404, 200, 404, 404),
    "matching:applicant": (302, 404, 404, 200, 404, 404),
    "matching:board": (302, 404, 404, 200, 404, 404),
    "matching:bulk": (302, 404, 404, 302, 404, 404),
    "matching:move": (302, 404, 404, 200, 404, 404),
    "matching:notes": (302, 404, 404, 200, 404, 404),
    "matching:stage_messages": (302, 404, 404, 200, 404, 404),
    "talent:profile": (302, 200, 200, 200, 200, 200),
    "talent:skills": (302, 302, 200, 302, 302, 302),
    "talent:cv": (302, 200, 200, 200, 200, 200),
    "talent:history": (302, 302, 200, 302, 302, 302),
    "talent:add_education": (302, 404, 200, 404, 404, 404),
    "talent:education": (302, 404, 200, 404, 404, 404),
    "talent:delete_education": (302, 405, 405, 405, 405, 405),
    "talent:add_experience": (302, 404, 200, 404, 404, 404),
    "talent:experience": (302, 404, 200, 404, 404, 404),
    "talent:delete_experience": (302, 405, 405, 405, 405, 405),
    "talent:find_universities": (302, 200, 200, 200, 200, 200),
    "talent:find_programmes": (302, 200, 200, 200, 200, 200),
    "talent:find_skills": (302, 404, 200, 404, 404, 404),
    "talent:add_skill": (302, 405, 405, 405, 405, 405),
    "talent:read_skills": (302, 405, 405, 405, 405, 405),
    "talent:json_resume": (302, 404, 200, 404, 404, 404),
    "talent:pdf_cv": (302, 404, 200, 404, 404, 404),
    "talent:review": (302, 404, 200, 404, 404, 404),
    "talent:delete_document": (302, 405, 405, 405, 405, 405),
    "talent:document": (302, 404, 200, 200, 404, 404),
    "talent:my_roster": (302, 200, 200, 200, 200, 200),
    "talent:confirm_roster": (302, 404, 302, 404, 404, 404),
    "talent:share_progress": (302, 405, 405, 405, 405, 405),
    "talent:end_claim": (302, 405, 405, 405, 405, 405),
    "talent:add_student": (302, 404, 404, 404, 200, 404),
    "talent:edit_student": (302, 404, 404, 404, 200, 404),
    "talent:leave_roster": (302, 405, 405, 405, 405, 405),
    "talent:roster_codes": (302, 405, 405, 405, 405, 405),
    "talent:roster_mails": (302, 405, 405, 405, 405, 405),
    "matching:roster": (302, 404, 404, 404, 200, 404),
    "matching:student": (302, 404, 404, 404, 200, 404),
    "matching:progress": (302, 404, 404, 404, 200, 404),
    "matching:curriculum": (302, 404, 404, 404, 200, 404),
    "matching:curriculum_file": (302, 404, 404, 404, 200, 404),
    "talent:announcements": (302, 200, 200, 200, 200, 200),
    "talent:announcement": (302, 404, 200, 404, 200, 404),
    "talent:office_announcements": (302, 404, 404, 404, 200, 404),
    "talent:new_announcement": (302, 404, 404, 404, 200, 404),
    "talent:office_announcement": (302, 404, 404, 404, 200, 404),
    "talent:edit_announcement": (302, 404, 404, 404, 200, 404),
    "talent:publish_announcement": (302, 405, 405, 405, 405, 405),
    "talent:withdraw_announcement": (302, 405, 405, 405, 405, 405),
    "talent:end_announcement": (302, 405, 405, 405, 405, 405),
    "talent:delete_announcement": (302, 405, 405, 405, 405, 405),
    "matching:my_destinations": (302, 200, 200, 200, 200, 200),
    "matching:answer_destination": (302, 404, 200, 404, 404, 404),
    "matching:outcome_evidence": (302, 404, 200, 404, 200, 404),
    "matching:destinations": (302, 404, 404, 404, 200, 404),
    "matching:record_destinations": (302, 405, 405, 405, 405, 405),
    "matching:destinations_file": (302, 404, 404, 404, 200, 404),
    "matching:destination": (302, 404, 404, 404, 200, 404),
    "matching:agreements": (302, 404, 404, 404, 200, 404),
    "matching:advance_agreements": (302, 405, 405, 405, 405, 405),
    "matching:agreement": (302, 404, 404, 404, 200, 404),
}
# What only a POST does, answers in the order of PEOPLE; 302 for its owner: done, back to the page.
POSTS = {
    "parks:invitation": (302, 404, 302, 404, 404, 404),
    "parks:invite": (302, 404, 404, 200, 404, 404),
    "parks:leave": (302, 404, 404, 302, 404, 404),
    "parks:change_role": (302, 404, 404, 302, 404, 404),
    "parks:remove": (302, 404, 404, 302, 404, 404),
    "parks:revoke_invitation": (302, 404, 404, 302, 404, 404),
    "companies:register": (302, 200, 200, 200, 200, 200),
    "companies:join_company": (302, 200, 200, 302, 200, 200),
    "companies:ask": (302, 302, 302, 302, 302, 302),
    "companies:organisation": (302, 404, 404, 302, 404, 404),
    "companies:submit": (302, 404, 404, 200, 404, 404),
    "companies:report": (302, 200, 200, 404, 200, 200),
    "parks:new_import": (302, 200, 404, 200, 404, 404),
    "parks:import_mapping": (302, 404, 404, 200, 404, 404),
    "parks:commit_import": (302, 404, 404, 302, 404, 404),
    "parks:revert_import": (302, 404, 404, 302, 404, 404),
    "talent:new_scheme": (302, 404, 404, 200, 404, 404),
    "talent:scheme": (302, 404, 404, 200, 404, 404),
    "talent:issued_certificate": (302, 404, 404, 200, 404, 200),
    "matching:session_results": (302, 404, 404, 302, 404, 302),
    "matching:issue_certificates": (302, 404, 404, 302, 404, 302),
    "parks:new_token": (302, 404, 404, 200, 404, 404),
    "parks:revoke_token": (302, 404, 404, 302, 404, 404),
    "parks:new_webhook": (302, 404, 404, 200, 404, 404),
    "parks:webhook": (302, 404, 404, 200, 404, 404),
    "parks:rotate_webhook": (302, 404, 404, 200, 404, 404),
    "parks:switch_webhook": (302, 404, 404, 302, 404, 404),
    "parks:ping_webhook": (302, 404, 404, 302, 404, 404),
    "parks:replay_delivery": (302, 404, 404, 302, 404, 404),
    "parks:read_notices": (302, 302, 302, 302, 302, 302),
    "parks:notice_preferences": (302, 302, 302, 302, 302, 302),
    "parks:account": (302, 200, 200, 200, 200, 200),
    "parks:agree": (302, 302, 302, 302, 302, 302),
    "matching:set_visibility": (302, 404, 302, 404, 404, 404),
    "matching:set_matching": (302, 404, 302, 404, 404, 404),
    "matching:revoke": (302, 404, 302, 404, 404, 404),
    "matching:data_export": (302, 302, 302, 302, 302, 302),
    "matching:erase": (302, 200, 200, 200, 200, 200),
    "matching:interview": (302, 404, 200, 404, 404, 404),
    "matching:cancel_interview": (302, 404, 200, 404, 404, 404),
    "matching:make_calendar": (302, 404, 302, 404, 404, 404),
    "matching:delete_calendar": (302, 404, 302, 404, 404, 404),
    "matching:save": (302, 302, 302, 302, 302, 302),
    "matching:unsave": (302, 302, 302, 302, 302, 302),
    "matching:dismiss": (302, 302, 302, 302, 302, 302),
    "matching:want_again": (302, 302, 302, 302, 302, 302),
    "matching:save_search": (302, 302, 302, 302, 302, 302),
    "matching:search": (302, 404, 200, 404, 404, 404),
    "matching:delete_search": (302, 404, 302, 404, 404, 404),
    "matching:unsubscribe": (200, 200, 200, 200, 200, 200),
    "matching:withdraw": (302, 404, 302, 404, 404, 404),
    "matching:apply": (302, 302, 200, 302, 302, 302),
    "matching:draft": (302, 302, 302, 302, 302, 302),
    "matching:discard": (302, 404, 302, 404, 404, 404),
    "matching:hired_elsewhere": (302, 302, 302, 302, 302, 302),
    "matching:accept_offer": (302, 404, 302, 404, 404, 404),
    "matching:decline_offer": (302, 404, 302, 404, 404, 404),
    "matching:invite_candidate": (302, 404, 404, 200, 404, 404),
    "matching:take_back_invitation": (302, 404, 404, 302, 404, 404),
    "matching:remove_from_pool": (302, 404, 404, 302, 404, 404),
    "matching:keep_in_pool": (302, 404, 404, 302, 404, 404),
    "matching:note_on_person": (302, 404, 404, 200, 404, 404),
    "matching:delete_note": (302, 404, 404, 404, 404, 404),  # its author alone, see test_pool.py
    "matching:accept_invitation": (302, 404, 302, 404, 404, 404),
    "matching:decline_invitation": (302, 404, 200, 404, 404, 404),
    "matching:object_to_pool": (302, 404, 302, 404, 404, 404),
    "matching:make_offer": (302, 404, 404, 200, 404, 404),
    "matching:take_back_offer": (302, 404, 404, 302, 404, 404),
    "matching:bulk": (302, 404, 404, 302, 404, 404),
    "matching:move": (302, 404, 404, 200, 404, 404),
    "matching:notes": (302, 404, 404, 200, 404, 404),
    "matching:stage_messages": (302, 404, 404, 302, 404, 404),
    "matching:offer_slots": (302, 404, 404, 200, 404, 404),
    "matching:withdraw_slot": (302, 404, 404, 302, 404, 404),
    "matching:invite_applicant": (302, 404, 404, 302, 404, 404),
    "matching:call_off_interview": (302, 404, 404, 302, 404, 404),
    "matching:mark_held": (302, 404, 404, 302, 404, 404),
    "matching:mark_missed": (302, 404, 404, 302, 404, 404),
    "matching:scorecard": (302, 404, 404, 404, 404, 404),
    "matching:hand_in_scorecard": (302, 404, 404, 404, 404, 404),
    "matching:count_cockpit": (302, 404, 404, 404, 404, 302),
    "matching:count_gaps": (302, 404, 404, 404, 404, 302),
    "matching:draft_from_gaps": (302, 404, 404, 404, 404, 302),
    "matching:placement_check": (302, 404, 200, 200, 404, 200),
    "matching:new_opening": (302, 200, 404, 200, 404, 404),
    "matching:recognise_posting": (302, 200, 404, 200, 404, 404),
    "matching:posting_reach": (302, 200, 404, 200, 404, 404),
    "matching:edit_opening": (302, 404, 404, 200, 404, 404),
    "matching:renew_opening": (302, 404, 404, 200, 404, 404),
    "matching:submit_opening": (302, 404, 404, 302, 404, 404),
    "matching:take_back_opening": (302, 404, 404, 302, 404, 404),
    "matching:pause_opening": (302, 404, 404, 302, 404, 404),
    "matching:resume_opening": (302, 404, 404, 302, 404, 404),
    "matching:close_opening": (302, 404, 404, 302, 404, 404),
    "matching:duplicate_opening": (302, 404, 404, 302, 404, 404),
    "matching:make_template": (302, 404, 404, 302, 404, 404),
    "matching:delete_opening": (302, 404, 404, 302, 404, 404),
    "talent:delete_education": (302, 404, 302, 404, 404, 404),
    "talent:delete_experience": (302, 404, 302, 404, 404, 404),
    "talent:add_skill": (302, 404, 302, 404, 404, 404),
    "talent:read_skills": (302, 404, 302, 404, 404, 404),
    "talent:review": (302, 404, 302, 404, 404, 404),
    "talent:delete_document": (302, 404, 302, 404, 404, 404),
    "talent:my_roster": (302, 200, 200, 200, 200, 200),
    "talent:confirm_roster": (302, 404, 302, 404, 404, 404),
    "talent:share_progress": (302, 404, 302, 404, 404, 404),
    "talent:end_claim": (302, 404, 302, 404, 404, 404),
    "talent:add_student": (302, 404, 404, 404, 200, 404),
    "talent:edit_student": (302, 404, 404, 404, 200, 404),
    "talent:leave_roster": (302, 404, 404, 404, 302, 404),
    "talent:roster_codes": (302, 404, 404, 404, 302, 404),
    "talent:roster_mails": (302, 404, 404, 404, 302, 404),
    "talent:new_announcement": (302, 404, 404, 404, 200, 404),
    "talent:edit_announcement": (302, 404, 404, 404, 200, 404),
    "talent:publish_announcement": (302, 404, 404, 404, 302, 404),
    "talent:withdraw_announcement": (302, 404, 404, 404, 302, 404),
    "talent:end_announcement": (302, 404, 404, 404, 302, 404),
    "talent:delete_announcement": (302, 404, 404, 404, 302, 404),
    "matching:answer_destination": (302, 404, 200, 404, 404, 404),
    "matching:record_destinations": (302, 404, 404, 404, 302, 404),
    "matching:destination": (302, 404, 404, 404, 200, 404),
    "matching:advance_agreements": (302, 404, 404, 404, 302, 404),
    "matching:agreement": (302, 404, 404, 404, 200, 404),
}
OTHER_SUITES = {"admin", "account", "mfa", "api"}  # test_admin_scope.py, test_api.py; allauth's own


def names(patterns: list[URLPattern | URLResolver], space: str = "") -> set[str]:
    found = set()
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            found.add(f"{space}{pattern.name}")
        elif pattern.namespace not in OTHER_SUITES:
            inside = f"{pattern.namespace}:" if pattern.namespace else space
            found |= names(pattern.url_patterns, inside)
    return {name for name in found if name.split("_")[0] not in OTHER_SUITES}


@pytest.fixture(autouse=True)
def pages_of_the_admin(request):
    """The cockpit stands in Unfold's frame, which names values that are not there."""
    if "cockpit" in request.node.name:
        request.getfixturevalue("unfold")


@pytest.fixture
def world(company, profile, university, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_world(company, profile)


@pytest.fixture
def answers(request, world):
    """How everybody is answered at an address, in the order of PEOPLE; each finds the same rows."""
    users = [None, *(request.getfixturevalue(person) for person in PEOPLE[1:])]

    def ask(name: str, method: str) -> tuple[int, ...]:
        address = world.address(name)
        return tuple(answer(user, method, address, name) for user in users)

    return ask


def answer(user: User | None, method: str, address: str, name: str) -> int:
    with undone():
        response = getattr(client_of(user), method)(address)
        body_of(response)
    if user is None and response.status_code == 302 and name not in PUBLIC:
        assert response.url.startswith("/accounts/login/?next=")
    return response.status_code


def test_every_address_has_a_row_in_the_matrix():
    assert names(get_resolver().url_patterns) == set(PAGES)


def test_only_the_pages_of_the_public_list_open_to_people_who_are_not_signed_in():
    opened = {name for name, row in PAGES.items() if row[0] == 200} | {"set_language"}

    assert opened == PUBLIC


@pytest.mark.parametrize("name", PAGES)
def test_the_page_answers_as_the_matrix_says(name, answers):
    assert answers(name, "get") == PAGES[name]


@pytest.mark.parametrize("name", POSTS)
def test_a_change_is_open_to_its_owner_only(name, answers):
    assert answers(name, "post") == POSTS[name]


@pytest.mark.parametrize("person", ["stranger", "graduate", "career_officer"])
def test_a_draft_is_no_page_for_anybody_but_its_company(person, world, request):
    client = client_of(request.getfixturevalue(person))

    assert client.get(world.draft.get_absolute_url()).status_code == 404
