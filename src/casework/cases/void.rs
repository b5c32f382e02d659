//! `POST /cases/{id}/voiding`, `/case-steps/{id}/voiding`, `/case-goals/{id}/voiding`. The ETag is the case's.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use uuid::Uuid;

use super::{
    course,
    model::{self, CaseRow},
    outcomes, show,
    view::Case,
};
use crate::{
    audit::event::Event,
    auth::policy::ManageCases,
    dated::{self, VoidRow},
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result},
    schema::{case_goals, case_steps, cases},
    voided,
};

/// Voids a case that was recorded wrongly; it stays readable. The reason names nobody.
#[utoipa::path(post, path = "/api/v1/cases/{id}/voiding", tag = "casework")]
pub async fn void_case(
    ctx: Ctx<ManageCases>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<VoidRow>,
) -> Result<Reply<Case>> {
    ctx.write(async |tx| {
        let row = model::lock(tx, path.id).await?;
        if_match.check(row.version)?;
        let change = voided!(cases, tx, row.version, body.0.reason.as_str());
        let one = cases::table.find((tx.county(), row.id));
        let voided = diesel::update(one).set(change).returning(CaseRow::as_returning());
        let row: CaseRow = voided.get_result(&mut tx.conn()).await?;
        let told = json!({"station": row.station_id, "client": row.client_id});
        tx.record(Event::new("case.voided", row.id, told));
        show::reply(&ctx, tx, row).await
    })
    .await
}

/// Voids a step that was recorded wrongly, unless a later one needs it. The reason names nobody.
#[utoipa::path(post, path = "/api/v1/case-steps/{id}/voiding", tag = "casework")]
pub async fn void_case_step(
    ctx: Ctx<ManageCases>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<VoidRow>,
) -> Result<Reply<Case>> {
    ctx.write(async |tx| {
        let one = case_steps::table.find((tx.county(), path.id));
        let case: Uuid = one.select(case_steps::case_id).first(&mut tx.conn()).await?;
        let mut case = model::lock(tx, case).await?;
        if_match.check(case.version)?;
        dated::may_void(one.select(case_steps::voided_at).first(&mut tx.conn()).await?)?;
        // Without the step the case may go on.
        course::client_key(&ctx.shared().personal, tx, &case).await?;
        let (mut steps, _) = course::steps(tx, case.id).await?;
        steps.retain(|step| step.id != path.id);
        let course = course::judged(&mut steps)?;
        let change = (case_steps::voided_at.eq(tx.now()), case_steps::void_reason.eq(body.0.reason.as_str()));
        diesel::update(one).set(change).execute(&mut tx.conn()).await?;
        model::save(tx, &mut case, &course).await?;
        let told = json!({"step": path.id, "state": case.state});
        tx.record(Event::new("case.step_voided", case.id, told));
        show::reply(&ctx, tx, case).await
    })
    .await
}

/// Voids a goal that was recorded wrongly; it stays readable. The reason names nobody.
#[utoipa::path(post, path = "/api/v1/case-goals/{id}/voiding", tag = "casework")]
pub async fn void_case_goal(
    ctx: Ctx<ManageCases>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<VoidRow>,
) -> Result<Reply<Case>> {
    ctx.write(async |tx| {
        let (goal, mut case) = outcomes::lock(tx, path.id).await?;
        if_match.check(case.version)?;
        let change = (case_goals::voided_at.eq(tx.now()), case_goals::void_reason.eq(body.0.reason.as_str()));
        let one = case_goals::table.find((tx.county(), goal.id));
        diesel::update(one).set(change).execute(&mut tx.conn()).await?;
        model::touch(tx, &mut case).await?;
        tx.record(Event::new("case_goal.voided", goal.id, json!({"case": case.id})));
        show::reply(&ctx, tx, case).await
    })
    .await
}
