//! An evaluation by the county's own framework, in preparation, at a station at work with three workers.

use chrono::TimeDelta;
use stations::{auth::role::Role, http::clock::new_id};
use uuid::Uuid;

use crate::harness::{Answer, Lab, Persona, TOWNSHIP, Value, json};

pub struct Prepared<'a> {
    pub lab: &'a Lab,
    pub admin: Persona<'a>,
    pub contractor: Uuid,
    pub agency: Uuid,
    pub station: Uuid,
    pub phase: Uuid,
    pub workers: Vec<Uuid>,
    pub framework: Uuid,
    pub evaluation: Uuid,
}

impl<'a> Prepared<'a> {
    /// The evaluation of July to September 2023 on 8 October 2023.
    pub async fn of(lab: &'a Lab) -> Self {
        let framework = published(lab).await;
        lab.at("2023-10-08T02:00:00Z");
        let station = lab.operating(TOWNSHIP).await;
        let contractor = lab.organisation("contractor", 0).await;
        let agreement = lab.agreement(contractor, &[station], "2023-06-30", "2026-06-30", "2023-06-30").await;
        let mut workers = Vec::new();
        for _ in 0..3 {
            workers.push(lab.posted_worker(contractor, station).await);
        }
        let (phase, agency) = (lab.mid_term(agreement).await, lab.organisation("evaluation_agency", 3).await);
        let admin = lab.bureau_admin().await;
        let body =
            json!({"station_id": station, "phase_id": phase, "framework_id": framework, "agency_id": agency});
        let evaluation = admin.post("/evaluations", &body).await.created().id();
        let prepared =
            Self { lab, admin, contractor, agency, station, phase, workers, framework, evaluation };
        prepared.to("preparation").await;
        prepared
    }

    pub fn path(&self, rest: &str) -> String {
        format!("/evaluations/{}{rest}", self.evaluation)
    }

    /// Moves it.
    pub async fn to(&self, state: &str) {
        self.lab.pass(TimeDelta::seconds(1));
        let seen = self.admin.get(&self.path("")).await.ok();
        let body = json!({"state": state, "reason": "按方案"});
        self.admin.move_on(&seen, &self.path("/transitions"), &body).await.ok();
    }

    pub async fn evidence(&self) -> Answer {
        self.admin.get(&self.path("/computed-evidence")).await.ok()
    }

    pub async fn comparison(&self) -> Answer {
        self.admin.get(&self.path("/computed-evidence/comparison")).await.ok()
    }

    /// The contractor's manager on a day; a token does not last for days.
    pub async fn manager_on(&self, day: &str) -> Persona<'a> {
        self.lab.at(&format!("{day}T02:00:00Z"));
        self.lab.member(Role::ContractorManager, self.contractor).await
    }

    /// Back to 8 October, signed in again.
    pub async fn back(&mut self) {
        self.lab.at("2023-10-08T03:00:00Z");
        self.admin = self.lab.bureau_admin().await;
    }

    /// A visit by the first worker.
    pub async fn log(&self, by: &Persona<'_>, changes: Value) -> Answer {
        self.lab.pass(TimeDelta::milliseconds(1));
        let body = json!({"station_id": self.station, "item_code": "1.1", "method": "visit", "served_on": "2023-07-02",
            "workers": [{"worker_id": self.workers[0], "minutes": 90}], "people_served": 3, "summary": "入户讲解政策"});
        let body = crate::clients::but(body, &changes);
        by.put(&format!("/service-logs/{}", new_id(self.lab.now())), &body).await.created()
    }
}

/// The plan's own indicators, published on 20 June 2023.
pub async fn published(lab: &Lab) -> Uuid {
    lab.at("2023-06-20T02:00:00Z");
    let admin = lab.bureau_admin().await;
    let id = admin.get("/evaluation-frameworks").await.ok().items()[0]["id"].as_str().unwrap().to_owned();
    let draft = admin.get(&format!("/evaluation-frameworks/{id}")).await.ok();
    lab.pass(TimeDelta::seconds(1));
    let path = format!("/evaluation-frameworks/{id}/publication");
    admin.move_on(&draft, &path, &json!({})).await.ok();
    id.parse().unwrap()
}

/// The entry of an indicator.
#[track_caller]
pub fn indicator(answer: &Answer, code: &str) -> Value {
    let all = answer["indicators"].as_array().expect("indicators");
    all.iter().find(|one| one["indicator"] == code).expect("the indicator").clone()
}

/// The proposal for an indicator and the numbers of its facts, in their order.
#[track_caller]
pub fn shown(answer: &Answer, code: &str) -> (Value, Vec<Value>) {
    let one = indicator(answer, code);
    let facts = one["facts"].as_array().expect("facts").iter().map(|fact| fact["value"].clone());
    (one["proposal"].clone(), facts.collect())
}

/// What these numbers are as facts.
pub fn numbers(values: &[u64]) -> Vec<Value> {
    values.iter().map(|value| json!(value)).collect()
}
