//! Who scored an evaluation decides nothing about its result.

use diesel::{dsl::exists, prelude::*};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::model::EvaluationRow;
use crate::{
    db::Conn,
    http::{Error, Result, codes::Code},
    schema::{scorecards, sealed_scorecards},
};

/// Refuses who prepared or submitted a card of this evaluation. Errors: 403.
pub async fn did_not_score(mut conn: &Conn, evaluation: &EvaluationRow, account: Uuid) -> Result<()> {
    let signed = scorecards::submitted_by.eq(account).or(scorecards::prepared_by.eq(account));
    let cards = scorecards::table
        .filter(scorecards::county_code.eq(&evaluation.county_code))
        .filter(scorecards::evaluation_id.eq(evaluation.id))
        .filter(signed);
    let sealed = sealed_scorecards::table
        .filter(sealed_scorecards::county_code.eq(&evaluation.county_code))
        .filter(sealed_scorecards::evaluation_id.eq(evaluation.id))
        .filter(sealed_scorecards::sealed_by.eq(account));
    let on_card: bool = diesel::select(exists(cards)).get_result(&mut conn).await?;
    if on_card || diesel::select(exists(sealed)).get_result(&mut conn).await? {
        return Err(Error::new(Code::Forbidden).detail(
            "参与过本次评分的账号不得办理此事项",
            "Whoever took part in the scoring keeps apart from this",
        ));
    }
    Ok(())
}
