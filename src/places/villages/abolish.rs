//! `POST /villages/{code}/abolition`.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::model::{self, Village, VillagePath};
use crate::{
    audit::event::Event,
    auth::policy::ManageVillages,
    http::{Body, Ctx, Error, IfMatch, Path, Reply, Result, codes::Code},
};

/// The end of a village.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct AbolishVillage {
    /// First day it is no longer.
    #[schema(example = "2024-01-01")]
    pub on: NaiveDate,
}

/// Abolishes a village or community from a day on, once; it stays readable, and what was done there stays.
#[utoipa::path(post, path = "/api/v1/villages/{code}/abolition", tag = "places")]
pub async fn abolish_village(
    ctx: Ctx<ManageVillages>,
    path: Path<VillagePath>,
    if_match: IfMatch,
    body: Body<AbolishVillage>,
) -> Result<Reply<Village>> {
    ctx.write(async |tx| {
        let row = model::lock(tx, tx.county(), &path.code).await?;
        if_match.check(row.version)?;
        judge(row.abolished_on)?;
        let row = model::save(tx, &Village { abolished_on: Some(body.0.on), ..row }).await?;
        tx.record(Event::new("village.abolished", &row.code, json!({"on": body.0.on})));
        Reply::tagged(&row)
    })
    .await
}

/// It ends once.
fn judge(present: Option<NaiveDate>) -> Result<()> {
    let Some(present) = present else { return Ok(()) };
    Err(Error::new(Code::Conflict)
        .detail(format!("已定于{present}撤销"), format!("It is abolished on {present} already")))
}
