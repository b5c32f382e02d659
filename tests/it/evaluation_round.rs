//! Both phases of a service year for 11 stations by three parties, with a contest, an indicator that does not apply and an
//! appeal, to the annual result and the renewal. What is published is what anybody reckons from the cards on paper.

use std::collections::HashMap;

use chrono::TimeDelta;
use serde_json::Value;
use stations::auth::role::Role;
use uuid::Uuid;

use crate::{
    evaluation::prepared::published,
    harness::{Answer, Lab, Persona, json},
};

const TOWNSHIPS: [&str; 11] = [
    "469025100",
    "469025101",
    "469025102",
    "469025103",
    "469025206",
    "469025201",
    "469025203",
    "469025200",
    "469025205",
    "469025202",
    "469025204",
];
const PARTIES: [&str; 3] = ["third_party", "bureau", "township"];
/// Percent, 七（二）.
const WEIGHTS: [i128; 3] = [60, 30, 10];

/// An agreement over all stations, its service year of two phases, and who judges it by the county's first framework.
struct Play<'a> {
    lab: &'a Lab,
    stations: Vec<Uuid>,
    contractor: Uuid,
    agency: Uuid,
    agreement: Uuid,
    year: Value,
    framework: Value,
}

/// Hundredths of points, by party and indicator: what the test itself keeps of the cards.
type Cards = [HashMap<String, i128>; 3];

impl<'a> Play<'a> {
    async fn set(lab: &'a Lab) -> Self {
        let framework = published(lab).await;
        let admin = lab.bureau_admin().await;
        let framework = admin.get(&format!("/evaluation-frameworks/{framework}")).await.ok();
        let mut stations = Vec::new();
        for township in TOWNSHIPS {
            stations.push(lab.station(township).await);
        }
        let contractor = lab.organisation("contractor", 0).await;
        let agreement = lab.agreement(contractor, &stations, "2023-06-30", "2024-06-30", "2023-06-30").await;
        let body = json!({
            "agreement_id": agreement, "ordinal": 1, "from": "2023-06-30", "to": "2024-06-30",
            "phases": [
                {"kind": "mid_term", "from": "2023-06-30", "to": "2024-01-01", "scoring_from": "2024-01-01", "scoring_to": "2024-02-01"},
                {"kind": "final", "from": "2024-01-01", "to": "2024-06-30", "scoring_from": "2024-07-01", "scoring_to": "2024-08-01"},
            ],
        });
        let year = admin.post("/service-years", &body).await.created().body;
        let agency = lab.organisation("evaluation_agency", 3).await;
        Self { lab, stations, contractor, agency, agreement, year, framework: framework.body }
    }

    /// What a party gives in this play, and the maximum, for each indicator it scores: from 70 to 100 of a hundred.
    fn card(
        &self,
        phase: usize,
        station: usize,
        party: usize,
        without: Option<&str>,
    ) -> HashMap<String, (i128, i128)> {
        let all = self.framework["indicators"].as_array().unwrap().iter().enumerate();
        let mine = all.filter(|(_, one)| one["parties"].as_array().unwrap().contains(&json!(PARTIES[party])));
        mine.filter(|(_, one)| one["code"].as_str() != without)
            .map(|(n, one)| {
                let max = hundredths(one["max_points"].as_str().unwrap());
                let percent = 70 + (7 * station + 5 * phase + 3 * party + 2 * n) % 31;
                (
                    one["code"].as_str().unwrap().to_owned(),
                    (max * i128::try_from(percent).unwrap() / 100, max),
                )
            })
            .collect()
    }

    async fn moved(&self, admin: &Persona<'_>, evaluation: &str, state: &str) -> Answer {
        self.lab.pass(TimeDelta::milliseconds(1));
        let path = format!("/evaluations/{evaluation}");
        let seen = admin.get(&path).await.ok();
        admin
            .move_on(&seen, &format!("{path}/transitions"), &json!({"state": state, "reason": "按方案"}))
            .await
    }

    /// Opens all evaluations of a phase and gives them to an evaluator; their ids in the order of the stations.
    async fn opened(&self, phase: usize, admin: &Persona<'_>, evaluator: &Persona<'_>) -> Vec<String> {
        let body = json!({
            "phase_id": self.year["phases"][phase]["id"], "framework_id": self.framework["id"], "agency_id": self.agency,
        });
        let plan = admin.post("/evaluation-plans", &body).await.ok();
        let of: HashMap<&str, &str> = plan
            .items()
            .iter()
            .map(|one| (one["station_id"].as_str().unwrap(), one["evaluation_id"].as_str().unwrap()))
            .collect();
        let all: Vec<String> =
            self.stations.iter().map(|one| of[one.to_string().as_str()].to_owned()).collect();
        let manager = self.lab.member(Role::AgencyManager, self.agency).await;
        let body = json!({"user_id": evaluator.id, "evaluations": all});
        let answers = manager.post("/evaluation-assignments", &body).await.ok();
        assert!(answers.items().iter().all(|one| one["outcome"] == "assigned"), "{}", answers.body);
        all
    }

    /// The first station hands in and contests; at the third, C3 does not apply.
    async fn prepare(&self, evaluations: &[String]) {
        let contractor = self.lab.member(Role::ContractorManager, self.contractor).await;
        let officer = self.lab.bureau_officer().await;
        let path = format!("/evaluations/{}", evaluations[0]);
        let body = json!({"indicator": "A5", "note": "需求调研报告已随附"});
        contractor.post(&format!("{path}/materials"), &body).await.created();
        let body = json!({"indicator": "A2", "statement": "一名社工的驻站日期登记有误"});
        let contest = contractor.post(&format!("{path}/contests"), &body).await.created();
        let body = json!({"outcome": "dismissed", "answer": "以驻站登记为准"});
        officer.move_on(&contest, &format!("{path}/contests/{}/answer", contest.id()), &body).await.ok();
        let body = json!({"indicator": "C3", "reason": "本期未安排小组活动"});
        officer.post(&format!("/evaluations/{}/not-applicable", evaluations[2]), &body).await.created();
    }

    /// All cards of a phase: the agency's in one batch, the others one by one.
    async fn score(&self, phase: usize, evaluations: &[String], evaluator: &Persona<'_>) -> Vec<Cards> {
        let mut all: Vec<Cards> = Vec::new();
        let mut batch = Vec::new();
        let bureau = self.lab.person(Role::BureauScorer).await;
        for (n, evaluation) in evaluations.iter().enumerate() {
            let without = (n == 2).then_some("C3");
            let cards = [0, 1, 2].map(|party| self.card(phase, n, party, without));
            let card = evaluator.get(&format!("/evaluations/{evaluation}/scorecards/third_party")).await.ok();
            batch.push(json!({"evaluation_id": evaluation, "version": card["version"], "points": given(&cards[0]), "submit": true}));
            let township = self.lab.township_officer(TOWNSHIPS[n]).await;
            for (party, scorer) in [(1, &bureau), (2, &township)] {
                let path = format!("/evaluations/{evaluation}/scorecards/{}", PARTIES[party]);
                let seen = scorer.get(&path).await.ok();
                let saved =
                    scorer.put_over(&seen, &path, &json!({"points": given(&cards[party])})).await.ok();
                scorer.move_on(&saved, &format!("{path}/submission"), &json!({})).await.ok();
            }
            all.push(cards.map(|card| card.into_iter().map(|(code, (points, _))| (code, points)).collect()));
        }
        let answers = evaluator.post("/scorecards/batches", &json!({"cards": batch})).await.ok();
        assert!(answers.items().iter().all(|one| one["outcome"] == "submitted"), "{}", answers.body);
        all
    }

    /// The sixth station's appeal is upheld: the bureau's points for B4 become the full three.
    async fn appeal(&self, evaluation: &str, cards: &mut Cards) {
        let contractor = self.lab.member(Role::ContractorManager, self.contractor).await;
        let body = json!({"indicators": ["B4"], "statement": "培训记录已补交，请予复核"});
        let appeal = contractor.post(&format!("/evaluations/{evaluation}/appeals"), &body).await.created();
        let office = self.lab.person(Role::AppealOfficer).await;
        let correction =
            json!({"party": "bureau", "indicator": "B4", "points": "3.00", "reason": "材料齐全"});
        let body = json!({"outcome": "upheld", "reason": "经复核材料齐全", "corrections": [correction]});
        self.lab.pass(TimeDelta::milliseconds(1));
        office.move_on(&appeal, &format!("/appeals/{}/decision", appeal.id()), &body).await.ok();
        cards[1].insert("B4".into(), 300);
    }

    /// What the published result of a station must be, in hundredths: Σ weight × 100 × Σ points ÷ Σ maximum, rounded half up.
    fn on_paper(&self, phase: usize, station: usize, cards: &Cards) -> i128 {
        let without = (station == 2).then_some("C3");
        let totals = [0, 1, 2].map(|party| {
            let max: i128 = self.card(phase, station, party, without).values().map(|(_, max)| max).sum();
            (cards[party].values().sum::<i128>(), max)
        });
        let whole: i128 = totals.iter().map(|(_, max)| max).product();
        let sum: i128 = (0..3).map(|n| WEIGHTS[n] * 100 * totals[n].0 * (whole / totals[n].1)).sum();
        (2 * sum + whole).div_euclid(2 * whole)
    }

    /// Plays a phase to the publication; the results in hundredths in the order of the stations.
    async fn phase(&self, phase: usize, days: [&str; 3]) -> Vec<i128> {
        self.lab.at(days[0]);
        let admin = self.lab.bureau_admin().await;
        let evaluator = self.lab.member(Role::Evaluator, self.agency).await;
        let evaluations = self.opened(phase, &admin, &evaluator).await;
        for evaluation in &evaluations {
            self.moved(&admin, evaluation, "preparation").await.ok();
        }
        self.prepare(&evaluations).await;
        self.lab.at(days[1]);
        let (admin, evaluator) = (self.lab.again(&admin).await, self.lab.again(&evaluator).await);
        for evaluation in &evaluations {
            self.moved(&admin, evaluation, "scoring").await.ok();
        }
        let mut cards = self.score(phase, &evaluations, &evaluator).await;
        for evaluation in &evaluations {
            self.moved(&admin, evaluation, "provisional").await.ok();
        }
        self.appeal(&evaluations[5], &mut cards[5]).await;
        self.moved(&admin, &evaluations[5], "final").await.problem(409, "conflict");
        self.lab.at(days[2]);
        let admin = self.lab.again(&admin).await;
        let mut results = Vec::new();
        for (n, evaluation) in evaluations.iter().enumerate() {
            self.moved(&admin, evaluation, "final").await.ok();
            self.moved(&admin, evaluation, "published").await.ok();
            let result = admin.get(&format!("/evaluations/{evaluation}/result")).await.ok();
            let paper = self.on_paper(phase, n, &cards[n]);
            assert_eq!(result["result"], text(paper), "phase {phase}, station {n}: {}", result.body);
            results.push(paper);
        }
        results
    }
}

fn hundredths(points: &str) -> i128 {
    let (whole, part) = points.split_once('.').unwrap();
    whole.parse::<i128>().unwrap() * 100 + part.parse::<i128>().unwrap()
}

fn text(hundredths: i128) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn given(card: &HashMap<String, (i128, i128)>) -> Vec<Value> {
    let one = |(code, (points, _)): (&String, &(i128, i128))| json!({"indicator": code, "points": text(*points), "comment": "现场核实", "departure": "以现场核实为准"});
    card.iter().map(one).collect()
}

#[actix_web::test]
async fn a_service_year_of_eleven_stations_from_the_plan_to_the_renewal() {
    let lab = Lab::new().await;
    let play = Play::set(&lab).await;
    let mid = play.phase(0, ["2023-12-20T02:00:00Z", "2024-01-08T02:00:00Z", "2024-03-01T02:00:00Z"]).await;
    let last = play.phase(1, ["2024-06-20T02:00:00Z", "2024-07-08T02:00:00Z", "2024-09-02T02:00:00Z"]).await;
    let admin = lab.bureau_admin().await;
    let year = play.year["id"].as_str().unwrap();
    let annual = admin.get(&format!("/annual-results?service_year={year}")).await.ok();
    assert_eq!(annual.items().len(), 11);
    for (n, station) in play.stations.iter().enumerate() {
        let one = annual.items().iter().find(|one| one["station_id"] == json!(station)).unwrap();
        assert_eq!(one["result"], text((mid[n] + last[n] + 1).div_euclid(2)), "station {n}");
        assert_eq!(one["one_phase"], false);
    }
    let body = json!({
        "agreement_id": play.agreement, "service_year_id": year, "decision": "renew", "reason": "年度评估结果良好，服务对象反映较好，拟予续签",
    });
    admin.post("/renewal-references", &body).await.created();
    lab.seal().await;
    let report = lab.verify().await.unwrap();
    assert!(report.is_good(), "{report}");
}
