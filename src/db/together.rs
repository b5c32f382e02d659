//! Which tables stand in one query. Diesel wants each pair told; telling all pairs, as its own print of the schema does,
//! costs half of the time of every build, because the pairs grow with the square of the tables.
//!
//! A query of two tables that are not named together here does not compile: "`TableNotEqual` is not satisfied". Add the
//! second to the line of the first, in alphabetical order.

use crate::schema::{
    absences, agreement_amendments, agreement_stations, agreements, appeal_corrections, appeals,
    attachment_uses, attachments, baseline_surveys, briefs, case_leads, cases, certificates, client_facts,
    client_merges, client_moves, clients, counties, declined_requests, employments, evaluation_assignments,
    evaluation_deputies, evaluation_evidence, evaluation_frameworks, evaluation_materials,
    evaluation_recusals, evaluation_results, evaluation_transitions, evaluations, event_checkpoints,
    event_heads, event_positions, events, events_pending, evidence_contests, group_attendance,
    group_sessions, groups, health_statements, idempotency_keys, inapplicable_indicators,
    leading_group_seats, machine_clients, mandatory_report_steps, mandatory_reports, milestone_declarations,
    milestones, missed_card_decisions, organisation_versions, organisations, personal_keys, phases, policies,
    postings, progress_report_moves, progress_reports, project_cycles, question_answers, questions,
    registrations, renewal_references, scorecard_points, scorecard_reopenings, scorecards, sealed_scorecards,
    self_assessments, service_domains, service_items, service_list_items, service_list_receipts,
    service_lists, service_log_clients, service_log_moves, service_log_versions, service_log_workers,
    service_logs, service_years, sessions, sign_in_failures, spot_check_items, spot_checks, station_facts,
    station_finding_heads, station_states, stations, townships, trainings, used_assertions, users, villages,
    worker_versions, workers,
};

macro_rules! together {
    ($($one:ident: $($other:ident)+;)+) => {
        $($(diesel::allow_tables_to_appear_in_same_query!($one, $other);)+)+
    };
}

together! {
    absences: certificates health_statements registrations trainings worker_versions workers;
    agreement_amendments: agreement_stations agreements;
    agreement_stations: agreements employments evaluation_frameworks evaluation_transitions evaluations organisations phases postings service_years station_facts station_states stations;
    agreements: employments evaluation_frameworks evaluation_transitions evaluations organisations phases postings renewal_references service_years spot_checks station_facts station_states stations;
    appeal_corrections: appeals evaluations;
    appeals: evaluations stations;
    attachment_uses: attachments briefs counties service_list_items service_lists service_log_workers service_logs;
    attachments: counties service_list_items service_lists service_log_workers service_logs;
    baseline_surveys: stations;
    briefs: counties stations;
    case_leads: cases users;
    cases: users;
    certificates: health_statements registrations trainings worker_versions workers;
    client_facts: clients;
    client_merges: clients;
    client_moves: clients;
    clients: service_log_clients service_logs stations villages;
    counties: event_heads idempotency_keys leading_group_seats machine_clients milestones organisations personal_keys policies sessions sign_in_failures station_finding_heads station_states stations townships used_assertions users villages workers;
    declined_requests: stations;
    employments: organisations postings service_items service_logs station_states villages workers;
    evaluation_assignments: evaluations users;
    evaluation_deputies: evaluations users;
    evaluation_evidence: evaluations;
    evaluation_frameworks: organisations phases service_years;
    evaluation_materials: evaluations;
    evaluation_recusals: evaluations users;
    evaluation_results: evaluations phases service_years stations;
    evaluation_transitions: evaluations phases scorecards station_facts stations;
    evaluations: evidence_contests inapplicable_indicators missed_card_decisions organisations phases postings scorecard_reopenings scorecards sealed_scorecards self_assessments service_years station_facts stations;
    event_checkpoints: event_heads event_positions events;
    event_heads: event_positions events events_pending station_states stations townships villages;
    event_positions: events events_pending;
    events: events_pending;
    evidence_contests: phases stations;
    group_attendance: group_sessions;
    group_sessions: groups service_logs;
    health_statements: registrations trainings worker_versions;
    idempotency_keys: sessions sign_in_failures used_assertions;
    leading_group_seats: milestones policies villages;
    machine_clients: sessions used_assertions users;
    mandatory_report_steps: mandatory_reports;
    mandatory_reports: stations;
    milestone_declarations: milestones;
    milestones: policies villages;
    organisation_versions: organisations project_cycles;
    organisations: phases postings project_cycles service_items service_years stations townships workers;
    personal_keys: service_log_workers service_logs worker_versions workers;
    phases: scorecards service_years spot_checks stations;
    policies: villages;
    postings: service_items service_logs station_states stations villages workers;
    progress_report_moves: progress_reports;
    progress_reports: stations;
    project_cycles: service_items stations;
    question_answers: questions;
    questions: service_items service_log_workers service_logs;
    registrations: trainings worker_versions;
    renewal_references: service_years;
    scorecard_points: evaluations scorecards;
    scorecards: scorecard_reopenings sealed_scorecards stations;
    service_domains: service_items;
    service_items: service_list_items service_log_workers service_logs stations villages workers;
    service_list_items: service_lists service_log_workers service_logs;
    service_list_receipts: service_lists;
    service_lists: service_log_workers service_logs stations;
    service_log_clients: service_logs;
    service_log_moves: service_logs;
    service_log_versions: service_logs;
    service_log_workers: service_logs;
    service_logs: villages workers;
    service_years: spot_checks;
    sessions: sign_in_failures used_assertions users;
    sign_in_failures: used_assertions;
    spot_check_items: spot_checks;
    spot_checks: stations;
    station_facts: stations;
    station_finding_heads: stations;
    station_states: stations townships villages;
    stations: townships villages;
    townships: villages workers;
    trainings: worker_versions;
    villages: workers;
    worker_versions: workers;
}
