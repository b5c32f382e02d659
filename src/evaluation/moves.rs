//! What a move to a state asks for, and what comes with it (domain.md "Procedure").

use chrono::NaiveDate;

use super::{
    evidence::freeze,
    model::{EvaluationRow, EvaluationState},
    preparation::{contests::model::unanswered, stage},
    results::making,
    standing,
};
use crate::{
    http::{Error, Result, Tx, codes::Code, fault::Fault},
    places::{policy, service_years::model::phase},
};

/// Judges a move, `row.state` being the new state already, and does what belongs to it. Errors: 409 with everything that
/// is still missing; 403 for who scored and is to finish.
pub async fn enter(tx: &Tx<'_>, row: &mut EvaluationRow) -> Result<()> {
    match row.state {
        EvaluationState::Preparation => judge_begun(tx, row).await,
        EvaluationState::Scoring => begin_scoring(tx, row).await,
        EvaluationState::Provisional => {
            standing::apart(tx, row).await?;
            making::provisional(tx, row).await
        }
        EvaluationState::Final => {
            standing::apart(tx, row).await?;
            making::finalise(tx, row).await
        }
        EvaluationState::Published => {
            standing::apart(tx, row).await?;
            making::publish(tx, row).await
        }
        EvaluationState::Planned | EvaluationState::Scored | EvaluationState::Void => Ok(()),
    }
}

async fn judge_begun(tx: &Tx<'_>, row: &EvaluationRow) -> Result<()> {
    let first = phase(tx, tx.county(), row.phase_id).await?.from;
    if tx.today() >= first {
        return Ok(());
    }
    Err(Error::new(Code::Conflict)
        .detail(format!("该期自{first}开始"), format!("The phase begins on {first}")))
}

async fn begin_scoring(tx: &Tx<'_>, row: &mut EvaluationRow) -> Result<()> {
    let phase = phase(tx, tx.county(), row.phase_id).await?;
    let faults = not_ready(tx.today(), phase.scoring_from, &unanswered(tx, row).await?);
    if !faults.is_empty() {
        let refused = Error::new(Code::Conflict)
            .detail("尚不能开始评分，见 errors", "Scoring cannot begin yet; see errors");
        return Err(refused.faults(faults));
    }
    freeze::freeze(tx, row).await?;
    row.scoring_due_on = Some(last_day(tx, phase.scoring_to).await?);
    Ok(())
}

/// Everything that keeps scoring from beginning.
fn not_ready(today: NaiveDate, from: NaiveDate, unanswered: &[String]) -> Vec<Fault> {
    let early = (today < from).then(|| {
        let (zh, en) = (format!("评分自{from}开始"), format!("Scoring begins on {from}"));
        Fault::body("/state", "too_early", zh, en)
    });
    let open = unanswered.iter().map(|code| {
        let (zh, en) =
            (format!("指标{code}的异议尚未答复"), format!("The contest of {code} is not answered"));
        Fault::body("/state", "contest_open", zh, en)
    });
    early.into_iter().chain(open).collect()
}

/// The last day of the phase's scoring; who begins after it gives the parties the days of grace from today (ours).
async fn last_day(tx: &Tx<'_>, after_scoring: NaiveDate) -> Result<NaiveDate> {
    let last = after_scoring.pred_opt().unwrap_or(after_scoring);
    if last >= tx.today() {
        return Ok(last);
    }
    let (_, policy) = policy::in_force(tx, tx.county(), tx.today(), tx.now()).await?;
    Ok(stage::after(tx.today(), policy.clocks.scoring_grace_days.value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn everything_that_is_missing_is_told_at_once() {
        let codes = |today: &str, open: &[&str]| {
            let open: Vec<String> = open.iter().map(|&code| code.to_owned()).collect();
            let faults = not_ready(day(today), day("2023-10-01"), &open);
            faults.into_iter().map(|fault| fault.code.into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(codes("2023-09-30", &["A4", "B2"]), ["too_early", "contest_open", "contest_open"]);
        assert_eq!(codes("2023-09-30", &[]), ["too_early"]);
        assert_eq!(codes("2023-10-01", &["A4"]), ["contest_open"]);
        assert!(codes("2023-10-01", &[]).is_empty());
    }
}
