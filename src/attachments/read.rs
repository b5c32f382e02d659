//! `GET /attachments/{id}` and its bytes.

use super::{
    model::{Attachment, AttachmentView},
    sight,
};
use crate::{
    auth::policy::{Action, ReadAttachments},
    db::text_enum::TextEnum as _,
    http::{
        Ctx, Error, Id, Path, Reply, Result,
        download::{self, Download, Downloadable},
        hex::hex,
    },
};

/// Shows what a file is and what it belongs to.
#[utoipa::path(get, path = "/api/v1/attachments/{id}", tag = "attachments")]
pub async fn get_attachment(ctx: Ctx<ReadAttachments>, path: Path<Id>) -> Result<Reply<AttachmentView>> {
    Reply::computed(&sight::visible(&ctx, path.id).await?)
}

/// Gives the file itself, or a part of it.
#[utoipa::path(get, path = "/api/v1/attachments/{id}/content", tag = "attachments")]
pub async fn get_attachment_content(ctx: Ctx<ReadAttachments>, path: Path<Id>) -> Result<Download> {
    let found = sight::visible(&ctx, path.id).await?.attachment;
    give(&ctx, &ctx.reach().county, found).await
}

/// The bytes of a file of a county, or the part that is asked for; whether the caller may have them is known. Errors: 416.
pub async fn give<A: Action>(ctx: &Ctx<A>, county: &str, found: Attachment) -> Result<Download> {
    let file = Downloadable {
        etag: format!("\"{}\"", hex(&found.sha256)),
        size: u64::try_from(found.size).map_err(Error::internal)?,
        media_type: found.media_type.code(),
        name: format!("{}.{}", found.id, found.media_type.extension()),
    };
    let key = found.key(county);
    let open = async |range| ctx.shared().attachments.read(&key, range).await;
    download::answer(ctx.request(), &file, open).await
}
