//! `GET /evaluations/{id}/self-assessment`.

use super::model::{self, SelfAssessment};
use crate::{
    auth::policy::ReadPreparation,
    evaluation::model as evaluations,
    http::{Ctx, Id, Path, Reply, Result},
};

/// Shows how the contractor judges itself; of version 0 while it has not.
#[utoipa::path(get, path = "/api/v1/evaluations/{id}/self-assessment", tag = "evaluation")]
pub async fn get_self_assessment(ctx: Ctx<ReadPreparation>, path: Path<Id>) -> Result<Reply<SelfAssessment>> {
    let found = ctx.read(async |conn| {
        let evaluation = evaluations::find_row(conn, ctx.reach(), path.id).await?;
        model::find(conn, &evaluation).await
    });
    Reply::tagged(&found.await?)
}
