//! `GET /code-lists`: every enum of the API with its labels, so that no front end keeps its own. Public, because a
//! sign-in page and the public complaint form show some of them, and they say nothing about anybody.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    attachments::{media_type::MediaType, uses::AttachedTo},
    auth::{
        policy::Public,
        role::Role,
        sessions::SessionEnd,
        sign_in::token::{AssertionType, GrantType},
    },
    briefs::model::BriefKind,
    casework::{
        activities::model::{ActivityKind, ActivityState},
        cases::model::GoalAchievement,
        groups::model::{AttendanceStanding, GroupKind, LeavingReason},
    },
    catalogue::{
        declined::model::{DeclineOutcome, DeclinedMatter},
        lists::model::{ReceivingParty, ServiceListState},
    },
    clients::{
        duplicates::DuplicateSign,
        kinds::{
            ClientCategory, ClientFactKind, ClientKind, ClientQuestion, ClientSecret, ConsentBy,
            ConsentChannel, Relation, RiskLevel,
        },
        mandatory_reports::model::{ProtectionSign, ReportAuthority, ReportStepKind},
        minor_access::model::{AccessOutcome, AccessState},
    },
    db::text_enum::{Label, TextEnum as _},
    evaluation::{
        frameworks::{
            indicator::{Doer, IndicatorContent, ScoringKind, ZeroDenominator},
            model::FrameworkState,
        },
        model::{EvaluationState, Party, ScorecardState},
        scorecards::{batch::CardOutcome, completeness::MissingPart},
    },
    governance::leading_group::model::LeadingGroupSeat,
    http::{Ctx, Reply, Result},
    imports::model::{ImportKind, ImportState},
    personal::erasure::ErasureGround,
    places::{
        organisations::model::OrganisationKind, service_years::model::PhaseKind, townships::TownshipKind,
        villages::model::VillageKind,
    },
    premises::{equipment::EquipmentFund, fact::StationFactKind, safety_checks::ValidUntilSource},
    progress_reports::{due::notices::ReportNotice, figures::ReportFigure},
    questions::model::QuestionState,
    rules::{
        absences::AbsenceKind,
        agreements::AgreementState,
        brief_states::{BriefAction, BriefState},
        case_stages::{CaseStage, CaseState, CaseStepKind, ClosureReason},
        entry_questions::QuestionKind,
        finding::{EmploymentKind, Status, SubjectKind},
        identifiers::Sex,
        log_states::{LogAction, LogState},
        mandatory_report::ReportStanding,
        milestones::{MilestoneDerivation, MilestonePhase, MilestoneStatus},
        qualifications::{CertificateLevel, Education},
        ranking::{CriterionKind, CriterionStanding, RankingCriterion},
        readiness::facts::{
            EquipmentCondition, EquipmentKind, InstitutionKind, RoomFunction, SafetyCheckKind,
            SafetyCheckResult,
        },
        report_states::{ReportAction, ReportState},
        reporting::ReportTimeliness,
        station_state::StationState,
    },
    service_logs::{
        belonging::BelongsKind,
        conflicts::model::{ConflictKind, ConflictResolution},
        content::EntryState,
        figures::cells::FigureCut,
        model::ServiceMethod,
        steps::take::VerificationMeans,
        sync::operation::{SyncKind, SyncOutcome},
        view::LogMark,
    },
    staffing::{
        health::model::HealthStatementKind, mistakes::RecordingMistake, postings::model::PostingRole,
        trainings::model::TrainingKind, workers::reveal::WorkerSecret,
    },
    statistics::services::{answer::ClientsMissing, asked::ServiceGrouping},
    tables::import::ImportMode,
    tasks::list::TaskKind,
};

/// Every list by its name, a line each; a test compares them with the source.
const LISTS: &[(&str, &[Label])] = &[
    ("absence_kind", AbsenceKind::LABELS),
    ("access_outcome", AccessOutcome::LABELS),
    ("access_state", AccessState::LABELS),
    ("activity_kind", ActivityKind::LABELS),
    ("activity_state", ActivityState::LABELS),
    ("agreement_state", AgreementState::LABELS),
    ("assertion_type", AssertionType::LABELS),
    ("attached_to", AttachedTo::LABELS),
    ("attendance_standing", AttendanceStanding::LABELS),
    ("belongs_kind", BelongsKind::LABELS),
    ("brief_action", BriefAction::LABELS),
    ("brief_kind", BriefKind::LABELS),
    ("brief_state", BriefState::LABELS),
    ("card_outcome", CardOutcome::LABELS),
    ("case_stage", CaseStage::LABELS),
    ("case_state", CaseState::LABELS),
    ("case_step_kind", CaseStepKind::LABELS),
    ("certificate_level", CertificateLevel::LABELS),
    ("client_category", ClientCategory::LABELS),
    ("client_fact_kind", ClientFactKind::LABELS),
    ("client_kind", ClientKind::LABELS),
    ("client_question", ClientQuestion::LABELS),
    ("client_secret", ClientSecret::LABELS),
    ("clients_missing", ClientsMissing::LABELS),
    ("closure_reason", ClosureReason::LABELS),
    ("conflict_kind", ConflictKind::LABELS),
    ("conflict_resolution", ConflictResolution::LABELS),
    ("consent_by", ConsentBy::LABELS),
    ("consent_channel", ConsentChannel::LABELS),
    ("criterion_kind", CriterionKind::LABELS),
    ("criterion_standing", CriterionStanding::LABELS),
    ("decline_outcome", DeclineOutcome::LABELS),
    ("declined_matter", DeclinedMatter::LABELS),
    ("doer", Doer::LABELS),
    ("duplicate_sign", DuplicateSign::LABELS),
    ("education", Education::LABELS),
    ("employment_kind", EmploymentKind::LABELS),
    ("entry_state", EntryState::LABELS),
    ("equipment_condition", EquipmentCondition::LABELS),
    ("equipment_fund", EquipmentFund::LABELS),
    ("equipment_kind", EquipmentKind::LABELS),
    ("erasure_ground", ErasureGround::LABELS),
    ("evaluation_state", EvaluationState::LABELS),
    ("figure_cut", FigureCut::LABELS),
    ("finding_status", Status::LABELS),
    ("finding_subject_kind", SubjectKind::LABELS),
    ("framework_state", FrameworkState::LABELS),
    ("goal_achievement", GoalAchievement::LABELS),
    ("grant_type", GrantType::LABELS),
    ("group_kind", GroupKind::LABELS),
    ("health_statement_kind", HealthStatementKind::LABELS),
    ("import_kind", ImportKind::LABELS),
    ("import_mode", ImportMode::LABELS),
    ("import_state", ImportState::LABELS),
    ("indicator_content", IndicatorContent::LABELS),
    ("institution_kind", InstitutionKind::LABELS),
    ("leading_group_seat", LeadingGroupSeat::LABELS),
    ("leaving_reason", LeavingReason::LABELS),
    ("log_action", LogAction::LABELS),
    ("log_mark", LogMark::LABELS),
    ("log_state", LogState::LABELS),
    ("media_type", MediaType::LABELS),
    ("milestone_derivation", MilestoneDerivation::LABELS),
    ("milestone_phase", MilestonePhase::LABELS),
    ("milestone_status", MilestoneStatus::LABELS),
    ("missing_part", MissingPart::LABELS),
    ("organisation_kind", OrganisationKind::LABELS),
    ("party", Party::LABELS),
    ("phase_kind", PhaseKind::LABELS),
    ("posting_role", PostingRole::LABELS),
    ("protection_sign", ProtectionSign::LABELS),
    ("question_kind", QuestionKind::LABELS),
    ("question_state", QuestionState::LABELS),
    ("ranking_criterion", RankingCriterion::LABELS),
    ("receiving_party", ReceivingParty::LABELS),
    ("recording_mistake", RecordingMistake::LABELS),
    ("relation", Relation::LABELS),
    ("report_action", ReportAction::LABELS),
    ("report_authority", ReportAuthority::LABELS),
    ("report_figure", ReportFigure::LABELS),
    ("report_notice", ReportNotice::LABELS),
    ("report_standing", ReportStanding::LABELS),
    ("report_state", ReportState::LABELS),
    ("report_step_kind", ReportStepKind::LABELS),
    ("report_timeliness", ReportTimeliness::LABELS),
    ("risk_level", RiskLevel::LABELS),
    ("role", Role::LABELS),
    ("room_function", RoomFunction::LABELS),
    ("safety_check_kind", SafetyCheckKind::LABELS),
    ("safety_check_result", SafetyCheckResult::LABELS),
    ("scorecard_state", ScorecardState::LABELS),
    ("scoring_kind", ScoringKind::LABELS),
    ("service_grouping", ServiceGrouping::LABELS),
    ("service_list_state", ServiceListState::LABELS),
    ("service_method", ServiceMethod::LABELS),
    ("session_end", SessionEnd::LABELS),
    ("sex", Sex::LABELS),
    ("station_fact_kind", StationFactKind::LABELS),
    ("station_state", StationState::LABELS),
    ("sync_kind", SyncKind::LABELS),
    ("sync_outcome", SyncOutcome::LABELS),
    ("task_kind", TaskKind::LABELS),
    ("township_kind", TownshipKind::LABELS),
    ("training_kind", TrainingKind::LABELS),
    ("valid_until_source", ValidUntilSource::LABELS),
    ("verification_means", VerificationMeans::LABELS),
    ("village_kind", VillageKind::LABELS),
    ("worker_secret", WorkerSecret::LABELS),
    ("zero_denominator", ZeroDenominator::LABELS),
];

/// All lists.
#[derive(Debug, Serialize, ToSchema)]
pub struct CodeLists {
    /// The lists, by name.
    pub items: Vec<CodeList>,
}

/// The values of one enum.
#[derive(Debug, Serialize, ToSchema)]
pub struct CodeList {
    /// Name of the list.
    #[schema(example = "station_state")]
    pub name: &'static str,
    /// Its values in order.
    pub values: &'static [Label],
}

/// Lists every enum of the API with its Chinese and English labels.
#[utoipa::path(get, path = "/api/v1/code-lists", tag = "access")]
pub async fn list_code_lists(_ctx: Ctx<Public>) -> Result<Reply<CodeLists>> {
    let items = LISTS.iter().map(|(name, values)| CodeList { name, values }).collect();
    Reply::computed(&CodeLists { items })
}
