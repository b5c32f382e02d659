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
        endpoint!(agreements::list::get_agreement),
        endpoint!(agreements::void::void_agreement),
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
        endpoint!(staffing::workers::list::get_worker),
        endpoint!(staffing::workers::change::change_worker),
        endpoint!(staffing::workers::reveal::reveal_worker),
        endpoint!(staffing::workers::erase::erase_worker),
        endpoint!(staffing::certificates::list::list_certificates),
        endpoint!(staffing::certificates::record::record_certificate),
        endpoint!(staffing::certificates::list::get_certificate),
        endpoint!(staffing::certificates::void::void_certificate),
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
        endpoint!(staffing::compliance::view::get_station_compliance),
        endpoint!(staffing::compliance::view::get_compliance),
        endpoint!(staffing::compliance::timeline::get_compliance_timeline),
        endpoint!(staffing::compliance::deadlines::list_compliance_deadlines),
        endpoint!(staffing::compliance::preview::ask::preview_compliance),
        endpoint!(staffing::compliance::vacancies::list_vacancies),
    ]
}

fn service_logs() -> Vec<Endpoint> {
    vec![
        endpoint!(service_logs::list::list_service_logs),
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
        endpoint!(questions::list::list_questions),
        endpoint!(questions::list::get_question),
        endpoint!(questions::answer::answer_question),
        endpoint!(questions::close::close_question),
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
        endpoint!(evaluation::scorecards::submit::submit_scorecard),
        endpoint!(evaluation::result::get_evaluation_result),
        endpoint!(evaluation::tasks::list_my_tasks),
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
