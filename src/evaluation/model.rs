//! Rows of evaluations, and who may see which.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    auth::{reach::Reach, role::Role},
    db::{Conn, planned::among},
    http::{Result, Tx, Versioned, clock::business_day, codes::Code},
    schema::{evaluation_transitions, evaluations, scorecards},
    text_enum,
};

text_enum! {
    /// A party that scores (七（二）).
    Party {
        /// The evaluation agency.
        ThirdParty = "third_party", "第三方评估机构", "Evaluation agency";
        /// The county civil affairs bureau.
        Bureau = "bureau", "县民政局", "Civil affairs bureau";
        /// The township government.
        Township = "township", "乡镇人民政府", "Township government";
    }
}

impl Party {
    /// The three.
    pub const ALL: [Party; 3] = [Party::ThirdParty, Party::Bureau, Party::Township];

    /// The party a role scores for; most roles are of none.
    pub const fn of(role: Role) -> Option<Party> {
        match role {
            Role::AgencyManager | Role::Evaluator => Some(Party::ThirdParty),
            Role::BureauScorer => Some(Party::Bureau),
            Role::TownshipOfficer => Some(Party::Township),
            _ => None,
        }
    }
}

text_enum! {
    /// How far an evaluation is (domain.md "Evaluation", ours).
    EvaluationState {
        /// Opened.
        Planned = "planned", "计划", "Planned";
        /// The contractor hands in materials.
        Preparation = "preparation", "准备", "Preparation";
        /// The parties score, each blind to the others.
        Scoring = "scoring", "评分", "Scoring";
        /// All three scorecards are in.
        Scored = "scored", "评分完成", "Scored";
        /// The result is reckoned; the contractor reads the whole cards and may appeal.
        Provisional = "provisional", "初步结果", "Provisional";
        /// The result stands.
        Final = "final", "最终结果", "Final";
        /// The result is published.
        Published = "published", "已公布", "Published";
        /// Annulled, with a reason.
        Void = "void", "作废", "Void";
    }
}

impl EvaluationState {
    /// The states somebody may move it to; `scored` comes of itself with the third scorecard.
    pub const fn next(self) -> &'static [EvaluationState] {
        use EvaluationState::{Final, Planned, Preparation, Provisional, Published, Scored, Scoring, Void};
        match self {
            Planned => &[Preparation, Void],
            Preparation => &[Scoring, Void],
            Scoring => &[Void],
            Scored => &[Provisional, Void],
            Provisional => &[Final, Void],
            Final => &[Published, Void],
            Published | Void => &[],
        }
    }

    /// Whether the contractor reads the whole cards and the result: from `provisional` on.
    pub const fn is_open_to_contractor(self) -> bool {
        matches!(self, Self::Provisional | Self::Final | Self::Published)
    }
}

text_enum! {
    /// How far a scorecard is.
    ScorecardState {
        /// Being filled in.
        Draft = "draft", "填写中", "Draft";
        /// Complete, locked and sealed.
        Submitted = "submitted", "已提交", "Submitted";
    }
}

/// An evaluation as a row.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = evaluations)]
pub struct EvaluationRow {
    /// County.
    pub county_code: String,
    /// Id.
    pub id: Uuid,
    /// The station judged.
    pub station_id: Uuid,
    /// The phase judged.
    pub phase_id: Uuid,
    /// What it is judged by.
    pub framework_id: Uuid,
    /// The third party.
    pub agency_id: Uuid,
    /// Who ran the station in that phase.
    pub contractor_id: Uuid,
    /// How far it is.
    pub state: EvaluationState,
    /// Grows with each move and each submission, never with a draft.
    pub version: i32,
    /// The last day for scorecards; set when scoring begins.
    pub scoring_due_on: Option<NaiveDate>,
    /// The last day for an appeal; set when the result is provisional.
    pub appeal_until: Option<NaiveDate>,
}

/// Whether one party has submitted, as a row; never what.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = scorecards)]
pub struct PartyRow {
    /// The party.
    pub party: Party,
    /// Draft or submitted.
    pub state: ScorecardState,
    /// When it submitted.
    pub submitted_at: Option<DateTime<Utc>>,
    /// Whose account submitted.
    pub submitted_by: Option<Uuid>,
}

/// Whether one party has submitted; never what.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PartyProgress {
    /// The party.
    pub party: Party,
    /// Draft or submitted.
    pub state: ScorecardState,
    /// When it submitted.
    pub submitted_at: Option<DateTime<Utc>>,
    /// Whose account submitted.
    pub submitted_by: Option<Uuid>,
    /// Whether it submitted after the last day for scorecards; null while it has not submitted.
    #[schema(required)]
    pub late: Option<bool>,
}

impl PartyRow {
    /// The same beside the last day for scorecards.
    pub fn told(self, due: Option<NaiveDate>) -> PartyProgress {
        let PartyRow { party, state, submitted_at, submitted_by } = self;
        let late = due.zip(submitted_at).map(|(due, at)| business_day(at) > due);
        PartyProgress { party, state, submitted_at, submitted_by, late }
    }
}

/// The evaluation of one station in one phase.
#[derive(Debug, Serialize, ToSchema)]
pub struct Evaluation {
    /// Id of the evaluation.
    pub id: Uuid,
    /// The station judged.
    pub station_id: Uuid,
    /// The phase judged.
    pub phase_id: Uuid,
    /// The framework it is judged by.
    pub framework_id: Uuid,
    /// The evaluation agency.
    pub agency_id: Uuid,
    /// The contractor whose agreement covers station and phase.
    pub contractor_id: Uuid,
    /// How far it is.
    pub state: EvaluationState,
    /// States it can be moved to from here.
    pub next_states: Vec<EvaluationState>,
    /// The last day for scorecards; null before scoring begins.
    #[schema(required)]
    pub scoring_due_on: Option<NaiveDate>,
    /// The last day for an appeal; null before the result is provisional.
    #[schema(required)]
    pub appeal_until: Option<NaiveDate>,
    /// Who has submitted and when; never what.
    pub parties: Vec<PartyProgress>,
    /// Grows by one with each move and submission; also the `ETag`.
    pub version: i32,
}

impl Versioned for Evaluation {
    fn version(&self) -> i32 {
        self.version
    }
}

impl Evaluation {
    /// An evaluation with its parties.
    pub fn new(row: &EvaluationRow, parties: Vec<PartyRow>) -> Self {
        let parties = parties.into_iter().map(|one| one.told(row.scoring_due_on)).collect();
        Self {
            id: row.id,
            station_id: row.station_id,
            phase_id: row.phase_id,
            framework_id: row.framework_id,
            agency_id: row.agency_id,
            contractor_id: row.contractor_id,
            state: row.state,
            next_states: row.state.next().to_vec(),
            scoring_due_on: row.scoring_due_on,
            appeal_until: row.appeal_until,
            parties,
            version: row.version,
        }
    }
}

/// The evaluations within reach. An agency sees those given to it, a contractor those of its own work, even where
/// somebody else has or had the station.
pub fn visible(reach: &Reach) -> evaluations::BoxedQuery<'_, Pg> {
    let mut rows = evaluations::table.filter(evaluations::county_code.eq(&reach.county)).into_boxed();
    if let Some(ours) = reach.contractor {
        // The final phase is judged when its agreement covers the station no longer.
        return rows.filter(evaluations::contractor_id.eq(ours));
    }
    rows = rows.filter(among(evaluations::station_id, reach.stations()));
    if let Some(ours) = reach.only_organisation() {
        rows = rows.filter(evaluations::agency_id.eq(ours).or(evaluations::contractor_id.eq(ours)));
    }
    rows
}

/// One evaluation within reach. Errors: 404.
pub async fn find_row(mut conn: &Conn, reach: &Reach, id: Uuid) -> Result<EvaluationRow> {
    let one = visible(reach).filter(evaluations::id.eq(id)).select(EvaluationRow::as_select());
    Ok(one.first(&mut conn).await?)
}

/// One evaluation within reach, with its parties. Errors: 404.
pub async fn find(mut conn: &Conn, reach: &Reach, id: Uuid) -> Result<Evaluation> {
    let row = find_row(conn, reach, id).await?;
    let cards = scorecards::table
        .filter(scorecards::county_code.eq(&row.county_code))
        .filter(scorecards::evaluation_id.eq(id))
        .order(scorecards::party)
        .select(PartyRow::as_select());
    let parties = cards.load(&mut conn).await?;
    Ok(Evaluation::new(&row, parties))
}

/// One evaluation within reach, locked until the transaction ends; who writes to a scorecard locks this first.
/// Errors: 404.
pub async fn lock(mut conn: &Conn, reach: &Reach, id: Uuid) -> Result<EvaluationRow> {
    find_row(conn, reach, id).await?;
    let one = evaluations::table.find((&reach.county, id)).select(EvaluationRow::as_select());
    Ok(one.for_update().first(&mut conn).await?)
}

/// Saves a row whose state may have changed; its version grows by one. Errors: 412 when somebody else was faster.
pub async fn save(tx: &Tx<'_>, row: &EvaluationRow) -> Result<()> {
    let one = evaluations::table.find((tx.county(), row.id)).filter(evaluations::version.eq(row.version));
    let change = (
        evaluations::state.eq(row.state),
        evaluations::scoring_due_on.eq(row.scoring_due_on),
        evaluations::appeal_until.eq(row.appeal_until),
        evaluations::version.eq(row.version.saturating_add(1)),
    );
    let changed = diesel::update(one).set(change).execute(&mut tx.conn()).await?;
    if changed == 1 { Ok(()) } else { Err(Code::Stale.into()) }
}

/// Writes down that an evaluation came into a state.
pub async fn enter(
    tx: &Tx<'_>,
    evaluation: Uuid,
    state: EvaluationState,
    reason: Option<&str>,
) -> Result<()> {
    let row = (
        evaluation_transitions::county_code.eq(tx.county()),
        evaluation_transitions::id.eq(tx.new_id()),
        evaluation_transitions::evaluation_id.eq(evaluation),
        evaluation_transitions::state.eq(state),
        evaluation_transitions::reason.eq(reason),
        evaluation_transitions::moved_by.eq(tx.actor()?),
        evaluation_transitions::recorded_at.eq(tx.now()),
    );
    diesel::insert_into(evaluation_transitions::table).values(row).execute(&mut tx.conn()).await?;
    Ok(())
}
