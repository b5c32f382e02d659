//! What came back.

use std::{collections::HashMap, ops::Index};

use actix_web::{http::header::HeaderMap, web::Bytes};
use serde_json::Value;
use uuid::Uuid;

/// Status, headers and JSON body of an answer.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: HashMap<String, String>,
    pub bytes: Bytes,
    pub body: Value,
}

impl Answer {
    pub fn new(status: u16, headers: &HeaderMap, bytes: Bytes) -> Self {
        let text =
            |value: &actix_web::http::header::HeaderValue| value.to_str().unwrap_or_default().to_owned();
        let headers = headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect();
        Self { status, headers, body: serde_json::from_slice(&bytes).unwrap_or_default(), bytes }
    }

    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", String::from_utf8_lossy(&self.bytes));
        self
    }

    #[track_caller]
    pub fn ok(self) -> Self {
        self.is(200)
    }

    #[track_caller]
    pub fn created(self) -> Self {
        self.is(201)
    }

    /// A problem with this status and code.
    #[track_caller]
    pub fn problem(self, status: u16, code: &str) -> Self {
        let answer = self.is(status);
        assert_eq!(answer["code"], code, "{}", answer.body);
        assert_eq!(answer.headers.get("content-type").map(String::as_str), Some("application/problem+json"));
        answer
    }

    /// A 422 whose faults are exactly these, as `/name required`.
    #[track_caller]
    pub fn faults(self, expected: &[&str]) -> Self {
        let answer = self.problem(422, "invalid");
        let one = |fault: &Value| {
            format!("{} {}", fault["pointer"].as_str().unwrap(), fault["code"].as_str().unwrap())
        };
        let mut found: Vec<String> = answer["errors"].as_array().into_iter().flatten().map(one).collect();
        found.sort();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(found, expected, "{}", answer.body);
        answer
    }

    #[track_caller]
    pub fn etag(&self) -> &str {
        self.headers.get("etag").map(String::as_str).expect("an ETag")
    }

    #[track_caller]
    pub fn id(&self) -> Uuid {
        self["id"].as_str().expect("an id").parse().unwrap()
    }

    /// The items of a list.
    #[track_caller]
    pub fn items(&self) -> &[Value] {
        self["items"].as_array().expect("items")
    }
}

impl Index<&str> for Answer {
    type Output = Value;

    fn index(&self, name: &str) -> &Value {
        &self.body[name]
    }
}
