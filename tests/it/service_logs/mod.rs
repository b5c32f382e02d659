mod amend;
mod change;
pub mod clients;
mod filters;
mod imports;
mod list;
mod planned;
mod reach;
mod record;
mod repeat;
mod sealed;
mod steps;
mod sync;

use stations::{auth::role::Role, http::clock::new_id};
use uuid::Uuid;

use crate::harness::{Answer, Lab, Persona, Site, Value, json};

/// A station with its contractor's manager and one worker posted to it.
pub struct Post<'a> {
    pub lab: &'a Lab,
    pub contractor: Uuid,
    pub station: Uuid,
    pub worker: Uuid,
    pub manager: Persona<'a>,
}

impl<'a> Post<'a> {
    pub async fn of(lab: &'a Lab) -> Self {
        let station = lab.station("469025100").await;
        let contractor = lab.contractor(&[station]).await;
        let worker = lab.posted_worker(contractor, station).await;
        let manager = lab.member(Role::ContractorManager, contractor).await;
        Self { lab, contractor, station, worker, manager }
    }

    /// At a site, with a worker of its contractor's own.
    pub async fn at(lab: &'a Lab, site: &Site<'a>) -> Self {
        let (station, manager) = (site.station, site.contractor.clone());
        let contractor = lab.organisation_of(&manager).await;
        let worker = lab.posted_worker(contractor, station).await;
        Self { lab, contractor, station, worker, manager }
    }

    /// A draft with these fields, and its path.
    pub async fn draft(&self, fields: Value) -> (String, Answer) {
        let (path, mut body) = (self.path(), self.visit_with(fields));
        body["state"] = json!("draft");
        let draft = self.manager.put(&path, &body).await.created();
        (path, draft)
    }

    /// A visit on 2 July 2023 by the worker.
    pub fn visit(&self) -> Value {
        json!({"station_id": self.station, "item_code": "1.1", "method": "visit", "served_on": "2023-07-02",
            "workers": [{"worker_id": self.worker, "minutes": 90}], "people_served": 3, "summary": "入户讲解政策"})
    }

    /// The visit with other values in some fields.
    pub fn visit_with(&self, fields: Value) -> Value {
        let mut visit = self.visit();
        visit.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        visit
    }

    /// A path of a log that is not there yet.
    pub fn path(&self) -> String {
        format!("/service-logs/{}", new_id(self.lab.now()))
    }

    /// Records a visit with these fields as the manager.
    pub async fn log(&self, fields: Value) -> Answer {
        self.manager.put(&self.path(), &self.visit_with(fields)).await
    }
}
