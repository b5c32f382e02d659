//! Rows of approvals, and how they are shown.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    auth::reach::Reach,
    clients::model::visible as visible_clients,
    http::{Error, Result, Tx, Versioned},
    personal::{Cell, PersonKey},
    schema::{clients, minor_access_approvals as approvals},
    tables::Tabular,
    text_enum,
};

/// An emergency opens a minor's data for so long, and is reviewed within that time (ours).
pub const EMERGENCY: TimeDelta = TimeDelta::hours(24);

text_enum! {
    /// What was decided on an access to a minor's data.
    AccessOutcome {
        /// Asked for and approved.
        Approved = "approved", "批准", "Approved";
        /// Asked for and refused.
        Refused = "refused", "不批准", "Refused";
        /// Taken in an emergency, rightly.
        Justified = "justified", "紧急访问正当", "The emergency justified it";
        /// Taken in an emergency that was none.
        NotJustified = "not_justified", "紧急访问不正当", "No emergency justified it";
    }
}

text_enum! {
    /// How an access to a minor's data stands.
    AccessState {
        /// Waits for a decision.
        Requested = "requested", "待审批", "Requested";
        /// Opens the data.
        Open = "open", "有效", "Open";
        /// Refused, ended, expired, or found not justified.
        Closed = "closed", "已失效", "Closed";
    }
}

/// An access to a minor's data.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MinorAccess {
    /// Id of the approval.
    pub id: Uuid,
    /// The minor.
    pub client_id: Uuid,
    /// Taken in an emergency, before anybody decided.
    pub emergency: bool,
    /// Why it is needed; null when the client was erased.
    pub reason: Option<String>,
    /// For whom it opens the data.
    pub requested_by: Uuid,
    /// When it was asked for, or taken.
    pub recorded_at: DateTime<Utc>,
    /// How it stands now.
    pub state: AccessState,
    /// What was decided, of an emergency: found on review.
    pub outcome: Option<AccessOutcome>,
    /// Who decided.
    pub decided_by: Option<Uuid>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// Until when it opens the data, if it is not ended before.
    pub opens_until: Option<DateTime<Utc>>,
    /// Until when an emergency is to be reviewed.
    pub review_due_at: Option<DateTime<Utc>>,
    /// Whether an emergency was not reviewed in time, or has not been and the time is over.
    pub review_late: bool,
    /// When it was ended before its time.
    pub ended_at: Option<DateTime<Utc>>,
    /// Who ended it.
    pub ended_by: Option<Uuid>,
    /// Grows by one with each change.
    pub version: i32,
}

impl Tabular for MinorAccess {
    const NAME: &'static str = "minor-access-approvals";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "client_id",
        "emergency",
        "reason",
        "requested_by",
        "recorded_at",
        "state",
        "outcome",
        "decided_by",
        "decided_at",
        "opens_until",
        "review_due_at",
        "review_late",
        "ended_at",
        "ended_by",
        "version",
    ];
}

impl Versioned for MinorAccess {
    fn version(&self) -> i32 {
        self.version
    }
}

/// A row of `minor_access_approvals`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = approvals, treat_none_as_default_value = false)]
pub struct AccessRow {
    /// Id.
    pub id: Uuid,
    /// The minor.
    pub client_id: Uuid,
    /// Taken in an emergency.
    pub emergency: bool,
    /// Why.
    pub reason_sealed: Option<Vec<u8>>,
    /// For whom.
    pub requested_by: Uuid,
    /// When it was asked for.
    pub recorded_at: DateTime<Utc>,
    /// What was decided.
    pub outcome: Option<AccessOutcome>,
    /// By whom.
    pub decided_by: Option<Uuid>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// Until when it opens the data.
    pub opens_until: Option<DateTime<Utc>>,
    /// When it was ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// By whom.
    pub ended_by: Option<Uuid>,
    /// Version.
    pub version: i32,
}

/// The cell of the reason.
pub const fn cell(row: Uuid) -> Cell {
    Cell { table: "minor_access_approvals", column: "reason", row }
}

impl AccessRow {
    /// How it stands at an instant.
    pub fn state(&self, now: DateTime<Utc>) -> AccessState {
        let closed = matches!(self.outcome, Some(AccessOutcome::Refused | AccessOutcome::NotJustified));
        match self.opens_until {
            _ if closed || self.ended_at.is_some() => AccessState::Closed,
            None => AccessState::Requested,
            Some(until) if now < until => AccessState::Open,
            Some(_) => AccessState::Closed,
        }
    }

    /// What is shown of it.
    pub fn view(&self, key: &PersonKey, now: DateTime<Utc>) -> Result<MinorAccess> {
        let reason = key.open_some(cell(self.id), self.reason_sealed.as_ref())?;
        let due = self.emergency.then(|| self.recorded_at + EMERGENCY);
        Ok(MinorAccess {
            id: self.id,
            client_id: self.client_id,
            emergency: self.emergency,
            reason: reason.map(|reason| reason.expose().clone()),
            requested_by: self.requested_by,
            recorded_at: self.recorded_at,
            state: self.state(now),
            outcome: self.outcome,
            decided_by: self.decided_by,
            decided_at: self.decided_at,
            opens_until: self.opens_until,
            review_due_at: due,
            review_late: due.is_some_and(|due| self.decided_at.unwrap_or(now) > due),
            ended_at: self.ended_at,
            ended_by: self.ended_by,
            version: self.version,
        })
    }

    /// Saves what a decision, a review or an end has changed; the version grows by one.
    pub async fn save(&mut self, tx: &Tx<'_>) -> Result<()> {
        self.version = self.version.saturating_add(1);
        let change = (
            approvals::outcome.eq(self.outcome),
            approvals::decided_by.eq(self.decided_by),
            approvals::decided_at.eq(self.decided_at),
            approvals::opens_until.eq(self.opens_until),
            approvals::ended_at.eq(self.ended_at),
            approvals::ended_by.eq(self.ended_by),
            approvals::version.eq(self.version),
        );
        diesel::update(approvals::table.find((tx.county(), self.id)))
            .set(change)
            .execute(&mut tx.conn())
            .await?;
        Ok(())
    }
}

/// The accesses to clients within reach.
pub fn visible(reach: &Reach) -> approvals::BoxedQuery<'_, Pg> {
    approvals::table
        .filter(approvals::county_code.eq(&reach.county))
        .filter(approvals::client_id.eq_any(visible_clients(reach).select(clients::id)))
        .into_boxed()
}

/// One access to a client within reach, locked until the transaction ends. Errors: 404.
pub async fn lock(tx: &Tx<'_>, id: Uuid) -> Result<AccessRow> {
    let one = approvals::table.find((tx.county(), id)).select(AccessRow::as_select()).for_update();
    let row: AccessRow = one.first(&mut tx.conn()).await?;
    let seen = crate::clients::model::is_visible(tx, row.client_id).await?;
    if seen { Ok(row) } else { Err(Error::not_found()) }
}
