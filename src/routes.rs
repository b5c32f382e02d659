//! Every endpoint, once.

use crate::{endpoint, http::endpoint::Endpoint};

/// The whole tree, in the order of the docs page.
pub fn all() -> Vec<Endpoint> {
    [
        access(),
        places(),
        stations(),
        premises(),
        attachments(),
        agreements(),
        catalogue(),
        staffing(),
        service_logs(),
        casework(),
        clients(),
        child_protection(),
        progress_reports(),
        briefs(),
        governance(),
        evaluation(),
        integration(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn access() -> Vec<Endpoint> {
    vec![
        endpoint!(auth::sign_in::token::issue_token),
        endpoint!(auth::sign_in::revocation::revoke_token),
        endpoint!(auth::sign_in::change_password::change_password),
        endpoint!(auth::sign_in::jwks::list_signing_keys),
        endpoint!(auth::me::get_me),
        endpoint!(tasks::list::list_my_tasks),
        endpoint!(auth::users::list::list_users),
        endpoint!(auth::users::register::register_user),
        endpoint!(auth::users::list::get_user),
        endpoint!(auth::users::change::change_user),
        endpoint!(auth::machine_clients::list::list_machine_clients),
        endpoint!(auth::machine_clients::register::register_machine_client),
        endpoint!(auth::machine_clients::list::get_machine_client),
        endpoint!(auth::machine_clients::revoke::revoke_machine_client),
        endpoint!(code_lists::list_code_lists),
    ]
}

fn places() -> Vec<Endpoint> {
    vec![
        endpoint!(places::counties::list_counties),
        endpoint!(places::counties::get_county),
        endpoint!(places::townships::list_townships),
        endpoint!(places::villages::list::list_villages),
        endpoint!(places::villages::register::register_village),
        endpoint!(places::villages::list::get_village),
        endpoint!(places::villages::change::change_village),
        endpoint!(places::villages::abolish::abolish_village),
        endpoint!(places::organisations::list::list_organisations),
        endpoint!(places::organisations::register::register_organisation),
        endpoint!(places::organisations::list::get_organisation),
        endpoint!(places::organisations::change::change_organisation),
        endpoint!(places::project_cycles::list::list_project_cycles),
        endpoint!(places::project_cycles::register::register_project_cycle),
        endpoint!(places::project_cycles::list::get_project_cycle),
        endpoint!(places::policies::list::list_policies),
        endpoint!(places::policies::set::set_policy),
        // Before `{id}`: actix takes the first path that fits.
        endpoint!(places::policies::current::get_current_policy),
        endpoint!(places::policies::list::get_policy),
        endpoint!(places::policies::void::void_policy),
        endpoint!(places::service_years::list::list_service_years),
        endpoint!(places::service_years::register::register_service_year),
        endpoint!(places::service_years::list::get_service_year),
    ]
}

fn stations() -> Vec<Endpoint> {
    vec![
        endpoint!(stations::public::list_public_stations),
        endpoint!(stations::list::list_stations),
        endpoint!(stations::register::register_station),
        endpoint!(stations::list::get_station),
        endpoint!(stations::change::change_station),
        endpoint!(stations::transition::list_transitions),
        endpoint!(stations::transition::move_station),
    ]
}

fn premises() -> Vec<Endpoint> {
    vec![
        endpoint!(premises::rooms::list_rooms),
        endpoint!(premises::rooms::record_room),
        endpoint!(premises::rooms::get_room),
        endpoint!(premises::rooms::end_room),
        endpoint!(premises::rooms::void_room),
        endpoint!(premises::equipment::list_equipment),
        endpoint!(premises::equipment::record_equipment_item),
        endpoint!(premises::equipment::get_equipment_item),
        endpoint!(premises::equipment::end_equipment_item),
        endpoint!(premises::equipment::void_equipment_item),
        endpoint!(premises::safety_checks::list_safety_checks),
        endpoint!(premises::safety_checks::record_safety_check),
        endpoint!(premises::safety_checks::get_safety_check),
        endpoint!(premises::safety_checks::void_safety_check),
        endpoint!(premises::signage::list_signage),
        endpoint!(premises::signage::record_signboard),
        endpoint!(premises::signage::get_signboard),
        endpoint!(premises::signage::end_signboard),
        endpoint!(premises::signage::void_signboard),
        endpoint!(premises::institutions::list_institutions),
        endpoint!(premises::institutions::record_institution),
        endpoint!(premises::institutions::get_institution),
        endpoint!(premises::institutions::end_institution),
        endpoint!(premises::institutions::void_institution),
        endpoint!(premises::readiness::get_station_readiness),
        endpoint!(premises::readiness::get_readiness),
    ]
}

fn attachments() -> Vec<Endpoint> {
    vec![
        endpoint!(attachments::upload::upload_attachment),
        endpoint!(attachments::read::get_attachment),
        endpoint!(attachments::read::get_attachment_content),
    ]
}

fn casework() -> Vec<Endpoint> {
    vec![
        endpoint!(casework::cases::list::list_cases),
        endpoint!(casework::cases::open::accept_case),
        endpoint!(casework::cases::list::get_case),
        endpoint!(casework::cases::leads::assign_lead_worker),
        endpoint!(casework::cases::steps::record_case_stage),
        endpoint!(casework::cases::steps::close_case),
        endpoint!(casework::cases::steps::refer_case),
        endpoint!(casework::cases::steps::reopen_case),
        endpoint!(casework::cases::void::void_case_step),
        endpoint!(casework::cases::goals::set_case_goal),
        endpoint!(casework::cases::outcomes::record_goal_outcome),
        endpoint!(casework::cases::void::void_case_goal),
        endpoint!(casework::cases::void::void_case),
        endpoint!(casework::groups::list::list_groups),
        endpoint!(casework::groups::open::open_group),
        endpoint!(casework::groups::list::get_group),
        endpoint!(casework::groups::close::close_group),
        endpoint!(casework::groups::void::void_group),
        endpoint!(casework::groups::members::list_group_members),
        endpoint!(casework::groups::members::join_group),
        endpoint!(casework::groups::members::leave_group),
        endpoint!(casework::groups::void::void_group_member),
        endpoint!(casework::groups::sessions::list_group_sessions),
        endpoint!(casework::groups::sessions::record_group_session),
        endpoint!(casework::groups::sessions::get_group_session),
        endpoint!(casework::groups::attendance::record_attendance),
        endpoint!(casework::groups::void::void_group_session),
        endpoint!(casework::activities::list::list_activities),
        endpoint!(casework::activities::record::record_activity),
        endpoint!(casework::activities::list::get_activity),
        endpoint!(casework::activities::change::change_activity),
        endpoint!(casework::activities::cancel::cancel_activity),
        endpoint!(casework::activities::void::void_activity),
    ]
}

fn clients() -> Vec<Endpoint> {
    vec![
        endpoint!(clients::list::list_clients),
        // Before `{id}`: actix takes the first path that fits.
        endpoint!(clients::counts::count_clients),
        endpoint!(clients::matches::match_clients),
        endpoint!(clients::duplicates::list_duplicate_clients),
        endpoint!(clients::merges::list::list_client_merges),
        endpoint!(clients::merges::merge::merge_clients),
        endpoint!(clients::merges::list::get_client_merge),
        endpoint!(clients::merges::undo::undo_client_merge),
        endpoint!(clients::register::register_client),
        endpoint!(clients::list::get_client),
        endpoint!(clients::change::change_client),
        endpoint!(clients::reveal::reveal_client),
        endpoint!(clients::erase::erase_client),
        endpoint!(clients::facts::list::list_client_facts),
        endpoint!(clients::facts::categories::record_category),
        endpoint!(clients::facts::risk_levels::record_risk_level),
        endpoint!(clients::facts::members::record_member),
        endpoint!(clients::facts::guardians::record_guardian),
        endpoint!(clients::facts::consents::record_consent),
        endpoint!(clients::facts::list::get_client_fact),
        endpoint!(clients::facts::end::end_client_fact),
        endpoint!(clients::facts::void::void_client_fact),
        endpoint!(clients::wandering::list_wandering_register),
        endpoint!(clients::wandering::register_wandering),
        endpoint!(clients::baseline_surveys::list::list_baseline_surveys),
        endpoint!(clients::baseline_surveys::record::record_baseline_survey),
        endpoint!(clients::baseline_surveys::list::get_baseline_survey),
        endpoint!(clients::baseline_surveys::void::void_baseline_survey),
    ]
}

fn child_protection() -> Vec<Endpoint> {
    vec![
        endpoint!(clients::minor_access::list::list_minor_access),
        endpoint!(clients::minor_access::request::request_minor_access),
        endpoint!(clients::minor_access::list::get_minor_access),
        endpoint!(clients::minor_access::decide::decide_minor_access),
        endpoint!(clients::minor_access::review::review_minor_access),
        endpoint!(clients::minor_access::end::end_minor_access),
        endpoint!(clients::mandatory_reports::list::list_mandatory_reports),
        endpoint!(clients::mandatory_reports::record::record_mandatory_report),
        endpoint!(clients::mandatory_reports::list::get_mandatory_report),
        endpoint!(clients::mandatory_reports::steps::record_report_step),
        endpoint!(clients::mandatory_reports::void::void_mandatory_report),
    ]
}

fn governance() -> Vec<Endpoint> {
    vec![
        endpoint!(governance::milestones::view::list_milestones),
        endpoint!(governance::milestones::view::get_milestone),
        endpoint!(governance::milestones::declarations::list_milestone_declarations),
        endpoint!(governance::milestones::declare::declare_milestone),
        endpoint!(governance::milestones::declarations::get_milestone_declaration),
        endpoint!(governance::milestones::void::void_milestone_declaration),
        endpoint!(governance::leading_group::view::get_leading_group),
        endpoint!(governance::leading_group::list::list_leading_group_seats),
        endpoint!(governance::leading_group::record::record_leading_group_seat),
        endpoint!(governance::leading_group::list::get_leading_group_seat),
        endpoint!(governance::leading_group::end::end_leading_group_seat),
        endpoint!(governance::leading_group::void::void_leading_group_seat),
    ]
}

fn agreements() -> Vec<Endpoint> {
    vec![
        endpoint!(agreements::list::list_agreements),
        endpoint!(agreements::register::register_agreement),
        endpoint!(agreements::compliance::get_agreements_compliance),
        endpoint!(agreements::list::get_agreement),
        endpoint!(agreements::change::change_agreement),
        endpoint!(agreements::sign::sign_agreement),
        endpoint!(agreements::amend::list_agreement_amendments),
        endpoint!(agreements::amend::amend_agreement),
        endpoint!(agreements::void_amendment::void_agreement_amendment),
        endpoint!(agreements::terminate::terminate_agreement),
        endpoint!(agreements::renew::renew_agreement),
        endpoint!(agreements::void::void_agreement),
        endpoint!(agreements::compliance::get_agreement_compliance),
    ]
}

fn catalogue() -> Vec<Endpoint> {
    vec![
        endpoint!(catalogue::domains::list_service_domains),
        endpoint!(catalogue::items::list_service_items),
        endpoint!(catalogue::lists::list::list_service_lists),
        endpoint!(catalogue::lists::draft::draft_service_list),
        endpoint!(catalogue::lists::list::get_service_list),
        endpoint!(catalogue::lists::change::change_service_list),
        endpoint!(catalogue::lists::file::file_service_list),
        endpoint!(catalogue::lists::receive::receive_service_list),
        endpoint!(catalogue::lists::void::void_service_list),
        endpoint!(catalogue::declined::list::list_declined_requests),
        endpoint!(catalogue::declined::record::record_declined_request),
        endpoint!(catalogue::declined::list::get_declined_request),
        endpoint!(catalogue::declined::change::change_declined_request),
        endpoint!(catalogue::declined::void::void_declined_request),
    ]
}

fn staffing() -> Vec<Endpoint> {
    vec![
        endpoint!(staffing::workers::list::list_workers),
        endpoint!(staffing::workers::register::register_worker),
        endpoint!(staffing::workers::matches::match_worker),
        endpoint!(staffing::workers::import::roster::import_workers),
        endpoint!(staffing::workers::import::template::get_worker_import_template),
        endpoint!(staffing::workers::list::get_worker),
        endpoint!(staffing::workers::change::change_worker),
        endpoint!(staffing::workers::reveal::reveal_worker),
        endpoint!(staffing::workers::reveals::list_reveals),
        endpoint!(staffing::workers::erase::erase_worker),
        endpoint!(staffing::certificates::list::list_certificates),
        endpoint!(staffing::certificates::record::record_certificate),
        endpoint!(staffing::certificates::list::get_certificate),
        endpoint!(staffing::certificates::void::void_certificate),
        endpoint!(staffing::certificates::revoke::revoke_certificate),
        endpoint!(staffing::registrations::list::list_registrations),
        endpoint!(staffing::registrations::record::record_registration),
        endpoint!(staffing::registrations::list::get_registration),
        endpoint!(staffing::registrations::void::void_registration),
        endpoint!(staffing::health::list::list_health_statements),
        endpoint!(staffing::health::record::record_health_statement),
        endpoint!(staffing::health::list::get_health_statement),
        endpoint!(staffing::health::void::void_health_statement),
        endpoint!(staffing::trainings::list::list_trainings),
        endpoint!(staffing::trainings::record::record_training),
        endpoint!(staffing::trainings::list::get_training),
        endpoint!(staffing::trainings::void::void_training),
        endpoint!(staffing::employments::list::list_employments),
        endpoint!(staffing::employments::record::record_employment),
        endpoint!(staffing::employments::list::get_employment),
        endpoint!(staffing::employments::end::end_employment),
        endpoint!(staffing::employments::void::void_employment),
        endpoint!(staffing::postings::list::list_postings),
        endpoint!(staffing::postings::record::record_posting),
        endpoint!(staffing::postings::list::get_posting),
        endpoint!(staffing::postings::end::end_posting),
        endpoint!(staffing::postings::void::void_posting),
        endpoint!(staffing::absences::list::list_absences),
        endpoint!(staffing::absences::record::record_absence),
        endpoint!(staffing::absences::list::get_absence),
        endpoint!(staffing::absences::end::end_absence),
        endpoint!(staffing::absences::void::void_absence),
        endpoint!(staffing::compliance::view::get_station_compliance),
        endpoint!(staffing::compliance::view::get_compliance),
        endpoint!(staffing::compliance::timeline::get_compliance_timeline),
        endpoint!(staffing::compliance::counties::list_county_compliance),
        endpoint!(staffing::compliance::deadlines::list_compliance_deadlines),
        endpoint!(staffing::compliance::preview::ask::preview_compliance),
        endpoint!(staffing::compliance::vacancies::list_vacancies),
        endpoint!(staffing::findings::list::list_told_findings),
        endpoint!(staffing::rankings::rank::rank_candidates),
    ]
}

fn service_logs() -> Vec<Endpoint> {
    vec![
        endpoint!(service_logs::list::list_service_logs),
        endpoint!(service_logs::import::upload::import_service_logs),
        endpoint!(service_logs::import::template::get_service_log_import_template),
        endpoint!(imports::list::list_imports),
        endpoint!(imports::list::get_import),
        endpoint!(imports::faults::list_import_faults),
        endpoint!(imports::cancel::cancel_import),
        endpoint!(service_logs::record::record_service_log),
        endpoint!(service_logs::list::get_service_log),
        endpoint!(service_logs::change::change_service_log),
        endpoint!(service_logs::steps::submit::submit_service_log),
        endpoint!(service_logs::steps::review::review_service_log),
        endpoint!(service_logs::steps::verify::verify_service_log),
        endpoint!(service_logs::steps::send_back::return_service_log),
        endpoint!(service_logs::amend::amend_service_log),
        endpoint!(service_logs::steps::withdraw::withdraw_service_log),
        endpoint!(service_logs::erase::erase_service_log),
        endpoint!(service_logs::steps::list::list_service_log_moves),
        endpoint!(service_logs::versions::list_service_log_versions),
        endpoint!(service_logs::sync::queue::sync_service_logs),
        endpoint!(service_logs::conflicts::list::list_conflicts),
        endpoint!(service_logs::conflicts::list::get_conflict),
        endpoint!(service_logs::conflicts::resolve::resolve_conflict),
        endpoint!(statistics::services::count::count_services),
        endpoint!(questions::list::list_questions),
        endpoint!(questions::list::get_question),
        endpoint!(questions::answer::answer_question),
        endpoint!(questions::close::close_question),
    ]
}

fn progress_reports() -> Vec<Endpoint> {
    vec![
        endpoint!(progress_reports::list::list_progress_reports),
        endpoint!(progress_reports::draft::draft_progress_report),
        // Before `{id}`: actix takes the first path that fits.
        endpoint!(progress_reports::due::list::list_due_reports),
        endpoint!(progress_reports::list::get_progress_report),
        endpoint!(progress_reports::change::change_progress_report),
        endpoint!(progress_reports::steps::submit::submit_progress_report),
        endpoint!(progress_reports::steps::send_back::return_progress_report),
        endpoint!(progress_reports::steps::accept::accept_progress_report),
        endpoint!(progress_reports::steps::extend::extend_progress_report),
        endpoint!(progress_reports::steps::list::list_progress_report_moves),
        endpoint!(progress_reports::calendar::view::get_working_calendar),
        endpoint!(progress_reports::calendar::set::set_working_calendar),
    ]
}

fn briefs() -> Vec<Endpoint> {
    vec![
        endpoint!(briefs::public::list_public_briefs),
        endpoint!(briefs::public::get_public_brief),
        endpoint!(briefs::pictures::get_public_picture),
        endpoint!(briefs::list::list_briefs),
        endpoint!(briefs::draft::draft_brief),
        endpoint!(briefs::list::get_brief),
        endpoint!(briefs::change::change_brief),
        endpoint!(briefs::steps::submit_brief),
        endpoint!(briefs::steps::return_brief),
        endpoint!(briefs::steps::publish_brief),
        endpoint!(briefs::steps::withdraw_brief),
    ]
}

fn evaluation() -> Vec<Endpoint> {
    vec![
        endpoint!(evaluation::frameworks::list::list_frameworks),
        endpoint!(evaluation::frameworks::draft::draft_framework),
        endpoint!(evaluation::frameworks::list::get_framework),
        endpoint!(evaluation::frameworks::publish::publish_framework),
        endpoint!(evaluation::list::list_evaluations),
        endpoint!(evaluation::open::open_evaluation),
        endpoint!(evaluation::list::get_evaluation),
        endpoint!(evaluation::transition::list_evaluation_transitions),
        endpoint!(evaluation::transition::move_evaluation),
        endpoint!(evaluation::scorecards::view::get_scorecard),
        endpoint!(evaluation::scorecards::save::save_scorecard),
        endpoint!(evaluation::scorecards::completeness::get_scorecard_completeness),
        endpoint!(evaluation::scorecards::prepare::prepare_scorecard),
        endpoint!(evaluation::scorecards::submit::submit_scorecard),
        endpoint!(evaluation::scorecards::reopen::reopen_scorecard),
        endpoint!(evaluation::scorecards::editions::list_scorecard_editions),
        endpoint!(evaluation::scorecards::list::list_scorecards),
        endpoint!(evaluation::scorecards::batch::save_scorecard_batch),
        endpoint!(evaluation::scorecards::reopenings::list::list_reopenings),
        endpoint!(evaluation::scorecards::reopenings::ask::ask_reopening),
        endpoint!(evaluation::scorecards::reopenings::consent::consent_to_reopening),
        endpoint!(evaluation::scorecards::reopenings::correct::correct_scorecard),
        endpoint!(evaluation::result::get_evaluation_result),
    ]
}

fn integration() -> Vec<Endpoint> {
    vec![
        endpoint!(integration::changes::list_changes),
        endpoint!(integration::audit_events::list_audit_events),
        endpoint!(integration::audit_events::get_audit_event),
        endpoint!(integration::audit_checkpoints::list_audit_checkpoints),
    ]
}
