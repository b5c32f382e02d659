mod draft;
mod pictures;
mod public;
mod steps;

use stations::auth::role::Role;
use uuid::Uuid;

use crate::harness::{
    Answer, Lab, Persona, Value,
    files::{jpeg, png},
    json,
};

/// A station with its contractor's manager, and the bureau's officer.
pub struct Newsroom<'a> {
    pub station: Uuid,
    pub manager: Persona<'a>,
    pub officer: Persona<'a>,
}

impl<'a> Newsroom<'a> {
    pub async fn of(lab: &'a Lab) -> Self {
        let station = lab.station("469025100").await;
        let contractor = lab.contractor(&[station]).await;
        let manager = lab.member(Role::ContractorManager, contractor).await;
        Self { station, manager, officer: lab.bureau_officer().await }
    }

    pub fn brief(&self, fields: Value) -> Value {
        let mut body = json!({"station_id": self.station, "kind": "post", "title": "端午节关爱活动", "body": "社工为老人包粽子。"});
        body.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        body
    }

    /// A draft of the manager.
    pub async fn draft(&self, fields: Value) -> Answer {
        self.manager.post("/briefs", &self.brief(fields)).await.created()
    }

    pub async fn submit(&self, seen: &Answer) -> Answer {
        self.manager.move_on(seen, &format!("{}/submission", path(seen)), &json!({})).await
    }

    /// What the bureau does, as `publication`.
    pub async fn decide(&self, seen: &Answer, step: &str) -> Answer {
        self.officer
            .move_on(seen, &format!("{}/{step}", path(seen)), &json!({"reason": "照片中有未成年人正脸"}))
            .await
    }

    pub async fn publish(&self, draft: &Answer) -> Answer {
        self.decide(&self.submit(draft).await.ok(), "publication").await.ok()
    }

    pub async fn picture(&self) -> Uuid {
        self.manager.upload("image/jpeg", &jpeg()).await.created().id()
    }

    pub async fn other_picture(&self) -> Uuid {
        self.manager.upload("image/png", &png()).await.created().id()
    }
}

pub fn path(brief: &Answer) -> String {
    format!("/briefs/{}", brief.id())
}
