"""What was decided for the addresses of the web admin that are not a noun's standard pages.

A new address needs a line here: what a GET answers the operator and an officer of the row's park.
A move asks on a page of its own and changes nothing before the button is pressed.
"""

TOOLS = ("export", "save_filter", "delete_filter")
"""Every list has them; whoever may open the list may use them, see tests/parks/admin."""

FIRST_PAGES = {
    "index",
    "search",
    "login",
    "logout",
    "password_change",
    "password_change_done",
    "autocomplete",
    "jsi18n",
    "app_list",
}
"""Of the site itself; `logout` and the password are the account's own."""

BOTH = (200, 200)
PAGES: dict[str, tuple[int, int]] = {
    "auth_user_password_change": (200, 403),
    "companies_company_import_companies": (302, 302),
    "companies_company_no_longer_trust": BOTH,
    "companies_company_put_up_for_verification": BOTH,
    "companies_company_trust": BOTH,
    "companies_opening_close": BOTH,
    "companies_opening_looked_at": BOTH,
    "companies_opening_pause": BOTH,
    "companies_opening_publish": BOTH,
    "companies_opening_return_with_comment": BOTH,
    "companies_openingreport_dismiss": BOTH,
    "companies_openingreport_uphold": BOTH,
    "companies_session_assessed": BOTH,
    "companies_session_begin": BOTH,
    "companies_session_call_off": BOTH,
    "companies_session_close": BOTH,
    "companies_session_open": BOTH,
    "companies_session_plan": BOTH,
    "matching_enrolment_remove": BOTH,
    "matching_matchalarm_settle": BOTH,
    "matching_matchrun_cancel_run": BOTH,
    "matching_matchrun_fairness": BOTH,
    "matching_matchrun_run_again": BOTH,
    "matching_matchrun_start_run": BOTH,
    "matching_matchweights_preview": BOTH,
    "parks_agreement_import_agreements": (302, 302),
    "parks_agreement_renew": BOTH,
    "parks_agreement_sign": BOTH,
    "parks_agreement_terminate": BOTH,
    "parks_base_accredit": BOTH,
    "matching_placement_give_place": BOTH,
    "parks_base_end": BOTH,
    "parks_base_suspend": BOTH,
    "parks_consortiummembership_admit": BOTH,
    "parks_consortiummembership_decline": BOTH,
    "parks_consortiummembership_end": BOTH,
    "parks_consortiummembership_review": BOTH,
    "parks_consortiummembership_suspend": BOTH,
    "parks_councilterm_remove": BOTH,
    "parks_meeting_call_off": BOTH,
    "parks_meeting_minutes_of": BOTH,
    "parks_membership_end_membership": BOTH,
    "parks_obligation_done": BOTH,
    "parks_obligation_reopen": BOTH,
    "parks_obligation_waive": BOTH,
    "parks_organisation_put_up_for_verification": BOTH,
    "parks_resolution_close": BOTH,
    "parks_resolution_open": BOTH,
    "parks_resolution_withdraw": BOTH,
    "parks_seat_leave": BOTH,
    "parks_seat_rename": BOTH,
    "parks_seat_take_back": BOTH,
    "parks_signingkey_rotate": (200, 403),
    "parks_verification_approve": BOTH,
    "parks_verification_ask_back": BOTH,
    "parks_verification_confirm_decline": BOTH,
    "parks_verification_decline": BOTH,
    "parks_verification_drop_decline": BOTH,
    "parks_verification_propose_to_decline": BOTH,
    "parks_verification_take_into_review": BOTH,
    "talent_certificate_revoke": BOTH,
    "talent_university_put_up_for_verification": BOTH,
}
OF_NO_ROW = {
    "companies_company_import_companies",
    "parks_agreement_import_agreements",
    "matching_matchrun_fairness",
    "matching_matchrun_start_run",
    "matching_matchweights_preview",
}
ASKED_BY_ITS_ROW = {"auth_user_password_change": "parks.User"}
