//! `POST /cases/{id}/reveals`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    model::{self, CaseRow},
    show,
    view::{CaseGoal, CaseStep},
};
use crate::{
    audit::event::Event,
    auth::policy::RevealCases,
    clients::{self, minor_access::opening},
    db::text_enum::TextEnum as _,
    http::{Body, Ctx, Id, Path, Reply, Result, text::Reason},
    personal::{Sensitive, reveals},
    schema::cases,
    text_enum,
};

text_enum! {
    /// Texts of a case that can be revealed.
    CaseSecret {
        /// What the client came with.
        PresentingProblem = "presenting_problem", "求助问题", "Presenting problem";
        /// The texts of its steps.
        Steps = "steps", "服务过程", "Steps";
        /// The texts of its goals and their outcomes.
        Goals = "goals", "服务目标", "Goals";
    }
}

/// What to reveal and what for.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RevealCase {
    /// The texts, each once.
    #[schema(min_items = 1, max_items = 3)]
    pub fields: Vec<CaseSecret>,
    /// What they are needed for; kept, sealed.
    #[schema(value_type = Reason)]
    pub purpose: Sensitive<Reason>,
}

/// Texts of a case in the clear; those that were not asked for are null.
#[derive(Debug, Serialize, ToSchema)]
pub struct RevealedCase {
    /// What the client came with.
    #[schema(required, example = "夜间独自外出")]
    pub presenting_problem: Option<String>,
    /// Its steps, in the order of days.
    #[schema(required)]
    pub steps: Option<Vec<CaseStep>>,
    /// Its goals with their outcomes.
    #[schema(required)]
    pub goals: Option<Vec<CaseGoal>>,
}

/// Reveals texts of a case for a stated purpose, at most 30 times an hour for each caller, together with those of persons.
///
/// That it was done, by whom and which texts, is an event and is committed before the answer. The answer is never kept:
/// an `Idempotency-Key` is refused. Of a minor an approval is needed besides.
#[utoipa::path(post, path = "/api/v1/cases/{id}/reveals", tag = "casework")]
pub async fn reveal_case(
    ctx: Ctx<RevealCases>,
    path: Path<Id>,
    body: Body<RevealCase>,
) -> Result<Reply<RevealedCase>> {
    reveals::check(ctx.request(), &body.0.fields)?;
    let (roots, fields) = (&ctx.shared().personal, &body.0.fields);
    let purpose = body.0.purpose.map(String::from);
    ctx.write(async |tx| {
        let one = model::visible(tx.reach()).filter(cases::id.eq(path.id)).select(CaseRow::as_select());
        let row: CaseRow = one.first(&mut tx.conn()).await?;
        let (client, key) = clients::model::lock(roots, tx, row.client_id).await?;
        let approval = opening::require(tx, &client).await?;
        let names: Vec<_> = fields.iter().map(|field| field.code()).collect();
        let proof = reveals::keep(tx, (client.id, &key), &names, &purpose).await?;
        let told =
            json!({"client": client.id, "fields": names, "purpose_sha256": proof, "approval": approval});
        tx.record(Event::new("case.revealed", row.id, told));
        let texts = show::texts(tx, tx.county(), &row, show::Reader::in_the_clear(key)).await?;
        Reply::plain(&asked_for(fields, texts))
    })
    .await
}

fn asked_for(fields: &[CaseSecret], texts: show::Texts) -> RevealedCase {
    let asked = |field| fields.contains(&field);
    RevealedCase {
        presenting_problem: texts.problem.filter(|_| asked(CaseSecret::PresentingProblem)),
        steps: Some(texts.steps).filter(|_| asked(CaseSecret::Steps)),
        goals: Some(texts.goals).filter(|_| asked(CaseSecret::Goals)),
    }
}
