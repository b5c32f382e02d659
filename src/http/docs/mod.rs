//! The documentation page and the document it shows; nothing is loaded from anywhere else.

use actix_web::{HttpResponse, web};

use crate::http::endpoint::read_only;

const POLICY: &str = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

/// `/docs` and its two files, `/openapi.json`.
pub fn register(config: &mut web::ServiceConfig, document: &'static str) {
    for (path, kind, text) in [
        ("/docs", "text/html; charset=utf-8", include_str!("page.html")),
        ("/docs/page.css", "text/css; charset=utf-8", include_str!("page.css")),
        ("/docs/page.js", "text/javascript; charset=utf-8", include_str!("page.js")),
    ] {
        config.service(read_only(path, move || async move { file(kind, text) }));
    }
    config.service(read_only("/openapi.json", move || async move { openapi(document) }));
}

fn file(kind: &'static str, text: &'static str) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header(("content-security-policy", POLICY))
        .insert_header(("cache-control", "no-cache"))
        .content_type(kind)
        .body(text)
}

fn openapi(document: &'static str) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header(("cache-control", "no-cache"))
        .content_type("application/json")
        .body(document)
}
