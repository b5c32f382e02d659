//! An evaluation in preparation, with who takes part.

use chrono::TimeDelta;
use serde_json::{Value, json};
use stations::auth::role::Role;
use uuid::Uuid;

use super::{
    answer::Answer,
    evaluation::{TOWNSHIP, small_framework},
    lab::Lab,
    persona::Persona,
};

/// An evaluation in preparation since 20 September 2023; scoring may begin on 1 October. I0 asks for materials, I1 is
/// computed, I2 partly; the township scores I0 to I2.
pub struct Prepared<'a> {
    pub lab: &'a Lab,
    pub admin: Persona<'a>,
    pub officer: Persona<'a>,
    pub contractor: Persona<'a>,
    pub manager: Persona<'a>,
    pub evaluator: Persona<'a>,
    pub employer: Uuid,
    pub agency: Uuid,
    pub station: Uuid,
    pub evaluation: Uuid,
}

impl Lab {
    /// Gives an evaluation to somebody of its agency.
    pub async fn assign(&self, agency: Uuid, evaluation: Uuid, evaluator: &Persona<'_>) {
        let manager = self.member(Role::AgencyManager, agency).await;
        let body = json!({"user_id": evaluator.id});
        manager.post(&format!("/evaluations/{evaluation}/assignments"), &body).await.created();
    }

    /// An evaluation in preparation, without an evaluator.
    pub async fn prepared(&self) -> Prepared<'_> {
        self.at("2023-09-20T02:00:00Z");
        let mut body = small_framework(3);
        body["indicators"][0]["materials"] = json!("管理制度文本");
        let framework = self.published_framework(&body).await;
        self.run("UPDATE framework_indicators SET scoring = 'computed' WHERE code = 'I1'").await;
        self.run("UPDATE framework_indicators SET scoring = 'mixed' WHERE code = 'I2'").await;
        let station = self.station(TOWNSHIP).await;
        let employer = self.organisation("contractor", 0).await;
        let agreement = self.agreement(employer, &[station], "2023-06-30", "2026-06-30", "2023-06-30").await;
        let (phase, agency) =
            (self.mid_term(agreement).await, self.organisation("evaluation_agency", 3).await);
        let admin = self.bureau_admin().await;
        let body =
            json!({"station_id": station, "phase_id": phase, "framework_id": framework, "agency_id": agency});
        let opened = admin.post("/evaluations", &body).await.created();
        self.pass(TimeDelta::seconds(1));
        let prepared = Prepared {
            lab: self,
            admin,
            officer: self.bureau_officer().await,
            contractor: self.member(Role::ContractorManager, employer).await,
            manager: self.member(Role::AgencyManager, agency).await,
            evaluator: self.member(Role::Evaluator, agency).await,
            employer,
            agency,
            station,
            evaluation: opened.id(),
        };
        prepared.move_to("preparation").await.ok();
        prepared
    }
}

impl Prepared<'_> {
    pub fn path(&self, rest: &str) -> String {
        format!("/evaluations/{}{rest}", self.evaluation)
    }

    /// Moves the clock, and signs everybody in anew.
    pub async fn at(&mut self, instant: &str) {
        self.lab.at(instant);
        for one in
            [&mut self.admin, &mut self.officer, &mut self.contractor, &mut self.manager, &mut self.evaluator]
        {
            *one = one.anew().await;
        }
    }

    pub async fn seen(&self) -> Answer {
        self.admin.get(&self.path("")).await.ok()
    }

    /// The administrator's move to a state.
    pub async fn move_to(&self, state: &str) -> Answer {
        let seen = self.seen().await;
        self.lab.pass(TimeDelta::milliseconds(1));
        let body = json!({"state": state, "reason": "按方案"});
        self.admin.move_on(&seen, &self.path("/transitions"), &body).await
    }

    /// Into scoring, on 1 October 2023.
    pub async fn score(&mut self) {
        self.at("2023-10-01T02:00:00Z").await;
        self.move_to("scoring").await.ok();
    }

    pub async fn hand_in(&self, body: &Value) -> Answer {
        self.contractor.post(&self.path("/materials"), body).await
    }

    pub async fn contest(&self, indicator: &str) -> Answer {
        let body = json!({"indicator": indicator, "statement": "九月二十日的记录未计入"});
        self.contractor.post(&self.path("/contests"), &body).await
    }

    pub async fn assess(&self, points: &Value) -> Answer {
        let seen = self.contractor.get(&self.path("/self-assessment")).await.ok();
        let body = json!({"points": points, "statement": "总体完成较好"});
        self.contractor.put_over(&seen, &self.path("/self-assessment"), &body).await
    }
}
