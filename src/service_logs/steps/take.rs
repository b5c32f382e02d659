//! Taking a step: the state, its reason, a row that tells of it, its questions and its event.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    auth::{caller::Caller, policy::Action},
    http::{Ctx, IfMatch, Reply, Result, Tx, text::Reason},
    personal::{Cell, PersonKey, Roots},
    rules::{entry_questions::Question, log_states::LogAction},
    schema::service_log_moves,
    service_logs::{
        asked,
        effects::{self, Change},
        model::{self, Log},
        rewrite, texts,
        view::ServiceLog,
    },
    text_enum,
};

text_enum! {
    /// By what a log was verified.
    VerificationMeans {
        /// The bureau looked at it.
        Bureau = "bureau", "县民政局核实", "The bureau";
        /// A spot check found it true.
        SpotCheck = "spot_check", "抽查核实", "Spot check";
    }
}

/// Why a log is given or taken back.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct StepReason {
    /// The reason; kept sealed.
    pub reason: Reason,
}

/// A step.
#[derive(Debug, Clone, Copy)]
pub struct Step<'a> {
    /// What is done.
    pub action: LogAction,
    /// Past tense, for the event.
    pub event: &'static str,
    /// Why, of a return and a withdrawal.
    pub reason: Option<&'a Reason>,
    /// By what, of a verification.
    pub means: Option<VerificationMeans>,
}

/// Takes a step in a transaction of its own.
pub async fn step<A: Action>(
    ctx: &Ctx<A>,
    id: Uuid,
    if_match: &IfMatch,
    step: Step<'_>,
) -> Result<Reply<ServiceLog>> {
    let (roots, caller) = (&ctx.shared().personal, ctx.caller()?);
    ctx.write(async |tx| {
        let log = take(tx, (roots, caller), id, if_match, step).await?;
        Reply::tagged(&ServiceLog::new(log, caller))
    })
    .await
}

/// Takes a step in an open transaction. Errors: 404, 412, 409 when the state does not take it, 403.
pub async fn take(
    tx: &Tx<'_>,
    (roots, caller): (&Roots, &Caller),
    id: Uuid,
    if_match: &IfMatch,
    step: Step<'_>,
) -> Result<Log> {
    let (before, key) = model::lock(roots, tx, id).await?;
    let mut log = before.clone();
    if_match.check(log.facts.version)?;
    rewrite::judge(step.action, &log.facts, caller)?;
    let asked = match step.action {
        LogAction::Submit => hand_in(tx, roots, &mut log).await?,
        _ => Vec::new(),
    };
    log.facts.state = step.action.leads_to(before.facts.state);
    log.facts.on_list = log.facts.on_list.filter(|_| log.facts.state.counts());
    log.facts.version = log.facts.version.saturating_add(1);
    log.texts.state_reason = step.reason.map(|reason| reason.as_str().to_owned());
    rewrite::save(tx, &log, &key).await?;
    insert(tx, &log, &key, step).await?;
    let told = json!({"means": step.means});
    let change = Change { action: step.event, before: Some(&before), log: &log, asked, told };
    effects::settle(tx, change).await?;
    Ok(log)
}

/// What is asked about a log that counts from now on.
async fn hand_in(tx: &Tx<'_>, roots: &Roots, log: &mut Log) -> Result<Vec<Question>> {
    let said = log.said()?;
    let text = said.text_hash(roots, tx.county())?;
    let beside = asked::beside(tx, log.facts.id, &said, text.as_deref()).await?;
    log.facts.on_list = beside.on_list;
    beside.questions(tx, log.facts.id, &said).await
}

/// Where the reason of a step stands.
pub const fn cell(row: Uuid) -> Cell {
    Cell { table: "service_log_moves", column: "reason", row }
}

async fn insert(tx: &Tx<'_>, log: &Log, key: &PersonKey, step: Step<'_>) -> Result<()> {
    let id = tx.new_id();
    let row = (
        service_log_moves::county_code.eq(tx.county()),
        service_log_moves::id.eq(id),
        service_log_moves::log_id.eq(log.facts.id),
        service_log_moves::state.eq(log.facts.state),
        service_log_moves::means.eq(step.means),
        service_log_moves::reason_sealed.eq(texts::seal(key, cell(id), step.reason.map(Reason::as_str))?),
        service_log_moves::moved_by.eq(tx.actor()?),
        service_log_moves::recorded_at.eq(tx.now()),
    );
    diesel::insert_into(service_log_moves::table).values(row).execute(&mut tx.conn()).await?;
    Ok(())
}
