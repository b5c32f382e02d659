mod activities;
mod activity_changes;
mod activity_rules;
mod attendance;
mod case_access;
mod case_answers;
mod case_bodies;
mod case_ends;
mod case_goals;
mod case_leads;
mod case_minors;
mod case_repeats;
mod case_reveals;
mod case_stages;
mod cases;
mod group_access;
mod group_bodies;
mod group_leaders;
mod group_repeats;
mod groups;
mod lists;
mod log_belongings;
mod members;
mod sessions;

use stations::auth::role::Role;
use uuid::Uuid;

use crate::{
    clients::{adult, child, put},
    harness::{Answer, Lab, Persona, Site, Value, json},
};

/// What is said of the client and must not be read by who may not.
pub const SAID: &str = "夜间独自外出";

/// A station at work with a client.
pub struct Ward<'a> {
    pub lab: &'a Lab,
    pub site: Site<'a>,
    pub client: Answer,
    /// The worker behind `site.worker`.
    pub worker: Uuid,
    /// The worker behind `site.lead`.
    pub lead: Uuid,
}

impl<'a> Ward<'a> {
    /// With a client of age.
    pub async fn of(lab: &'a Lab) -> Self {
        Self::with(lab, adult).await
    }

    /// With a child.
    pub async fn with_child(lab: &'a Lab) -> Self {
        Self::with(lab, child).await
    }

    async fn with(lab: &'a Lab, body: fn(&Site<'_>) -> Value) -> Self {
        let site = Site::of(lab).await;
        let client = put(lab, &site.worker, &body(&site)).await.created();
        let worker = worker_of(&site.worker).await;
        let lead = worker_of(&site.lead).await;
        Self { lab, site, client, worker, lead }
    }

    /// Another client of the station.
    pub async fn another(&self) -> Uuid {
        let mut body = adult(&self.site);
        body["identity_number"] = Value::Null;
        put(self.lab, &self.site.worker, &body).await.created().id()
    }

    /// A case accepted on 1 July 2023.
    pub fn case(&self) -> Value {
        json!({"station_id": self.site.station, "client_id": self.client.id(), "lead_worker_id": self.worker,
            "accepted_on": "2023-07-01", "presenting_problem": SAID})
    }

    /// The case, accepted by the station's lead.
    pub async fn accepted(&self) -> Answer {
        self.site.lead.post("/cases", &self.case()).await.created()
    }

    /// The case with one goal, set by the station's worker on 2 July 2023.
    pub async fn with_goal(&self, case: &Answer) -> Answer {
        self.site.worker.post(&way(case, "/goals"), &goal()).await.created()
    }

    /// A stage on a day.
    pub async fn stage(&self, case: &Answer, stage: &str, on: &str) -> Answer {
        let body = json!({"stage": stage, "on": on, "worker_id": self.worker, "text": SAID});
        self.site.worker.post(&way(case, "/stages"), &body).await
    }

    /// The case after these stages, each on 2 July 2023.
    pub async fn staged(&self, stages: &[&str]) -> Answer {
        let mut case = self.accepted().await;
        for stage in stages {
            case = self.stage(&case, stage, "2023-07-02").await.created();
        }
        case
    }

    /// A closure on 3 July 2023.
    pub fn closure(&self, reason: &str) -> Value {
        json!({"reason": reason, "on": "2023-07-03", "worker_id": self.worker, "summary": SAID})
    }

    /// A referral on 3 July 2023.
    pub fn referral(&self) -> Value {
        json!({"referred_to": "县人民医院", "reason": SAID, "client_consents": false, "on": "2023-07-03",
            "worker_id": self.worker})
    }

    /// A group that begins on 1 July 2023.
    pub fn group(&self) -> Value {
        json!({"station_id": self.site.station, "name": "隔代养育支持小组", "purpose": "学习与支持", "kind": "support",
            "leader_worker_id": self.worker, "planned_sessions": 6, "begins_on": "2023-07-01"})
    }

    /// The group, opened by the worker.
    pub async fn opened(&self) -> Answer {
        self.site.worker.post("/groups", &self.group()).await.created()
    }

    /// The client as a member from a day on.
    pub async fn joined(&self, group: &Answer, client: Uuid, from: &str) -> Answer {
        let body = json!({"client_id": client, "from": from});
        self.site.worker.post(&format!("/groups/{}/members", group.id()), &body).await
    }

    /// A session on a day.
    pub async fn session(&self, group: &Answer, number: i32, on: &str) -> Answer {
        let body = json!({"number": number, "held_on": on, "topic": "认识彼此", "worker_ids": [self.worker]});
        self.site.worker.post(&format!("/groups/{}/sessions", group.id()), &body).await
    }

    /// An activity planned for 2 July 2023.
    pub fn activity(&self) -> Value {
        json!({"station_id": self.site.station, "title": "防溺水宣传", "kind": "publicity",
            "starts_on": "2023-07-02", "planned_participants": 60})
    }

    /// A log of 2 July 2023 that belongs to something.
    pub async fn log(&self, kind: &str, id: Uuid, changes: Value) -> Answer {
        let body = json!({"station_id": self.site.station, "item_code": "1.1", "served_on": "2023-07-02",
            "workers": [{"worker_id": self.worker, "minutes": 90}], "people_served": 3, "summary": "跟进",
            "belongs_to": {"kind": kind, "id": id}});
        self.lab.pass(chrono::TimeDelta::milliseconds(1));
        let id = stations::http::clock::new_id(self.lab.now());
        let body = crate::clients::but(body, &changes);
        self.site.worker.put(&format!("/service-logs/{id}"), &body).await
    }

    /// Nobody but who works at the station does this, and nothing of it lasts: 401 without an account, 403 in another office,
    /// 404 elsewhere.
    pub async fn is_closed_to_others(&self, seen: &Answer, path: &str, body: &Value) {
        let (bureau, stranger) = (self.lab.bureau_admin().await, self.stranger().await);
        let before = self.lab.events().await;
        self.lab.anyone().move_on(seen, path, body).await.problem(401, "unauthenticated");
        for office in [&bureau, &self.site.officer] {
            office.move_on(seen, path, body).await.problem(403, "forbidden");
        }
        stranger.move_on(seen, path, body).await.problem(404, "not_found");
        assert_eq!(self.lab.events().await, before);
    }

    /// It is done once, however often it is sent under one key: the same answer, one event more.
    pub async fn is_done_once(&self, seen: &Answer, path: &str, body: &Value, action: &str) -> Answer {
        let told = format!("SELECT count(*) AS n FROM events WHERE action = '{action}'");
        let before = self.lab.number(&told).await;
        let (first, again) = twice(&self.site.lead, seen, path, body).await;
        assert_eq!((first.status, &first.body), (again.status, &again.body), "{path}");
        assert!(matches!(first.status, 200 | 201), "{}", first.body);
        assert_eq!(self.lab.number(&told).await, before + 1, "{action}");
        first
    }

    /// What is wrong with the body is told by its place.
    pub async fn is_faulty(&self, seen: &Answer, path: &str, body: &Value, faults: &[&str]) {
        self.site.lead.move_on(seen, path, body).await.faults(faults);
    }

    /// A worker of another station and contractor.
    pub async fn stranger(&self) -> Persona<'a> {
        let elsewhere = self.lab.station("469025101").await;
        let rival = self.lab.other_contractor(&[elsewhere]).await;
        let worker = self.lab.posted_worker(rival, elsewhere).await;
        self.lab.posted(Role::ResidentWorker, worker).await
    }
}

/// The same change of what was seen, twice under one key.
pub async fn twice(by: &Persona<'_>, seen: &Answer, path: &str, body: &Value) -> (Answer, Answer) {
    let headers =
        [("content-type", "application/json"), ("if-match", seen.etag()), ("idempotency-key", "once")];
    let body = serde_json::to_vec(body).unwrap();
    (by.send("POST", path, &headers, body.clone()).await, by.send("POST", path, &headers, body).await)
}

/// The worker behind an account.
pub async fn worker_of(who: &Persona<'_>) -> Uuid {
    who.get("/me").await.ok()["worker_id"].as_str().unwrap().parse().unwrap()
}

/// A goal of 2 July 2023.
pub fn goal() -> Value {
    json!({"goal": SAID, "on": "2023-07-02"})
}

/// The path of a case, with more of it.
pub fn way(case: &Answer, more: &str) -> String {
    format!("/cases/{}{more}", case.id())
}
