//! What a move to `provisional`, `final` or `published` makes.

use chrono::Datelike as _;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use super::{
    basis::Basis,
    model::{self, MadeResult, ResultStage},
};
use crate::{
    audit::event::Event,
    evaluation::{
        appeals::model::AppealState,
        model::{EvaluationRow, Party},
        result::EvaluationResult,
        scorecards::blind::{self, Viewer},
    },
    http::{Error, Result, Tx, codes::Code, fault::Fault},
    places::policy,
    progress_reports::calendar::model as calendar,
    schema::{appeals, scorecard_reopenings},
};

/// The provisional result, and the last day for an appeal.
pub async fn provisional(tx: &Tx<'_>, evaluation: &mut EvaluationRow) -> Result<()> {
    make(tx, evaluation, ResultStage::Provisional).await?;
    open_window(tx, evaluation).await
}

/// The provisional result anew, after an appeal was decided; the days for appeals stay what they are.
pub async fn remake(tx: &Tx<'_>, evaluation: &EvaluationRow) -> Result<()> {
    make(tx, evaluation, ResultStage::Provisional).await
}

/// The final result: the days for an appeal are over and all appeals are decided. Errors: 409 with all that is missing.
pub async fn finalise(tx: &Tx<'_>, evaluation: &mut EvaluationRow) -> Result<()> {
    let faults = unfinished(tx, evaluation).await?;
    if !faults.is_empty() {
        let refused = Error::new(Code::Conflict)
            .detail("尚不能作出最终结果，见 errors", "The result cannot be final yet; see errors");
        return Err(refused.faults(faults));
    }
    make(tx, evaluation, ResultStage::Final).await
}

/// The publication of a final result: to the accounts within whose reach it is; the plan names no other public.
pub async fn publish(tx: &Tx<'_>, evaluation: &mut EvaluationRow) -> Result<()> {
    let last =
        model::newest(tx, evaluation).await?.ok_or_else(|| Error::internal("final without a result"))?;
    let told = json!({"edition": last.made.edition, "digest": last.digest});
    tx.record(Event::new("result.published", evaluation.id, told));
    Ok(())
}

/// Reckons and keeps the next edition. Its event has the digest, not the figures.
async fn make(tx: &Tx<'_>, evaluation: &EvaluationRow, stage: ResultStage) -> Result<()> {
    let last = model::newest(tx, evaluation).await?;
    let result = reckon(tx, evaluation).await?;
    if stage == ResultStage::Final && last.as_ref().is_none_or(|last| last.made.result != result) {
        return Err(Error::new(Code::Conflict).detail(
            "评分在初步结果之后有变动，须先重新作出初步结果",
            "A scorecard was changed after the provisional result, which has to be made anew first",
        ));
    }
    let edition = last.and_then(|last| last.made.edition).unwrap_or(0).saturating_add(1);
    let made = MadeResult { stage: Some(stage), edition: Some(edition), made_at: Some(tx.now()), result };
    let digest = model::keep(tx, evaluation, &made).await?;
    let action = match stage {
        ResultStage::Provisional => "result.provisional",
        ResultStage::Final => "result.final",
    };
    tx.record(Event::new(action, evaluation.id, json!({"edition": edition, "digest": digest})));
    Ok(())
}

async fn reckon(tx: &Tx<'_>, evaluation: &EvaluationRow) -> Result<EvaluationResult> {
    let cards = blind::cards(tx, evaluation, Viewer::Other).await?;
    if cards.len() < Party::ALL.len() {
        return Err(Error::new(Code::Conflict).detail("评分表尚未齐全", "Not all three scorecards are in"));
    }
    let known_at = model::first_made_at(tx, evaluation).await?.unwrap_or(tx.now());
    Basis::load(tx, evaluation, cards, known_at).await?.result(evaluation)
}

/// As many working days as the policy of today gives, counted from tomorrow.
async fn open_window(tx: &Tx<'_>, evaluation: &mut EvaluationRow) -> Result<()> {
    let (_, policy) = policy::in_force(tx, tx.county(), tx.today(), tx.now()).await?;
    let year = tx.today().year();
    let calendar = calendar::loaded(tx, tx.county(), &[year, year.saturating_add(1)]).await?;
    let days = policy.clocks.appeal_working_days.value;
    evaluation.appeal_until = Some(calendar.working_days_after(tx.today(), days));
    Ok(())
}

/// Everything that keeps a provisional result from being final.
async fn unfinished(tx: &Tx<'_>, evaluation: &EvaluationRow) -> Result<Vec<Fault>> {
    let mut faults = Vec::new();
    let state = |code, zh: String, en: String| Fault::body("/state", code, zh, en);
    if let Some(until) = evaluation.appeal_until.filter(|until| tx.today() <= *until) {
        let (zh, en) = (format!("申诉期至{until}止"), format!("Appeals can be filed until {until}"));
        faults.push(state("appeals_open", zh, en));
    }
    let undecided: i64 = appeals::table
        .filter(appeals::county_code.eq(tx.county()))
        .filter(appeals::evaluation_id.eq(evaluation.id))
        .filter(appeals::state.eq(AppealState::Filed))
        .count()
        .get_result(&mut tx.conn())
        .await?;
    if undecided > 0 {
        let (zh, en) = (format!("{undecided}件申诉尚未处理"), format!("Appeals not decided: {undecided}"));
        faults.push(state("appeals_undecided", zh, en));
    }
    let reopened: i64 = scorecard_reopenings::table
        .filter(scorecard_reopenings::county_code.eq(tx.county()))
        .filter(scorecard_reopenings::evaluation_id.eq(evaluation.id))
        .filter(scorecard_reopenings::consented_at.is_not_null())
        .filter(scorecard_reopenings::closed_at.is_null())
        .count()
        .get_result(&mut tx.conn())
        .await?;
    if reopened > 0 {
        let en = "A scorecard is reopened and not submitted again".to_owned();
        faults.push(state("scorecard_reopened", "有评分表重新开放，尚未再次提交".to_owned(), en));
    }
    Ok(faults)
}
