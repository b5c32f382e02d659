mod calendar;
mod change;
mod counts;
mod decide;
mod draft;
mod due;
mod extend;
mod list;
mod moves;
mod reminders;
mod story;
mod submit;

use crate::{
    harness::{Answer, Lab, Persona, Value, json},
    service_logs::Post,
};

/// A station at work with its contractor's manager, and the bureau's officer.
pub struct Desk<'a> {
    pub post: Post<'a>,
    pub officer: Persona<'a>,
}

impl<'a> Desk<'a> {
    pub async fn of(lab: &'a Lab) -> Self {
        lab.operating("469025100").await;
        Self { post: Post::of(lab).await, officer: lab.bureau_officer().await }
    }

    /// Sets the clock, and signs both in again: a token does not last for days.
    pub async fn at(&mut self, instant: &str) {
        self.post.lab.at(instant);
        self.post.manager = self.post.manager.anew().await;
        self.officer = self.officer.anew().await;
    }

    /// Drafts the report of a month.
    pub async fn draft(&self, month: &str) -> Answer {
        let body = json!({"station_id": self.post.station, "month": month});
        self.post.manager.post("/progress-reports", &body).await
    }

    /// A draft of July with these members.
    pub async fn written(&self, fields: Value) -> Answer {
        let draft = self.draft("2023-07").await.created();
        let mut body = json!({"work_done": "入户走访，开展个案服务"});
        body.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        self.post.manager.patch(&draft, &path(&draft), &body).await.ok()
    }

    /// The report of July, submitted today.
    pub async fn submitted(&self) -> Answer {
        let written = self.written(json!({})).await;
        self.submit(&written).await.ok()
    }

    pub async fn submit(&self, seen: &Answer) -> Answer {
        self.post.manager.move_on(seen, &format!("{}/submission", path(seen)), &json!({})).await
    }

    /// What the bureau does with it, as `acceptance`.
    pub async fn decide(&self, seen: &Answer, step: &str, body: Value) -> Answer {
        self.officer.move_on(seen, &format!("{}/{step}", path(seen)), &body).await
    }

    pub async fn give_back(&self, seen: &Answer) -> Answer {
        self.decide(seen, "return", json!({"reason": "请补充个案进展"})).await.ok()
    }

    pub async fn accept(&self, seen: &Answer) -> Answer {
        self.decide(seen, "acceptance", json!({})).await
    }

    /// The report as the bureau reads it now.
    pub async fn show(&self, seen: &Answer) -> Answer {
        self.officer.get(&path(seen)).await.ok()
    }
}

pub fn path(report: &Answer) -> String {
    format!("/progress-reports/{}", report.id())
}
