mod commit;
mod draw;
mod items;
mod repeat;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use stations::{auth::role::Role, schema::agreements};
use uuid::Uuid;

use crate::{
    harness::{Answer, Lab, Value, json},
    service_logs::Post,
};

/// A station with its logs in the mid-term phase, July to September 2023.
pub struct Checked<'a> {
    pub post: Post<'a>,
    pub phase: Uuid,
}

impl<'a> Checked<'a> {
    pub async fn of(lab: &'a Lab) -> Self {
        let post = Post::of(lab).await;
        let agreement = agreements::table.select(agreements::id).first(&mut &lab.conn).await.unwrap();
        Self { post, phase: lab.mid_term(agreement).await }
    }

    /// The same with so many logs.
    pub async fn with_logs(lab: &'a Lab, count: usize) -> Self {
        let checked = Self::of(lab).await;
        for _ in 0..count {
            checked.post.log(json!({})).await.created();
        }
        checked
    }

    pub fn lab(&self) -> &'a Lab {
        self.post.lab
    }

    pub fn body(&self, subject: &str, size: i32) -> Value {
        json!({"station_id": self.post.station, "phase_id": self.phase, "subject": subject, "size": size})
    }

    pub async fn commit(&self, subject: &str, size: i32) -> Answer {
        let officer = self.lab().bureau_officer().await;
        officer.post("/spot-checks", &self.body(subject, size)).await.created()
    }

    /// Committed, and the phase is over.
    pub async fn closed(&self, subject: &str, size: i32) -> Answer {
        let committed = self.commit(subject, size).await;
        self.lab().at("2023-10-08T02:00:00Z");
        committed
    }

    pub async fn draw(&self, seen: &Answer) -> Answer {
        let path = format!("/spot-checks/{}/draw", seen.id());
        self.lab().bureau_officer().await.move_on(seen, &path, &json!({})).await
    }

    /// Committed, closed and drawn.
    pub async fn drawn(&self, subject: &str, size: i32) -> Answer {
        let committed = self.closed(subject, size).await;
        self.draw(&committed).await.ok()
    }

    /// The contractor's manager, signed in again after the clock was moved.
    pub async fn manager(&self) -> crate::harness::Persona<'a> {
        self.lab().member(Role::ContractorManager, self.post.contractor).await
    }
}

/// The path of something of a spot check.
pub fn path(check: &Answer, rest: &str) -> String {
    format!("/spot-checks/{}{rest}", check.id())
}
