//! What the demo's station does in its first months: a filed list, a client, visits and activities, reviewed by its lead, and
//! a report each month, which the bureau accepts.

use actix_web::http::Method;
use serde_json::{Value, json};

use super::{
    Outcome,
    accounts::Account,
    caller::{Stage, text},
    story::token,
};
use crate::{auth::role::Role, http::clock::new_id};

/// Day, item, method, minutes, people and what is written of it.
type Service = (&'static str, &'static str, &'static str, i32, i32, &'static str);

/// The station's services, month by month, and when each month is reported.
const MONTHS: &[(&str, &[Service])] = &[
    (
        "2023-07-26T01:00:00Z",
        &[
            (
                "2023-07-18",
                "1.1",
                "outreach",
                120,
                46,
                "集市日设点讲解低保、特困供养申请条件，发放政策明白卡。",
            ),
            ("2023-07-19", "1.1", "visit", 90, 2, "入户走访独居老人，核对高龄补贴材料，约定下月回访。"),
            ("2023-07-20", "2.1", "visit", 60, 1, "陪同老人到卫生院复诊，协助办理慢病备案。"),
            ("2023-07-21", "3.1", "group", 120, 12, "留守儿童暑期成长小组第一节：相互认识、订立约定。"),
        ],
    ),
    (
        "2023-08-26T01:00:00Z",
        &[
            ("2023-08-17", "3.1", "group", 120, 11, "留守儿童暑期成长小组第二节：情绪卡片。"),
            ("2023-08-18", "1.1", "visit", 75, 1, "回访独居老人，高龄补贴已到账，门前台阶仍待修缮。"),
            ("2023-08-22", "2.1", "community", 180, 58, "社区长者健康日：测血压、听力初筛、防跌倒讲解。"),
        ],
    ),
    (
        "2023-09-26T01:00:00Z",
        &[
            ("2023-09-18", "1.1", "referral", 45, 1, "为行动不便的老人转介县残联辅具适配。"),
            ("2023-09-20", "3.1", "visit", 60, 2, "开学家访，了解在校情况，与监护人约定每月通话。"),
            ("2023-09-21", "1.1", "outreach", 90, 33, "村委会大院宣讲临时救助政策，现场答疑。"),
        ],
    ),
];

/// Plays them: the resident worker records, the lead reviews.
pub async fn serve(stage: &Stage, all: &[Account], station: &str, resident: &str) -> Outcome<()> {
    stage.at("2023-07-03T02:00:00Z");
    file_list(stage, &token(stage, all, Role::StationLead).await?, station).await?;
    let client = register_client(stage, &token(stage, all, Role::ResidentWorker).await?, station).await?;
    for (reported_at, services) in MONTHS {
        stage.at(reported_at);
        let (lead, worker) =
            (token(stage, all, Role::StationLead).await?, token(stage, all, Role::ResidentWorker).await?);
        for service in *services {
            let log = record(stage, &worker, (station, resident, &client), service).await?;
            let path = format!("/api/v1/service-logs/{log}/review");
            stage.change(&lead, Method::POST, &path, &json!({})).await?;
        }
        let officer = token(stage, all, Role::BureauOfficer).await?;
        report(stage, (&lead, &officer), station, reported_at.get(..7).unwrap_or_default()).await?;
    }
    Ok(())
}

async fn file_list(stage: &Stage, lead: &str, station: &str) -> Outcome<()> {
    let items: Vec<Value> = [("1.1", 24), ("2.1", 36), ("3.1", 24)]
        .map(|(code, quantity)| json!({"item_code": code, "yearly_quantity": quantity, "unit": "次"}))
        .into();
    let path = format!("/api/v1/stations/{station}/service-lists");
    let list = text(&stage.post(lead, &path, &json!({"items": items})).await?, "id")?;
    let path = format!("/api/v1/service-lists/{list}/filing");
    stage.change(lead, Method::POST, &path, &json!({"filed_on": "2023-07-03"})).await.map(|_| ())
}

/// A person who does not exist.
async fn register_client(stage: &Stage, worker: &str, station: &str) -> Outcome<String> {
    let id = new_id(stage.now()).to_string();
    let path = format!("/api/v1/clients/{id}");
    let body = json!({"station_id": station, "kind": "person", "name": "王秋菊", "birth_date": "1948-09-12",
        "categories": ["older_person", "low_income"], "since": "2023-07-03"});
    stage.change(worker, Method::PUT, &path, &body).await?;
    Ok(id)
}

/// Visits with the item of the client are to her.
async fn record(
    stage: &Stage,
    worker: &str,
    (station, resident, client): (&str, &str, &str),
    &(day, item, method, minutes, people, summary): &Service,
) -> Outcome<String> {
    let id = new_id(stage.now());
    let clients: &[&str] = if (item, method) == ("1.1", "visit") { &[client] } else { &[] };
    let body = json!({
        "station_id": station, "item_code": item, "method": method, "served_on": day, "people_served": people,
        "summary": summary, "state": "submitted", "client_ids": clients, "workers": [{"worker_id": resident, "minutes": minutes}],
    });
    stage.change(worker, Method::PUT, &format!("/api/v1/service-logs/{id}"), &body).await?;
    Ok(id.to_string())
}

/// The lead reports the month, the bureau accepts it.
async fn report(stage: &Stage, (lead, officer): (&str, &str), station: &str, month: &str) -> Outcome<()> {
    let body = json!({"station_id": station, "month": month});
    let report = text(&stage.post(lead, "/api/v1/progress-reports", &body).await?, "id")?;
    let path = format!("/api/v1/progress-reports/{report}");
    let said =
        json!({"work_done": "按清单开展走访、小组和政策宣传。", "next_plan": "继续回访重点服务对象。"});
    stage.change(lead, Method::PATCH, &path, &said).await?;
    stage.change(lead, Method::POST, &format!("{path}/submission"), &json!({})).await?;
    stage.change(officer, Method::POST, &format!("{path}/acceptance"), &json!({})).await.map(|_| ())
}
