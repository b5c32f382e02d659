//! Pictures of a brief: what it names must be a picture, and is public once it is published.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::{
    attachments::{
        media_type::MediaType,
        model::Attachment,
        read,
        uses::{self, AttachedTo, Owner},
    },
    auth::policy::Public,
    db::{Conn, json::Json},
    http::{Ctx, Error, Id, Path, Result, Tx, download::Download, fault::Fault},
    rules::brief_states::BriefState,
    schema::{attachment_uses, attachments, briefs},
};

/// Gives pictures to a brief. Errors: 422 at `/attachments/n` for a file that is not the caller's, or is no picture.
pub async fn attach(tx: &Tx<'_>, (id, station): (Uuid, Option<Uuid>), files: &[Uuid]) -> Result<()> {
    uses::attach(tx, Owner { kind: AttachedTo::Brief, id, station }, files).await?;
    let pictures = attachments::table
        .filter(attachments::county_code.eq(tx.county()))
        .filter(attachments::id.eq_any(files))
        .filter(attachments::media_type.eq_any([MediaType::Jpeg, MediaType::Png, MediaType::Webp]))
        .select(attachments::id);
    let pictures: Vec<Uuid> = pictures.load(&mut tx.conn()).await?;
    let others = files.iter().enumerate().filter(|(_, file)| !pictures.contains(file));
    let fault = |(n, _)| {
        let (zh, en) = ("只能使用图片（JPEG、PNG、WebP）", "It is no picture (JPEG, PNG, WebP)");
        Fault::body(format!("/attachments/{n}"), "no_picture", zh, en)
    };
    let faults: Vec<Fault> = others.map(fault).collect();
    if faults.is_empty() { Ok(()) } else { Err(Error::invalid(faults)) }
}

/// Gives a picture of a published brief, or a part of it. Anybody may see it, as long as the brief is published.
#[utoipa::path(get, path = "/api/v1/public/pictures/{id}", tag = "briefs")]
pub async fn get_public_picture(ctx: Ctx<Public>, path: Path<Id>) -> Result<Download> {
    let found = ctx.read(async |conn| published(conn, path.id).await);
    let (county, picture) = found.await?;
    read::give(&ctx, &county, picture).await
}

/// A picture that a published brief names; one that was taken from it before it was published is none. Errors: 404.
async fn published(mut conn: &Conn, id: Uuid) -> Result<(String, Attachment)> {
    let same =
        briefs::county_code.eq(attachment_uses::county_code).and(briefs::id.eq(attachment_uses::subject_id));
    let query = attachment_uses::table
        .inner_join(briefs::table.on(same))
        .filter(attachment_uses::attachment_id.eq(id))
        .filter(attachment_uses::subject_kind.eq(AttachedTo::Brief))
        .filter(briefs::state.eq(BriefState::Published))
        .select((briefs::county_code, briefs::attachments));
    let named: Vec<(String, Json<Vec<Uuid>>)> = query.load(&mut conn).await?;
    let county = named.into_iter().find(|(_, files)| files.contains(&id)).map(|(county, _)| county);
    let county = county.ok_or_else(Error::not_found)?;
    let one = attachments::table.find((&county, id)).select(Attachment::as_select());
    let picture = one.first(&mut conn).await?;
    Ok((county, picture))
}
