//! Facts that a test needs but is not about, written straight into the database.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use stations::{
    http::clock::new_id,
    schema::{
        agreement_stations, agreements, employments, health_statements, organisations, phases, postings,
        service_years, trainings, worker_versions, workers,
    },
};
use uuid::Uuid;

use super::lab::{BAISHA, Lab};

/// Synthetic credit codes that pass the check: contractors, then an agency.
const CREDIT_CODES: [&str; 4] =
    ["52469025MJ9900004X", "51469025MJ99000041", "53469025MJ9900004T", "52469025MJ98002650"];

/// A day, as `day("2023-07-01")`.
pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

impl Lab {
    /// An organisation; `nth` picks one of four credit codes.
    pub async fn organisation(&self, kind: &str, nth: usize) -> Uuid {
        let id = new_id(self.now());
        let row = (
            organisations::county_code.eq(BAISHA),
            organisations::id.eq(id),
            organisations::kind.eq(kind),
            organisations::name.eq(format!("机构{nth}")),
            organisations::credit_code.eq(CREDIT_CODES[nth]),
            organisations::recorded_at.eq(self.now()),
            organisations::version.eq(1),
        );
        diesel::insert_into(organisations::table).values(row).execute(&mut &self.conn).await.unwrap();
        id
    }

    /// A contractor whose agreement covers these stations from 30 June 2023 for three years, staffed from that day.
    pub async fn contractor(&self, stations: &[Uuid]) -> Uuid {
        let contractor = self.organisation("contractor", 0).await;
        self.agreement(contractor, stations, "2023-06-30", "2026-06-30", "2023-06-30").await;
        contractor
    }

    /// An agreement, signed on its first day.
    pub async fn agreement(
        &self,
        contractor: Uuid,
        stations: &[Uuid],
        from: &str,
        to: &str,
        staffing: &str,
    ) -> Uuid {
        let id = new_id(self.now());
        let row = (
            agreements::county_code.eq(BAISHA),
            agreements::id.eq(id),
            agreements::contractor_id.eq(contractor),
            agreements::number.eq(id.to_string()),
            agreements::valid_from.eq(day(from)),
            agreements::valid_to.eq(day(to)),
            agreements::staffing_date.eq(day(staffing)),
            agreements::station_ids.eq(serde_json::json!(stations)),
            agreements::signed_on.eq(day(from)),
            agreements::signed_recorded_at.eq(self.now()),
            agreements::recorded_at.eq(self.now()),
            agreements::version.eq(1),
        );
        diesel::insert_into(agreements::table).values(row).execute(&mut &self.conn).await.unwrap();
        for station in stations {
            let row = (
                agreement_stations::county_code.eq(BAISHA),
                agreement_stations::id.eq(new_id(self.now())),
                agreement_stations::staffing_date.eq(day(staffing)),
                agreement_stations::agreement_id.eq(id),
                agreement_stations::station_id.eq(station),
                agreement_stations::valid_from.eq(day(from)),
                agreement_stations::valid_to.eq(day(to)),
                agreement_stations::recorded_at.eq(self.now()),
            );
            diesel::insert_into(agreement_stations::table)
                .values(row)
                .execute(&mut &self.conn)
                .await
                .unwrap();
        }
        id
    }

    /// A worker of 33 with a bachelor's degree.
    pub async fn worker(&self) -> Uuid {
        let id = new_id(self.now());
        let facts = (Some(day("1990-07-15")), Some("bachelor"));
        let row = (
            workers::county_code.eq(BAISHA),
            workers::id.eq(id),
            workers::name.eq("王小梅"),
            workers::birth_date.eq(facts.0),
            workers::education.eq(facts.1),
            workers::recorded_at.eq(self.now()),
            workers::version.eq(1),
        );
        diesel::insert_into(workers::table).values(row).execute(&mut &self.conn).await.unwrap();
        let row = (
            worker_versions::county_code.eq(BAISHA),
            worker_versions::worker_id.eq(id),
            worker_versions::version.eq(1),
            worker_versions::birth_date.eq(facts.0),
            worker_versions::education.eq(facts.1),
            worker_versions::recorded_at.eq(self.now()),
        );
        diesel::insert_into(worker_versions::table).values(row).execute(&mut &self.conn).await.unwrap();
        id
    }

    pub async fn employ(&self, worker: Uuid, organisation: Uuid, from: &str) -> Uuid {
        let id = new_id(self.now());
        let row = (
            employments::county_code.eq(BAISHA),
            employments::id.eq(id),
            employments::worker_id.eq(worker),
            employments::organisation_id.eq(organisation),
            employments::kind.eq("labour_contract"),
            employments::valid_from.eq(day(from)),
            employments::recorded_at.eq(self.now()),
            employments::version.eq(1),
        );
        diesel::insert_into(employments::table).values(row).execute(&mut &self.conn).await.unwrap();
        id
    }

    /// Posts a worker as a resident; `role` is `lead` or `resident`.
    pub async fn place(&self, worker: Uuid, station: Uuid, role: &str, from: &str) -> Uuid {
        let id = new_id(self.now());
        let row = (
            postings::county_code.eq(BAISHA),
            postings::id.eq(id),
            postings::worker_id.eq(worker),
            postings::station_id.eq(station),
            postings::role.eq(role),
            postings::valid_from.eq(day(from)),
            postings::recorded_at.eq(self.now()),
            postings::version.eq(1),
        );
        diesel::insert_into(postings::table).values(row).execute(&mut &self.conn).await.unwrap();
        id
    }

    /// What S5 and S9 ask for, from May 2023 on for as long as any test looks ahead.
    pub async fn sound(&self, worker: Uuid) {
        let row = (
            health_statements::county_code.eq(BAISHA),
            health_statements::id.eq(new_id(self.now())),
            health_statements::worker_id.eq(worker),
            health_statements::kind.eq("statement"),
            health_statements::fit.eq(true),
            health_statements::dated_on.eq(day("2023-05-20")),
            health_statements::valid_until.eq(day("2039-05-20")),
            health_statements::recorded_at.eq(self.now()),
            health_statements::version.eq(1),
        );
        diesel::insert_into(health_statements::table).values(row).execute(&mut &self.conn).await.unwrap();
        let held = |year: i32| {
            (
                trainings::county_code.eq(BAISHA),
                trainings::id.eq(new_id(self.now())),
                trainings::worker_id.eq(worker),
                trainings::kind.eq("safety_education"),
                trainings::held_on.eq(NaiveDate::from_ymd_opt(year, 5, 20).unwrap()),
                trainings::hours.eq(4),
                trainings::provider.eq("县应急管理局"),
                trainings::recorded_at.eq(self.now()),
                trainings::version.eq(1),
            )
        };
        let rows: Vec<_> = (2023..2030).map(held).collect();
        diesel::insert_into(trainings::table).values(rows).execute(&mut &self.conn).await.unwrap();
    }

    /// A worker employed by a contractor and posted to a station from 1 July 2023, of sound health and educated in
    /// safety.
    pub async fn posted_worker(&self, contractor: Uuid, station: Uuid) -> Uuid {
        let worker = self.worker().await;
        self.sound(worker).await;
        self.employ(worker, contractor, "2023-06-30").await;
        self.place(worker, station, "resident", "2023-07-01").await;
        worker
    }

    /// The first service year of an agreement with its mid-term phase: July to September 2023, scored in October.
    pub async fn mid_term(&self, agreement: Uuid) -> Uuid {
        let (year, phase) = (new_id(self.now()), new_id(self.now()));
        let row = (
            service_years::county_code.eq(BAISHA),
            service_years::id.eq(year),
            service_years::agreement_id.eq(agreement),
            service_years::ordinal.eq(1),
            service_years::valid_from.eq(day("2023-06-30")),
            service_years::valid_to.eq(day("2024-06-30")),
            service_years::recorded_at.eq(self.now()),
            service_years::version.eq(1),
        );
        diesel::insert_into(service_years::table).values(row).execute(&mut &self.conn).await.unwrap();
        let row = (
            phases::county_code.eq(BAISHA),
            phases::id.eq(phase),
            phases::service_year_id.eq(year),
            phases::kind.eq("mid_term"),
            phases::valid_from.eq(day("2023-07-01")),
            phases::valid_to.eq(day("2023-10-01")),
            phases::scoring_from.eq(day("2023-10-01")),
            phases::scoring_to.eq(day("2023-11-01")),
        );
        diesel::insert_into(phases::table).values(row).execute(&mut &self.conn).await.unwrap();
        phase
    }
}
