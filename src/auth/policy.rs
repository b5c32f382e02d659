//! The policy table: role × action → extent. The only place a permission is written; handlers name the action's type,
//! OpenAPI, the role matrix and the tests are made from the same lines.

use super::{reach::Extent, role::Role};
use crate::db::text_enum::TextEnum as _;

/// An action as a type: `Ctx<A>` in a handler's signature is the permission check.
pub trait Action: 'static {
    /// Name, also the scope of a machine client; none for what is public.
    const NAME: Option<&'static str>;
    /// Who may, and how far.
    const GRANTS: &'static [(Extent, &'static [Role])];

    /// How far this role may; none is a refusal.
    fn extent(role: Role) -> Option<Extent> {
        Self::GRANTS.iter().find(|(_, roles)| roles.contains(&role)).map(|(extent, _)| *extent)
    }
}

/// No account is needed.
pub struct Public;

impl Action for Public {
    const NAME: Option<&'static str> = None;
    const GRANTS: &'static [(Extent, &'static [Role])] = &[];
}

/// One row of the table, for printing.
pub struct Row {
    /// Name of the action.
    pub action: &'static str,
    /// Who may, and how far.
    pub grants: &'static [(Extent, &'static [Role])],
}

macro_rules! policy {
    ($($(#[doc = $doc:literal])+ $action:ident = $name:literal: $($extent:ident [$($role:ident)+])+;)+) => {
        $($(#[doc = $doc])+ pub struct $action;
        impl Action for $action {
            const NAME: Option<&'static str> = Some($name);
            const GRANTS: &'static [(Extent, &'static [Role])] = &[$((Extent::$extent, &[$(Role::$role),+]),)+];
        })+

        /// The whole table, in order.
        pub const TABLE: &[Row] = &[$(Row { action: $name, grants: $action::GRANTS },)+];
    };
}

policy! {
    /// Read one's own account.
    ReadSelf = "me.read": Own [PlatformAdmin ProvinceViewer BureauAdmin BureauOfficer BureauScorer TownshipOfficer
        ContractorManager StationLead ResidentWorker AgencyManager Evaluator AppealOfficer FinanceOfficer Auditor];
    /// Read accounts.
    ReadUsers = "users.read": Installation [PlatformAdmin] County [BureauAdmin Auditor];
    /// Make, change and disable accounts.
    ManageUsers = "users.manage": Installation [PlatformAdmin] County [BureauAdmin];
    /// Register and revoke machine clients.
    ManageMachineClients = "machine_clients.manage": Installation [PlatformAdmin] County [BureauAdmin];
    /// Read counties.
    ReadCounties = "counties.read": Installation [PlatformAdmin] Province [ProvinceViewer]
        County [BureauAdmin BureauOfficer BureauScorer TownshipOfficer ContractorManager StationLead ResidentWorker
        AgencyManager Evaluator AppealOfficer FinanceOfficer Auditor];
    /// Read townships, the catalogue, the policy, code lists: what everybody of the county works by.
    ReadReference = "reference.read": Province [ProvinceViewer]
        County [BureauAdmin BureauOfficer BureauScorer TownshipOfficer ContractorManager StationLead ResidentWorker
        AgencyManager Evaluator AppealOfficer FinanceOfficer Auditor];
    /// Read organisations.
    ReadOrganisations = "organisations.read": County [BureauAdmin BureauOfficer BureauScorer TownshipOfficer
        ContractorManager StationLead AgencyManager Evaluator AppealOfficer FinanceOfficer Auditor];
    /// Register and change organisations.
    ManageOrganisations = "organisations.manage": County [BureauAdmin BureauOfficer];
    /// Set a new version of the county's policy.
    ManagePolicy = "policies.manage": County [BureauAdmin];
    /// Read agreements and service years.
    ReadAgreements = "agreements.read": County [BureauAdmin BureauOfficer BureauScorer AppealOfficer FinanceOfficer Auditor]
        Stations [ContractorManager TownshipOfficer AgencyManager Evaluator];
    /// Record agreements and service years.
    ManageAgreements = "agreements.manage": County [BureauAdmin];
    /// Read stations.
    ReadStations = "stations.read": Province [ProvinceViewer]
        County [BureauAdmin BureauOfficer BureauScorer AppealOfficer FinanceOfficer Auditor]
        Stations [TownshipOfficer ContractorManager StationLead ResidentWorker AgencyManager Evaluator];
    /// Register stations and move their state.
    ManageStations = "stations.manage": County [BureauAdmin BureauOfficer];
    /// Change how people find and reach a station, when it is open and what it announces.
    ChangeStations = "stations.change": County [BureauAdmin BureauOfficer] Stations [TownshipOfficer];
    /// Record what a station has for its premises: rooms and safety checks (三（二）, 七（一）).
    ManagePremises = "premises.manage": County [BureauAdmin BureauOfficer] Stations [TownshipOfficer];
    /// Record what a station works with: equipment, signage, institutions (六（一）, 六（二）, 六（四）).
    ManageStationFiles = "station_files.manage": County [BureauAdmin BureauOfficer]
        Stations [TownshipOfficer ContractorManager StationLead];
    /// Draft, file and void a station's service list (五).
    ManageServiceLists = "service_lists.manage": Stations [ContractorManager StationLead ResidentWorker];
    /// Record that a filed service list came in (五).
    ReceiveServiceLists = "service_lists.receive": County [BureauAdmin BureauOfficer] Stations [TownshipOfficer];
    /// Read what stations declined (五).
    ReadDeclinedRequests = "declined_requests.read": County [BureauAdmin BureauOfficer Auditor]
        Stations [TownshipOfficer ContractorManager StationLead ResidentWorker];
    /// Record what a station declines (五).
    RecordDeclinedRequests = "declined_requests.record": Stations [ContractorManager StationLead ResidentWorker];
    /// Upload a file that will belong to something.
    UploadAttachments = "attachments.upload": Own [BureauAdmin BureauOfficer BureauScorer TownshipOfficer
        ContractorManager StationLead ResidentWorker AgencyManager Evaluator];
    /// Read a file; of which things, each thing's own action says.
    ReadAttachments = "attachments.read": County [BureauAdmin BureauOfficer BureauScorer AppealOfficer Auditor]
        Stations [TownshipOfficer ContractorManager StationLead ResidentWorker AgencyManager Evaluator];
    /// Register and change villages and communities.
    ManageVillages = "villages.manage": County [BureauAdmin BureauOfficer];
    /// Read milestones and the leading group.
    ReadGovernance = "governance.read": Province [ProvinceViewer]
        County [BureauAdmin BureauOfficer BureauScorer TownshipOfficer ContractorManager StationLead ResidentWorker
        AgencyManager Evaluator AppealOfficer FinanceOfficer Auditor];
    /// Declare milestones, keep the leading group's seats.
    ManageGovernance = "governance.manage": County [BureauAdmin];
    /// Read workers with their certificates, registrations, trainings, employments and postings.
    ReadWorkers = "workers.read": County [BureauAdmin BureauOfficer Auditor]
        Stations [TownshipOfficer ContractorManager StationLead ResidentWorker AgencyManager Evaluator];
    /// Register workers, certificates, registrations, trainings, employments and postings.
    ManageWorkers = "workers.manage": County [BureauAdmin BureauOfficer] Stations [ContractorManager];
    /// Read personal data of workers in the clear, for a stated purpose.
    RevealWorkers = "workers.reveal": County [BureauAdmin BureauOfficer Auditor] Stations [ContractorManager];
    /// Read who read personal data of workers, and what for.
    ReadReveals = "reveals.read": County [BureauAdmin Auditor];
    /// Erase the personal data of workers.
    EraseWorkers = "workers.erase": County [BureauAdmin];
    /// Read health statements and examinations of workers.
    ReadHealth = "health.read": County [BureauAdmin BureauOfficer Auditor] Stations [ContractorManager];
    /// Record health statements and examinations of workers.
    ManageHealth = "health.manage": County [BureauAdmin BureauOfficer] Stations [ContractorManager];
    /// Read absences of workers; their kinds tell of health and family.
    ReadAbsences = "absences.read": County [BureauAdmin BureauOfficer Auditor] Stations [ContractorManager];
    /// Record absences of workers.
    ManageAbsences = "absences.manage": County [BureauAdmin BureauOfficer] Stations [ContractorManager];
    /// Read the verdicts on stations: staffing and readiness.
    ReadCompliance = "compliance.read": Province [ProvinceViewer]
        County [BureauAdmin BureauOfficer BureauScorer AppealOfficer Auditor]
        Stations [TownshipOfficer ContractorManager StationLead ResidentWorker AgencyManager Evaluator];
    /// Read the staffing of the province's counties in figures.
    ReadProvinceCompliance = "compliance.counties": Province [ProvinceViewer];
    /// Read service logs.
    ReadServiceLogs = "service_logs.read": County [BureauAdmin BureauOfficer Auditor]
        Stations [ContractorManager StationLead ResidentWorker AgencyManager Evaluator];
    /// Read services in figures.
    ReadServiceStatistics = "service_statistics.read": Province [ProvinceViewer]
        County [BureauAdmin BureauOfficer Auditor]
        Stations [TownshipOfficer ContractorManager StationLead ResidentWorker AgencyManager Evaluator];
    /// Record service logs, change, hand in, amend and withdraw them.
    RecordServiceLogs = "service_logs.record": Stations [ContractorManager StationLead ResidentWorker];
    /// Import service logs from a file.
    ImportServiceLogs = "service_logs.import": Stations [ContractorManager StationLead];
    /// Review service logs that somebody else recorded.
    ReviewServiceLogs = "service_logs.review": Stations [ContractorManager StationLead];
    /// Verify reviewed service logs.
    VerifyServiceLogs = "service_logs.verify": County [BureauAdmin BureauOfficer];
    /// Return service logs to be mended.
    ReturnServiceLogs = "service_logs.return": County [BureauAdmin BureauOfficer] Stations [ContractorManager StationLead];
    /// Erase the texts of service logs.
    EraseServiceLogs = "service_logs.erase": County [BureauAdmin];
    /// Read imports, how far they are and what is wrong with their rows.
    ReadImports = "imports.read": County [BureauAdmin BureauOfficer Auditor] Stations [ContractorManager StationLead];
    /// End imports.
    ManageImports = "imports.manage": Stations [ContractorManager StationLead];
    /// Read questions about service logs.
    ReadQuestions = "questions.read": County [BureauAdmin BureauOfficer Auditor]
        Stations [ContractorManager StationLead ResidentWorker];
    /// Answer questions about service logs.
    AnswerQuestions = "questions.answer": Stations [ContractorManager StationLead];
    /// Close questions about service logs.
    CloseQuestions = "questions.close": County [BureauAdmin BureauOfficer];
    /// Read clients: names for the workers of their station, masks for the others; minors under an approval only.
    ReadClients = "clients.read": County [BureauAdmin BureauOfficer Auditor]
        Stations [ContractorManager StationLead ResidentWorker];
    /// Register clients and what holds of them.
    ManageClients = "clients.manage": Stations [ContractorManager StationLead ResidentWorker];
    /// Read personal data of clients in the clear, for a stated purpose.
    RevealClients = "clients.reveal": County [BureauAdmin BureauOfficer Auditor]
        Stations [ContractorManager StationLead ResidentWorker];
    /// Erase the personal data of clients.
    EraseClients = "clients.erase": County [BureauAdmin];
    /// Merge registrations of one client, and part them again.
    MergeClients = "clients.merge": County [BureauAdmin BureauOfficer] Stations [ContractorManager StationLead];
    /// Count clients: all that others may know of them.
    CountClients = "clients.count": Province [ProvinceViewer] County [BureauAdmin BureauOfficer BureauScorer AppealOfficer Auditor]
        Stations [TownshipOfficer ContractorManager StationLead ResidentWorker AgencyManager Evaluator];
    /// Move clients to another station.
    MoveClients = "clients.move": County [BureauAdmin BureauOfficer] Stations [ContractorManager];
    /// Read who may see minors' data, and why.
    ReadMinorAccess = "minor_access.read": County [BureauAdmin BureauOfficer Auditor]
        Stations [ContractorManager StationLead ResidentWorker];
    /// Ask for access to a minor's data, take it in an emergency, give it up.
    RequestMinorAccess = "minor_access.request": County [BureauAdmin BureauOfficer Auditor]
        Stations [ContractorManager StationLead ResidentWorker];
    /// Decide on access to minors' data, and review emergencies: the responsible persons.
    DecideMinorAccess = "minor_access.decide": County [BureauAdmin] Stations [ContractorManager StationLead];
    /// Read cases, groups and activities; texts about a client as the client itself is read.
    ReadCases = "cases.read": County [BureauAdmin BureauOfficer Auditor]
        Stations [ContractorManager StationLead ResidentWorker];
    /// Read the texts of cases in the clear, for a stated purpose.
    RevealCases = "cases.reveal": County [BureauAdmin BureauOfficer Auditor]
        Stations [ContractorManager StationLead ResidentWorker];
    /// Record cases, groups and activities.
    ManageCases = "cases.manage": Stations [ContractorManager StationLead ResidentWorker];
    /// Read mandatory reports of harm to children.
    ReadMandatoryReports = "mandatory_reports.read": County [BureauAdmin BureauOfficer Auditor]
        Stations [ContractorManager StationLead ResidentWorker];
    /// Record signs of harm to children, and the steps taken.
    RecordMandatoryReports = "mandatory_reports.record": County [BureauAdmin BureauOfficer]
        Stations [ContractorManager StationLead ResidentWorker];
    /// Read baseline surveys: numbers only.
    ReadSurveys = "surveys.read": County [BureauAdmin BureauOfficer BureauScorer AppealOfficer Auditor]
        Stations [TownshipOfficer ContractorManager StationLead ResidentWorker AgencyManager Evaluator];
    /// Record baseline surveys.
    RecordSurveys = "surveys.record": Stations [ContractorManager StationLead ResidentWorker];
    /// Read progress reports (九（二）), and which are due.
    ReadProgressReports = "progress_reports.read": County [BureauAdmin BureauOfficer BureauScorer AppealOfficer Auditor]
        Stations [TownshipOfficer ContractorManager StationLead ResidentWorker AgencyManager Evaluator];
    /// Draft progress reports, write on them, submit them.
    DraftProgressReports = "progress_reports.draft": Stations [ContractorManager StationLead];
    /// Accept progress reports, return them, set a later due day.
    DecideProgressReports = "progress_reports.decide": County [BureauAdmin BureauOfficer];
    /// Load the working calendar of a year.
    ManageWorkingCalendar = "working_calendars.manage": County [BureauAdmin];
    /// Read briefs, posts and summaries of experience that are not published too.
    ReadBriefs = "briefs.read": County [BureauAdmin BureauOfficer Auditor]
        Stations [TownshipOfficer ContractorManager StationLead ResidentWorker];
    /// Draft, change and submit briefs.
    DraftBriefs = "briefs.draft": County [BureauAdmin BureauOfficer] Stations [ContractorManager StationLead ResidentWorker];
    /// Publish briefs, return and withdraw them.
    PublishBriefs = "briefs.publish": County [BureauAdmin BureauOfficer];
    /// Read indicator frameworks.
    ReadFrameworks = "frameworks.read": County [BureauAdmin BureauOfficer BureauScorer TownshipOfficer ContractorManager
        StationLead ResidentWorker AgencyManager Evaluator AppealOfficer FinanceOfficer Auditor];
    /// Draft and publish indicator frameworks.
    ManageFrameworks = "frameworks.manage": County [BureauAdmin];
    /// Read evaluations: state and who has submitted, never an unrevealed score.
    ReadEvaluations = "evaluations.read": County [BureauAdmin BureauOfficer BureauScorer AppealOfficer Auditor]
        Stations [TownshipOfficer ContractorManager StationLead AgencyManager Evaluator];
    /// Open evaluations and move them.
    ManageEvaluations = "evaluations.manage": County [BureauAdmin];
    /// Give evaluations to the agency's people, and take them away.
    AssignEvaluators = "evaluations.assign": Stations [AgencyManager];
    /// Say who must not score an evaluation: anybody of himself, an administrator or a manager of others.
    RecuseScorers = "evaluations.recuse": County [BureauAdmin BureauScorer] Stations [TownshipOfficer AgencyManager Evaluator];
    /// Hand in materials and the self-assessment, contest computed values.
    PrepareEvaluations = "evaluations.prepare": Stations [ContractorManager StationLead];
    /// Answer contests and fix what does not apply, before scoring.
    SettlePreparation = "evaluations.settle": County [BureauAdmin BureauOfficer];
    /// Name a deputy for a party that missed its time.
    NameDeputies = "evaluations.name_deputies": County [BureauAdmin] Stations [TownshipOfficer AgencyManager];
    /// Decide what becomes of an evaluation whose scorecard is still missing after the days of grace.
    DecideMissedCards = "evaluations.decide_missed": County [AppealOfficer];
    /// Read computed evidence, materials, self-assessment, contests and what does not apply.
    ReadPreparation = "evaluations.read_preparation": County [BureauAdmin BureauOfficer BureauScorer AppealOfficer Auditor]
        Stations [TownshipOfficer ContractorManager StationLead AgencyManager Evaluator];
    /// Read a scorecard: one's own party's, or all when all three are in. The contractor reads from `provisional` on.
    ReadScorecards = "scorecards.read": County [BureauAdmin BureauScorer AppealOfficer Auditor]
        Stations [TownshipOfficer ContractorManager AgencyManager Evaluator];
    /// Fill in and submit one's own party's scorecard, and reopen it while the others are not in.
    Score = "scorecards.score": County [BureauScorer] Stations [TownshipOfficer AgencyManager Evaluator];
    /// Ask for, or consent to, the correction of a named error after all three are in.
    ReopenScorecards = "scorecards.reopen": County [BureauAdmin];
    /// Read the result of an evaluation and its documents. The contractor reads from `provisional` on.
    ReadResults = "results.read": County [BureauAdmin BureauOfficer BureauScorer AppealOfficer Auditor]
        Stations [TownshipOfficer ContractorManager AgencyManager Evaluator];
    /// Look at a result before it is made: margins, influence, contested indicators.
    PreviewResults = "results.preview": County [BureauAdmin AppealOfficer];
    /// Appeal against a provisional result, and withdraw the appeal.
    FileAppeals = "appeals.file": Stations [ContractorManager];
    /// Read appeals.
    ReadAppeals = "appeals.read": County [BureauAdmin BureauOfficer AppealOfficer Auditor] Stations [ContractorManager];
    /// Decide appeals.
    DecideAppeals = "appeals.decide": County [AppealOfficer];
    /// Read annual results and renewal references.
    ReadAnnualResults = "annual_results.read": Province [ProvinceViewer]
        County [BureauAdmin BureauOfficer BureauScorer AppealOfficer FinanceOfficer Auditor]
        Stations [TownshipOfficer ContractorManager AgencyManager];
    /// Decide on the renewal of an agreement with the annual results as a reference.
    DecideRenewals = "renewals.decide": County [BureauAdmin];
    /// Compare scorers with each other, after publication.
    CompareScorers = "scorers.compare": County [BureauAdmin AppealOfficer Auditor] Stations [AgencyManager];
    /// Commit and draw spot checks, and record what they find.
    ManageSpotChecks = "spot_checks.manage": County [BureauAdmin BureauOfficer] Stations [AgencyManager Evaluator];
    /// Read spot checks and repeat their draw.
    ReadSpotChecks = "spot_checks.read": County [BureauAdmin BureauOfficer BureauScorer AppealOfficer Auditor]
        Stations [TownshipOfficer ContractorManager StationLead AgencyManager Evaluator];
    /// Read the audit trail.
    ReadAuditTrail = "audit.read": County [BureauAdmin Auditor];
    /// Follow the change feed.
    FollowChanges = "changes.follow": County [BureauAdmin Auditor];
}

/// The extent a role has for an action, for the matrix.
pub fn extent_of(row: &Row, role: Role) -> Option<Extent> {
    row.grants.iter().find(|(_, roles)| roles.contains(&role)).map(|(extent, _)| *extent)
}

/// The role matrix as a table: one line an action, one column a role. `docs/role-matrix.md` is this, checked in, for
/// people to review; a test compares them.
pub fn matrix() -> String {
    use std::fmt::Write as _;

    let roles: Vec<Role> = Role::LABELS.iter().filter_map(|label| Role::from_code(label.code)).collect();
    let line = |first: &str, cells: Vec<&str>| format!("| {first} | {} |\n", cells.join(" | "));
    let mut text = String::from(
        "# Role × action → reach\n\nMade by `stations policy show` from `src/auth/policy.rs`. A dot is a refusal.\n\n",
    );
    text.push_str(&line("action", roles.iter().map(|role| role.code()).collect()));
    let _ = writeln!(text, "|{}", "---|".repeat(roles.len().saturating_add(1)));
    for row in TABLE {
        text.push_str(&line(
            row.action,
            roles.iter().map(|role| extent_of(row, *role).map_or(".", Extent::name)).collect(),
        ));
    }
    text
}
