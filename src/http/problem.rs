//! RFC 9457: an [`Error`] as `application/problem+json`, in the caller's language, with the request id.

use actix_web::{HttpResponse, HttpResponseBuilder, ResponseError, http::StatusCode};
use serde_json::{Map, Value, json};

use super::{codes::Code, error::Error, locale::Locale};

/// The media type of a problem.
pub const PROBLEM_JSON: &str = "application/problem+json";

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// Only a placeholder: [`super::envelope`] renders the body, because it knows language and request id.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

/// The members of the answer.
pub fn body(error: &Error, locale: Locale, request_id: &str) -> Value {
    let (zh, en) = error.code.title();
    let mut members = Map::new();
    let mut put = |name: &str, value: Value| members.insert(name.to_owned(), value);
    put("type", json!(format!("/docs#problem-{}", error.code.name())));
    put("title", json!(if locale == Locale::Zh { zh } else { en }));
    put("status", json!(error.code.status()));
    put("code", json!(error.code.name()));
    put("request_id", json!(request_id));
    if let Some(detail) = &error.detail {
        put("detail", json!(locale.pick(detail)));
    }
    if let Some(clause) = error.clause {
        put("clause", json!(clause));
    }
    if !error.faults.is_empty() {
        put("errors", error.faults.iter().map(|fault| fault.to_json(locale)).collect());
    }
    if matches!(error.code, Code::InvalidGrant) {
        put("error", json!("invalid_grant")); // RFC 6749 5.2, for OAuth libraries
    }
    Value::Object(members)
}

/// The whole answer.
pub fn response(error: &Error, locale: Locale, request_id: &str) -> HttpResponse {
    let mut builder = HttpResponseBuilder::new(error.status_code());
    builder.insert_header(("content-language", locale.tag()));
    if let Some(seconds) = error.retry_after {
        builder.insert_header(("retry-after", seconds.to_string()));
    }
    if let Some(allow) = &error.allow {
        builder.insert_header(("allow", allow.as_str()));
    }
    if let Some(range) = &error.content_range {
        builder.insert_header(("content-range", range.as_str()));
    }
    if error.status_code() == StatusCode::UNAUTHORIZED {
        builder.insert_header(("www-authenticate", "Bearer"));
    }
    builder.content_type(PROBLEM_JSON).body(body(error, locale, request_id).to_string())
}
