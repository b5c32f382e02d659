//! Somebody who calls the service.

use serde::Serialize;
use uuid::Uuid;

use super::{answer::Answer, lab::Lab};

/// An account and its token; the paths are below `/api/v1` unless they begin with `//`.
#[derive(Clone)]
pub struct Persona<'a> {
    pub lab: &'a Lab,
    pub id: Uuid,
    pub token: Option<String>,
}

impl Persona<'_> {
    pub async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], Vec::new()).await
    }

    pub async fn post(&self, path: &str, body: &impl Serialize) -> Answer {
        self.send("POST", path, &[("content-type", "application/json")], bytes(body)).await
    }

    /// A POST with an `Idempotency-Key`.
    pub async fn post_once(&self, key: &str, path: &str, body: &impl Serialize) -> Answer {
        let headers = [("content-type", "application/json"), ("idempotency-key", key)];
        self.send("POST", path, &headers, bytes(body)).await
    }

    pub async fn put(&self, path: &str, body: &impl Serialize) -> Answer {
        self.send("PUT", path, &[("content-type", "application/json")], bytes(body)).await
    }

    /// A PUT of the version that was read.
    pub async fn put_over(&self, seen: &Answer, path: &str, body: &impl Serialize) -> Answer {
        let headers = [("content-type", "application/json"), ("if-match", seen.etag())];
        self.send("PUT", path, &headers, bytes(body)).await
    }

    /// A merge patch of the version that was read.
    pub async fn patch(&self, seen: &Answer, path: &str, body: &impl Serialize) -> Answer {
        let headers = [("content-type", "application/merge-patch+json"), ("if-match", seen.etag())];
        self.send("PATCH", path, &headers, bytes(body)).await
    }

    /// A POST that changes what was read.
    pub async fn move_on(&self, seen: &Answer, path: &str, body: &impl Serialize) -> Answer {
        let headers = [("content-type", "application/json"), ("if-match", seen.etag())];
        self.send("POST", path, &headers, bytes(body)).await
    }

    pub async fn form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = serde_urlencoded::to_string(fields).unwrap().into_bytes();
        self.send("POST", path, &[("content-type", "application/x-www-form-urlencoded")], body).await
    }

    /// Anything, byte for byte.
    pub async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
        let path = path
            .strip_prefix('/')
            .filter(|rest| rest.starts_with('/'))
            .map_or(format!("/api/v1{path}"), str::to_owned);
        let client =
            awc::Client::builder().disable_redirects().timeout(std::time::Duration::from_secs(30)).finish();
        let mut request = client.request(method.parse().unwrap(), format!("{}{path}", self.lab.origin));
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        for header in headers {
            request = request.insert_header(*header);
        }
        let mut response = request.send_body(body).await.unwrap();
        let bytes = response.body().limit(64 * 1024 * 1024).await.unwrap();
        Answer::new(response.status().as_u16(), response.headers(), bytes)
    }
}

fn bytes(body: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(body).unwrap()
}
