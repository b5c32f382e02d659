//! A body that is a file: what it may be, how large, and how the document shows it.

use std::{path::PathBuf, time::Duration};

use actix_web::{HttpRequest, dev::Payload, http::header::CONTENT_TYPE, web::Bytes};
use futures_util::stream;
use utoipa::openapi::{
    ContentBuilder, KnownFormat, Object, Required, SchemaFormat, Type, path::Operation,
    request_body::RequestBodyBuilder,
};

use super::{
    media_type::MediaType,
    receive::{self, Patience, Received},
};
use crate::{
    db::text_enum::TextEnum as _,
    http::{
        Error, Result, body,
        codes::Code,
        exchange::Exchange,
        fault::Fault,
        input::{Input, Schemas},
        state::Worker,
    },
};

/// What a sender says who does not know.
const UNKNOWN: &str = "application/octet-stream";
const PATIENCE: Patience = Patience { next: Duration::from_secs(30), all: Duration::from_mins(10) };

/// A file of a kind that is taken.
#[derive(Debug)]
pub struct Upload {
    /// Its bytes.
    pub content: Received,
    /// Its kind.
    pub media_type: MediaType,
}

impl Upload {
    /// A file of our own making. Errors: 503 when the disk does not take it.
    pub async fn of(bytes: Vec<u8>, media_type: MediaType, scratch: PathBuf) -> Result<Self> {
        let limit = bytes.len();
        let one = stream::iter([Ok(Bytes::from(bytes))]);
        Ok(Self { content: receive::receive(one, scratch, limit, PATIENCE).await?, media_type })
    }
}

impl Input for Upload {
    async fn take(request: &HttpRequest, payload: &mut Payload) -> Result<Self> {
        let declared = declared(request)?;
        let shared = &Worker::of(request).shared;
        let limit = shared.config.upload_limit;
        body::refuse_longer(request, limit)?;
        let content = receive::receive(payload, shared.attachments.scratch(), limit, PATIENCE).await?;
        Exchange::of(request).body_hash.set(content.sha256);
        if content.size == 0 {
            return Err(Fault::body("", "required", "文件为空", "The file is empty").into());
        }
        let media_type = content.media_type.ok_or_else(not_taken)?;
        match declared {
            Some(declared) if declared != media_type => Err(contradiction(declared, media_type)),
            _ => Ok(Self { content, media_type }),
        }
    }

    fn describe(operation: &mut Operation, _: &mut Schemas) {
        let labels = MediaType::LABELS.iter().map(|label| label.code);
        let binary = || {
            let format = SchemaFormat::KnownFormat(KnownFormat::Binary);
            Object::builder().schema_type(Type::String).format(Some(format))
        };
        let empty = RequestBodyBuilder::new()
            .description(Some("The file itself. Its kind is told by its content."))
            .required(Some(Required::True));
        let body = labels.chain([UNKNOWN]).fold(empty, |body, kind| {
            body.content(kind, ContentBuilder::new().schema(Some(binary())).build())
        });
        operation.request_body = Some(body.build().into());
    }
}

/// What the sender says the file is; none when it leaves that to us. Errors: 415 for what is never taken.
fn declared(request: &HttpRequest) -> Result<Option<MediaType>> {
    let header = request.headers().get(CONTENT_TYPE).map_or(Ok(UNKNOWN), |value| value.to_str());
    let essence =
        header.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let known = MediaType::from_code(&essence);
    if (known.is_none() && essence != UNKNOWN) || request.headers().contains_key("content-encoding") {
        return Err(not_taken());
    }
    Ok(known)
}

fn not_taken() -> Error {
    let list = |pick: fn(&crate::db::text_enum::Label) -> &'static str, with: &str| {
        MediaType::LABELS.iter().map(pick).collect::<Vec<_>>().join(with)
    };
    let (zh, en) = (list(|label| label.zh, "、"), list(|label| label.code, ", "));
    Error::new(Code::UnsupportedMediaType)
        .detail(format!("只接受：{zh}，且不压缩"), format!("Accepted are {en}, uncompressed"))
}

fn contradiction(declared: MediaType, found: MediaType) -> Error {
    let (declared, found) = (declared.code(), found.code());
    Error::new(Code::UnsupportedMediaType).detail(
        format!("Content-Type 为 {declared}，内容却是 {found}"),
        format!("The Content-Type is {declared}, the content is {found}"),
    )
}
