//! Stations at work with their contractor and workers, and what a verdict says of them.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use stations::{auth::role::Role, http::clock::new_id, schema::station_states};
use uuid::Uuid;

use super::{
    answer::Answer,
    fixtures::day,
    lab::{BAISHA, Lab},
    persona::Persona,
};
use serde_json::{Value, json};

/// A station at work since 30 June 2023, its contractor and the contractor's manager.
pub struct Staffed<'a> {
    pub lab: &'a Lab,
    pub station: Uuid,
    pub contractor: Uuid,
    pub manager: Persona<'a>,
}

impl<'a> Staffed<'a> {
    /// With so many formally employed workers, posted since 1 July 2023.
    pub async fn with(lab: &'a Lab, workers: usize) -> Self {
        let station = lab.operating("469025100").await;
        let contractor = lab.contractor(&[station]).await;
        for _ in 0..workers {
            lab.posted_worker(contractor, station).await;
        }
        let manager = lab.member(Role::ContractorManager, contractor).await;
        Self { lab, station, contractor, manager }
    }

    /// The manager signed in again: his token lives a quarter of an hour.
    pub async fn manager_now(&self) -> Persona<'a> {
        self.lab.member(Role::ContractorManager, self.contractor).await
    }

    /// A worker registered through the service, born on this day and employed from 30 June 2023, of sound health and
    /// educated in safety.
    pub async fn hire(&self, birth_date: &str, kind: &str) -> Uuid {
        let employment = json!({"organisation_id": self.contractor, "kind": kind, "from": "2023-06-30"});
        let body = json!({"name": "符海燕", "birth_date": birth_date, "education": "bachelor", "employment": employment});
        let worker = self.manager_now().await.post("/workers", &body).await.created().id();
        self.lab.sound(worker).await;
        worker
    }

    /// A worker of the contractor, employed and posted here since 1 July 2023, of whom nothing else is known.
    pub async fn newcomer(&self) -> Uuid {
        let worker = self.lab.worker().await;
        self.lab.employ(worker, self.contractor, "2023-06-30").await;
        self.lab.place(worker, self.station, "resident", "2023-07-01").await;
        worker
    }

    /// A posting here through the service.
    pub async fn post(&self, worker: Uuid, from: &str) -> Answer {
        self.manager_now().await.post("/postings", &self.posting(worker, from)).await
    }

    pub fn posting(&self, worker: Uuid, from: &str) -> Value {
        json!({"worker_id": worker, "station_id": self.station, "role": "resident", "from": from})
    }

    /// What the bureau reads of this station; `query` as `as_of=2023-07-03`.
    pub async fn verdict(&self, query: &str) -> Answer {
        let path = format!("/stations/{}/compliance?{query}", self.station);
        self.lab.bureau_officer().await.get(&path).await.ok()
    }

    /// The status of the first finding of a rule.
    pub async fn status(&self, rule: &str, query: &str) -> String {
        finding(&self.verdict(query).await, rule)["status"].as_str().unwrap().to_owned()
    }
}

/// The first finding of a rule.
#[track_caller]
pub fn finding(verdict: &Answer, rule: &str) -> Value {
    let findings = verdict["findings"].as_array().expect("findings");
    findings.iter().find(|finding| finding["rule"] == rule).expect("a finding of the rule").clone()
}

impl Lab {
    /// The station of a township, at work since 30 June 2023.
    pub async fn operating(&self, township: &str) -> Uuid {
        let station = self.station(township).await;
        let planned = station_states::table.filter(station_states::station_id.eq(station));
        let end = station_states::valid_to.eq(day("2023-06-30"));
        diesel::update(planned).set(end).execute(&mut &self.conn).await.unwrap();
        let row = (
            station_states::county_code.eq(BAISHA),
            station_states::id.eq(new_id(self.now())),
            station_states::station_id.eq(station),
            station_states::state.eq("operating"),
            station_states::valid_from.eq(day("2023-06-30")),
            station_states::reason.eq("启动"),
            station_states::recorded_at.eq(self.now()),
        );
        diesel::insert_into(station_states::table).values(row).execute(&mut &self.conn).await.unwrap();
        station
    }

    /// Another contractor of the county, whose agreement covers these stations.
    pub async fn other_contractor(&self, stations: &[Uuid]) -> Uuid {
        let contractor = self.organisation("contractor", 1).await;
        self.agreement(contractor, stations, "2023-06-30", "2026-06-30", "2023-06-30").await;
        contractor
    }
}
