//! Templates of imports: the headings and a row of an example.

use actix_web::{HttpRequest, HttpResponse, Responder, body::BoxBody};
use serde_json::{Map, Value};
use utoipa::openapi::{Ref, ResponseBuilder, path::Operation};

use super::{
    answer::{self, content},
    format::{self, Format},
    reading::Column,
    stream::Ready,
    writer::{Columns, Rows},
};
use crate::{
    auth::policy::Action,
    http::{Ctx, Result, endpoint::Answers, input::Schemas},
};

/// A template as a file.
pub struct Template(HttpResponse);

/// The template of an import, with headings in the caller's language; a required one has a star. Errors: 406.
pub fn of<A: Action>(ctx: &Ctx<A>, name: &str, columns: &[Column]) -> Result<Template> {
    let asked = format::asked(ctx.request().headers(), Format::OF_TEMPLATES)?;
    let star = |column: &Column| if column.required { "*" } else { "" };
    let head = Columns {
        headings: columns.iter().map(|one| format!("{}{}", one.heading(ctx.locale()), star(one))).collect(),
        paths: columns.iter().map(|column| column.field).collect(),
    };
    let example: Map<String, Value> =
        columns.iter().map(|column| (column.field.to_owned(), column.example.into())).collect();
    let rows = Ready(Some(Rows::of(&[example], asked.format)?));
    let scratch = ctx.shared().attachments.scratch();
    answer::file(ctx.request(), asked, name, head, scratch, rows).map(Template)
}

impl Responder for Template {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse<BoxBody> {
        self.0
    }
}

impl Answers for Result<Template> {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        let about = "All columns and one row of an example.";
        let answer = ResponseBuilder::new().description(about);
        let answer = Format::OF_TEMPLATES
            .iter()
            .fold(answer, |answer, format| answer.content(format.media_type(), content(*format, about)));
        operation.responses.responses.insert("200".into(), answer.build().into());
        let problem = Ref::new("#/components/responses/Problem406");
        operation.responses.responses.insert("406".into(), problem.into());
    }
}
