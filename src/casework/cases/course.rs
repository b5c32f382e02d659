//! The course of a case: a step is put in its place by day, the whole is judged, and where it leads is written.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use uuid::Uuid;

use super::{
    model::{self, CaseRow, StepRow, cell},
    show,
    view::Case,
};
use crate::{
    audit::event::Event,
    auth::policy::ManageCases,
    casework::employed,
    clients, dated,
    http::{Created, Ctx, Error, IfMatch, Result, Tx, codes::Code, fault::Fault},
    personal::{PersonKey, Roots, Sensitive},
    rules::case_stages::{CaseStepKind, ClosureReason, Course, Step},
    schema::case_steps,
};

/// A step to take.
pub struct NewStep {
    /// What was done.
    pub kind: CaseStepKind,
    /// The day.
    pub on: NaiveDate,
    /// By whom.
    pub worker: Uuid,
    /// Why, of a closure.
    pub reason: Option<ClosureReason>,
    /// Whether the client consents, of a referral.
    pub client_consents: Option<bool>,
    /// What was found, planned, done.
    pub text: Sensitive<String>,
    /// To whom, of a referral.
    pub referred_to: Option<Sensitive<String>>,
}

/// Takes a step in a transaction of its own. What ends a case or begins it anew depends on what was seen of it: `if_match`.
pub async fn take(
    ctx: &Ctx<ManageCases>,
    id: Uuid,
    if_match: Option<&IfMatch>,
    new: NewStep,
) -> Result<Created<Case>> {
    let roots = &ctx.shared().personal;
    ctx.write(async |tx| {
        let mut case = model::lock(tx, id).await?;
        if let Some(if_match) = if_match {
            if_match.check(case.version)?;
        }
        within_days(tx, &case, new.on)?;
        employed::require(tx, "/worker_id", new.worker, new.on).await?;
        let key = client_key(roots, tx, &case).await?;
        let (mut steps, position) = steps(tx, case.id).await?;
        let row = new.row(tx, &key, (case.id, position))?;
        steps.push(row.clone());
        let course = judged(&mut steps)?;
        let values = (case_steps::county_code.eq(tx.county()), &row);
        diesel::insert_into(case_steps::table).values(values).execute(&mut tx.conn()).await?;
        model::save(tx, &mut case, &course).await?;
        let told = json!({"step": row.kind, "on": row.taken_on, "worker": row.worker_id, "reason": row.reason,
            "client_consents": row.client_consents, "state": case.state});
        tx.record(Event::new("case.step_taken", case.id, told));
        let path = format!("/api/v1/cases/{}", case.id);
        Ok(show::reply::<_, 201>(ctx, tx, case).await?.at(path))
    })
    .await
}

/// The key of the client, who is served where the case is; locked. Errors: 409 when another station serves by now.
pub async fn client_key(roots: &Roots, tx: &Tx<'_>, case: &CaseRow) -> Result<PersonKey> {
    match clients::model::lock(roots, tx, case.client_id).await {
        Ok((client, key)) if client.station_id == case.station_id => Ok(key),
        Err(error) if error.code != Code::NotFound => Err(error),
        _ => {
            let (zh, en) = ("该服务对象已转至其他站点", "Another station serves the client by now");
            Err(Error::new(Code::Conflict).detail(zh, en))
        }
    }
}

/// Errors: 422 for a day before the acceptance or after today.
pub fn within_days(tx: &Tx<'_>, case: &CaseRow, on: NaiveDate) -> Result<()> {
    dated::not_after(tx.today(), "/on", Some(on))?;
    if on >= case.accepted_on {
        return Ok(());
    }
    let (zh, en) = ("不得早于接案日期", "It cannot be before the case was accepted");
    Err(Fault::body("/on", "too_early", zh, en).into())
}

/// Errors: 409 when the case has ended.
pub fn goes_on(case: &CaseRow) -> Result<()> {
    if case.ended_on.is_none() {
        return Ok(());
    }
    let (zh, en) = ("个案已结束；如需继续，请先重新开案", "The case has ended: reopen it first");
    Err(Error::new(Code::Conflict).detail(zh, en))
}

/// The steps that stand, and the position of the next one.
pub async fn steps(tx: &Tx<'_>, case: Uuid) -> Result<(Vec<StepRow>, i32)> {
    let rows = case_steps::table
        .filter(case_steps::county_code.eq(tx.county()))
        .filter(case_steps::case_id.eq(case))
        .order(case_steps::position)
        .select(StepRow::as_select());
    let mut rows: Vec<StepRow> = rows.load(&mut tx.conn()).await?;
    let next = rows.last().map_or(1, |last| last.position.saturating_add(1));
    rows.retain(|row| row.voided_at.is_none());
    Ok((rows, next))
}

/// Where steps lead, by day and on a day by position. Errors: 409 with the step that cannot stand, and why.
pub fn judged(steps: &mut [StepRow]) -> Result<Course> {
    steps.sort_by_key(|step| (step.taken_on, step.position));
    let one = |row: &StepRow| Step { kind: row.kind, on: row.taken_on, reason: row.reason };
    let all: Vec<Step> = steps.iter().map(one).collect();
    Course::of(&all).map_err(|(step, misfit)| {
        let (zh, en) = misfit.told(step);
        Error::new(Code::Conflict).detail(zh, en)
    })
}

impl NewStep {
    fn row(&self, tx: &Tx<'_>, key: &PersonKey, (case_id, position): (Uuid, i32)) -> Result<StepRow> {
        let id = tx.new_id();
        let to = cell("case_steps", "referred_to", id);
        Ok(StepRow {
            id,
            case_id,
            position,
            kind: self.kind,
            taken_on: self.on,
            worker_id: self.worker,
            reason: self.reason,
            client_consents: self.client_consents,
            text_sealed: Some(key.seal(cell("case_steps", "text", id), &self.text)?),
            referred_to_sealed: key.seal_some(to, self.referred_to.as_ref())?,
            recorded_by: tx.actor()?,
            recorded_at: tx.now(),
            voided_at: None,
            void_reason: None,
        })
    }
}
