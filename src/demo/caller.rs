//! Calls to the service without a network between.

use std::sync::Arc;

use actix_web::{
    body::BoxBody,
    dev::{Service, ServiceResponse},
    http::Method,
    test::{self, TestRequest},
};
use chrono::{DateTime, Utc};
use futures_util::future::LocalBoxFuture;
use serde_json::Value;

use super::Outcome;
use crate::{app, http::state::Shared};

type Called = LocalBoxFuture<'static, Result<ServiceResponse<BoxBody>, actix_web::Error>>;

/// The service on a stage of its own.
pub struct Stage {
    shared: Arc<Shared>,
    call: Box<dyn Fn(TestRequest) -> Called>,
}

impl Stage {
    /// Builds the service once.
    pub async fn set(shared: &Arc<Shared>, url: &str) -> Self {
        let service = test::init_service(app::build(shared, url)).await;
        let call = move |request: TestRequest| -> Called { Box::pin(service.call(request.to_request())) };
        Self { shared: Arc::clone(shared), call: Box::new(call) }
    }

    /// Moves the stage's clock.
    pub fn at(&self, instant: &str) {
        self.shared.clock.hold(instant.parse::<DateTime<Utc>>().unwrap_or_default());
    }

    /// What time it is there.
    pub fn now(&self) -> DateTime<Utc> {
        self.shared.clock.now()
    }

    /// What the stage shares.
    pub fn shared(&self) -> &Shared {
        &self.shared
    }

    /// A form, for signing in.
    pub async fn form(&self, path: &str, fields: &[(&str, &str)]) -> Outcome<Value> {
        let request = TestRequest::with_uri(path).method(Method::POST).set_form(fields);
        self.answer("POST", path, request).await
    }

    /// A GET as the bearer of a token.
    pub async fn get(&self, token: &str, path: &str) -> Outcome<Value> {
        self.answer("GET", path, bearing(token, Method::GET, path)).await
    }

    /// A POST as the bearer of a token.
    pub async fn post(&self, token: &str, path: &str, body: &Value) -> Outcome<Value> {
        self.answer("POST", path, bearing(token, Method::POST, path).set_json(body)).await
    }

    /// A change of whatever version is there.
    pub async fn change(&self, token: &str, method: Method, path: &str, body: &Value) -> Outcome<Value> {
        let request = bearing(token, method.clone(), path).insert_header(("if-match", "*")).set_json(body);
        self.answer(method.as_str(), path, request).await
    }

    async fn answer(&self, method: &str, path: &str, request: TestRequest) -> Outcome<Value> {
        let response = (self.call)(request).await.map_err(|e| format!("{method} {path}: {e}"))?;
        let status = response.status();
        let bytes = actix_web::body::to_bytes(response.into_body()).await.map_err(|e| e.to_string())?;
        if status.is_success() {
            return Ok(serde_json::from_slice(&bytes).unwrap_or_default());
        }
        Err(format!("the demo: {method} {path}: {status} {}", String::from_utf8_lossy(&bytes)))
    }
}

fn bearing(token: &str, method: Method, path: &str) -> TestRequest {
    TestRequest::with_uri(path).method(method).insert_header(("authorization", format!("Bearer {token}")))
}

/// A text member of an answer.
pub fn text(answer: &Value, name: &str) -> Outcome<String> {
    let found = answer.get(name).and_then(Value::as_str);
    found.map(str::to_owned).ok_or_else(|| format!("the demo: no {name} in {answer}"))
}
