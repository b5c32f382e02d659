//! A station, what it has, and the township officer who records it.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};
use stations::{auth::role::Role, http::clock::new_id, schema::attachments};
use uuid::Uuid;

use super::{
    answer::Answer,
    lab::{BAISHA, Lab},
    persona::Persona,
};

/// The station of 469025100, its contractor with a posted worker, and its township officer.
pub struct Site<'a> {
    pub station: Uuid,
    pub officer: Persona<'a>,
    pub contractor: Persona<'a>,
    pub lead: Persona<'a>,
    pub worker: Persona<'a>,
}

/// What a kind needs to be recorded; the kind is named by its path, as `rooms`.
pub fn valid(kind: &str) -> Value {
    match kind {
        "rooms" => json!({"name": "社工办公室", "functions": ["office"], "from": "2023-02-20"}),
        "equipment" => json!({"kind": "fire_fighting", "name": "灭火器", "quantity": 2, "fund": "township",
            "condition": "working", "from": "2023-02-20"}),
        "safety-checks" => {
            json!({"kind": "fire_safety", "checked_on": "2023-02-20", "checked_by": "镇应急办",
            "result": "passed", "valid_until": "2024-02-19"})
        }
        "signage" => json!({"text": "白沙黎族自治县牙叉镇社会工作服务站", "uses_provincial_mark": true,
            "place": "大门左侧", "from": "2023-02-20"}),
        "institutions" => json!({"kind": "staff", "title": "人员管理制度", "document_version": "2023-1",
            "from": "2023-02-20"}),
        other => panic!("no such kind: {other}"),
    }
}

/// The body with other members.
pub fn valid_but(kind: &str, changes: &Value) -> Value {
    let mut body = valid(kind);
    body.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    body
}

impl<'a> Site<'a> {
    pub async fn of(lab: &'a Lab) -> Self {
        let station = lab.station("469025100").await;
        let contractor = lab.contractor(&[station]).await;
        let posted =
            [lab.posted_worker(contractor, station).await, lab.posted_worker(contractor, station).await];
        Self {
            station,
            officer: lab.township_officer("469025100").await,
            contractor: lab.member(Role::ContractorManager, contractor).await,
            lead: lab.posted(Role::StationLead, posted[0]).await,
            worker: lab.posted(Role::ResidentWorker, posted[1]).await,
        }
    }

    /// The path of the list of a kind.
    pub fn all(&self, kind: &str) -> String {
        format!("/stations/{}/{kind}", self.station)
    }

    /// The list, as the officer asks for it; `query` as `as_of=2023-07-03`.
    pub async fn list(&self, kind: &str, query: &str) -> Answer {
        self.officer.get(&format!("{}?{query}", self.all(kind))).await
    }

    /// Records what is valid but for the changes.
    pub async fn record(&self, kind: &str, changes: Value) -> Answer {
        self.officer.post(&self.all(kind), &valid_but(kind, &changes)).await
    }

    /// Something of the kind, recorded.
    pub async fn has(&self, kind: &str) -> Answer {
        self.record(kind, json!({})).await.created()
    }

    pub async fn end(&self, seen: &Answer, kind: &str, to: &str) -> Answer {
        let path = format!("/{kind}/{}/end", seen.id());
        self.officer.move_on(seen, &path, &json!({"to": to})).await
    }

    pub async fn void(&self, seen: &Answer, kind: &str, reason: &str) -> Answer {
        let path = format!("/{kind}/{}/voiding", seen.id());
        self.officer.move_on(seen, &path, &json!({"reason": reason})).await
    }

    /// The record as it is now.
    pub async fn show(&self, seen: &Answer, kind: &str) -> Answer {
        self.officer.get(&format!("/{kind}/{}", seen.id())).await.ok()
    }

    /// Everything that changes a record, as somebody would do it.
    pub async fn change_as(&self, somebody: &Persona<'_>, seen: &Answer, kind: &str) -> Vec<Answer> {
        let mut answers = Vec::new();
        let all = [("end", json!({"to": "2023-07-01"})), ("voiding", json!({"reason": "有误"}))];
        for (action, body) in all.iter().filter(|(action, _)| kind != "safety-checks" || *action != "end") {
            answers.push(somebody.move_on(seen, &format!("/{kind}/{}/{action}", seen.id()), body).await);
        }
        answers
    }
}

impl Lab {
    /// A file that this person uploaded.
    pub async fn uploaded(&self, by: Uuid) -> Uuid {
        let id = new_id(self.now());
        let row = (
            attachments::county_code.eq(BAISHA),
            attachments::id.eq(id),
            attachments::sha256.eq(id.as_bytes().repeat(2)),
            attachments::size.eq(3),
            attachments::media_type.eq("image/png"),
            attachments::uploaded_by.eq(by),
            attachments::recorded_at.eq(self.now()),
        );
        diesel::insert_into(attachments::table).values(row).execute(&mut &self.conn).await.unwrap();
        id
    }

    /// How many rows of what stations have there are.
    pub async fn facts(&self) -> i64 {
        stations::schema::station_facts::table.count().get_result(&mut &self.conn).await.unwrap()
    }
}
