//! An evaluation in scoring, with somebody of each party.

use chrono::TimeDelta;
use serde_json::{Value, json};
use stations::auth::role::Role;
use uuid::Uuid;

use super::{answer::Answer, lab::Lab, persona::Persona};

/// The township of a round.
pub const TOWNSHIP: &str = "469025100";

/// Four indicators of 25 points, one a content; the township scores the first `township` of them.
pub fn small_framework(township: usize) -> Value {
    let contents = ["implementation", "management", "performance", "funds"];
    let one = |(n, content): (usize, &str)| {
        let all = ["third_party", "bureau", "township"];
        json!({
            "code": format!("I{n}"), "content": content, "name_zh": "指标", "name_en": "Indicator",
            "max_points": "25.00", "scoring": "judged", "attributable_to": ["contractor"],
            "parties": if n < township { &all[..] } else { &all[..2] },
        })
    };
    let indicators: Vec<Value> = contents.into_iter().enumerate().map(one).collect();
    json!({"name": "小体系", "indicators": indicators})
}

/// An evaluation and who takes part.
pub struct Round<'a> {
    pub lab: &'a Lab,
    pub admin: Persona<'a>,
    pub third_party: Persona<'a>,
    pub bureau: Persona<'a>,
    pub township: Persona<'a>,
    pub contractor: Uuid,
    pub agency: Uuid,
    pub station: Uuid,
    pub phase: Uuid,
    pub framework: Uuid,
    pub evaluation: Uuid,
}

impl Lab {
    /// A framework, published on 20 June 2023, before the first service year.
    pub async fn published_framework(&self, body: &Value) -> Uuid {
        let now = self.now();
        self.at("2023-06-20T02:00:00Z");
        let admin = self.bureau_admin().await;
        let draft = admin.post("/evaluation-frameworks", body).await.created();
        self.pass(TimeDelta::seconds(1));
        let path = format!("/evaluation-frameworks/{}/publication", draft.id());
        admin.move_on(&draft, &path, &json!({})).await.ok();
        self.shared.clock.hold(now);
        draft.id()
    }

    /// A round in the state of scoring, in October 2023.
    pub async fn round(&self) -> Round<'_> {
        self.round_by(&small_framework(4)).await
    }

    /// The same by another framework.
    pub async fn round_by(&self, framework: &Value) -> Round<'_> {
        self.at("2023-10-08T02:00:00Z");
        let framework = self.published_framework(framework).await;
        let station = self.station(TOWNSHIP).await;
        let contractor = self.organisation("contractor", 0).await;
        let agreement =
            self.agreement(contractor, &[station], "2023-06-30", "2026-06-30", "2023-06-30").await;
        let (phase, agency) =
            (self.mid_term(agreement).await, self.organisation("evaluation_agency", 3).await);
        let admin = self.bureau_admin().await;
        let body =
            json!({"station_id": station, "phase_id": phase, "framework_id": framework, "agency_id": agency});
        let mut seen = admin.post("/evaluations", &body).await.created();
        let third_party = self.member(Role::Evaluator, agency).await;
        // What happens at one instant has no order among the events.
        self.pass(TimeDelta::milliseconds(1));
        self.assign(agency, seen.id(), &third_party).await;
        for (after, state) in [(999, "preparation"), (1000, "scoring")] {
            self.pass(TimeDelta::milliseconds(after));
            let path = format!("/evaluations/{}/transitions", seen.id());
            seen = admin.move_on(&seen, &path, &json!({"state": state, "reason": "按方案"})).await.ok();
        }
        Round {
            lab: self,
            admin,
            third_party,
            bureau: self.person(Role::BureauScorer).await,
            township: self.township_officer(TOWNSHIP).await,
            contractor,
            agency,
            station,
            phase,
            framework,
            evaluation: seen.id(),
        }
    }
}

impl<'a> Round<'a> {
    pub fn path(&self, rest: &str) -> String {
        format!("/evaluations/{}{rest}", self.evaluation)
    }

    pub fn card(&self, party: &str) -> String {
        self.path(&format!("/scorecards/{party}"))
    }

    pub fn of(&self, party: &str) -> &Persona<'a> {
        match party {
            "third_party" => &self.third_party,
            "bureau" => &self.bureau,
            _ => &self.township,
        }
    }

    /// What a party sees of its own card.
    pub async fn own(&self, party: &str) -> Answer {
        self.of(party).get(&self.card(party)).await.ok()
    }

    /// Saves a draft: these points for I0, I1 and so on.
    pub async fn save(&self, party: &str, points: &[&str]) -> Answer {
        let (persona, path) = (self.of(party), self.card(party));
        let seen = persona.get(&path).await.ok();
        persona.put_over(&seen, &path, &given(points)).await
    }

    /// Saves and submits.
    pub async fn submit(&self, party: &str, points: &[&str]) -> Answer {
        let saved = self.save(party, points).await.ok();
        self.lab.pass(TimeDelta::milliseconds(1));
        self.of(party).move_on(&saved, &format!("{}/submission", self.card(party)), &json!({})).await
    }

    /// 90 from the third party, 80 from the bureau, 70 from the township.
    pub async fn all_in(&self) {
        self.submit("third_party", &["25", "25", "20", "20"]).await.ok();
        self.submit("bureau", &["20", "20", "20", "20"]).await.ok();
        self.submit("township", &["10", "20", "20", "20"]).await.ok();
    }
}

/// The body of a draft.
pub fn given(points: &[&str]) -> Value {
    let one = |(n, points): (usize, &&str)| json!({"indicator": format!("I{n}"), "points": points, "comment": format!("给{points}分")});
    json!({"points": points.iter().enumerate().map(one).collect::<Vec<_>>()})
}
