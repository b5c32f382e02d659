//! Around every request: its id, the error as a problem in the caller's language, headers, access log, metrics.

use std::{rc::Rc, sync::Arc};

use actix_web::{
    HttpMessage as _, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        Method, StatusCode,
        header::{self, HeaderMap, HeaderName, HeaderValue},
    },
    middleware::Next,
};
use log::Level;
use serde_json::json;
use uuid::Uuid;

use super::{
    clock::new_id, codes::Code, error::Error, exchange::Exchange, idle::Idle, problem, state::Shared,
};
use crate::sabotage::{Protection, is_off};

/// The middleware.
pub async fn envelope<B: MessageBody + 'static>(
    shared: Arc<Shared>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let exchange = Exchange::begin(request_id(&shared, request.headers()), request.headers());
    request.extensions_mut().insert(Rc::clone(&exchange));
    let idle = request.conn_data::<Rc<Idle>>().cloned();
    idle.iter().for_each(|idle| idle.begin());
    // The request must not be held meanwhile: actix-web changes it while it routes.
    let mut response = next.call(request).await?.map_into_boxed_body();
    if let Some(mut problem) = as_problem(&response, &exchange) {
        keep_cors(response.headers(), problem.headers_mut());
        response = ServiceResponse::new(response.request().clone(), problem);
    }
    add_headers(&mut response, &exchange);
    account(&shared, &response, &exchange);
    Ok(match idle {
        Some(idle) => idle.answered(response),
        None => response,
    })
}

/// The client's own id if it is a UUID, so that a support call can name it; else a new one.
fn request_id(shared: &Shared, headers: &HeaderMap) -> Uuid {
    let given = headers.get("x-request-id").and_then(|value| Uuid::try_parse(value.to_str().ok()?).ok());
    given.unwrap_or_else(|| new_id(shared.clock.now()))
}

fn as_problem(response: &ServiceResponse<BoxBody>, exchange: &Exchange) -> Option<HttpResponse> {
    let thrown = response.response().error()?;
    let render = |error: &Error| problem::response(error, exchange.locale, &exchange.request_id.to_string());
    match thrown.as_error::<Error>() {
        Some(error) => {
            exchange.cause.borrow_mut().clone_from(&error.cause);
            Some(render(error))
        }
        None => Some(render(&foreign(response.status()).because(thrown))),
    }
}

/// Without these a page of another origin could not read what is wrong.
fn keep_cors(from: &HeaderMap, to: &mut HeaderMap) {
    let is_cors = |name: &HeaderName| name == header::VARY || name.as_str().starts_with("access-control-");
    for (name, value) in from.iter().filter(|(name, _)| is_cors(name)) {
        to.append(name.clone(), value.clone());
    }
}

/// An error that actix itself made.
fn foreign(status: StatusCode) -> Error {
    Error::new(match status {
        StatusCode::NOT_FOUND => Code::NotFound,
        StatusCode::PAYLOAD_TOO_LARGE => Code::TooLarge,
        status if status.is_client_error() => Code::Malformed,
        _ => Code::Internal,
    })
}

fn add_headers(response: &mut ServiceResponse<BoxBody>, exchange: &Exchange) {
    let headers = response.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static("Accept-Language, Authorization"));
    let mut put = |name: &'static str, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            let name = HeaderName::from_static(name);
            if !headers.contains_key(&name) {
                headers.insert(name, value);
            }
        }
    };
    put("x-request-id", &exchange.request_id.to_string());
    put("cache-control", "no-store");
    put("x-content-type-options", "nosniff");
    put("x-frame-options", "DENY");
    put("referrer-policy", "no-referrer");
    put("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
    put("strict-transport-security", "max-age=31536000");
    if let Some((limit, remaining, reset)) = exchange.quota.get() {
        put("ratelimit-limit", &limit.to_string());
        put("ratelimit-remaining", &remaining.to_string());
        put("ratelimit-reset", &reset.to_string());
    }
}

/// A method by its name; any other word that is sent as one, in which a name could stand as well, is `OTHER`. So nobody can
/// fill the log and the metrics with methods of his own.
fn known(method: &Method) -> &'static str {
    let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"];
    known.into_iter().find(|name| *name == method.as_str()).unwrap_or("OTHER")
}

/// One line of JSON a request: the template, never the path or query, in which a name could stand.
fn account(shared: &Shared, response: &ServiceResponse<BoxBody>, exchange: &Exchange) {
    let (request, took) = (response.request(), exchange.started.elapsed());
    let whole = is_off(Protection::Template).then(|| request.uri().to_string());
    let path = whole.as_deref().unwrap_or_else(|| exchange.template(request));
    let (method, status) = (known(request.method()), response.status().as_u16());
    shared.metrics.answered(method, path, status, took);
    let level = if status >= 500 { Level::Error } else { Level::Info };
    if !log::log_enabled!(target: "access", level) {
        return;
    }
    let cause = exchange.cause.borrow();
    let line = json!({
        "request_id": exchange.request_id, "method": method, "path": path, "status": status,
        "micros": u64::try_from(took.as_micros()).unwrap_or(u64::MAX), "caller": exchange.caller.get(), "cause": *cause,
    });
    log::log!(target: "access", level, "{line}");
}
