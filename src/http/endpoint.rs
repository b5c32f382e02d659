//! Registering handlers: path and method are written once, in `#[utoipa::path]`; everything else about the operation
//! is read from the handler's types. A handler whose first argument is not a [`Ctx`] does not compile.

use std::{future::Future, rc::Rc};

use actix_web::{
    FromRequest, Handler, HttpRequest, HttpResponse, Resource, Responder, Route,
    dev::{AppService, HttpServiceFactory, Payload},
    guard,
    http::Method,
    rt, web,
};
use futures_util::future::LocalBoxFuture;
use serde::Serialize;
use utoipa::{
    ToSchema,
    openapi::{
        ContentBuilder, PathItem, Paths, Ref, RefOr, ResponseBuilder,
        path::{HttpMethod, Operation},
        schema::Schema,
    },
};
use utoipa_actix_web::OpenApiFactory;

use super::{
    codes::Code,
    ctx::Ctx,
    error::{Error, Result},
    exchange::Exchange,
    input::{Input, Schemas},
    reply::Reply,
};
use crate::{
    auth::{
        policy::{Action, Row},
        reach::Extent,
        role::Role,
    },
    sabotage::{Protection, is_off},
};

/// One operation: what the router, the document and the coverage tests need of it.
pub struct Endpoint {
    /// Path template.
    pub path: String,
    /// HTTP method.
    pub method: Method,
    /// Name of its action; none when public.
    pub action: Option<&'static str>,
    /// Who may, and how far.
    pub grants: &'static [(Extent, &'static [Role])],
    /// Made only for the document, which one thread needs once.
    describe: Box<dyn Fn() -> (Operation, Schemas)>,
    served: Served,
}

/// `endpoint!(stations::list::list_stations)`: the handler and what `#[utoipa::path]` says of it. A macro, because that
/// attribute puts its type beside the function under a name made from the function's.
#[macro_export]
macro_rules! endpoint {
    ($first:ident $(:: $rest:ident)+) => { $crate::endpoint!(@ [] $first $(:: $rest)+) };
    (@ [$($head:ident)*] $next:ident :: $($rest:ident)::+) => { $crate::endpoint!(@ [$($head)* $next] $($rest)::+) };
    (@ [$($head:ident)*] $name:ident) => { pastey::paste! {
        $crate::http::endpoint::Endpoint::new($crate $(::$head)* ::[<__path_ $name>], $crate $(::$head)* ::$name)
    } };
}

/// The arguments of a handler: a context, then anything.
pub trait Inputs: Sized {
    /// The permission in the context's type.
    type Permission: Action;
    /// Takes them in order.
    fn take(request: &HttpRequest, payload: &mut Payload) -> impl Future<Output = Result<Self>>;
    /// Writes their parts of the operation.
    fn describe(operation: &mut Operation, schemas: &mut Schemas);
}

macro_rules! inputs {
    ($($name:ident)*) => {
        impl<P: Action, $($name: Input),*> Inputs for (Ctx<P>, $($name,)*) {
            type Permission = P;

            async fn take(request: &HttpRequest, payload: &mut Payload) -> Result<Self> {
                Ok((Ctx::take(request, payload).await?, $($name::take(request, payload).await?,)*))
            }

            fn describe(operation: &mut Operation, schemas: &mut Schemas) {
                <Ctx<P> as Input>::describe(operation, schemas);
                $($name::describe(operation, schemas);)*
            }
        }
    };
}

inputs!();
inputs!(A);
inputs!(A B);
inputs!(A B C);
inputs!(A B C D);

/// What a handler answers, for the document.
pub trait Answers: Responder {
    /// Adds the response.
    fn describe(operation: &mut Operation, schemas: &mut Schemas);
}

impl<T: ToSchema + Serialize + 'static, const STATUS: u16> Answers for Result<Reply<T, STATUS>> {
    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        let mut response =
            ResponseBuilder::new().description(if STATUS == 204 { "Done" } else { "What was asked for" });
        if STATUS != 204 {
            schemas.push((T::name().into_owned(), T::schema()));
            T::schemas(schemas);
            let schema = Ref::from_schema_name(T::name());
            response =
                response.content("application/json", ContentBuilder::new().schema(Some(schema)).build());
        }
        operation.responses.responses.insert(STATUS.to_string(), response.build().into());
    }
}

/// An answer under way.
type Answer = LocalBoxFuture<'static, HttpResponse>;

/// A handler without its types. What is the same for all of them (the route, the task of its own) is compiled once, not
/// once for each: it was a good part of every build.
#[derive(Clone)]
struct Served(Rc<dyn Fn(HttpRequest, Payload) -> Answer>);

impl Handler<(HttpRequest, web::Payload)> for Served {
    type Output = HttpResponse;
    type Future = Answer;

    fn call(&self, (request, payload): (HttpRequest, web::Payload)) -> Answer {
        (self.0)(request, payload.into_inner())
    }
}

impl Served {
    fn of<F, I>(handler: F, detached: bool, template: Rc<str>) -> Self
    where
        F: Handler<I>,
        F::Output: Responder + 'static,
        I: Inputs + 'static,
    {
        Self(Rc::new(move |request, mut payload| {
            let _ = Exchange::of(&request).template.set(Rc::clone(&template));
            let handler = handler.clone();
            Box::pin(async move {
                let inputs = match I::take(&request, &mut payload).await {
                    Ok(inputs) => inputs,
                    Err(refused) => return HttpResponse::from_error(refused),
                };
                let work: Answer =
                    Box::pin(
                        async move { handler.call(inputs).await.respond_to(&request).map_into_boxed_body() },
                    );
                if detached { to_its_end(work).await } else { work.await }
            })
        }))
    }

    fn route(&self, method: &Method) -> Route {
        let route = if method == Method::GET {
            web::route().guard(guard::Any(guard::Get()).or(guard::Head()))
        } else {
            web::method(method.clone())
        };
        route.to(self.clone())
    }
}

/// Runs to its end even if the client goes away: actix drops a handler's future when the connection is reset, and a write
/// must not be dropped half way.
async fn to_its_end(work: Answer) -> HttpResponse {
    rt::spawn(work).await.unwrap_or_else(|failed| HttpResponse::from_error(Error::internal(failed)))
}

impl Endpoint {
    /// Reads everything from the types.
    pub fn new<M, F, I>(marker: M, handler: F) -> Self
    where
        M: OpenApiFactory + utoipa::Path + 'static,
        F: Handler<I>,
        F::Output: Answers + 'static,
        I: Inputs + 'static,
    {
        let describe = move || {
            let (mut operation, mut schemas) = (M::operation(), Vec::new());
            operation.tags =
                marker.paths().paths.into_values().next().and_then(operation_of).and_then(|op| op.tags);
            I::describe(&mut operation, &mut schemas);
            F::Output::describe(&mut operation, &mut schemas);
            (operation, schemas)
        };
        let method = M::methods().first().map_or(Method::GET, method_of);
        let detached = !method.is_safe() && !is_off(Protection::Detached);
        let served = Served::of(handler, detached, M::path().into());
        let (action, grants) = (I::Permission::NAME, I::Permission::GRANTS);
        Self { path: M::path(), method, action, grants, describe: Box::new(describe), served }
    }

    /// The operation with its permission, for the document.
    fn documented(&self) -> Operation {
        let row = self.action.map(|action| Row { action, grants: self.grants });
        super::openapi::complete((self.describe)().0, &self.method, &self.path, row.as_ref())
    }
}

/// All operations of one path: one actix resource, so that a wrong method is 405 and not 404.
pub struct PathGroup {
    /// The path template.
    pub path: String,
    endpoints: Vec<Endpoint>,
}

impl PathGroup {
    /// Groups endpoints by path, keeping their order.
    pub fn group(endpoints: Vec<Endpoint>) -> Vec<Self> {
        let mut groups: Vec<Self> = Vec::new();
        for endpoint in endpoints {
            match groups.iter_mut().find(|group| group.path == endpoint.path) {
                Some(group) => group.endpoints.push(endpoint),
                None => groups.push(Self { path: endpoint.path.clone(), endpoints: vec![endpoint] }),
            }
        }
        groups
    }

    fn allow(&self) -> String {
        let methods = self
            .endpoints
            .iter()
            .map(|e| if e.method == Method::GET { "GET, HEAD" } else { e.method.as_str() });
        methods.collect::<Vec<_>>().join(", ")
    }
}

impl PathGroup {
    /// The resource, in a scope that has matched the path's beginning.
    fn within(self, scope: &str) -> Resource {
        let path = self.path.strip_prefix(scope).unwrap_or(&self.path);
        let resource =
            self.endpoints.iter().fold(web::resource(path), |r, e| r.route(e.served.route(&e.method)));
        or_refuse(resource, self.allow())
    }
}

impl HttpServiceFactory for PathGroup {
    fn register(self, config: &mut AppService) {
        self.within("").register(config);
    }
}

/// The paths below one collection, as `/api/v1/stations`. The router compares a request with every collection, which is
/// cheap, and then with the patterns of one only; with all of them in a row it was a quarter of a read's time.
pub struct Collection {
    root: String,
    groups: Vec<PathGroup>,
}

impl Collection {
    /// Groups paths by their first three segments, keeping their order.
    pub fn group(groups: Vec<PathGroup>) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for group in groups {
            let root = group.path.splitn(5, '/').take(4).collect::<Vec<_>>().join("/");
            match all.iter_mut().find(|known| known.root == root) {
                Some(known) => known.groups.push(group),
                None => all.push(Self { root, groups: vec![group] }),
            }
        }
        all
    }
}

impl HttpServiceFactory for Collection {
    fn register(self, config: &mut AppService) {
        let Self { root, groups } = self;
        let scope = web::scope(&root);
        groups.into_iter().fold(scope, |scope, group| scope.service(group.within(&root))).register(config);
    }
}

/// A route outside the API that only reads: GET and HEAD, anything else 405.
pub fn read_only<F, I>(path: &str, handler: F) -> Resource
where
    F: Handler<I>,
    I: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    let reads = web::route().guard(guard::Any(guard::Get()).or(guard::Head()));
    or_refuse(web::resource(path).route(reads.to(handler)), "GET, HEAD".into())
}

/// What a resource does with every other method.
fn or_refuse(resource: Resource, allow: String) -> Resource {
    let refuse = move || {
        let error = Error::new(Code::MethodNotAllowed).allow(allow.clone());
        async move { Err::<HttpResponse, _>(error) }
    };
    resource.default_service(web::to(refuse))
}

impl OpenApiFactory for PathGroup {
    fn paths(&self) -> Paths {
        let mut paths = Paths::new();
        for endpoint in &self.endpoints {
            paths.add_path_operation(&self.path, vec![http_method(&endpoint.method)], endpoint.documented());
        }
        paths
    }

    fn schemas(&self, schemas: &mut Vec<(String, RefOr<Schema>)>) {
        self.endpoints.iter().for_each(|endpoint| schemas.extend((endpoint.describe)().1));
    }
}

fn operation_of(item: PathItem) -> Option<Operation> {
    [item.get, item.put, item.post, item.delete, item.patch].into_iter().flatten().next()
}

fn method_of(method: &HttpMethod) -> Method {
    match method {
        HttpMethod::Put => Method::PUT,
        HttpMethod::Post => Method::POST,
        HttpMethod::Patch => Method::PATCH,
        HttpMethod::Delete => Method::DELETE,
        _ => Method::GET,
    }
}

fn http_method(method: &Method) -> HttpMethod {
    match method.as_str() {
        "PUT" => HttpMethod::Put,
        "POST" => HttpMethod::Post,
        "PATCH" => HttpMethod::Patch,
        "DELETE" => HttpMethod::Delete,
        _ => HttpMethod::Get,
    }
}
