//! What the rules of staffing and readiness are asked with, loaded once.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::window::Window;
use crate::{
    dated::Known,
    db::Conn,
    http::Result,
    places::policy,
    premises::facts,
    rules::{policy::Policy, readiness::ReadinessFacts, staffing::PolicyPeriod},
    schema::stations,
    verdicts::AskedStation,
};

/// A station with everything that bears on its staffing and readiness.
pub struct Kept {
    /// The facts of the rules.
    pub facts: ReadinessFacts,
    /// The policies with the days of the window that they judge.
    pub periods: Vec<PolicyPeriod>,
    /// Every policy with its first day, in order.
    pub policies: Vec<(NaiveDate, Policy)>,
}

impl Kept {
    /// Loads it; none where no policy was in force on the first day.
    pub async fn load(conn: &Conn, window: &Window) -> Result<Option<Self>> {
        let versions = policy::versions(conn, &window.county, DateTime::<Utc>::MAX_UTC).await?;
        let policies = versions.iter().map(|(_, from, policy)| (*from, policy.clone())).collect();
        let Ok(periods) = policy::periods(versions, (window.from, window.to)) else { return Ok(None) };
        let periods: Vec<PolicyPeriod> = periods.into_iter().map(|(_, period)| period).collect();
        let Some(last) = periods.last() else { return Ok(None) };
        let station = AskedStation { id: window.station, name: name(conn, window).await? };
        let known = Known::all(&window.county);
        let found = facts::of_stations(conn, known, &last.policy, &[station]).await?.pop();
        Ok(found.map(|facts| Self { facts, periods, policies }))
    }

    /// The policy of a day; before the first, that one.
    pub fn policy_on(&self, day: NaiveDate) -> Option<&Policy> {
        let in_force = self.policies.iter().rfind(|(from, _)| *from <= day);
        in_force.or(self.policies.as_slice().first()).map(|(_, policy)| policy)
    }

    /// The station.
    pub fn station(&self) -> Uuid {
        self.facts.staffing.station_id
    }
}

async fn name(mut conn: &Conn, window: &Window) -> Result<String> {
    let one = stations::table.find((&window.county, window.station)).select(stations::name);
    Ok(one.first(&mut conn).await?)
}
