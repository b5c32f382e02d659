//! Pictures of a brief: what it names must be a picture. Once it is published, what shows them is public, and nothing else
//! that their files say.

use actix_web::web::Bytes;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::TryStreamExt as _;
use object_store::path::Path as StorePath;
use tokio::task::spawn_blocking;
use uuid::Uuid;

use super::model::{self, BriefContent, BriefHead};
use crate::{
    attachments::{
        media_type::MediaType,
        model::Attachment,
        picture, read,
        store::{self, Store},
        upload,
        upload_body::Upload,
        uses::{self, AttachedTo, Owner},
    },
    auth::policy::{Action, Public},
    db::{Conn, json::Json},
    http::{Ctx, Error, Id, Path, Result, Tx, codes::Code, download::Download, fault::Fault},
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

/// A picture of a brief as the public is to see it.
pub struct Bare {
    /// The picture that the brief names.
    of: Uuid,
    /// Its copy; none when there was nothing to take away.
    copy: Option<Upload>,
}

/// The pictures of a brief without place, time and whatever else their files say besides. Before the transaction: a store
/// can be slow. Errors: 404, 409 when one of them breaks off.
pub async fn bare<A: Action>(ctx: &Ctx<A>, brief: Uuid) -> Result<Vec<Bare>> {
    let (reach, store) = (ctx.reach(), &ctx.shared().attachments);
    let found = ctx.read(async |mut conn| {
        let (_, content) = model::find(conn, reach, brief).await?;
        let named = attachments::table
            .filter(attachments::county_code.eq(&reach.county))
            .filter(attachments::id.eq_any(content.attachments.0))
            .select(Attachment::as_select());
        Ok(named.load::<Attachment>(&mut conn).await?)
    });
    let mut all = Vec::new();
    for picture in found.await? {
        let kind = picture.media_type;
        let (bare, changed) = bare_of(store, &picture.key(&reach.county), kind).await?;
        let copy = if changed { Some(Upload::of(bare, kind, store.scratch()).await?) } else { None };
        if let Some(copy) = &copy {
            store.keep(&store::key(&reach.county, &copy.content.sha256), &copy.content).await?;
        }
        all.push(Bare { of: picture.id, copy });
    }
    Ok(all)
}

/// One picture alone, and whether that is another file. Errors: 409, 503.
async fn bare_of(store: &Store, key: &StorePath, kind: MediaType) -> Result<(Vec<u8>, bool)> {
    let lost = |e| Error::new(Code::Unavailable).retry_after(1).because(e);
    let pieces: Vec<Bytes> = store.read_all(key).await?.try_collect().await.map_err(lost)?;
    let work = move || {
        let file = pieces.concat();
        let bare = picture::bare(kind, &file)?;
        let changed = bare != file;
        Some((bare, changed))
    };
    spawn_blocking(work).await.map_err(Error::internal)?.ok_or_else(|| {
        let (zh, en) = (
            "有图片文件不完整，无法去除位置等信息：请退回并更换图片",
            "A picture breaks off, so place and time cannot be taken from it: return the brief for another one",
        );
        Error::new(Code::Conflict).detail(zh, en)
    })
}

/// What the public sees of the pictures from now on: the copies become files of the brief. Errors: 412 when the brief has
/// other pictures by now.
pub async fn publish(
    tx: &Tx<'_>,
    store: &Store,
    (head, content): (&BriefHead, &BriefContent),
    bare: &[Bare],
) -> Result<Vec<Uuid>> {
    let (mut public, mut copies) = (Vec::new(), Vec::new());
    for picture in content.attachments.iter() {
        let found = bare.iter().find(|one| one.of == *picture).ok_or(Code::Stale)?;
        public.push(match &found.copy {
            None => *picture,
            Some(copy) => {
                let (copy, _) = upload::kept(tx, store, copy).await?;
                copies.push(copy.id);
                copy.id
            }
        });
    }
    uses::attach(tx, Owner { kind: AttachedTo::Brief, id: head.id, station: head.station_id }, &copies)
        .await?;
    Ok(public)
}

/// Gives a picture of a published brief, or a part of it. Anybody may see it, as long as the brief is published.
#[utoipa::path(get, path = "/api/v1/public/pictures/{id}", tag = "briefs")]
pub async fn get_public_picture(ctx: Ctx<Public>, path: Path<Id>) -> Result<Download> {
    let found = ctx.read(async |conn| published(conn, path.id).await);
    let (county, picture) = found.await?;
    read::give(&ctx, &county, picture).await
}

/// A picture that a published brief shows; what it was made from, or was taken from the brief before, is none. Errors: 404.
async fn published(mut conn: &Conn, id: Uuid) -> Result<(String, Attachment)> {
    let same =
        briefs::county_code.eq(attachment_uses::county_code).and(briefs::id.eq(attachment_uses::subject_id));
    let query = attachment_uses::table
        .inner_join(briefs::table.on(same))
        .filter(attachment_uses::attachment_id.eq(id))
        .filter(attachment_uses::subject_kind.eq(AttachedTo::Brief))
        .filter(briefs::state.eq(BriefState::Published))
        .select((briefs::county_code, briefs::public_pictures));
    let named: Vec<(String, Json<Vec<Uuid>>)> = query.load(&mut conn).await?;
    let county = named.into_iter().find(|(_, files)| files.contains(&id)).map(|(county, _)| county);
    let county = county.ok_or_else(Error::not_found)?;
    let one = attachments::table.find((&county, id)).select(Attachment::as_select());
    let picture = one.first(&mut conn).await?;
    Ok((county, picture))
}
