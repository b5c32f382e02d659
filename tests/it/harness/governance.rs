//! Milestones as they are read, and the facts they follow from, for every station of the county.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};
use stations::{http::clock::new_id, schema::attachments};
use uuid::Uuid;

use super::{
    answer::Answer,
    lab::{BAISHA, Lab},
    persona::Persona,
};

/// The townships of the plan.
pub const TOWNSHIPS: [&str; 11] = [
    "469025100",
    "469025101",
    "469025102",
    "469025103",
    "469025200",
    "469025201",
    "469025202",
    "469025203",
    "469025204",
    "469025205",
    "469025206",
];

impl Lab {
    /// Every station of the county, in the order of their townships' codes.
    pub async fn every_station(&self) -> Vec<Uuid> {
        let mut all = Vec::new();
        for township in TOWNSHIPS {
            all.push(self.station(township).await);
        }
        all
    }

    /// What the bureau reads of a milestone; `query` as `as_of=2023-07-03`.
    pub async fn milestone(&self, code: &str, query: &str) -> Answer {
        self.bureau_officer().await.get(&format!("/milestones/{code}?{query}")).await.ok()
    }

    /// A file that somebody uploaded.
    pub async fn trace_file(&self, by: Uuid) -> Uuid {
        let id = new_id(self.now());
        let row = (
            attachments::county_code.eq(BAISHA),
            attachments::id.eq(id),
            attachments::sha256.eq(id.as_bytes().repeat(2)),
            attachments::size.eq(3),
            attachments::media_type.eq("application/pdf"),
            attachments::uploaded_by.eq(by),
            attachments::recorded_at.eq(self.now()),
        );
        diesel::insert_into(attachments::table).values(row).execute(&mut &self.conn).await.unwrap();
        id
    }

    /// Makes a milestone one that only a declaration tells of.
    pub async fn without_facts(&self, code: &str) {
        self.run(&format!("UPDATE milestones SET derived_from = NULL WHERE code = '{code}'")).await;
    }

    /// A declaration by the bureau that a milestone was reached on 28 June 2023.
    pub async fn declared(&self, admin: &Persona<'_>, code: &str) -> Answer {
        let body = json!({"reached_on": "2023-06-28", "note": "月报齐全"});
        admin.post(&format!("/milestones/{code}/declarations"), &body).await.created()
    }
}

/// A room in use from a day on.
pub fn room(from: &str) -> Value {
    json!({"name": "一楼办公室", "functions": ["office"], "from": from})
}

/// Status, day and days late of a milestone.
pub fn stands(milestone: &Answer) -> (Value, Value, Value) {
    (milestone["status"].clone(), milestone["reached_on"].clone(), milestone["late_days"].clone())
}
