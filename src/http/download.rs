//! Answers that are files: streamed, in part if asked (RFC 9110, 14), and never shown by a browser as a page of ours.

use std::ops::Range;

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder, Responder,
    body::{BoxBody, SizedStream},
    http::{Method, StatusCode},
    web::Bytes,
};
use futures_util::{Stream, stream};
use utoipa::openapi::{
    ContentBuilder, KnownFormat, Object, Ref, Required, ResponseBuilder, SchemaFormat, Type,
    path::{Operation, ParameterBuilder, ParameterIn},
};

use super::{
    codes::Code,
    endpoint::Answers,
    error::{Error, Result},
    input::Schemas,
    preconditions,
};

/// A file that can be asked for.
#[derive(Debug)]
pub struct Downloadable {
    /// Strong, so that parts can be put together.
    pub etag: String,
    /// Bytes; not none.
    pub size: u64,
    /// For `Content-Type`.
    pub media_type: &'static str,
    /// What a browser will call it: letters, digits, dots, hyphens.
    pub name: String,
}

/// The answer.
#[derive(Debug)]
pub struct Download(HttpResponse);

/// Answers a request for a file; `open` gives a range of its bytes. Errors: 416; what `open` says.
pub async fn answer<S, E>(
    request: &HttpRequest,
    file: &Downloadable,
    open: impl AsyncFnOnce(Range<u64>) -> Result<S>,
) -> Result<Download>
where
    S: Stream<Item = Result<Bytes, E>> + 'static,
    E: Into<Box<dyn std::error::Error>> + 'static,
{
    if preconditions::unchanged(request, &file.etag) {
        return Ok(Download(head(StatusCode::NOT_MODIFIED, file).finish()));
    }
    let part = part(request, file)?;
    let status = if part.is_some() { StatusCode::PARTIAL_CONTENT } else { StatusCode::OK };
    let mut response = head(status, file);
    if let Some(Range { start, end }) = &part {
        response.insert_header((
            "content-range",
            format!("bytes {start}-{}/{}", end.saturating_sub(1), file.size),
        ));
    }
    let range = part.unwrap_or(0..file.size);
    let length = range.end.saturating_sub(range.start);
    response.content_type(file.media_type);
    response.insert_header(("content-disposition", format!("attachment; filename=\"{}\"", file.name)));
    Ok(Download(if request.method() == Method::HEAD {
        response.body(SizedStream::new(length, stream::empty::<Result<Bytes, actix_web::Error>>()))
    } else {
        response.body(SizedStream::new(length, open(range).await?))
    }))
}

/// What every answer about the file says. A cache asks again each time: who may see it can change.
fn head(status: StatusCode, file: &Downloadable) -> HttpResponseBuilder {
    let mut response = HttpResponse::build(status);
    response
        .insert_header(("etag", file.etag.as_str()))
        .insert_header(("accept-ranges", "bytes"))
        .insert_header(("cache-control", "private, no-cache"))
        .insert_header(("content-security-policy", "default-src 'none'; frame-ancestors 'none'; sandbox"));
    response
}

/// The part that is asked for; none is the whole. Errors: 416.
fn part(request: &HttpRequest, file: &Downloadable) -> Result<Option<Range<u64>>> {
    let headers = request.headers();
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let same = !headers.contains_key("if-range") || text("if-range") == Some(file.etag.as_str());
    let asked = text("range").filter(|_| same && request.method() == Method::GET).and_then(asked);
    let Some(asked) = asked else { return Ok(None) };
    let range = match asked {
        (Some(first), last) => first..last.map_or(file.size, |last| last.saturating_add(1).min(file.size)),
        (None, last) => file.size.saturating_sub(last.unwrap_or_default())..file.size,
    };
    if range.is_empty() {
        return Err(Error::new(Code::RangeNotSatisfiable).content_range(format!("bytes */{}", file.size)));
    }
    Ok(Some(range))
}

/// One range of bytes. Several, or what is no range, is as if nothing had been asked.
pub fn asked(header: &str) -> Option<(Option<u64>, Option<u64>)> {
    let (first, last) = header.trim().strip_prefix("bytes=")?.split_once('-')?;
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?;
    let (first, last) = match (first.trim(), last.trim()) {
        ("", last) => (None, Some(number(last)?)),
        (first, "") => (Some(number(first)?), None),
        (first, last) => (Some(number(first)?), Some(number(last)?)),
    };
    (first <= last || last.is_none()).then_some((first, last))
}

impl Responder for Download {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse<BoxBody> {
        self.0
    }
}

impl Answers for Result<Download> {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        for (name, about) in [
            (
                "Range",
                "One range of bytes, as `bytes=0-1023`, `bytes=1024-` or `bytes=-1024`; several are not given.",
            ),
            (
                "If-Range",
                "The ETag of the part that is there already: the whole comes if the file is another.",
            ),
        ] {
            let header = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Header);
            let header = header.required(Required::False).description(Some(about));
            let header = header.schema(Some(Object::with_type(Type::String))).build();
            operation.parameters.get_or_insert_with(Vec::new).push(header.into());
        }
        for (status, about) in [("200", "The file"), ("206", "The part that was asked for")] {
            let format = SchemaFormat::KnownFormat(KnownFormat::Binary);
            let binary = Object::builder().schema_type(Type::String).format(Some(format));
            let content = ContentBuilder::new().schema(Some(binary)).build();
            let response = ResponseBuilder::new().description(about).content("*/*", content).build();
            operation.responses.responses.insert(status.into(), response.into());
        }
        let unsatisfiable = Ref::new("#/components/responses/Problem416");
        operation.responses.responses.insert("416".into(), unsatisfiable.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_read_and_anything_else_is_none() {
        for (header, read) in [
            ("bytes=0-4", Some((Some(0), Some(4)))),
            ("bytes=5-", Some((Some(5), None))),
            ("bytes=-3", Some((None, Some(3)))),
            ("bytes=4-0", None),
            ("bytes=-", None),
            ("bytes=0-1,3-4", None),
            ("bytes=+1-2", None),
            ("bytes=0x1-2", None),
            ("lines=0-4", None),
            ("bytes=99999999999999999999-", None),
        ] {
            assert_eq!(asked(header), read, "{header}");
        }
    }
}
