//! Moves of scorecards, proposals that were frozen, and corrections.

use chrono::TimeDelta;
use serde_json::{Value, json};
use stations::auth::role::Role;
use uuid::Uuid;

use super::{
    answer::Answer,
    evaluation::{Round, TOWNSHIP, given, small_framework},
    lab::BAISHA,
    persona::Persona,
};

/// The small framework, its first indicator with levels and materials.
pub fn levelled_framework() -> Value {
    let mut body = small_framework(4);
    body["indicators"][0]["levels"] =
        json!([{"name": "优秀", "points": "25.00"}, {"name": "合格", "points": "15.00"}]);
    body["indicators"][0]["materials"] = json!("服务记录与照片");
    body
}

impl<'a> Round<'a> {
    /// Another account of the bureau's or of the township.
    pub async fn second(&self, party: &str) -> Persona<'a> {
        match party {
            "bureau" => self.lab.person(Role::BureauScorer).await,
            _ => self.lab.township_officer(TOWNSHIP).await,
        }
    }

    /// Saves what is said, over what the party sees.
    pub async fn put(&self, party: &str, points: &Value) -> Answer {
        let seen = self.own(party).await;
        self.lab.pass(TimeDelta::milliseconds(1));
        self.of(party).put_over(&seen, &self.card(party), &json!({"points": points})).await
    }

    /// A step of a party's own card: `submission`, `preparation`, `reopening`.
    pub async fn step(&self, party: &str, step: &str, body: &Value) -> Answer {
        let seen = self.own(party).await;
        self.lab.pass(TimeDelta::milliseconds(1));
        self.of(party).move_on(&seen, &format!("{}/{step}", self.card(party)), body).await
    }

    /// What the service proposed when scoring began, in hundredths.
    pub async fn frozen(&self, indicator: &str, proposal: i32) {
        self.lab
            .sql(&format!(
                "INSERT INTO evaluation_evidence (county_code, evaluation_id, indicator_code, facts, proposal, frozen_at) \
                 VALUES ('{BAISHA}', '{}', '{indicator}', '{{}}', {proposal}, '2023-10-08T02:00:00Z')",
                self.evaluation
            ))
            .await;
    }

    /// An administrator asks for the correction of an indicator of a party.
    pub async fn ask(&self, by: &Persona<'_>, party: &str, indicator: &str) -> Answer {
        self.lab.pass(TimeDelta::milliseconds(1));
        let body = json!({"party": party, "indicator": indicator, "reason": "录入错误"});
        by.post(&self.path("/reopenings"), &body).await
    }

    /// Consents to a correction.
    pub async fn consent(&self, by: &Persona<'_>, asked: &Answer) -> Answer {
        self.lab.pass(TimeDelta::milliseconds(1));
        by.move_on(asked, &self.path(&format!("/reopenings/{}/consent", asked.id())), &json!({})).await
    }

    /// Corrects what was opened.
    pub async fn correct(&self, by: &Persona<'_>, seen: &Answer, body: &Value) -> Answer {
        self.lab.pass(TimeDelta::milliseconds(1));
        by.move_on(seen, &self.path(&format!("/reopenings/{}/correction", seen.id())), body).await
    }

    /// A correction of the bureau's first indicator that is asked for and consented to.
    pub async fn opened(&self) -> Answer {
        let asked = self.ask(&self.admin, "bureau", "I0").await.created();
        let other = self.lab.bureau_admin().await;
        self.consent(&other, &asked).await.ok()
    }

    /// The sealed editions of a party, as somebody sees them.
    pub async fn editions(&self, by: &Persona<'_>, party: &str) -> Answer {
        by.get(&format!("{}/editions", self.card(party))).await
    }

    /// Id of a party's card.
    pub async fn card_id(&self, party: &str) -> Uuid {
        self.own(party).await.id()
    }
}

/// Points for four indicators.
pub fn four(points: [&str; 4]) -> Value {
    given(&points)["points"].clone()
}
