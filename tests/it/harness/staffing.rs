//! Stations with people in them, for the tests of staffing.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{Answer, Lab, Persona};

impl Lab {
    /// The station of a township, operating from 1 July 2023; its first agreement's staffing date is the day before.
    pub async fn operating(&self, township: &str) -> Uuid {
        let station = self.station(township).await;
        let (officer, path) = (self.bureau_officer().await, format!("/stations/{station}"));
        let mut seen = officer.get(&path).await.ok();
        for (state, from) in [("preparing", "2023-03-01"), ("operating", "2023-07-01")] {
            let body = json!({"state": state, "from": from, "reason": "按工作方案"});
            seen = officer.move_on(&seen, &format!("{path}/transitions"), &body).await.ok();
        }
        station
    }
}

impl Persona<'_> {
    /// The verdict of a station; `query` as `?as_of=2023-07-03`.
    pub async fn verdict(&self, station: Uuid, query: &str) -> Answer {
        self.get(&format!("/stations/{station}/compliance{query}")).await.ok()
    }
}

impl Answer {
    /// The findings of a rule.
    pub fn findings(&self, rule: &str) -> Vec<Value> {
        let all = self["findings"].as_array().expect("findings");
        all.iter().filter(|finding| finding["rule"] == rule).cloned().collect()
    }

    /// The first finding of a rule.
    pub fn finding(&self, rule: &str) -> Value {
        self.findings(rule).first().cloned().unwrap_or_default()
    }
}
