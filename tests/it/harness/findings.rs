//! What is told of findings.

use chrono::TimeDelta;
use serde_json::{Value, json};
use stations::background::findings;

use super::lab::Lab;

impl Lab {
    /// The daily job, run now; how many events it told.
    pub async fn tell_findings(&self) -> usize {
        let told = findings::tell(&self.database_url, self.now()).await.unwrap();
        // While the clock stands still, only positions tell what came first.
        self.sequence().await;
        told
    }

    /// The daily job on a later day, ten minutes after midnight in Shanghai.
    pub async fn tell_findings_on(&self, day: &str) -> usize {
        self.at(&format!("{day}T00:10:00+08:00"));
        self.tell_findings().await
    }

    /// What the change feed says of findings: type, rule, statuses, day.
    pub async fn told(&self) -> Vec<Value> {
        let of = |change: &Value| {
            let data = &change["data"];
            json!([change["type"], data["rule"], data["from_status"], data["status"], data["on"]])
        };
        self.finding_events().await.iter().map(of).collect()
    }

    /// The same, and nothing of what was told before.
    pub async fn told_after(&self, before: usize) -> Vec<Value> {
        self.told().await.split_off(before)
    }

    /// The changes of the feed that tell of findings.
    pub async fn finding_events(&self) -> Vec<Value> {
        self.sequence().await;
        let page = self.bureau_admin().await.get("/changes?limit=1000").await.ok();
        let of_findings = |change: &&Value| change["type"].as_str().unwrap().starts_with("finding.");
        page.items().iter().filter(of_findings).cloned().collect()
    }

    /// Judges every station anew today, as if nothing had been judged; how much there was to tell.
    pub async fn untold(&self) -> usize {
        self.sql("UPDATE station_finding_heads SET judged_on = NULL").await;
        // Whatever the hour, today is told.
        let noon = self.now() + TimeDelta::minutes(5);
        findings::tell(&self.database_url, noon).await.unwrap()
    }
}
