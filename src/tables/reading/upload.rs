//! A body that is a table.

use std::time::Duration;

use actix_web::{HttpRequest, dev::Payload, http::header::CONTENT_TYPE};
use utoipa::openapi::{Required, path::Operation, request_body::RequestBodyBuilder};

use super::{Batches, column::Column};
use crate::{
    attachments::{
        media_type::MediaType,
        receive::{self, Patience, Received},
    },
    http::{
        Error, Result, body,
        codes::Code,
        exchange::Exchange,
        fault::Fault,
        input::{Input, Schemas},
        state::Worker,
    },
    tables::{answer::content, format::Format},
};

const FORMATS: [Format; 3] = [Format::Csv, Format::Ndjson, Format::Xlsx];
const PATIENCE: Patience = Patience { next: Duration::from_secs(30), all: Duration::from_mins(10) };

/// An uploaded table, in a file without a name.
#[derive(Debug)]
pub struct Table {
    content: Received,
    format: Format,
}

impl Table {
    /// The file.
    pub fn content(&self) -> &Received {
        &self.content
    }

    /// What kind of table it is.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Reads the headings and the first rows only. Errors: 422 for what is no such file or has wrong headings.
    pub async fn head(&self, columns: &'static [Column]) -> Result<()> {
        let mut rows = self.rows(columns, usize::MAX)?;
        let first = rows.next().await;
        rows.end().await?;
        first.map(|_| ())
    }

    /// Begins to read its rows; more than `limit` of them are refused. Errors: the disk.
    pub fn rows(&self, columns: &'static [Column], limit: usize) -> Result<Batches> {
        let file = self.content.file().map_err(|e| Error::new(Code::Unavailable).because(e))?;
        Ok(super::begin(file, self.format, columns, limit))
    }
}

impl Input for Table {
    async fn take(request: &HttpRequest, payload: &mut Payload) -> Result<Self> {
        let types = FORMATS.map(Format::media_type);
        body::require_type(request, &types)?;
        let format = FORMATS.into_iter().find(|format| is_declared(request, *format)).unwrap_or(Format::Csv);
        let shared = &Worker::of(request).shared;
        body::refuse_longer(request, shared.config.upload_limit)?;
        let (scratch, limit) = (shared.attachments.scratch(), shared.config.upload_limit);
        let content = receive::receive(payload, scratch, limit, PATIENCE).await?;
        Exchange::of(request).body_hash.set(content.sha256);
        match content.media_type {
            _ if content.size == 0 => {
                Err(Fault::body("", "required", "文件为空", "The file is empty").into())
            }
            found if (found == Some(MediaType::Xlsx)) == (format == Format::Xlsx) => {
                Ok(Self { content, format })
            }
            _ => Err(Error::new(Code::UnsupportedMediaType)
                .detail("内容与 Content-Type 不符", "The content is not what the Content-Type says")),
        }
    }

    fn describe(operation: &mut Operation, _: &mut Schemas) {
        let about = "A table: headings in Chinese, in English or as field names, then a row each.";
        let empty = RequestBodyBuilder::new().description(Some(about)).required(Some(Required::True));
        let body = FORMATS
            .into_iter()
            .fold(empty, |body, format| body.content(format.media_type(), content(format, about)));
        operation.request_body = Some(body.build().into());
    }
}

fn is_declared(request: &HttpRequest, format: Format) -> bool {
    let header = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    header.is_some_and(|value| value.to_ascii_lowercase().starts_with(format.media_type()))
}
