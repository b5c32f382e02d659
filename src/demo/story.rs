//! What happens in the demo: the plan's first months in the township of Yacha.

use actix_web::http::Method;
use serde_json::{Value, json};

use super::{
    Outcome,
    accounts::{self, Account},
    caller::{Stage, text},
    premises, services,
};
use crate::auth::role::Role;

/// The number of the agreement: by it a demo is known.
pub const AGREEMENT: &str = "DEMO-2023-01";

/// Plays it; answers the accounts.
pub async fn play(stage: &Stage, url: &str) -> Outcome<Vec<Account>> {
    let mut all = accounts::first(stage, url).await?;
    stage.at("2023-03-01T02:00:00Z");
    let admin = all.first().ok_or("no administrator")?.sign_in(stage).await?;
    let contractor = contractor(stage, &admin).await?;
    let agency =
        organisation(stage, &admin, "evaluation_agency", "知行社会服务评估中心", "51469025MJ99000041")
            .await?;
    publish_framework(stage, &admin).await?;
    let stations = station_ids(stage, &admin).await?;
    let station = stations.first().ok_or("no station")?;
    let phase = contract(stage, &admin, &contractor, &stations).await?;
    let lead = worker(stage, &admin, &contractor, station, ("符海燕", "lead")).await?;
    let resident = worker(stage, &admin, &contractor, station, ("李青", "resident")).await?;
    premises::fit_out(stage, &admin, station).await?;
    open_station(stage, &admin, station).await?;
    for (role, belongs) in [
        (Role::BureauOfficer, json!({})),
        (Role::BureauScorer, json!({})),
        (Role::TownshipOfficer, json!({"township_code": "469025100"})),
        (Role::ContractorManager, json!({"organisation_id": contractor})),
        (Role::StationLead, json!({"worker_id": lead})),
        (Role::ResidentWorker, json!({"worker_id": resident})),
        (Role::AgencyManager, json!({"organisation_id": agency})),
        (Role::Evaluator, json!({"organisation_id": agency})),
        (Role::AppealOfficer, json!({})),
        (Role::FinanceOfficer, json!({})),
        (Role::Auditor, json!({})),
    ] {
        all.push(accounts::register(stage, &admin, role, belongs).await?);
    }
    services::serve(stage, &all, station, &resident).await?;
    evaluate(stage, &all, (station, &phase, &agency)).await?;
    Ok(all)
}

/// The contractor; invented, as its code tells.
pub async fn contractor(stage: &Stage, admin: &str) -> Outcome<String> {
    organisation(stage, admin, "contractor", "青山社会工作服务中心", "52469025MJ9900004X").await
}

async fn organisation(stage: &Stage, admin: &str, kind: &str, name: &str, code: &str) -> Outcome<String> {
    let body = json!({"kind": kind, "name": name, "credit_code": code});
    text(&stage.post(admin, "/api/v1/organisations", &body).await?, "id")
}

async fn publish_framework(stage: &Stage, admin: &str) -> Outcome<()> {
    let id = framework(stage, admin).await?;
    let path = format!("/api/v1/evaluation-frameworks/{id}/publication");
    stage.change(admin, Method::POST, &path, &json!({})).await.map(|_| ())
}

async fn framework(stage: &Stage, token: &str) -> Outcome<String> {
    let frameworks = stage.get(token, "/api/v1/evaluation-frameworks").await?;
    text(frameworks.pointer("/items/0").unwrap_or(&Value::Null), "id")
}

/// The stations of the caller.
pub async fn station_ids(stage: &Stage, admin: &str) -> Outcome<Vec<String>> {
    let stations = stage.get(admin, "/api/v1/stations").await?;
    let items = stations.get("items").and_then(Value::as_array);
    items.into_iter().flatten().map(|station| text(station, "id")).collect()
}

/// An agreement for all stations and its first service year; answers the mid-term phase.
pub async fn contract(stage: &Stage, admin: &str, contractor: &str, stations: &[String]) -> Outcome<String> {
    let body = json!({
        "contractor_id": contractor, "number": AGREEMENT, "from": "2023-06-30", "to": "2028-06-30",
        "staffing_date": "2023-06-30", "price": "12100000.00", "station_ids": stations,
        "signed_on": "2023-03-01",
    });
    let agreement = text(&stage.post(admin, "/api/v1/agreements", &body).await?, "id")?;
    let body = json!({
        "agreement_id": agreement, "ordinal": 1, "from": "2023-06-30", "to": "2024-01-01",
        "phases": [
            {"kind": "mid_term", "from": "2023-06-30", "to": "2023-10-01", "scoring_from": "2023-10-01", "scoring_to": "2023-11-01"},
            {"kind": "final", "from": "2023-10-01", "to": "2024-01-01", "scoring_from": "2024-01-01", "scoring_to": "2024-02-01"},
        ],
    });
    let year = stage.post(admin, "/api/v1/service-years", &body).await?;
    text(year.pointer("/phases/0").unwrap_or(&Value::Null), "id")
}

/// A worker, fit and taught, employed and posted.
pub async fn worker(
    stage: &Stage,
    admin: &str,
    contractor: &str,
    station: &str,
    (name, role): (&str, &str),
) -> Outcome<String> {
    let body = json!({
        "name": name, "birth_date": "1990-07-15", "education": "bachelor",
        "employment": {"organisation_id": contractor, "kind": "labour_contract", "from": "2023-06-30"},
    });
    let worker = text(&stage.post(admin, "/api/v1/workers", &body).await?, "id")?;
    let health = json!({"kind": "examination", "fit": true, "dated_on": "2023-02-20"});
    stage.post(admin, &format!("/api/v1/workers/{worker}/health-statements"), &health).await?;
    let safety =
        json!({"kind": "safety_education", "held_on": "2023-02-24", "hours": 4, "provider": "县应急管理局"});
    stage.post(admin, &format!("/api/v1/workers/{worker}/trainings"), &safety).await?;
    let body = json!({"worker_id": worker, "station_id": station, "role": role, "from": "2023-06-30"});
    stage.post(admin, "/api/v1/postings", &body).await?;
    Ok(worker)
}

/// From the beginning to being at work, with fewer workers than it takes.
pub async fn open_station(stage: &Stage, admin: &str, station: &str) -> Outcome<()> {
    let path = format!("/api/v1/stations/{station}/transitions");
    let body = json!({"state": "preparing", "from": "2023-03-01", "reason": "按工作方案推进"});
    stage.change(admin, Method::POST, &path, &body).await?;
    let body = json!({
        "state": "operating", "from": "2023-06-30", "reason": "揭牌", "despite_breaches": "第三名驻站社工正在招聘",
    });
    stage.change(admin, Method::POST, &path, &body).await.map(|_| ())
}

/// A mid-term evaluation: 90 from the agency, 80 from the bureau, 70 from the township.
async fn evaluate(
    stage: &Stage,
    all: &[Account],
    (station, phase, agency): (&str, &str, &str),
) -> Outcome<()> {
    stage.at("2023-10-10T02:00:00Z");
    let admin = token(stage, all, Role::BureauAdmin).await?;
    let framework = framework(stage, &admin).await?;
    let body =
        json!({"station_id": station, "phase_id": phase, "framework_id": framework, "agency_id": agency});
    let evaluation = text(&stage.post(&admin, "/api/v1/evaluations", &body).await?, "id")?;
    let path = format!("/api/v1/evaluations/{evaluation}");
    assign(stage, all, &path).await?;
    for state in ["preparation", "scoring"] {
        let body = json!({"state": state, "reason": "按程序推进"});
        stage.change(&admin, Method::POST, &format!("{path}/transitions"), &body).await?;
    }
    let indicators = stage.get(&admin, &format!("/api/v1/evaluation-frameworks/{framework}")).await?;
    for (role, party, percent) in [
        (Role::Evaluator, "third_party", 90),
        (Role::BureauScorer, "bureau", 80),
        (Role::TownshipOfficer, "township", 70),
    ] {
        let scorer = token(stage, all, role).await?;
        let card = format!("{path}/scorecards/{party}");
        stage
            .change(&scorer, Method::PUT, &card, &json!({"points": points(&indicators, party, percent)}))
            .await?;
        stage.change(&scorer, Method::POST, &format!("{card}/submission"), &json!({})).await?;
    }
    Ok(())
}

/// The agency's manager gives the evaluation to the evaluator.
async fn assign(stage: &Stage, all: &[Account], evaluation: &str) -> Outcome<()> {
    let evaluator = token(stage, all, Role::Evaluator).await?;
    let user = text(&stage.get(&evaluator, "/api/v1/me").await?, "id")?;
    let manager = token(stage, all, Role::AgencyManager).await?;
    stage.post(&manager, &format!("{evaluation}/assignments"), &json!({"user_id": user})).await.map(|_| ())
}

/// A fresh token of a role.
pub async fn token(stage: &Stage, all: &[Account], role: Role) -> Outcome<String> {
    use crate::db::text_enum::TextEnum as _;
    let account = all.iter().find(|account| account.role == role.code());
    account.ok_or("no such account")?.sign_in(stage).await
}

/// The same share of the maximum for each indicator that a party scores.
fn points(framework: &Value, party: &str, percent: u32) -> Vec<Value> {
    let indicators = framework.get("indicators").and_then(Value::as_array);
    let scored = indicators.into_iter().flatten().filter(|indicator| {
        indicator.get("parties").and_then(Value::as_array).is_some_and(|all| all.iter().any(|p| p == party))
    });
    scored
        .map(|indicator| {
            // What was computed may differ, and a party that departs from it says why.
            let judged = indicator.get("scoring").is_some_and(|scoring| scoring == "judged");
            let departure = (!judged).then_some("经现场核查");
            json!({"indicator": indicator.get("code"), "points": share(indicator, percent), "departure": departure})
        })
        .collect()
}

/// Maxima are whole points, so a whole percentage has two decimals.
fn share(indicator: &Value, percent: u32) -> String {
    let maximum = indicator
        .get("max_points")
        .and_then(Value::as_str)
        .and_then(|text| text.split('.').next()?.parse().ok());
    let hundredths = maximum.unwrap_or(0_u32).saturating_mul(percent);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
