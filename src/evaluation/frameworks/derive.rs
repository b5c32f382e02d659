//! `POST /evaluation-frameworks/{id}/derivation`.

use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    draft,
    model::{self, Framework, FrameworkState},
};
use crate::{
    auth::policy::ManageFrameworks,
    http::{Body, Created, Ctx, Error, Id, Path, Result, codes::Code, text::Line},
};

/// A next version to derive.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct DeriveFramework {
    /// Name of the next version.
    pub name: Line,
}

/// Drafts the next version of a published framework: the same indicators under another name, to be changed as a draft.
#[utoipa::path(post, path = "/api/v1/evaluation-frameworks/{id}/derivation", tag = "evaluation")]
pub async fn derive_framework(
    ctx: Ctx<ManageFrameworks>,
    path: Path<Id>,
    body: Body<DeriveFramework>,
) -> Result<Created<Framework>> {
    ctx.write(async |tx| {
        let former = model::find(tx, tx.county(), path.id).await?;
        if former.state != FrameworkState::Published {
            return Err(Error::new(Code::Conflict).detail(
                "草案请直接修改；只有已发布的指标体系才能派生下一版",
                "A draft is changed; only a published framework has a next version",
            ));
        }
        draft::write(tx, body.0.name.as_str(), &former.indicators, Some(former.id)).await
    })
    .await
}
