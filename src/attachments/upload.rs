//! `POST /attachments`. The object is in the store before its row is written, so a row never lacks its object; an
//! object that got no row is collected (`background::attachments`).

use actix_web::http::StatusCode;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use super::{
    model::Attachment,
    store::{self, Store},
    upload_body::Upload,
};
use crate::{
    audit::event::Event,
    auth::policy::UploadAttachments,
    http::{Created, Ctx, Error, Reply, Result, Tx},
    schema::{attachment_uses, attachments},
};

/// An upload that nothing uses yet is kept for a day; a repeat of one older than this begins its day anew.
const FRESH: chrono::TimeDelta = chrono::TimeDelta::hours(1);

/// Uploads a file, to be named by what it will belong to within a day; the same content again is the same attachment (200).
#[utoipa::path(post, path = "/api/v1/attachments", tag = "attachments",
    responses((status = 200, description = "It was there already", body = Attachment)))]
pub async fn upload_attachment(ctx: Ctx<UploadAttachments>, upload: Upload) -> Result<Created<Attachment>> {
    let (store, key) = (&ctx.shared().attachments, store::key(&ctx.reach().county, &upload.content.sha256));
    store.keep(&key, &upload.content).await?;
    ctx.write(async |tx| {
        let (attachment, is_new) = kept(tx, store, &upload).await?;
        let reply = Reply::plain(&attachment)?.at(format!("/api/v1/attachments/{}", attachment.id));
        Ok(if is_new { reply } else { reply.with_status(StatusCode::OK) })
    })
    .await
}

/// The caller's attachment of a content that is in the store; whether it is new.
pub async fn kept(tx: &Tx<'_>, store: &Store, upload: &Upload) -> Result<(Attachment, bool)> {
    let key = store::key(tx.county(), &upload.content.sha256);
    store::lock(tx, &key).await?;
    // It may have been collected a moment ago; from here on it cannot be.
    store.keep(&key, &upload.content).await?;
    match known(tx, upload).await? {
        Some(known) => Ok((again(tx, known).await?, false)),
        None => Ok((insert(tx, upload).await?, true)),
    }
}

/// The caller's own earlier upload of this content.
async fn known(tx: &Tx<'_>, upload: &Upload) -> Result<Option<Attachment>> {
    let mine = attachments::table
        .filter(attachments::county_code.eq(tx.county()))
        .filter(attachments::sha256.eq(upload.content.sha256.as_slice()))
        .filter(attachments::uploaded_by.eq(tx.actor()?));
    let row = mine.select(Attachment::as_select()).for_update().first(&mut tx.conn());
    Ok(row.await.optional()?)
}

/// Nothing changes, but that a file which would soon be collected is kept for another day.
async fn again(tx: &Tx<'_>, mut known: Attachment) -> Result<Attachment> {
    let uses = attachment_uses::table
        .filter(attachment_uses::county_code.eq(tx.county()))
        .filter(attachment_uses::attachment_id.eq(known.id));
    let old = known.recorded_at + FRESH < tx.now();
    if old && !diesel::select(diesel::dsl::exists(uses)).get_result(&mut tx.conn()).await? {
        known.recorded_at = tx.now();
        let row = attachments::table.find((tx.county(), known.id));
        let renewed =
            diesel::update(row).set(attachments::recorded_at.eq(tx.now())).execute(&mut tx.conn()).await?;
        if renewed != 1 {
            return Err(Error::internal("a locked attachment is gone"));
        }
        tx.record(Event::new("attachment.renewed", known.id, json!({})));
    }
    Ok(known)
}

async fn insert(tx: &Tx<'_>, upload: &Upload) -> Result<Attachment> {
    let new = Attachment {
        id: tx.new_id(),
        sha256: upload.content.sha256.to_vec(),
        size: i64::try_from(upload.content.size).map_err(Error::internal)?,
        media_type: upload.media_type,
        recorded_at: tx.now(),
    };
    let row = (
        attachments::county_code.eq(tx.county()),
        attachments::id.eq(new.id),
        attachments::sha256.eq(&new.sha256),
        attachments::size.eq(new.size),
        attachments::media_type.eq(new.media_type),
        attachments::uploaded_by.eq(tx.actor()?),
        attachments::recorded_at.eq(new.recorded_at),
    );
    diesel::insert_into(attachments::table).values(row).execute(&mut tx.conn()).await?;
    // Nothing of the file: it may be going to belong to a scorecard that nobody else may know anything of.
    tx.record(Event::new("attachment.uploaded", new.id, json!({})));
    Ok(new)
}
