//! An operation of the queue, and what became of it.

use actix_web::http::Method;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    auth::caller::Caller,
    http::{Error, IfMatch, Result, Tx, body, contract::Contract, fault::Fault},
    personal::Roots,
    rules::log_states::LogAction,
    service_logs::{
        change,
        model::Log,
        record,
        steps::take::{self, Step},
    },
    text_enum,
};

text_enum! {
    /// What an operation of a queue does.
    SyncKind {
        /// Records a log, as `PUT /service-logs/{id}`.
        Record = "record", "新增", "Record a log";
        /// Changes a draft or a returned log, as `PATCH /service-logs/{id}`.
        Change = "change", "修改", "Change a log";
        /// Hands it in, as `POST /service-logs/{id}/submission`.
        Submit = "submit", "提交", "Hand a log in";
    }
}

text_enum! {
    /// What became of an operation.
    SyncOutcome {
        /// It was done, now or when it came before.
        Done = "done", "已完成", "Done";
        /// It came too late; the edit is kept as a conflict.
        Conflict = "conflict", "冲突，已保留", "Kept as a conflict";
        /// It was refused, and the problem says why; nothing was kept.
        Refused = "refused", "被拒绝", "Refused";
    }
}

/// An operation. What its content must be is checked for itself, so that one bad operation spoils no other.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SyncOperation {
    /// Id of the operation, made by the phone: the same operation is done once.
    pub operation_id: Uuid,
    /// What it does.
    pub kind: SyncKind,
    /// The log.
    pub log_id: Uuid,
    /// The version of the log that the phone had; of a change and a submission.
    #[schema(minimum = 1)]
    pub base_version: Option<i32>,
    /// The log to record, or the members to change; none for a submission.
    #[schema(value_type = Option<Object>)]
    pub content: Option<Value>,
}

/// A queue.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct SyncQueue {
    /// The operations, done one after the other in this order.
    #[schema(min_items = 1, max_items = 100)]
    pub operations: Vec<SyncOperation>,
}

/// What became of an operation.
#[derive(Debug, Serialize, ToSchema)]
pub struct SyncResult {
    /// The operation.
    pub operation_id: Uuid,
    /// What became of it.
    pub outcome: SyncOutcome,
    /// The version of the log after it; null when it was refused.
    #[schema(required)]
    pub log_version: Option<i32>,
    /// The conflict that keeps the edit.
    #[schema(required)]
    pub conflict_id: Option<Uuid>,
    /// Why it was refused, as the problem that the single request would have answered.
    #[schema(required, value_type = Option<Object>)]
    pub problem: Option<Value>,
}

/// What became of the operations, in their order.
#[derive(Debug, Serialize, ToSchema)]
pub struct SyncResults {
    /// One for each operation.
    pub items: Vec<SyncResult>,
}

/// Where the operations' own requests stand in the contract.
const LOG: &str = "/api/v1/service-logs/{id}";

impl SyncOperation {
    /// Does it in an open transaction. Errors: those of the single request.
    pub async fn apply(&self, tx: &Tx<'_>, contract: &Contract, by: (&Roots, &Caller)) -> Result<Log> {
        match self.kind {
            SyncKind::Record => {
                record::require_v7(self.log_id)?;
                let log = body::parse_as(contract, (&Method::PUT, LOG), self.content()?)?;
                record::put(tx, by.0, self.log_id, &log).await.map(|(log, _)| log)
            }
            SyncKind::Change => {
                let change = body::parse_as(contract, (&Method::PATCH, LOG), self.content()?)?;
                change::change(tx, by, self.log_id, &self.if_match(), &change).await
            }
            SyncKind::Submit => take::take(tx, by, self.log_id, &self.if_match(), SUBMIT).await,
        }
    }

    fn content(&self) -> Result<Value> {
        let missing = || Error::from(Fault::body("/content", "required", "必填", "This is required"));
        self.content.clone().ok_or_else(missing)
    }

    fn if_match(&self) -> IfMatch {
        self.base_version.map_or(IfMatch::Absent, |version| IfMatch::Versions(vec![version]))
    }
}

const SUBMIT: Step<'static> =
    Step { action: LogAction::Submit, event: "service_log.submitted", reason: None, means: None };
