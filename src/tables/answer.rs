//! Answers that are JSON or a table, as the caller asks.

use std::{marker::PhantomData, path::PathBuf};

use actix_web::{
    HttpRequest, HttpResponse, Responder,
    body::BoxBody,
    http::{
        Method, StatusCode,
        header::{HeaderValue, VARY},
    },
};
use serde::Serialize;
use utoipa::{
    ToSchema,
    openapi::{
        ContentBuilder, KnownFormat, Object, Ref, RefOr, SchemaFormat, Type, content::Content,
        path::Operation,
    },
};

use super::{
    format::{self, Asked, Format},
    headings,
    stream::{self, Ready, Source},
    tabular::Tabular,
    writer::{Columns, Rows, Writer},
};
use crate::{
    auth::policy::Action,
    http::{
        Ctx, Page, Reply, Result,
        endpoint::Answers,
        input::Schemas,
        locale::Locale,
        reply::{self, Rendered},
    },
};

/// JSON of type `J`, or rows of type `R`.
pub struct Tabled<J, R> {
    inner: Inner<J>,
    of: PhantomData<R>,
}

/// A list that can be exported.
pub type Listing<T> = Tabled<Page<T>, T>;

enum Inner<J> {
    Json(Reply<J>),
    File(HttpResponse),
}

impl<J, R> From<Reply<J>> for Tabled<J, R> {
    fn from(reply: Reply<J>) -> Self {
        Self { inner: Inner::Json(reply), of: PhantomData }
    }
}

/// Answers what is computed as a whole: `answer` as JSON, or its rows. Errors: 406.
pub fn whole<A, J, R>(ctx: &Ctx<A>, answer: J, rows: impl FnOnce(J) -> Vec<R>) -> Result<Tabled<J, R>>
where
    A: Action,
    J: Serialize,
    R: Tabular,
{
    let asked = format::asked(ctx.request().headers(), Format::OF_LISTS)?;
    if asked.format == Format::Json {
        return Reply::computed(&answer).map(Tabled::from);
    }
    ready(ctx, asked, &rows(answer))
}

/// Rows that are all there, as a table.
pub fn ready<A: Action, J, R: Tabular>(ctx: &Ctx<A>, asked: Asked, rows: &[R]) -> Result<Tabled<J, R>> {
    let rows = Rows::of(rows, asked.format)?;
    let scratch = ctx.shared().attachments.scratch();
    table(ctx.request(), (asked, ctx.locale(), scratch), None, Ready(Some(rows)))
}

/// A table of the rows of a source; `next` is the cursor after them.
pub fn table<J, R: Tabular>(
    request: &HttpRequest,
    (asked, locale, scratch): (Asked, Locale, PathBuf),
    next: Option<String>,
    rows: impl Source,
) -> Result<Tabled<J, R>> {
    let columns = Columns {
        headings: R::COLUMNS.iter().map(|path| headings::of(path, locale).to_owned()).collect(),
        paths: R::COLUMNS.to_vec(),
    };
    let mut response = file(request, asked, R::NAME, columns, scratch, rows)?;
    if let Some(link) = reply::link(request, next.as_deref()).and_then(|link| link.parse().ok()) {
        response.headers_mut().insert(actix_web::http::header::LINK, link);
    }
    Ok(Tabled { inner: Inner::File(response), of: PhantomData })
}

/// A file of rows, streamed. HEAD gets its head.
pub fn file(
    request: &HttpRequest,
    asked: Asked,
    name: &str,
    columns: Columns,
    scratch: PathBuf,
    rows: impl Source,
) -> Result<HttpResponse> {
    let kind = match asked.format {
        Format::Csv => "text/csv; charset=utf-8",
        other => other.media_type(),
    };
    let name = format!("attachment; filename=\"{name}.{}\"", asked.format.extension());
    let mut response = HttpResponse::Ok();
    response.content_type(kind).insert_header(("content-disposition", name));
    if request.method() == Method::HEAD {
        return Ok(response.finish());
    }
    Ok(response.streaming(Box::pin(stream::bytes(Writer::new(asked, columns, scratch)?, rows))))
}

impl<J, R> Tabled<J, R> {
    /// The JSON answer, where it is one.
    pub fn rendered(&self) -> Option<&Rendered> {
        match &self.inner {
            Inner::Json(reply) => Some(reply.rendered()),
            Inner::File(_) => None,
        }
    }

    /// The same with another status: a table that tells why nothing was done.
    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Self {
        if let Inner::File(response) = &mut self.inner {
            *response.status_mut() = status;
        }
        self
    }
}

impl<J, R> Responder for Tabled<J, R> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse<BoxBody> {
        let mut response = match self.inner {
            Inner::Json(reply) => reply.respond_to(request),
            Inner::File(response) => response,
        };
        response.headers_mut().append(VARY, HeaderValue::from_static("Accept"));
        response
    }
}

impl<J, R> Answers for Result<Tabled<J, R>>
where
    J: ToSchema + Serialize + 'static,
    R: Tabular + 'static,
{
    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        <Result<Reply<J>> as Answers>::describe(operation, schemas);
        let problem = Ref::new("#/components/responses/Problem406");
        operation.responses.responses.insert("406".into(), problem.into());
        if let Some(RefOr::T(answer)) = operation.responses.responses.get_mut("200") {
            let columns = format!("One line a row, with the columns {}.", R::COLUMNS.join(", "));
            let lines = "One JSON object a row, as an item of the JSON answer.";
            for (format, about) in
                [(Format::Csv, columns.as_str()), (Format::Ndjson, lines), (Format::Xlsx, columns.as_str())]
            {
                answer.content.insert(format.media_type().into(), content(format, about).into());
            }
        }
    }
}

/// A table in the document.
pub fn content(format: Format, about: &str) -> Content {
    let text = Object::builder().schema_type(Type::String).description(Some(about));
    let schema = match format {
        Format::Xlsx => text.format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary))),
        _ => text,
    };
    ContentBuilder::new().schema(Some(schema)).build()
}
