//! Results of a round, step by step, and published results that a test needs but is not about.

use chrono::TimeDelta;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};
use stations::{
    auth::role::Role,
    http::clock::new_id,
    rules::policy::Policy,
    schema::{evaluation_results, evaluations, phases, policies, service_years},
};
use uuid::Uuid;

use super::{
    answer::Answer,
    evaluation::{Round, small_framework},
    fixtures::day,
    lab::{BAISHA, Lab},
    persona::Persona,
};

/// The day after the last day for an appeal of a round.
pub const AFTER_APPEALS: &str = "2023-10-21T02:00:00Z";

impl<'a> Round<'a> {
    /// Moves the evaluation to a state.
    pub async fn moved(&self, by: &Persona<'_>, state: &str) -> Answer {
        self.lab.pass(TimeDelta::milliseconds(1));
        let seen = by.get(&self.path("")).await.ok();
        by.move_on(&seen, &self.path("/transitions"), &json!({"state": state, "reason": "按程序"})).await
    }

    /// 90, 80 and 70 make a provisional result of 85.
    pub async fn provisional(&self) -> Answer {
        self.all_in().await;
        self.moved(&self.admin, "provisional").await.ok()
    }

    /// The same when the bureau's card is in already.
    pub async fn provisional_rest(&self) -> Answer {
        self.submit("third_party", &["25", "25", "20", "20"]).await.ok();
        self.submit("township", &["10", "20", "20", "20"]).await.ok();
        self.moved(&self.admin, "provisional").await.ok()
    }

    /// The manager of the contractor that is judged.
    pub async fn manager(&self) -> Persona<'a> {
        self.lab.member(Role::ContractorManager, self.contractor).await
    }

    /// Files an appeal against these indicators.
    pub async fn appeal(&self, by: &Persona<'_>, indicators: &[&str]) -> Answer {
        self.lab.pass(TimeDelta::milliseconds(1));
        let body = json!({"indicators": indicators, "statement": "走访记录未计入"});
        by.post(&self.path("/appeals"), &body).await
    }

    /// What the leading group's office decides on an appeal; each correction is party, indicator and points.
    pub async fn decide(&self, appeal: &Answer, outcome: &str, corrections: &[[&str; 3]]) -> Answer {
        let office = self.lab.person(Role::AppealOfficer).await;
        let path = format!("/appeals/{}", appeal.id());
        let seen = office.get(&path).await.ok();
        self.lab.pass(TimeDelta::milliseconds(1));
        office.move_on(&seen, &format!("{path}/decision"), &decision(outcome, corrections)).await
    }

    /// Final and published after the days for an appeal; the administrator signed in anew.
    pub async fn published(&self) -> Persona<'a> {
        self.lab.at(AFTER_APPEALS);
        let admin = self.admin.anew().await;
        self.moved(&admin, "final").await.ok();
        self.moved(&admin, "published").await.ok();
        admin
    }
}

/// The body of a decision.
pub fn decision(outcome: &str, corrections: &[[&str; 3]]) -> Value {
    let one = |[party, indicator, points]: &[&str; 3]| json!({"party": party, "indicator": indicator, "points": points, "reason": "原始记录属实"});
    let corrections: Vec<Value> = corrections.iter().map(one).collect();
    json!({"outcome": outcome, "reason": "经复核", "corrections": corrections})
}

/// An agreement with service years, whose stations are judged without any scoring.
pub struct Judged<'a> {
    pub lab: &'a Lab,
    pub contractor: Uuid,
    pub agreement: Uuid,
    pub agency: Uuid,
    pub framework: Uuid,
    /// Of the first service year.
    pub year: Uuid,
    /// Its mid-term and its final phase.
    pub phases: [Uuid; 2],
}

impl Lab {
    /// An agreement over these stations from 30 June 2023 for three years, with its first service year; it is July 2026.
    pub async fn judged(&self, stations: &[Uuid]) -> Judged<'_> {
        self.at("2026-07-01T02:00:00Z");
        let framework = self.published_framework(&small_framework(4)).await;
        let contractor = self.organisation("contractor", 0).await;
        let agreement = self.agreement(contractor, stations, "2023-06-30", "2026-06-30", "2023-06-30").await;
        let agency = self.organisation("evaluation_agency", 3).await;
        let (year, phases) = self.service_year(agreement, 1).await;
        Judged { lab: self, contractor, agreement, agency, framework, year, phases }
    }

    /// A service year of an agreement, the first from 30 June 2023 on, with a phase for each of its halves.
    pub async fn service_year(&self, agreement: Uuid, ordinal: i32) -> (Uuid, [Uuid; 2]) {
        let year = new_id(self.now());
        let of = |years: i32| 2022 + ordinal + years;
        let [from, half, to] = [
            day(&format!("{}-06-30", of(0))),
            day(&format!("{}-01-01", of(1))),
            day(&format!("{}-06-30", of(1))),
        ];
        let row = (
            service_years::county_code.eq(BAISHA),
            service_years::id.eq(year),
            service_years::agreement_id.eq(agreement),
            service_years::ordinal.eq(ordinal),
            service_years::valid_from.eq(from),
            service_years::valid_to.eq(to),
            service_years::recorded_at.eq(self.now()),
            service_years::version.eq(1),
        );
        diesel::insert_into(service_years::table).values(row).execute(&mut &self.conn).await.unwrap();
        let mid = self.phase(year, "mid_term", (from, half)).await;
        (year, [mid, self.phase(year, "final", (half, to)).await])
    }

    async fn phase(
        &self,
        year: Uuid,
        kind: &str,
        (from, to): (chrono::NaiveDate, chrono::NaiveDate),
    ) -> Uuid {
        let id = new_id(self.now());
        let row = (
            phases::county_code.eq(BAISHA),
            phases::id.eq(id),
            phases::service_year_id.eq(year),
            phases::kind.eq(kind),
            phases::valid_from.eq(from),
            phases::valid_to.eq(to),
            phases::scoring_from.eq(to),
            phases::scoring_to.eq(to + TimeDelta::days(31)),
        );
        diesel::insert_into(phases::table).values(row).execute(&mut &self.conn).await.unwrap();
        id
    }

    /// Changes the county's one policy as if it had always been so.
    pub async fn policy_is(&self, changes: &[(&str, Value)]) {
        let mut body = serde_json::to_value(Policy::default()).unwrap();
        for (name, value) in changes {
            body[*name] = value.clone();
        }
        diesel::update(policies::table).set(policies::body.eq(body)).execute(&mut &self.conn).await.unwrap();
    }
}

impl Judged<'_> {
    /// A published result, in hundredths, of a station in a phase.
    pub async fn result(&self, station: Uuid, phase: Uuid, hundredths: i32) -> Uuid {
        self.result_that_is("published", station, phase, hundredths).await
    }

    /// The same in another state.
    pub async fn result_that_is(&self, state: &str, station: Uuid, phase: Uuid, hundredths: i32) -> Uuid {
        let (lab, id) = (self.lab, new_id(self.lab.now()));
        let row = (
            evaluations::county_code.eq(BAISHA),
            evaluations::id.eq(id),
            evaluations::station_id.eq(station),
            evaluations::phase_id.eq(phase),
            evaluations::framework_id.eq(self.framework),
            evaluations::agency_id.eq(self.agency),
            evaluations::contractor_id.eq(self.contractor),
            evaluations::state.eq(state),
            evaluations::recorded_at.eq(lab.now()),
            evaluations::version.eq(1),
        );
        diesel::insert_into(evaluations::table).values(row).execute(&mut &lab.conn).await.unwrap();
        let row = (
            evaluation_results::county_code.eq(BAISHA),
            evaluation_results::evaluation_id.eq(id),
            evaluation_results::edition.eq(1),
            evaluation_results::stage.eq("final"),
            evaluation_results::body.eq(&b"{}"[..]),
            evaluation_results::digest.eq(&[7_u8; 32][..]),
            evaluation_results::result.eq(hundredths),
            evaluation_results::grade.eq("good"),
            evaluation_results::made_by.eq(id),
            evaluation_results::made_at.eq(lab.now()),
        );
        diesel::insert_into(evaluation_results::table).values(row).execute(&mut &lab.conn).await.unwrap();
        id
    }

    /// Both phases of the first year.
    pub async fn both(&self, station: Uuid, [mid, last]: [i32; 2]) {
        self.result(station, self.phases[0], mid).await;
        self.result(station, self.phases[1], last).await;
    }
}
