//! Who may score an evaluation, and who keeps apart from it (domain.md "Apart", ours).

use diesel::{dsl::exists, prelude::*};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::{
    model::{EvaluationRow, Party},
    terms,
};
use crate::{
    auth::caller::Caller,
    db::Conn,
    http::{Error, Result, Tx, codes::Code},
    schema::{
        employments, evaluation_assignments, evaluation_deputies, evaluation_recusals, events, scorecards,
        sealed_scorecards,
    },
};

/// What ties an account to organisations.
#[derive(Debug, Clone, Copy)]
pub struct Ties {
    /// Its organisation.
    pub organisation: Option<Uuid>,
    /// Its worker.
    pub worker: Option<Uuid>,
}

/// Whether the caller may write on its party's card; that it is of this party, `blind::lock_own` sees to.
/// Errors: 403 for who is recused or tied to the contractor, and for the agency's people who were not assigned. A
/// machine client scores for its agency as a whole.
pub async fn may_score(conn: &Conn, evaluation: &EvaluationRow, party: Party, caller: &Caller) -> Result<()> {
    if is_recused(conn, evaluation, caller.id).await? {
        return Err(refused("您已回避本次评估，不得评分", "You are recused from this evaluation"));
    }
    let ties = Ties { organisation: caller.organisation, worker: caller.worker };
    if is_tied(conn, evaluation, ties).await? {
        return Err(refused(
            "您或所在机构与承接主体存在关联，应当回避",
            "You or your organisation are tied to the contractor and must not score",
        ));
    }
    let needs_assignment = party == Party::ThirdParty && caller.scopes.is_none();
    if needs_assignment
        && !is_assigned(conn, evaluation, caller.id).await?
        && !is_deputy(conn, evaluation, caller.id).await?
    {
        return Err(refused(
            "本次评估未指派给您，请由评估机构负责人指派",
            "This evaluation is not assigned to you; your agency's manager assigns it",
        ));
    }
    Ok(())
}

fn refused(zh: &'static str, en: &'static str) -> Error {
    Error::new(Code::Forbidden).detail(zh, en)
}

/// Refuses who filled in, prepared or submitted a card of this evaluation. Errors: 403.
pub async fn apart(tx: &Tx<'_>, evaluation: &EvaluationRow) -> Result<()> {
    keeps_apart(tx, evaluation, tx.actor()?).await
}

/// The same outside a transaction, of any account. Errors: 403.
pub async fn keeps_apart(conn: &Conn, evaluation: &EvaluationRow, account: Uuid) -> Result<()> {
    if has_scored(conn, evaluation, account).await? {
        return Err(refused(
            "参与过本次评分的账号不得办理此事项",
            "Whoever took part in the scoring keeps apart from this",
        ));
    }
    Ok(())
}

/// Refuses who scored or is going to: what is settled before scoring is settled by others. Errors: 403.
pub async fn outside(tx: &Tx<'_>, evaluation: &EvaluationRow) -> Result<()> {
    let account = tx.actor()?;
    if is_assigned(tx, evaluation, account).await? || is_deputy(tx, evaluation, account).await? {
        return Err(refused("评分人不得办理此事项", "A scorer of this evaluation keeps apart from this"));
    }
    keeps_apart(tx, evaluation, account).await
}

/// What an account does on a card.
const SCORING: [&str; 4] =
    ["scorecard.saved", "scorecard.prepared", "scorecard.submitted", "scorecard.corrected"];

/// Whether an account filled in, prepared or submitted a card of this evaluation, whatever its role is by now.
pub async fn has_scored(mut conn: &Conn, evaluation: &EvaluationRow, account: Uuid) -> Result<bool> {
    let cards = scorecards::table
        .filter(scorecards::county_code.eq(&evaluation.county_code))
        .filter(scorecards::evaluation_id.eq(evaluation.id))
        .select((scorecards::id, scorecards::submitted_by, scorecards::prepared_by));
    let cards: Vec<(Uuid, Option<Uuid>, Option<Uuid>)> = cards.load(&mut conn).await?;
    if cards.iter().any(|(_, submitted, prepared)| [submitted, prepared].contains(&&Some(account))) {
        return Ok(true);
    }
    let sealed = sealed_scorecards::table
        .filter(sealed_scorecards::county_code.eq(&evaluation.county_code))
        .filter(sealed_scorecards::evaluation_id.eq(evaluation.id))
        .filter(sealed_scorecards::sealed_by.eq(account));
    let ids: Vec<String> = cards.iter().map(|(id, ..)| id.to_string()).collect();
    let wrote = events::table
        .filter(events::county_code.eq(&evaluation.county_code))
        .filter(events::subject_id.eq_any(ids))
        .filter(events::actor_id.eq(account))
        .filter(events::action.eq_any(SCORING));
    let sealed: bool = diesel::select(exists(sealed)).get_result(&mut conn).await?;
    Ok(sealed || diesel::select(exists(wrote)).get_result(&mut conn).await?)
}

/// Whether an account was declared recused.
pub async fn is_recused(mut conn: &Conn, evaluation: &EvaluationRow, account: Uuid) -> Result<bool> {
    let mine = evaluation_recusals::table
        .filter(evaluation_recusals::county_code.eq(&evaluation.county_code))
        .filter(evaluation_recusals::evaluation_id.eq(evaluation.id))
        .filter(evaluation_recusals::user_id.eq(account));
    Ok(diesel::select(exists(mine)).get_result(&mut conn).await?)
}

/// Whether the agency's manager gave the evaluation to an account, and has not taken it away.
pub async fn is_assigned(mut conn: &Conn, evaluation: &EvaluationRow, account: Uuid) -> Result<bool> {
    let mine = evaluation_assignments::table
        .filter(evaluation_assignments::county_code.eq(&evaluation.county_code))
        .filter(evaluation_assignments::evaluation_id.eq(evaluation.id))
        .filter(evaluation_assignments::user_id.eq(account))
        .filter(evaluation_assignments::ended_at.is_null());
    Ok(diesel::select(exists(mine)).get_result(&mut conn).await?)
}

/// Whether an account was named a deputy of its party.
pub async fn is_deputy(mut conn: &Conn, evaluation: &EvaluationRow, account: Uuid) -> Result<bool> {
    let mine = evaluation_deputies::table
        .filter(evaluation_deputies::county_code.eq(&evaluation.county_code))
        .filter(evaluation_deputies::evaluation_id.eq(evaluation.id))
        .filter(evaluation_deputies::user_id.eq(account));
    Ok(diesel::select(exists(mine)).get_result(&mut conn).await?)
}

/// The evaluations that an account is recused from.
pub async fn recused_from(mut conn: &Conn, county: &str, account: Uuid) -> Result<Vec<Uuid>> {
    let mine = evaluation_recusals::table
        .filter(evaluation_recusals::county_code.eq(county))
        .filter(evaluation_recusals::user_id.eq(account));
    Ok(mine.select(evaluation_recusals::evaluation_id).load(&mut conn).await?)
}

/// The evaluations that an account is assigned to, or a deputy in.
pub async fn given_to(mut conn: &Conn, county: &str, account: Uuid) -> Result<Vec<Uuid>> {
    let assigned = evaluation_assignments::table
        .filter(evaluation_assignments::county_code.eq(county))
        .filter(evaluation_assignments::user_id.eq(account))
        .filter(evaluation_assignments::ended_at.is_null());
    let deputy = evaluation_deputies::table
        .filter(evaluation_deputies::county_code.eq(county))
        .filter(evaluation_deputies::user_id.eq(account));
    let mut given: Vec<Uuid> = assigned.select(evaluation_assignments::evaluation_id).load(&mut conn).await?;
    let named: Vec<Uuid> = deputy.select(evaluation_deputies::evaluation_id).load(&mut conn).await?;
    given.extend(named);
    Ok(given)
}

/// Whether an account is tied to the contractor of an evaluation.
pub async fn is_tied(conn: &Conn, evaluation: &EvaluationRow, ties: Ties) -> Result<bool> {
    let found = tied_to(conn, &evaluation.county_code, &[evaluation.contractor_id], ties).await?;
    Ok(!found.is_empty())
}

/// Those of the contractors that an account is tied to: its worker is or was employed there, or its organisation
/// shares credit code or legal representative with them.
pub async fn tied_to(conn: &Conn, county: &str, contractors: &[Uuid], ties: Ties) -> Result<Vec<Uuid>> {
    let mut found = match ties.worker {
        Some(worker) => employers(conn, county, contractors, worker).await?,
        None => Vec::new(),
    };
    if let Some(organisation) = ties.organisation {
        found.extend(terms::related(conn, county, organisation, contractors).await?);
    }
    Ok(found)
}

async fn employers(mut conn: &Conn, county: &str, among: &[Uuid], worker: Uuid) -> Result<Vec<Uuid>> {
    let query = employments::table
        .filter(employments::county_code.eq(county))
        .filter(employments::worker_id.eq(worker))
        .filter(employments::organisation_id.eq_any(among))
        .filter(employments::voided_at.is_null());
    Ok(query.select(employments::organisation_id).distinct().load(&mut conn).await?)
}
