//! What a handler takes, one after the other: first the context (so that nobody learns anything before he is admitted),
//! then path, query and body. Each argument's type also writes its part of the OpenAPI operation.

use std::ops::Deref;

use actix_web::{FromRequest as _, HttpRequest, dev::Payload, web};
use serde::{Deserialize, de::DeserializeOwned};
use sha2::{Digest as _, Sha256};
use utoipa::{
    IntoParams, ToSchema,
    openapi::{
        ContentBuilder, Ref, RefOr, Required,
        path::{Operation, Parameter, ParameterBuilder, ParameterIn},
        request_body::RequestBodyBuilder,
        schema::{Object, Schema},
    },
};
use uuid::Uuid;
use validator::Validate;

use super::{
    body,
    codes::Code,
    ctx::Ctx,
    error::{Error, Result},
    exchange::Exchange,
    fault::Fault,
    idempotency,
    page::Paging,
    preconditions::IfMatch,
    state::Worker,
};
use crate::auth::{policy::Action, reach::Extent};

/// Named schemas of a document.
pub type Schemas = Vec<(String, RefOr<Schema>)>;

/// An argument of a handler.
pub trait Input: Sized {
    /// Takes it from the request. Errors: what is wrong with it.
    fn take(request: &HttpRequest, payload: &mut Payload) -> impl Future<Output = Result<Self>>;
    /// Writes its part of the operation.
    fn describe(operation: &mut Operation, schemas: &mut Schemas);
}

impl<A: Action> Input for Ctx<A> {
    async fn take(request: &HttpRequest, _: &mut Payload) -> Result<Self> {
        let ctx = Ctx::admit(request).await?;
        // A POST that writes nothing reads it here only.
        idempotency::header(request)?;
        let template = ctx.exchange().template(request);
        let faults = ctx.shared().contract.query(request.method(), template, request.query_string());
        if faults.is_empty() { Ok(ctx) } else { Err(Error::invalid(faults)) }
    }

    fn describe(operation: &mut Operation, _: &mut Schemas) {
        let several =
            A::GRANTS.iter().any(|(extent, _)| matches!(extent, Extent::Province | Extent::Installation));
        if several {
            let about = "For a caller of several counties: the county meant, by its GB/T 2260 code.";
            push(
                operation,
                ParameterBuilder::new()
                    .name("county")
                    .parameter_in(ParameterIn::Query)
                    .required(Required::False)
                    .description(Some(about))
                    .schema(Some(
                        Object::builder()
                            .schema_type(utoipa::openapi::Type::String)
                            .pattern(Some("^[0-9]{6}$")),
                    ))
                    .build(),
            );
        }
    }
}

/// Values in the path. What cannot be one is not found.
#[derive(Debug)]
pub struct Path<T>(pub T);

/// The path of one thing.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct Id {
    /// Id of the thing.
    pub id: Uuid,
}

impl<T: DeserializeOwned + IntoParams + 'static> Input for Path<T> {
    async fn take(request: &HttpRequest, _: &mut Payload) -> Result<Self> {
        let path = web::Path::<T>::from_request(request, &mut Payload::None).await;
        path.map(|path| Self(path.into_inner())).map_err(|_| Error::not_found())
    }

    fn describe(operation: &mut Operation, _: &mut Schemas) {
        T::into_params(|| Some(ParameterIn::Path))
            .into_iter()
            .for_each(|parameter| push(operation, parameter));
    }
}

/// Parameters of the query string; already found good by the contract.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned + IntoParams> Input for Query<T> {
    async fn take(request: &HttpRequest, _: &mut Payload) -> Result<Self> {
        let parsed = serde_urlencoded::from_str(request.query_string());
        parsed.map(Self).map_err(|e| Fault::query("", "malformed", "查询参数有误", e.to_string()).into())
    }

    fn describe(operation: &mut Operation, _: &mut Schemas) {
        T::into_params(|| Some(ParameterIn::Query))
            .into_iter()
            .for_each(|parameter| push(operation, parameter));
    }
}

impl Input for Paging {
    async fn take(request: &HttpRequest, payload: &mut Payload) -> Result<Self> {
        Ok(Query::<Self>::take(request, payload).await?.0)
    }

    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        Query::<Self>::describe(operation, schemas);
    }
}

/// A JSON body: every field checked against the contract, then parsed, then the rules between fields.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned + ToSchema + Validate> Input for Body<T> {
    async fn take(request: &HttpRequest, payload: &mut Payload) -> Result<Self> {
        body::require_type(request, &["application/json", "application/merge-patch+json"])?;
        let bytes = body::read(request, payload, Worker::of(request).shared.config.body_limit).await?;
        Exchange::of(request).body_hash.set(Sha256::digest(&bytes).into());
        body::parse(request, &bytes).map(Self)
    }

    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        schemas.push((T::name().into_owned(), T::schema()));
        T::schemas(schemas);
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(T::name()))).build();
        let body =
            RequestBodyBuilder::new().content("application/json", content).required(Some(Required::True));
        operation.request_body = Some(body.build().into());
    }
}

/// A form body (RFC 6749 asks for one), its fields checked against the contract. No body at all is an empty form.
#[derive(Debug)]
pub struct Form<T>(pub T);

impl<T: DeserializeOwned + ToSchema> Input for Form<T> {
    async fn take(request: &HttpRequest, payload: &mut Payload) -> Result<Self> {
        let bytes = body::read(request, payload, 16 * 1024).await?;
        if !bytes.is_empty() {
            body::require_type(request, &["application/x-www-form-urlencoded"])?;
        }
        body::parse_form(request, &bytes).map(Self)
    }

    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        schemas.push((T::name().into_owned(), T::schema()));
        T::schemas(schemas);
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(T::name()))).build();
        let body = RequestBodyBuilder::new().content("application/x-www-form-urlencoded", content);
        operation.request_body = Some(body.required(Some(may_be_empty(&T::schema()))).build().into());
    }
}

/// Whether a form must be there: not when none of its fields must.
fn may_be_empty(form: &RefOr<Schema>) -> Required {
    let free = matches!(form, RefOr::T(Schema::Object(form)) if form.required.is_empty());
    if free { Required::False } else { Required::True }
}

impl Input for IfMatch {
    async fn take(request: &HttpRequest, _: &mut Payload) -> Result<Self> {
        Ok(IfMatch::of(request.headers()))
    }

    fn describe(operation: &mut Operation, _: &mut Schemas) {
        push(
            operation,
            ParameterBuilder::new()
                .name("If-Match")
                .parameter_in(ParameterIn::Header)
                .required(Required::True)
                .description(Some("The ETag that was read, or `*`."))
                .schema(Some(Object::with_type(utoipa::openapi::Type::String)))
                .example(Some("\"v1\"".into()))
                .build(),
        );
    }
}

fn push(operation: &mut Operation, parameter: Parameter) {
    operation.parameters.get_or_insert_with(Vec::new).push(parameter.into());
}

impl<T> Deref for Path<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl From<Code> for Error {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}
