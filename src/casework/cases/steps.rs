//! `POST /cases/{id}/stages`, `…/closure`, `…/referral`, `…/reopening`.

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    course::{self, NewStep},
    view::Case,
};
use crate::{
    auth::policy::ManageCases,
    http::{
        Body, Created, Ctx, Id, IfMatch, Path, Result,
        text::{Line, Prose, Reason},
    },
    personal::Sensitive,
    rules::case_stages::{CaseStage, CaseStepKind, ClosureReason},
};

/// A stage of work.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RecordStage {
    /// Which stage.
    pub stage: CaseStage,
    /// The day; not before the acceptance, not after today.
    #[schema(example = "2023-07-02")]
    pub on: NaiveDate,
    /// Who did it, employed on that day.
    pub worker_id: Uuid,
    /// What was found, planned, done or came of it; sealed.
    #[schema(value_type = Prose)]
    pub text: Sensitive<Prose>,
}

/// The end of a case.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct CloseCase {
    /// Why. Goals are met only after an evaluation; `referred` only after a referral.
    pub reason: ClosureReason,
    /// The last day; nothing of the case is later.
    #[schema(example = "2023-07-03")]
    pub on: NaiveDate,
    /// Who closes it, employed on that day.
    pub worker_id: Uuid,
    /// What the case was and what is left; sealed.
    #[schema(value_type = Prose)]
    pub summary: Sensitive<Prose>,
}

/// Passing a client on.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ReferCase {
    /// To whom; sealed.
    #[schema(value_type = Line)]
    pub referred_to: Sensitive<Line>,
    /// Why; sealed.
    #[schema(value_type = Reason)]
    pub reason: Sensitive<Reason>,
    /// Whether the client consents to it; if not, that is kept as well.
    pub client_consents: bool,
    /// The day; nothing of the case is later.
    #[schema(example = "2023-07-03")]
    pub on: NaiveDate,
    /// Who refers, employed on that day.
    pub worker_id: Uuid,
}

/// A new beginning.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ReopenCase {
    /// Why; sealed.
    #[schema(value_type = Reason)]
    pub reason: Sensitive<Reason>,
    /// The day, not before the end.
    #[schema(example = "2023-07-03")]
    pub on: NaiveDate,
    /// Who goes on with it, employed on that day.
    pub worker_id: Uuid,
}

/// Records a stage of work: assessment, plan, intervention, evaluation. A stage needs the one before it on that day or
/// before; an earlier one again, as a revised plan, is recorded and leads back.
#[utoipa::path(post, path = "/api/v1/cases/{id}/stages", tag = "casework")]
pub async fn record_case_stage(
    ctx: Ctx<ManageCases>,
    path: Path<Id>,
    body: Body<RecordStage>,
) -> Result<Created<Case>> {
    let RecordStage { stage, on, worker_id, text } = body.0;
    let step = step(stage.into(), (on, worker_id), text.map(String::from));
    course::take(&ctx, path.id, None, step).await
}

/// Closes a case (结案).
#[utoipa::path(post, path = "/api/v1/cases/{id}/closure", tag = "casework")]
pub async fn close_case(
    ctx: Ctx<ManageCases>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<CloseCase>,
) -> Result<Created<Case>> {
    let CloseCase { reason, on, worker_id, summary } = body.0;
    let step = step(CaseStepKind::Closure, (on, worker_id), summary.map(String::from));
    course::take(&ctx, path.id, Some(&if_match), NewStep { reason: Some(reason), ..step }).await
}

/// Refers a client to others (转介), from any stage; the case ends with it.
#[utoipa::path(post, path = "/api/v1/cases/{id}/referral", tag = "casework")]
pub async fn refer_case(
    ctx: Ctx<ManageCases>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<ReferCase>,
) -> Result<Created<Case>> {
    let ReferCase { referred_to, reason, client_consents, on, worker_id } = body.0;
    let step = NewStep {
        client_consents: Some(client_consents),
        referred_to: Some(referred_to.map(String::from)),
        ..step(CaseStepKind::Referral, (on, worker_id), reason.map(String::from))
    };
    course::take(&ctx, path.id, Some(&if_match), step).await
}

/// Reopens a case that has ended; it goes on where it was.
#[utoipa::path(post, path = "/api/v1/cases/{id}/reopening", tag = "casework")]
pub async fn reopen_case(
    ctx: Ctx<ManageCases>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<ReopenCase>,
) -> Result<Created<Case>> {
    let ReopenCase { reason, on, worker_id } = body.0;
    let step = step(CaseStepKind::Reopening, (on, worker_id), reason.map(String::from));
    course::take(&ctx, path.id, Some(&if_match), step).await
}

fn step(kind: CaseStepKind, (on, worker): (NaiveDate, Uuid), text: Sensitive<String>) -> NewStep {
    NewStep { kind, on, worker, reason: None, client_consents: None, text, referred_to: None }
}
