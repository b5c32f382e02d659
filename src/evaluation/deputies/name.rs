//! `POST /evaluations/{id}/deputies`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::model::Deputy;
use crate::{
    audit::event::Event,
    auth::{policy::NameDeputies, role::Role},
    db::errors::OnConstraint as _,
    evaluation::{
        missed::overdue,
        model::{self as evaluations, EvaluationRow, Party},
        scorer,
    },
    http::{Body, Created, Ctx, Error, Id, Path, Reply, Result, Tx, codes::Code, text::Reason},
    schema::evaluation_deputies,
};

/// Who is to score in a party's place.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NameDeputy {
    /// The caller's own side.
    pub party: Party,
    /// An active account of that party.
    pub user_id: Uuid,
    /// Why.
    pub reason: Reason,
}

/// Names a deputy for a party whose last day has passed without its scorecard.
#[utoipa::path(post, path = "/api/v1/evaluations/{id}/deputies", tag = "evaluation")]
pub async fn name_deputy(
    ctx: Ctx<NameDeputies>,
    path: Path<Id>,
    body: Body<NameDeputy>,
) -> Result<Created<Deputy>> {
    let role = ctx.caller()?.role;
    ctx.write(async |tx| {
        let evaluation = evaluations::lock(tx, tx.reach(), path.id).await?;
        let NameDeputy { party, user_id, .. } = &body.0;
        judge_side(role, *party)?;
        let scorer = scorer::of_party(tx, &evaluation, *party, *user_id).await?;
        overdue::judge(tx, &evaluation, *party).await?;
        scorer::judge_free(tx, &evaluation, &scorer).await?;
        let deputy = insert(tx, &evaluation, &body.0).await?;
        let told = json!({"evaluation": evaluation.id, "party": party, "user": user_id});
        tx.record(Event::new("evaluation_deputy.named", deputy.id, told));
        Ok(Reply::computed(&deputy)?.at(format!("/api/v1/evaluations/{}/deputies", path.id)))
    })
    .await
}

/// A party's own side names its deputy. Errors: 403.
fn judge_side(role: Role, party: Party) -> Result<()> {
    let own = if role == Role::BureauAdmin { Some(Party::Bureau) } else { Party::of(role) };
    if own == Some(party) {
        return Ok(());
    }
    Err(Error::new(Code::Forbidden)
        .detail("代评人由该方自行确定", "A party's deputy is named by its own side"))
}

async fn insert(tx: &Tx<'_>, evaluation: &EvaluationRow, new: &NameDeputy) -> Result<Deputy> {
    let row = (
        evaluation_deputies::county_code.eq(tx.county()),
        evaluation_deputies::id.eq(tx.new_id()),
        evaluation_deputies::evaluation_id.eq(evaluation.id),
        evaluation_deputies::party.eq(new.party),
        evaluation_deputies::user_id.eq(new.user_id),
        evaluation_deputies::reason.eq(new.reason.as_str()),
        evaluation_deputies::named_by.eq(tx.actor()?),
        evaluation_deputies::recorded_at.eq(tx.now()),
    );
    let insert = diesel::insert_into(evaluation_deputies::table).values(row);
    let made = insert.returning(Deputy::as_returning()).get_result(&mut tx.conn()).await;
    let already =
        || Error::new(Code::AlreadyExists).detail("该账号已是代评人", "The account is a deputy already");
    Ok(made.on_constraint("evaluation_deputies_once", already)?)
}
